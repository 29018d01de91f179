/** The thread that compares the rules (demo-rules.ts): it takes a while, and the sample city stays open. */
import { parentPort, workerData } from 'node:worker_threads'
import { highsSolver } from '../server/disclosure/solver.ts'
import { compareRules } from './compare-rules.ts'
import type { RulesNews, RulesOrder } from './demo-rules.ts'

const { people, tables, k } = workerData as RulesOrder
const results = compareRules(people, tables, k, await highsSolver(), (rule, done, total) =>
  tell({ rule, done, total }),
)
tell({ results })

function tell(news: RulesNews): void {
  parentPort?.postMessage(news, [])
}
