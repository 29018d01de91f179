import type { BallotAnswers } from '../server/survey/ballot-form.ts'
import { type Questionnaire, scaleItems } from '../server/survey/questionnaire.ts'

/** Columns of the people's own copies: units (類似所属 if planned), attributes, then one column a question. */
export function rowHeader(q: Questionnaire): string[] {
  const units = hasSimilar(q) ? ['bu', 'ka', 'similar'] : ['bu', 'ka']
  return [...units, ...q.attributes.map((a) => a.id), ...scaleItems(q).map((i) => i.id)]
}

/** One respondent as a row: labels of attributes, 1 = best … m = worst, '' = no answer. */
export function rowOf(q: Questionnaire, answers: BallotAnswers): string[] {
  const bureau = answers.bureau === null ? undefined : q.bureaus[answers.bureau]
  const section = answers.section === null ? undefined : bureau?.sections[answers.section]
  return [
    bureau?.code ?? '',
    section?.within ?? section?.code ?? '',
    ...(hasSimilar(q) ? [section?.similar ?? ''] : []),
    ...q.attributes.map((a, i) => a.options[(answers.attributes[i] ?? 0) - 1] ?? ''),
    ...answers.scale.map((code) => (code === 0 ? '' : String(code))),
  ]
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
