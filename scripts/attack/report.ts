import { type Attempt, type Attack, type Verdict, verdictOf } from './attempt.ts'
import { attacks } from './attacks.ts'
import type { Evidence } from './evidence.ts'
import { count, percent } from './words.ts'

export interface Line extends Attempt {
  readonly id: string
  readonly attack: string
  readonly title: string
  readonly verdict: Verdict
}

/** Runs every attack on the evidence. */
export function attackAll(evidence: Evidence, list: readonly Attack[] = attacks): Line[] {
  return list.flatMap(({ id, slug, title, run }) =>
    run(evidence).map((attempt) => ({
      id,
      attack: slug,
      title,
      ...attempt,
      verdict: verdictOf(attempt),
    })),
  )
}

/** Whether something can be joined better than by chance. */
export function isBroken(lines: readonly Line[]): boolean {
  return lines.some(({ verdict }) => verdict === 'above')
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  chance: '偶然並み',
  above: '偶然を超える',
  nothing: '対象なし',
}

/** One line for each attempt, and what was found below it. */
export function reportText(lines: readonly Line[]): string {
  const rows = lines.map(
    (line) =>
      `${line.id.padEnd(3)} ${VERDICTS[line.verdict].padEnd(6, '　')} ${numbersOf(line)}  ${line.tried}` +
      line.found.map((find) => `\n      ${find}`).join(''),
  )
  return [...rows, '', summaryOf(lines)].join('\n')
}

/** The attempts of one title as rows of a Markdown table. */
export function reportMarkdown(lines: readonly Line[]): string {
  const head =
    '| | 試したこと | 成功率 | 偶然 | 偶然の上限 | 対象 | 判定 |\n|---|---|---|---|---|---|---|'
  const rows = lines.map((line) => {
    const { success, chance, limit } = figuresOf(line)
    const found = line.found.length === 0 ? '' : `<br>${line.found.join('、')}`
    return `| ${line.id} | ${line.tried}${found} | ${success} | ${chance} | ${limit} | ${count(line.entries)} | ${VERDICTS[line.verdict]} |`
  })
  return [head, ...rows].join('\n')
}

export function summaryOf(lines: readonly Line[]): string {
  const of = (verdict: Verdict) => lines.filter((line) => line.verdict === verdict).length
  const sum = `${count(lines.length)}通りを試しました。偶然並み ${count(of('chance'))}、偶然を超える ${count(of('above'))}、対象なし ${count(of('nothing'))}。`
  return of('above') === 0
    ? `${sum}人と回答を偶然よりよく結びつける手がかりは、見つかりませんでした。`
    : `${sum}「偶然を超える」の行を確かめてください。人と回答が結びつくおそれがあります。`
}

function numbersOf(line: Line): string {
  if (line.verdict === 'nothing') return '—'.padEnd(34)
  const { success, chance, limit } = figuresOf(line)
  return `成功 ${success}（偶然 ${chance}、上限 ${limit}、対象 ${count(line.entries)}）`
}

function figuresOf({ measure, entries, success, chance, limit }: Line) {
  if (entries === 0) return { success: '—', chance: '—', limit: '—' }
  if (measure === 'share')
    return { success: percent(success), chance: percent(chance), limit: percent(limit) }
  return { success: `${success.toFixed(1)}σ`, chance: '0σ', limit: `${limit.toFixed(1)}σ` }
}
