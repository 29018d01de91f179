import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { projectFile } from '../../../server/http/project-file.ts'
import { makeFirstPasswords } from '../../../server/identified/auth/first-passwords.ts'
import { createPasswordDesk } from '../../../server/identified/auth/passwords.ts'
import { openStores, type Stores } from '../../../server/stores/open.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { personRow } from './staff-app.ts'

let folder: string
let file: string
let stores: Stores
const units = ['1110', '1010', '1020']

beforeEach(async () => {
  folder = temporaryFolder('first-passwords')
  file = join(folder, 'first-passwords.csv')
  stores = await openStores(folder)
})
afterEach(async () => {
  await stores.close()
  rmSync(folder, { recursive: true, force: true })
})

async function addPeople(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) =>
    personRow(String(i * 7).padStart(6, '0'), units[i % 3] ?? '1010'),
  )
  await stores.identity.insertInto('person').values(rows).execute()
}

const job = () => ({
  identity: stores.identity,
  unitName: (code: string) => (code === '1020' ? '広報,"シティ"課' : `課${code}`),
  file,
})

function readList(): { number: string; unit: string; unitName: string; password: string }[] {
  return parse(readFileSync(file), {
    bom: true,
    columns: ['number', 'unit', 'unitName', 'password'],
    fromLine: 2,
  })
}

/** Each person has exactly one line, and its password is the one in the database. */
async function expectComplete(people: number): Promise<void> {
  const list = readList()
  expect(list).toHaveLength(people)
  const hashes = new Map(
    (await stores.identity.selectFrom('credential').selectAll().execute()).map((c) => [
      c.person,
      c,
    ]),
  )
  expect(hashes.size).toBe(people)
  expect(new Set(list.map((line) => line.number)).size).toBe(people)
  const desk = createPasswordDesk({ waiting: 10_000 })
  const right = await Promise.all(
    list.map(async (line) => desk.verify(hashes.get(line.number)?.password_hash, line.password)),
  )
  expect(right.filter(Boolean)).toHaveLength(people)
  expect([...hashes.values()].every((credential) => credential.must_change === 1)).toBe(true)
}

test('everybody without a password gets one, in a list by unit that only the owner can read', async () => {
  await addPeople(60)
  const seen: string[] = []
  const counts = await makeFirstPasswords({
    ...job(),
    onProgress: (done, total) => seen.push(`${done}/${total}`),
  })
  expect(counts).toEqual({ people: 60, made: 60, left: 0 })
  expect(seen).toEqual(['0/60', '50/60', '60/60'])
  await expectComplete(60)
  const text = readFileSync(file, 'utf8')
  expect(text.startsWith('\uFEFF職員番号,所属コード,所属名,最初のパスワード\r\n')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const order = readList().map((line) => `${line.unit} ${line.number}`)
  expect(order).toEqual([...order].sort())
  expect(readList().find((line) => line.unit === '1020')?.unitName).toBe('広報,"シティ"課')
  expect(existsSync(`${file}.lock`)).toBe(false)
})

test('units stand in their official order when it is given', async () => {
  await addPeople(6)
  await makeFirstPasswords({ ...job(), unitPosition: (code) => units.indexOf(code) })
  const order = readList().map((line) => line.unit)
  expect(order).toEqual(['1110', '1110', '1010', '1010', '1020', '1020'])
})

test('stopped in the middle and run again, nothing is lost and nothing is there twice', async () => {
  await addPeople(120)
  const stopping = new AbortController()
  const first = await makeFirstPasswords({
    ...job(),
    signal: stopping.signal,
    onProgress: (done) => {
      if (done === 50) stopping.abort()
    },
  })
  expect(first).toEqual({ people: 120, made: 50, left: 70 })
  const given = new Map(readList().map((line) => [line.number, line.password]))
  const second = await makeFirstPasswords(job())
  expect(second).toEqual({ people: 120, made: 70, left: 0 })
  await expectComplete(120)
  for (const line of readList()) {
    const before = given.get(line.number)
    if (before !== undefined) expect(line.password).toBe(before)
  }
})

test('lines that a crash left without a password in the database, or cut in the middle, are made anew', async () => {
  await addPeople(20)
  await makeFirstPasswords(job())
  const lost = ['000000', '000007', '000014']
  await stores.identity.deleteFrom('credential').where('person', 'in', lost).execute()
  appendFileSync(file, '000021,1110,課1110,abcd-ef')
  const counts = await makeFirstPasswords(job())
  expect(counts).toEqual({ people: 20, made: 3, left: 0 })
  await expectComplete(20)
})

test('who has chosen an own password already is left alone', async () => {
  await addPeople(5)
  const password_hash = await createPasswordDesk().hash('うみべの図書館まで30分')
  await stores.identity
    .insertInto('credential')
    .values({ person: '000007', password_hash, must_change: 0 })
    .execute()
  const counts = await makeFirstPasswords(job())
  expect(counts.made).toBe(4)
  expect(readList().some((line) => line.number === '000007')).toBe(false)
  expect(await makeFirstPasswords(job())).toEqual({ people: 5, made: 0, left: 0 })
})

test('two runs at once do not mix: the second says that the first is at work', async () => {
  await addPeople(4)
  const [one, two] = await Promise.allSettled([
    makeFirstPasswords(job()),
    makeFirstPasswords(job()),
  ])
  expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected'])
  await expectComplete(4)
})

test('the mark of a run that died does not stand in the way', async () => {
  await addPeople(2)
  writeFileSync(`${file}.lock`, '99999999')
  expect((await makeFirstPasswords(job())).made).toBe(2)
})

const script = ['--import', 'tsx', projectFile('scripts', 'passwords.ts')]

test('killed without warning (kill -9) again and again, the command ends with a complete list', async () => {
  await addPeople(170)
  for (const batches of [1, 1]) {
    const run = spawn(process.execPath, [...script, '--data', folder], { cwd: projectFile() })
    let lines = 0
    for await (const chunk of run.stdout) {
      lines += String(chunk).split('人\n').length - 1
      if (lines > batches) run.kill('SIGKILL')
    }
  }
  const run = spawn(process.execPath, [...script, '--data', folder], {
    cwd: projectFile(),
    stdio: 'ignore',
  })
  const [code] = (await once(run, 'exit')) as [number]
  expect(code).toBe(0)
  await expectComplete(170)
}, 60_000)

test('Ctrl+C stops the command cleanly, and the next run goes on', async () => {
  await addPeople(120)
  const run = spawn(process.execPath, [...script, '--data', folder], { cwd: projectFile() })
  let output = ''
  for await (const chunk of run.stdout) {
    output += String(chunk)
    if (output.includes('50 / 120')) run.kill('SIGINT')
  }
  expect(run.exitCode ?? (await once(run, 'exit'))[0]).toBe(0)
  expect(output).toContain('もう一度実行すると作ります')
  const { left } = await makeFirstPasswords(job())
  expect(left).toBe(0)
  await expectComplete(120)
}, 60_000)

test('the command explains itself, and refuses a folder without a roster', async () => {
  const help = spawn(process.execPath, [...script, '--help'], { cwd: projectFile() })
  let text = ''
  for await (const chunk of help.stdout) text += String(chunk)
  expect(text).toContain('--data')
  const wrong = spawn(process.execPath, [...script, '--data', join(folder, 'nothing')], {
    cwd: projectFile(),
  })
  let message = ''
  for await (const chunk of wrong.stderr) message += String(chunk)
  const code = wrong.exitCode ?? ((await once(wrong, 'exit')) as [number])[0]
  expect(code).toBe(2)
  expect(message).toContain('npm run import')
}, 30_000)
