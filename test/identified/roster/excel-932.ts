/**
 * Files as Japanese Excel writes them with 「CSV（コンマ区切り）」: code page 932, CRLF, no BOM, quotes only
 * where a value holds a comma, a quote or a line break, an empty cell for every column that was ever
 * formatted (the commas at the end), numbers without their leading zeros, days as 2026/4/1, and 「?」 for
 * what the code page lacks. Written byte by byte from a table of its own, so that neither our decoder nor
 * our encoder is its own judge. files/ holds them as committed; excel.test.ts compares.
 */

/** The characters the files need, with their codes in code page 932 (Windows-31J, IBM and NEC rows too). */
const CODES: Readonly<Record<string, readonly number[]>> = {
  所: [0x8f, 0x8a],
  属: [0x91, 0xae],
  コ: [0x83, 0x52],
  ー: [0x81, 0x5b],
  ド: [0x83, 0x68],
  上: [0x8f, 0xe3],
  位: [0x88, 0xca],
  区: [0x8b, 0xe6],
  分: [0x95, 0xaa],
  名: [0x96, 0xbc],
  有: [0x97, 0x4c],
  効: [0x8c, 0xf8],
  開: [0x8a, 0x4a],
  始: [0x8e, 0x6e],
  日: [0x93, 0xfa],
  市: [0x8e, 0x73],
  部: [0x95, 0x94],
  課: [0x89, 0xdb],
  潮: [0x92, 0xaa],
  見: [0x8c, 0xa9],
  総: [0x91, 0x8d],
  務: [0x96, 0xb1],
  橋: [0x8b, 0xb4],
  担: [0x92, 0x53],
  当: [0x93, 0x96],
  職: [0x90, 0x45],
  員: [0x88, 0xf5],
  番: [0x94, 0xd4],
  号: [0x8d, 0x86],
  個: [0x8c, 0xc2],
  人: [0x90, 0x6c],
  役: [0x96, 0xf0],
  割: [0x8a, 0x84],
  あ: [0x82, 0xa0],
  り: [0x82, 0xe8],
  な: [0x82, 0xc8],
  し: [0x82, 0xb5],
  推: [0x90, 0x84],
  進: [0x90, 0x69],
  責: [0x90, 0xd3],
  任: [0x94, 0x43],
  者: [0x8e, 0xd2],
  係: [0x8c, 0x57],
  長: [0x92, 0xb7],
  級: [0x8b, 0x89],
  主: [0x8e, 0xe5],
  事: [0x8e, 0x96],
  崎: [0x8d, 0xe8],
  '〜': [0x81, 0x60],
  '－': [0x81, 0x7c],
  '①': [0x87, 0x40],
  '㈱': [0x87, 0x8a],
  // IBM extension; NEC's copies (0xEEE0, 0xED95) are what Excel never writes.
  髙: [0xfb, 0xfc],
  﨑: [0xfa, 0xb1],
  // 外字: the first private character of Windows.
  '\ue000': [0xf0, 0x40],
  ﾃ: [0xc3],
  ｽ: [0xbd],
  ﾄ: [0xc4],
}

/** The good file of units; its last two columns were once formatted and are empty. */
export const EXCEL_UNITS = bytesOf([
  '所属コード,上位所属コード,区分,所属名,有効開始日,,',
  '0000,,市,潮見市,2026/4/1,,',
  '1000,0000,部,総務部〜①,2026/4/1,,',
  '1010,1000,課,㈱髙橋担当－課,2026/4/1,,',
  '1020,1000,課,"﨑,""ﾃｽﾄ""課",2026/4/1,,',
])

/** The good file of people: the column of numbers was 「文字列」. */
export const EXCEL_PEOPLE = bytesOf([
  '職員番号,所属コード,職位区分,個人PC,役割,',
  '000101,1010,係長級,あり,推進責任者,',
  '000102,1020,主事級,なし,推進責任者,',
  '000103,1020,主事級,あり,,',
])

/** What happens to it: numbers, a 外字, a character that the code page lacks. */
export const EXCEL_PEOPLE_BAD = bytesOf([
  '職員番号,所属コード,職位区分,個人PC,役割,',
  '101,1010,係長級,あり,推進責任者,',
  '000102,1020,主\ue000級,なし,,',
  '000103,1020,??級,あり,,',
])

/** The same without the 外字, which stops the reading before the numbers are looked at. */
export const EXCEL_PEOPLE_NUMBERS = bytesOf([
  '職員番号,所属コード,職位区分,個人PC,役割,',
  '101,1010,係長級,あり,推進責任者,',
  '000102,1020,主事級,なし,推進責任者,',
  '000103,1020,?級,あり,,',
])

function bytesOf(lines: readonly string[]): Buffer {
  return Buffer.from(
    lines.flatMap((line) => [
      ...Array.from(line).flatMap((character) => codeOf(character)),
      13,
      10,
    ]),
  )
}

function codeOf(character: string): readonly number[] {
  const point = character.codePointAt(0) ?? 0
  const code = point < 0x80 ? [point] : CODES[character]
  if (code === undefined) throw new Error(`no code of ${character} is known here`)
  return code
}
