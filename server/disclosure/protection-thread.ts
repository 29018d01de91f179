/** The thread that protects a survey (in-thread.ts): one order, its news, the end. */
import { parentPort, workerData } from 'node:worker_threads'
import { estimateCoverage } from './coverage.ts'
import type { ThreadNews, ThreadOrder } from './in-thread.ts'
import { protect } from './protect.ts'
import type { ProtectionStep } from './protection.ts'
import { highsSolver } from './solver.ts'

/** News in between are dropped: nobody reads a thousand a second. */
const NEWS_EVERY_MS = 100

const order = workerData as ThreadOrder
if (order.work === 'protect') {
  tell({ result: protect(order.input, await highsSolver(), reportNowAndThen()) })
} else {
  const { attributes, tables, policy, keys, rows } = order.input
  tell({ result: estimateCoverage(attributes, tables, policy, keys, rows) })
}

/** The beginning and the end of every step, and what comes a while after the last news. */
function reportNowAndThen(): (step: ProtectionStep, done: number, total: number) => void {
  let told: ProtectionStep | null = null
  let at = 0
  return (step, done, total) => {
    const now = performance.now()
    if (step === told && done < total && now - at < NEWS_EVERY_MS) return
    told = step
    at = now
    tell({ step, done, total })
  }
}

function tell(news: ThreadNews): void {
  parentPort?.postMessage(news)
}
