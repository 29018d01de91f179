/** A reporter of vitest that writes down what `npm test` decides by. */
import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Where the reporter writes: the environment's variable of this name. */
export const REPORT_FILE = 'KAZETOSHI_TEST_REPORT'

export interface TestReport {
  readonly passed: number
  /** Tests that failed, files and groups that could not be set up, and errors that belong to no test. */
  readonly failed: number
  /** Files whose process ended before they were done, with how many of their tests are among `passed`. */
  readonly unfinished: readonly { readonly file: string; readonly passed: number }[]
}

/** vitest says this of a process that ended by itself; which file it was at stands nowhere in the error. */
const PROCESS_ENDED = /^\[vitest-pool\]: Worker \w+ emitted error/

export default class ReportWriter implements Reporter {
  onTestRunEnd(files: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env[REPORT_FILE]
    if (file !== undefined) writeFileSync(file, JSON.stringify(reportOf(files, errors)))
  }
}

function reportOf(files: readonly TestModule[], errors: readonly SerializedError[]): TestReport {
  let [passed, failed] = [0, 0]
  const unfinished = []
  for (const module of files) {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    for (const test of module.children.allTests()) count[test.result().state] += 1
    passed += count.passed
    const around = [module, ...module.children.allSuites()].flatMap((part) => part.errors())
    failed += count.failed + around.length
    const isOpen = count.pending > 0 || ['queued', 'pending'].includes(module.state())
    if (isOpen) unfinished.push({ file: module.moduleId, passed: count.passed })
  }
  const ended = errors.filter(({ message }) => PROCESS_ENDED.test(message)).length
  // An ended process that no file stands for is nothing that could be run once more.
  failed += errors.length - Math.min(ended, unfinished.length)
  return { passed, failed, unfinished }
}
