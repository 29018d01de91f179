/** A character that CP932 does not have; nothing is ever replaced by 「?」. */
export class NotInCp932 extends Error {
  override readonly name = 'NotInCp932'
  readonly character: string

  constructor(character: string) {
    super(`${character} has no form in CP932`)
    this.character = character
  }
}

/**
 * CP932 (Windows' Shift_JIS), the encoding in which Japanese Excel opens a CSV. The table is Node's own
 * decoder turned round. Where a character has several codes, the first, never the copies NEC made of
 * IBM's characters (0xED, 0xEE): Windows chooses so too.
 *
 * @throws {NotInCp932} at the first character without a form.
 */
export function encodeCp932(text: string): Buffer {
  table ??= makeTable()
  const bytes: number[] = []
  for (const character of text) {
    const code = table.get(character)
    if (code === undefined) throw new NotInCp932(character)
    if (code > 0xff) bytes.push(code >> 8)
    bytes.push(code & 0xff)
  }
  return Buffer.from(bytes)
}

let table: Map<string, number> | undefined

/**
 * One character of JIS, two of Unicode: Windows decodes to the right one, other systems type the left
 * one. `¥` is not here: 0x5C is a backslash.
 */
const TWINS: readonly (readonly [string, string])[] = [
  ['〜', '～'],
  ['−', '－'],
  ['—', '―'],
  ['‖', '∥'],
  ['¢', '￠'],
  ['£', '￡'],
  ['¬', '￢'],
]

function makeTable(): Map<string, number> {
  const decoder = new TextDecoder('shift_jis', { fatal: true })
  const codes = new Map<string, number>()
  const learn = (code: number, ...bytes: number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes))
      if (Array.from(character).length === 1 && !codes.has(character)) codes.set(character, code)
    } catch {
      // No character has this code.
    }
  }
  // Control characters other than these three are decoded crosswise (0x1A, 0x1C, 0x7F) and not text.
  for (const code of [0x09, 0x0a, 0x0d, ...range(0x20, 0x7e), ...range(0xa1, 0xdf)]) {
    learn(code, code)
  }
  // 0xF0–0xF9 are private characters: they mean something else on every machine.
  for (const lead of [...range(0x81, 0x9f), ...range(0xe0, 0xec), 0xef, ...range(0xfa, 0xfc)]) {
    for (const trail of [...range(0x40, 0x7e), ...range(0x80, 0xfc)]) {
      learn(lead * 256 + trail, lead, trail)
    }
  }
  for (const [other, windows] of TWINS) {
    const code = codes.get(windows)
    if (code !== undefined && !codes.has(other)) codes.set(other, code)
  }
  return codes
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
