/**
 * The plain ballot: one person's answers as bytes of a size fixed by the questionnaire, before they
 * are sealed. Pure: the browser writes it, the opening reads it.
 *
 * Layout (big endian): `version 0x01 ‖ bureau u16 ‖ section u16 ‖ attribute codes ‖ scale codes ‖
 * for each いくつでも: a bit an option, the first in the lowest bit of the first byte ‖
 * for each text: length u16 ‖ UTF-8 padded with zeros to 3·maxChars`.
 * A bureau or section of 0 means 「答えない」, otherwise it is a position in the questionnaire plus one.
 */
import type { Audience } from './questionnaire.ts'

/** What of a questionnaire decides the bytes of a ballot. */
export interface BallotShape {
  readonly scale: number
  readonly items: readonly (
    | { readonly type: 'scale'; readonly audience?: Audience }
    | {
        readonly type: 'multi'
        readonly options: readonly string[]
        readonly audience?: Audience
      }
    | { readonly type: 'text'; readonly maxChars: number }
  )[]
  readonly attributes: readonly { readonly options: readonly string[] }[]
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
  /** Of each いくつでも the positions that were chosen, ascending; [] when it was left blank. */
  readonly multi: readonly (readonly number[])[]
  /** One text a text item, '' when blank. */
  readonly texts: readonly string[]
}

/** The option that is chosen alone or not at all: the last one, when it reads so. */
const NONE_OF_THESE = '特にない'

/** Position of 「特にない」; null: the options go together in any way. */
export function aloneAmong(options: readonly string[]): number | null {
  return options.at(-1) === NONE_OF_THESE ? options.length - 1 : null
}

/** The answer about oneself that opens the managers' questions: an attribute, and its code. */
export interface ManagersAnswer {
  readonly attribute: number
  readonly code: number
}

/** @returns null when no attribute tells managers apart: their questions are open to everybody then. */
export function managersAnswer({
  attributes,
}: Pick<BallotShape, 'attributes'>): ManagersAnswer | null {
  for (const [attribute, { options }] of attributes.entries()) {
    const at = options.findIndex((option) => /^管理職(?!以外)/.test(option))
    if (at >= 0) return { attribute, code: at + 1 }
  }
  return null
}

/** Whether a ballot with these attributes may answer what managers are asked. */
export function isAskedAsManager(
  q: Pick<BallotShape, 'attributes'>,
  attributes: readonly number[],
): boolean {
  const managers = managersAnswer(q)
  return managers === null || attributes[managers.attribute] === managers.code
}

const HEADER_BYTES = 5

/** Bytes of every plain ballot of this survey. */
export function ballotBytes(q: BallotShape): number {
  const fixed = HEADER_BYTES + q.attributes.length + scaleItems(q).length
  const bits = multiItems(q).reduce((sum, { options }) => sum + bitBytes(options), fixed)
  return textItems(q).reduce((sum, t) => sum + 2 + 3 * t.maxChars, bits)
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
  multiItems(q).forEach(({ options }, i) => {
    for (const position of a.multi[i] ?? []) bytes[at + (position >> 3)]! |= 1 << (position & 7)
    at += bitBytes(options)
  })
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
  const multi = multiItems(q).map(({ options }) =>
    chosenBits(bytes.subarray(at, (at += bitBytes(options)))),
  )
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
    multi,
    texts,
  }
  return faultOf(q, answers) === null ? answers : null
}

function scaleItems(q: BallotShape) {
  return q.items.filter((i) => i.type === 'scale')
}

function multiItems(q: BallotShape) {
  return q.items.filter((i) => i.type === 'multi')
}

function textItems(q: BallotShape) {
  return q.items.filter((i) => i.type === 'text')
}

function bitBytes(options: readonly unknown[]): number {
  return Math.ceil(options.length / 8)
}

function chosenBits(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => (((byte >> bit) & 1) === 1 ? [8 * i + bit] : [])),
  )
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
  const lists = multiItems(q)
  if (a.multi.length !== lists.length) return 'multi'
  if (!lists.every(({ options }, i) => isChoice(a.multi[i] ?? [], options))) return 'choice'
  const hidden = ({ audience }: { readonly audience?: Audience }) => audience !== undefined
  if (!isAskedAsManager(q, a.attributes)) {
    if (items.some((item, i) => hidden(item) && a.scale[i] !== 0)) return 'managers'
    if (lists.some((item, i) => hidden(item) && a.multi[i]?.length !== 0)) return 'managers'
  }
  const texts = textItems(q)
  if (a.texts.length !== texts.length) return 'texts'
  if (!texts.every((t, i) => fits(a.texts[i], t.maxChars))) return 'text'
  return null
}

function isChoice(chosen: readonly number[], options: readonly string[]): boolean {
  const ascending = chosen.every(
    (position, i) => options[position] !== undefined && position > (chosen[i - 1] ?? -1),
  )
  const alone = aloneAmong(options)
  return ascending && (alone === null || chosen.length < 2 || !chosen.includes(alone))
}

function fits(text: string | undefined, maxChars: number): boolean {
  return text !== undefined && text.length <= maxChars && text.isWellFormed()
}
