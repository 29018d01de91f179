import type { BallotAnswers } from '../server/survey/ballot-form.ts'
import { publishedIds, type Questionnaire, scaleItems } from '../server/survey/questionnaire.ts'

/** Columns of the people's own copies: units (類似所属 if planned), attributes, then a column a question or option. */
export function rowHeader(q: Questionnaire): string[] {
  const units = hasSimilar(q) ? ['bu', 'ka', 'similar'] : ['bu', 'ka']
  return [...units, ...q.attributes.map((a) => a.id), ...q.items.flatMap(publishedIds)]
}

/** One respondent as a row: labels of attributes, 1 = best … m = worst, '' = no answer; an option is 1 or m. */
export function rowOf(q: Questionnaire, answers: BallotAnswers): string[] {
  const bureau = answers.bureau === null ? undefined : q.bureaus[answers.bureau]
  const section = answers.section === null ? undefined : bureau?.sections[answers.section]
  return [
    bureau?.code ?? '',
    section?.within ?? section?.code ?? '',
    ...(hasSimilar(q) ? [section?.similar ?? ''] : []),
    ...q.attributes.map((a, i) => a.options[(answers.attributes[i] ?? 0) - 1] ?? ''),
    ...answersOf(q, answers),
  ]
}

function answersOf(q: Questionnaire, { scale, multi }: BallotAnswers): string[] {
  let scales = 0
  let multis = 0
  return q.items.flatMap((item) => {
    if (item.type === 'text') return []
    if (item.type === 'scale') return [String(scale[scales++] || '')]
    const chosen = multi[multis++] ?? []
    return item.options.map((_, i) =>
      chosen.length === 0 ? '' : String(chosen.includes(i) ? 1 : q.scale),
    )
  })
}

/**
 * The four percentages counted straight from the rows, with none of the product's tabulation: top two
 * ÷ answered, in tenths of a point, half up.
 */
export function recountIndicators(
  q: Questionnaire,
  rows: readonly (readonly string[])[],
): { item: string; label: string; n: number; percent: string }[] {
  const header = rowHeader(q)
  return scaleItems(q).flatMap((item) => {
    if (item.indicator === undefined) return []
    const column = header.indexOf(item.id)
    const given = rows.map((row) => row[column]).filter((cell) => cell !== undefined && cell !== '')
    const agree = given.filter((cell) => cell === '1' || cell === '2').length
    const tenths = Math.floor((2000 * agree + given.length) / (2 * given.length))
    const percent = `${Math.floor(tenths / 10)}.${tenths % 10}`
    return [{ item: item.id, label: item.indicator.label, n: given.length, percent }]
  })
}

function hasSimilar(q: Questionnaire): boolean {
  return q.tables.some((table) => table.includes('similar'))
}
