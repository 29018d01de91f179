/** All tests: `npm test`. Arguments go to vitest. The last line is `N passed, N failed`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { projectFile } from '../server/http/project-file.ts'
import { ensureBrowser } from './browser.ts'
import { brokenNative } from './natives.ts'

const hindrance = brokenNative() ?? ensureBrowser()
if (hindrance !== null) {
  console.error(hindrance)
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-test-'))
const report = join(folder, 'report.json')
const run = spawnSync(
  process.execPath,
  [
    projectFile('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit', cwd: projectFile() },
)
const { passed, failed } = readReport()
rmSync(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(run.status === 0 && failed === 0 && passed > 0 ? 0 : 1)

/** A file that could not be loaded has no tests of its own; it counts as one failure. */
function readReport(): { passed: number; failed: number } {
  try {
    const json = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      testResults: { status: string; assertionResults: unknown[] }[]
    }
    const broken = json.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length
    return { passed: json.numPassedTests, failed: json.numFailedTests + broken }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
