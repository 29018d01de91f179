import { Worker } from 'node:worker_threads'
import type { Microdata, Tables } from '../server/disclosure/microdata.ts'
import { groupingsOf } from '../server/survey/publication-plan.ts'
import type { Questionnaire } from '../server/survey/questionnaire.ts'
import type { RuleResult } from './compare-rules.ts'
import type { progressPrinter } from './demo-progress.ts'
import { rowHeader } from './demo-rows.ts'

export interface RulesOrder {
  readonly people: Pick<Microdata, 'attributes' | 'keys' | 'rows'>
  readonly tables: Tables
  readonly k: number
}

export type RulesNews =
  | { readonly rule: RuleResult['rule']; readonly done: number; readonly total: number }
  | { readonly results: readonly RuleResult[] }

const NAMES: Readonly<Record<RuleResult['rule'], string>> = {
  threshold: '人数の下限だけ',
  remainder: '表ごとに残りも隠す',
  engine: 'この製品',
}

/** What the usual rules would give away of the sample city, and what ours does, for k = 10 and 5. */
export async function sayRules(
  q: Questionnaire,
  rows: readonly (readonly string[])[],
  print: ReturnType<typeof progressPrinter>,
): Promise<void> {
  const people = peopleOf(q, rows)
  const lines: string[] = []
  for (const k of [10, 5]) {
    const results = await compare({ people, tables: q.tables, k }, print)
    lines.push(`\n公表のしかたの比較（見本データ、回答${people.rows}人、下限${k}人）`)
    lines.push(...results.map((result) => `  ${inWords(result, k)}`))
  }
  print.end()
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The people's own copies as the protection reads them: memberships only. */
export function peopleOf(
  q: Questionnaire,
  rows: readonly (readonly string[])[],
): RulesOrder['people'] {
  const attributes = groupingsOf(q)
  const header = rowHeader(q)
  const keys = new Uint16Array(rows.length * attributes.length)
  for (const [a, { id, categories }] of attributes.entries()) {
    const column = header.indexOf(id)
    const code = new Map(categories.map((category, i) => [category.code, i + 1]))
    for (const [r, row] of rows.entries()) {
      keys[r * attributes.length + a] = code.get(row[column] ?? '') ?? 0
    }
  }
  return { attributes, keys, rows: rows.length }
}

function inWords(r: RuleResult, k: number): string {
  const name = `${NAMES[r.rule]}${'　'.repeat(9 - NAMES[r.rule].length)}`
  return `${name}  公表 ${r.published}区分（のべ回答の${r.rowsPercent.toFixed(1)}％）  引き算で分かる非表示 ${r.recomputable}/${r.hidden}（うち1人だけ ${r.singles}）  ${k}人未満の集まり ${r.light}組`
}

function compare(
  workerData: RulesOrder,
  print: ReturnType<typeof progressPrinter>,
): Promise<readonly RuleResult[]> {
  const worker = new Worker(new URL('./demo-rules-thread.js', import.meta.url), { workerData })
  let rule: RuleResult['rule'] | undefined
  return new Promise((resolve, reject) => {
    worker.on('message', (news: RulesNews) => {
      if ('results' in news) {
        resolve(news.results)
        return
      }
      if (news.rule !== rule) {
        rule = news.rule
        print.step(`「${NAMES[rule]}」を調べています（下限${workerData.k}人）`, news.total)
      }
      print.done(news.done)
    })
    worker.on('error', reject)
    worker.on('exit', () => reject(new Error('the comparison has stopped')))
  })
}
