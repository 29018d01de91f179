import type { Findings } from './findings.ts'

export type CsvEncoding = 'UTF-8' | 'Shift_JIS'

export interface DecodedCsv {
  readonly text: string
  readonly encoding: CsvEncoding
}

export const MAX_FILE_BYTES = 20 * 1024 * 1024

const SAVE_AS_CSV =
  'Excelで開き、「名前を付けて保存」で種類「CSV UTF-8（コンマ区切り）」を選んで保存し、そのファイルを指定してください。'

/**
 * Bytes of a CSV file → text. UTF-8 (with or without BOM) or CP932, which is what WHATWG calls
 * shift_jis. Nothing is ever replaced: a byte that is no character, a NUL, a control or invisible
 * character, a 外字 or a trace of an earlier wrong conversion (U+FFFD) is a problem with its line.
 *
 * @returns null when anything was added to `problems`.
 */
export function decodeCsv(
  bytes: Uint8Array,
  file: string,
  problems: Findings,
  mostBytes = MAX_FILE_BYTES,
): DecodedCsv | null {
  const whole = faultOfWhole(bytes, mostBytes)
  if (whole !== null) {
    problems.add({ file }, whole)
    return null
  }
  const encoding = encodingOf(bytes)
  const text = decodeStrictly(bytes, encoding)
  const before = problems.total
  if (text === null) complainOfBytes(bytes, encoding, file, problems)
  else complainOfCharacters(text, file, problems)
  return text === null || problems.total > before ? null : { text: foldTwins(text), encoding }
}

function faultOfWhole(bytes: Uint8Array, mostBytes: number): string | null {
  const starts = (...magic: number[]) => magic.every((b, i) => bytes[i] === b)
  if (bytes.length === 0) return 'ファイルが空です。正しいファイルか確かめてください。'
  if (bytes.length > mostBytes)
    return `ファイルが${mostBytes / 1024 / 1024}MBを超えています。必要な列だけを残し、正しいファイルか確かめてください。`
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return `Excelブック（.xlsx）かZIPのままで、CSVではありません。${SAVE_AS_CSV}`
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    return `古い形式のExcelブック（.xls）のままで、CSVではありません。${SAVE_AS_CSV}`
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff))
    return `UTF-16（Excelの「Unicodeテキスト」）で保存されています。${SAVE_AS_CSV}`
  return null
}

/**
 * UTF-8 when the whole file is, when it has the BOM, or when its header (always Japanese) is: a
 * UTF-8 file with one damaged byte often decodes as CP932 too, into nonsense.
 */
function encodingOf(bytes: Uint8Array): CsvEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'UTF-8'
  if (decodeStrictly(bytes, 'UTF-8') !== null) return 'UTF-8'
  const header = linesOf(bytes).next().value ?? bytes
  const japanese = header.some((b) => b >= 0x80)
  return japanese && decodeStrictly(header, 'UTF-8') !== null ? 'UTF-8' : 'Shift_JIS'
}

function decodeStrictly(bytes: Uint8Array, encoding: CsvEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function* linesOf(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  const end = bytes.includes(0x0a) ? 0x0a : 0x0d
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(end, from)
    yield bytes.subarray(from, at === -1 ? bytes.length : at)
    from = at === -1 ? bytes.length : at + 1
  }
}

function complainOfBytes(
  bytes: Uint8Array,
  encoding: CsvEncoding,
  file: string,
  problems: Findings,
): void {
  let row = 0
  for (const line of linesOf(bytes)) {
    row++
    if (decodeStrictly(line, encoding) !== null) continue
    const shown = new TextDecoder(encoding).decode(line)
    const place = placeBefore(shown, Math.max(shown.indexOf('\uFFFD'), 0))
    problems.add(
      { file, row },
      `${place}に、${encoding}の文字として読めない部分があります。元のファイルでその文字を打ち直し、保存し直してください。`,
    )
  }
}

/** Everything that is a code point but no readable character; a tab only where columns are commas. */
export const ODD =
  /[^\P{Cc}\r\n]|[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]|\p{Co}|\p{Cn}/u

function complainOfCharacters(text: string, file: string, problems: Findings): void {
  if (!ODD.test(text)) return
  const lines = text.split(/\r\n|\n|\r/)
  if (lines[0]?.includes('\t') && !lines[0].includes(',')) {
    problems.add({ file }, `タブ区切りのファイルです。${SAVE_AS_CSV}`)
    return
  }
  lines.forEach((line, i) => {
    const found = ODD.exec(line)
    if (found === null) return
    problems.add({ file, row: i + 1 }, `${placeBefore(line, found.index)}に、${adviceOn(found[0])}`)
  })
}

/** What to do about a character that `ODD` has found. */
export function adviceOn(character: string): string {
  const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  if (character === '\uFFFD')
    return '文字化けの跡（U+FFFD）があります。元の文字に打ち直して保存し直してください。'
  if (/\p{Co}|\p{Cn}/u.test(character))
    return `外字（${point}）があります。どの端末でも表示できる文字に打ち直してください。`
  if (/\p{Cc}/u.test(character))
    return `制御文字（${point}）があります。その文字を消して保存し直してください。`
  return `目に見えない文字（${point}）があります。その文字を消して保存し直してください。`
}

function placeBefore(line: string, index: number): string {
  const near = Array.from(line.slice(0, index)).slice(-8).join('').replaceAll('\r', '')
  return near === '' ? '行の先頭' : `「${near}」の次`
}

/**
 * Seven characters that CP932 and other systems write with different code points though they are the
 * same on paper. One form, CP932's own: the same office exported twice stays the same office, and a
 * Shift_JIS export can write it again.
 */
const TWINS: Readonly<Record<string, string>> = {
  '\u301c': '\uff5e',
  '\u2212': '\uff0d',
  '\u2014': '\u2015',
  '\u2016': '\u2225',
  '\u00a2': '\uffe0',
  '\u00a3': '\uffe1',
  '\u00ac': '\uffe2',
}

export function foldTwins(text: string): string {
  return text.replaceAll(
    /[\u301c\u2212\u2014\u2016\u00a2\u00a3\u00ac]/g,
    (found) => TWINS[found] ?? found,
  )
}
