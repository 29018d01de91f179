import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import writeExcelFile, { type Row } from 'write-excel-file/node'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const UNITS = 'scripts/sample-city/org.csv'
const PEOPLE = 'scripts/sample-city/roster_sample.csv'

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function runImport(...args: string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...args], {
      cwd: ROOT,
    })
    const text = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text.err += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...text }))
  })
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kazetoshi-import-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('the command imports the sample city, then finds nothing to change', {
  timeout: 60_000,
}, async () => {
  const folder = await temporaryFolder()
  const data = join(folder, 'data')
  const files = ['--units', UNITS, '--people', PEOPLE, '--data', data]

  const rehearsal = await runImport(...files, '--dry-run')
  expect(rehearsal.code).toBe(0)
  expect(rehearsal.out).toContain('職員  追加 2,300、異動 0、変更 0、退職等 0')
  expect(rehearsal.out).toContain('確かめただけで、何も書き込んでいません（--dry-run）。')
  expect(existsSync(data)).toBe(false)

  const first = await runImport(...files, '--json')
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(JSON.parse(first.out)).toMatchObject({
    ok: true,
    dryRun: false,
    applied: true,
    problemTotal: 0,
    warningTotal: 0,
    counts: { units: { added: 183 }, people: { added: 2300 }, roles: { given: 289 } },
  })

  const second = await runImport(...files)
  expect(second.code).toBe(0)
  expect(second.out).toContain('職員  追加 0、異動 0、変更 0、退職等 0')
  expect(second.out).toContain('取り込みました。')
})

test('the command takes a workbook too', { timeout: 60_000 }, async () => {
  const folder = await temporaryFolder()
  const people = join(folder, '職員.xlsx')
  const cells = [
    ['職員番号', '所属コード'],
    ['000101', '1010'],
  ]
  await writeExcelFile(
    cells.map((row): Row => row.map((value) => ({ value, type: String }))),
  ).toFile(people)
  const files = ['--units', UNITS, '--people', people, '--data', join(folder, 'data')]
  const ran = await runImport(...files, '--dry-run')
  expect(ran.code).toBe(0)
  expect(ran.out).toContain('職員: 職員.xlsx（1行、Excelブック）')
})

test('the command says with code 2 what is wrong with a file, as text or as JSON', {
  timeout: 60_000,
}, async () => {
  const folder = await temporaryFolder()
  const bad = join(folder, '職員.csv')
  await writeFile(bad, '職員番号,所属コード\r\n000101,7777\r\n')
  const files = ['--units', UNITS, '--people', bad, '--data', join(folder, 'data')]
  const sentence =
    '職員.csv 2行目 所属コード「7777」: この所属コードの所属がありません。コードを直すか、所属を加えてください。'

  const spoken = await runImport(...files)
  expect(spoken.code).toBe(2)
  expect(spoken.err).toContain(sentence)
  expect(spoken.err).toContain('誤りがあるので、何も書き込んでいません。')

  const json = await runImport(...files, '--json')
  expect(json.code).toBe(2)
  const result: unknown = JSON.parse(json.out)
  expect(result).toMatchObject({
    ok: false,
    applied: false,
    problemTotal: 1,
    problems: [{ file: '職員.csv', row: 2, column: '所属コード', value: '7777', sentence }],
    counts: null,
  })
})

test('the command says with code 2 what is wrong with its options', {
  timeout: 60_000,
}, async () => {
  const folder = await temporaryFolder()
  const data = join(folder, 'data')
  const missing = await runImport('--units', '/nowhere/所属.csv', '--data', data)
  expect(missing).toMatchObject({
    code: 2,
    err: 'ファイル「/nowhere/所属.csv」が見つかりません。パスを確かめてください。\n',
  })
  const none = await runImport('--data', data, '--json')
  expect(none.code).toBe(2)
  expect(JSON.parse(none.out)).toMatchObject({ ok: false, problemTotal: 1 })
  expect((await runImport('--unit', UNITS)).code).toBe(2)
  const help = await runImport('--help')
  expect(help.code).toBe(0)
  expect(help.out).toContain('--dry-run')
  expect(existsSync(data)).toBe(false)
})
