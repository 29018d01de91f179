/** `npm test` itself, on small tests of its own. */
import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const GOOD = `test('good', () => expect(1).toBe(1))`
const BAD = `test('bad', () => expect(1).toBe(2))`
const ENDED = `test('ended', () => process.kill(process.pid, 'SIGKILL'))`

it('counts what passed and what failed', () => {
  const run = runTests({ one: `${GOOD}\n${BAD}`, two: GOOD })
  expect([run.last, run.status]).toEqual(['2 passed, 1 failed', 1])
  expect(runTests({ one: GOOD })).toMatchObject({ last: '1 passed, 0 failed', status: 0 })
  expect(runTests({})).toMatchObject({ status: 1 })
})

it('counts a file that cannot be loaded, a set-up that fails and an error that belongs to no test', () => {
  const wrong = [
    `import './nowhere.ts'\n${GOOD}`,
    `beforeAll(() => { throw new Error('set-up') })\n${GOOD}`,
    `describe('group', () => { beforeAll(() => { throw new Error('set-up') }); ${GOOD} })`,
    `test('stray', async () => { void Promise.reject(new Error('stray')); await new Promise((r) => setTimeout(r, 50)) })`,
  ]
  for (const one of wrong) {
    const run = runTests({ one, two: GOOD })
    expect(run.last).toMatch(/^[12] passed, 1 failed$/)
    expect(run.status).toBe(1)
  }
})

it('names a file whose process ended, and runs it once more', () => {
  const onceOnly = `
    import { existsSync, writeFileSync } from 'node:fs'
    ${GOOD}
    test('ended', () => {
      const mark = import.meta.dirname + '/mark'
      if (existsSync(mark)) return
      writeFileSync(mark, '')
      process.kill(process.pid, 'SIGKILL')
    })`
  const run = runTests({ one: onceOnly, two: GOOD })
  expect(run).toMatchObject({ last: '3 passed, 0 failed', status: 0 })
  expect(run.out).toContain('Run twice, because a process ended early: ')
  expect(run.out).toMatch(/one\.test\.ts ended before the file was done/)
})

it('counts it as a failure when the process ends again', () => {
  const run = runTests({ one: ENDED, two: GOOD })
  expect([run.last, run.status]).toEqual(['1 passed, 1 failed', 1])
})

function runTests(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder('test-run')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, `${name}.test.ts`), text)
  }
  const config = { include: ['*.test.ts'], pool: 'forks', maxWorkers: 1, globals: true }
  const configFile = join(folder, 'vitest.config.ts')
  writeFileSync(configFile, `export default { test: ${JSON.stringify(config)} }`)
  const run = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/test.ts', `--root=${folder}`, `--config=${configFile}`],
    { cwd: projectFile(), encoding: 'utf8', env: { ...process.env, VITEST: undefined } },
  )
  return { status: run.status, out: run.stdout, last: run.stdout.trimEnd().split('\n').at(-1) }
}
