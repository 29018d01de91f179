/** What is wrong with one cell, in Japanese, and what to do; null when nothing is. */
export type CellFault = string | null

/** What the other codes of the column, and those already stored, say about one code. */
export interface CodeHabit {
  /** The length more than half of the codes have, or null. */
  readonly length: number | null
  /** The same of those that stood in the file as text; null where Excel made numbers of all. */
  readonly textLength: number | null
  /** Stored codes by their form without leading zeros. */
  readonly stored: ReadonlyMap<string, string>
}

const RE_ENTER =
  'Excelが番号を数値に変えています。列の書式を「文字列」にしてから、元の番号を入れ直してください。'

/** @param texts those of `values` that stood in the file as text, where it can tell. */
export function codeHabit(
  values: readonly string[],
  stored: readonly string[],
  texts: readonly string[] = values,
): CodeHabit {
  return {
    length: commonLength(values),
    textLength: commonLength(texts),
    stored: new Map(stored.map((code) => [withoutZeros(code), code])),
  }
}

function commonLength(values: readonly string[]): number | null {
  const lengths = new Map<number, number>()
  const codes = values.filter((value) => CODE.test(value))
  for (const { length } of codes) lengths.set(length, (lengths.get(length) ?? 0) + 1)
  return [...lengths].find(([, count]) => count * 2 > codes.length)?.[0] ?? null
}

const CODE = /^[0-9A-Za-z][0-9A-Za-z-]{0,19}$/

/**
 * For 職員番号 and 所属コード: text of half-width letters, digits, hyphens.
 *
 * @param asNumber Excel made a number of it: right only where the code is stored, or as long as those
 *   that stand as text.
 */
export function codeFault(value: string, habit: CodeHabit, asNumber = false): CellFault {
  if (value === '') return '空です。番号を入れてください。'
  const narrow = value.normalize('NFKC')
  if (narrow !== value) return `全角の文字があります。半角で「${narrow}」と入れ直してください。`
  if (/^\d+(\.\d+)?E\+\d+$/i.test(value) || /^\d+\.\d+$/.test(value))
    return `先頭の0が失われた可能性があります。${RE_ENTER}`
  if (!CODE.test(value))
    return '使えない文字があるか、長すぎます。半角の英数字とハイフンで、20文字までにしてください。'
  if (!/^\d+$/.test(value)) return null
  const stored = habit.stored.get(withoutZeros(value))
  if (stored === value) return null
  if (stored !== undefined && stored.length > value.length)
    return `先頭の0が失われた可能性があります（登録済みの番号は「${stored}」です）。${RE_ENTER}`
  if (habit.length !== null && value.length < habit.length)
    return `先頭の0が失われた可能性があります（ほかの多くは${habit.length}桁です）。${RE_ENTER}`
  if (asNumber && habit.textLength !== value.length)
    return `先頭の0が失われた可能性があります。${RE_ENTER}`
  return null
}

/** For names and categories. */
export function textFault(value: string, most: number): CellFault {
  if (/[\r\n]/.test(value)) return 'セルの中に改行があります。1行にしてください。'
  if (Array.from(value).length > most) return `長すぎます。${most}文字までにしてください。`
  return null
}

/** 2025-04-01 or 2025/4/1 → ISO date; null when it is no such day. */
export function readDay(value: string): string | null {
  const found = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(value)
  if (found === null) return null
  const [year, month, day] = [Number(found[1]), Number(found[3]), Number(found[4])]
  const instant = new Date(Date.UTC(year, month - 1, day))
  const real = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day && year >= 1868
  return real ? instant.toISOString().slice(0, 10) : null
}

function withoutZeros(code: string): string {
  return code.replace(/^0+(?=.)/, '')
}
