/**
 * All tests: `npm test`. Arguments go to vitest. The last line is `N passed, N failed`.
 *
 * Files whose process ended before they were done (a native add-on, a machine short of memory) are named and run
 * once more, each in a run of its own; what does not end well then is a failure.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { spawnSync } from 'node:child_process'
import { projectFile } from '../server/http/project-file.ts'
import { ensureBrowser } from './browser.ts'
import { brokenNative } from './natives.ts'
import { REPORT_FILE, type TestReport } from './test-report.ts'

const hindrance = brokenNative() ?? ensureBrowser()
if (hindrance !== null) {
  console.error(hindrance)
  process.exit(1)
}
const wanted = process.argv.slice(2)
/** Options without the names of files; what follows a bare option may be its value and stays. */
const options = wanted.filter(
  (argument, i) => argument.startsWith('-') || /^-[^=]*$/.test(wanted[i - 1] ?? ''),
)
const first = runTests(wanted)
let { passed, failed } = first
for (const { file, passed: before } of first.unfinished) {
  console.log(`The process of ${relative('', file)} ended before the file was done: once more.`)
  const again = runTests([...options, file])
  passed += again.passed - before
  failed += again.failed + again.unfinished.length
}
if (first.unfinished.length > 0) {
  const names = first.unfinished.map(({ file }) => relative('', file)).join(', ')
  console.log(`Run twice, because a process ended early: ${names}`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

/** A run that ended without a report, or badly without a reason in it, counts as one failure. */
function runTests(args: readonly string[]): TestReport {
  const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-test-'))
  const file = join(folder, 'report.json')
  const run = spawnSync(
    process.execPath,
    [
      projectFile('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--reporter=default',
      `--reporter=${projectFile('scripts', 'test-report.ts')}`,
      ...args,
    ],
    { stdio: 'inherit', cwd: projectFile(), env: { ...process.env, [REPORT_FILE]: file } },
  )
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as TestReport
    const isSilent = run.status !== 0 && report.failed === 0 && report.unfinished.length === 0
    return isSilent ? { ...report, failed: 1 } : report
  } catch {
    return { passed: 0, failed: 1, unfinished: [] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
