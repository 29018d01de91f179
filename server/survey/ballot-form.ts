/**
 * The plain ballot: one person's answers as bytes of a size fixed by the questionnaire, before they
 * are sealed. Pure: the browser writes it, the opening reads it.
 *
 * Layout (big endian): `version 0x01 ‖ bureau u16 ‖ section u16 ‖ attribute codes ‖ scale codes ‖
 * for each text: length u16 ‖ UTF-8 padded with zeros to 3·maxChars`.
 * A bureau or section of 0 means 「答えない」, otherwise it is a position in the questionnaire plus one.
 */

/** What of a questionnaire decides the bytes of a ballot. */
export interface BallotShape {
  readonly scale: number
  readonly items: readonly (
    | { readonly type: 'scale' }
    | { readonly type: 'multi'; readonly options: readonly unknown[] }
    | { readonly type: 'text'; readonly maxChars: number }
  )[]
  readonly attributes: readonly { readonly options: readonly unknown[] }[]
  readonly bureaus: readonly { readonly sections: readonly unknown[] }[]
}

export interface BallotAnswers {
  /** Position in `bureaus`, or null for 「部は答えない」. */
  readonly bureau: number | null
  /** Position in that bureau's `sections`, or null for 「課は答えない」. */
  readonly section: number | null
  /** One code an attribute: 0 「回答しない」, i = options[i-1]. */
  readonly attributes: readonly number[]
  /** One code a scale item: 0 no answer, 1 best … m worst. */
  readonly scale: readonly number[]
  /** One text a text item, '' when blank. */
  readonly texts: readonly string[]
}

const HEADER_BYTES = 5

/** Bytes of every plain ballot of this survey. */
export function ballotBytes(q: BallotShape): number {
  const fixed = HEADER_BYTES + q.attributes.length + scaleItems(q).length
  return textItems(q).reduce((sum, t) => sum + 2 + 3 * t.maxChars, fixed)
}

/** @throws {RangeError} when an answer is outside the questionnaire. */
export function encodeBallot(q: BallotShape, a: BallotAnswers): Uint8Array<ArrayBuffer> {
  const fault = faultOf(q, a)
  if (fault !== null) throw new RangeError(fault)
  const bytes = new Uint8Array(ballotBytes(q))
  const view = new DataView(bytes.buffer)
  bytes[0] = 1
  view.setUint16(1, a.bureau === null ? 0 : a.bureau + 1)
  view.setUint16(3, a.section === null ? 0 : a.section + 1)
  bytes.set(a.attributes, HEADER_BYTES)
  bytes.set(a.scale, HEADER_BYTES + a.attributes.length)
  let at = HEADER_BYTES + a.attributes.length + a.scale.length
  textItems(q).forEach((item, i) => {
    const text = new TextEncoder().encode(a.texts[i])
    view.setUint16(at, text.length)
    bytes.set(text, at + 2)
    at += 2 + 3 * item.maxChars
  })
  return bytes
}

/** Strict: every byte outside the form makes it null (a malformed ballot is dropped and counted). */
export function decodeBallot(q: BallotShape, bytes: Uint8Array): BallotAnswers | null {
  if (bytes.length !== ballotBytes(q) || bytes[0] !== 1) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const bureau = view.getUint16(1)
  const section = view.getUint16(3)
  let at = HEADER_BYTES
  const attributes = [...bytes.subarray(at, (at += q.attributes.length))]
  const scale = [...bytes.subarray(at, (at += scaleItems(q).length))]
  const texts: string[] = []
  for (const item of textItems(q)) {
    const length = view.getUint16(at)
    const room = bytes.subarray(at + 2, (at += 2 + 3 * item.maxChars))
    const text = length <= room.length ? decodeText(room.subarray(0, length)) : null
    if (text === null || room.subarray(length).some((b) => b !== 0)) return null
    texts.push(text)
  }
  const answers: BallotAnswers = {
    bureau: bureau === 0 ? null : bureau - 1,
    section: section === 0 ? null : section - 1,
    attributes,
    scale,
    texts,
  }
  return faultOf(q, answers) === null ? answers : null
}

function scaleItems(q: BallotShape) {
  return q.items.filter((i) => i.type === 'scale')
}

function textItems(q: BallotShape) {
  return q.items.filter((i) => i.type === 'text')
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function faultOf(q: BallotShape, a: BallotAnswers): string | null {
  const code = (n: number | undefined, most: number) =>
    n !== undefined && Number.isInteger(n) && n >= 0 && n <= most
  const bureau = a.bureau === null ? null : q.bureaus[a.bureau]
  if (bureau === undefined) return 'bureau'
  if (a.section !== null && bureau?.sections[a.section] === undefined) return 'section'
  if (a.attributes.length !== q.attributes.length) return 'attributes'
  if (!q.attributes.every((x, i) => code(a.attributes[i], x.options.length))) return 'attribute'
  const items = scaleItems(q)
  if (a.scale.length !== items.length || !a.scale.every((n) => code(n, q.scale))) return 'scale'
  const texts = textItems(q)
  if (a.texts.length !== texts.length) return 'texts'
  if (!texts.every((t, i) => fits(a.texts[i], t.maxChars))) return 'text'
  return null
}

function fits(text: string | undefined, maxChars: number): boolean {
  return text !== undefined && text.length <= maxChars && text.isWellFormed()
}
