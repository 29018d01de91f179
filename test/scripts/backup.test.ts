/** `npm run backup`: what a backup holds, what it never tells, and why it may be refused. */
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpackBackup } from '../../scripts/attack/unpack-backup.ts'
import { type BackupRequest, makeBackup } from '../../scripts/backup/make-backup.ts'
import { readPassphrase } from '../../scripts/backup/passphrase.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { exchangeSlip } from '../../views/client/protocol/slip-door.ts'
import { hand } from '../identified/office/hand.ts'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import { answersOf, type SmallCity } from '../support/small-city.ts'
import { cardForSlip, printSlips } from '../support/slip-stock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const PASSPHRASE = 'みなとの灯台は夜も白く光る'.padEnd(20, '。')
const NIGHTS = 14
const DAY_MS = 86_400_000

let city: SmallCity
let box: ProposalBox
const home = temporaryFolder('backup')
const at = (...names: string[]) => join(home, ...names)
beforeAll(async () => {
  mkdirSync(at('to'))
  ;({ city, box } = await cityWithBox({
    people: 24,
    withoutPc: 4,
    survey: 'open',
    draft: { slips: { spare: 12 } },
  }))
})
afterAll(async () => {
  await city.close()
  rmSync(home, { recursive: true, force: true })
})

const data = () => city.stores.folder
const night = (n: number) => new Date(city.clock.now.getTime() + n * DAY_MS)
const backup = (other: Partial<BackupRequest> = {}) =>
  makeBackup({
    data: data(),
    to: at('to'),
    passphrase: PASSPHRASE,
    now: night(0),
    workFactor: 10,
    ...other,
  })

/** By the attack kit's own reader. */
async function opened(file: string): Promise<string> {
  const folder = temporaryFolder('opened')
  await unpackBackup(file, PASSPHRASE, folder)
  return folder
}

/** Rows that a person's own acts change. */
function ownRows(identity: string): Record<string, unknown[]> {
  const db = new Database(identity, { readonly: true })
  const rows = (table: string) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()
  const found = Object.fromEntries(
    ['card', 'slip', 'session', 'proposal_cards'].map((table) => [table, rows(table)]),
  )
  db.close()
  return found
}

const command = (...args: string[]) => [
  '--import',
  'tsx',
  projectFile('scripts', 'backup.ts'),
  ...args,
]
const run = (args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, command(...args), {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...env },
  })

describe('a backup', () => {
  it('tells from night to night nothing of who took a card, signed in, or came with a slip', async () => {
    const proposalSlips = await printSlips(city, 20)
    const origin = await city.origin()
    const live: Record<string, unknown[]>[] = []
    const nights: Record<string, unknown[]>[] = []
    let last = ''
    for (let n = 0; n < NIGHTS; n += 1) {
      const person = city.people[3 + n] ?? ''
      await city.takeCard(await city.session(person))
      await exchangeSlip(origin, city.survey.id, city.slips[n] ?? '')
      await cardForSlip(city, box, proposalSlips.next())
      await box.fetchLot(person)
      if (n === 5) {
        const id = city.survey.id
        await hand(city, person).post(`/staff/surveys/${id}/card/reissue`, {})
      }
      const { file } = await backup({ now: night(n) })
      const folder = await opened(file)
      nights.push(ownRows(join(folder, 'identity.db')))
      live.push(ownRows(join(data(), 'identity.db')))
      last = folder
    }
    for (const rows of nights) expect(rows).toEqual(nights[0])
    expect(nights[0]?.['session']).toEqual([])
    expect(nights[0]?.['card']).toHaveLength(24)
    // The comparison sees what a plain copy would tell.
    for (const [n, rows] of live.slice(1).entries()) expect(rows).not.toEqual(live[n])

    const bytes = readFileSync(join(last, 'identity.db'))
    const marks = ((live.at(-1)?.['card'] ?? []) as { issued: Buffer }[])
      .map(({ issued }) => issued)
      .filter((issued) => issued[0] === 1)
    expect(marks.length).toBeGreaterThanOrEqual(NIGHTS - 1)
    for (const mark of marks) {
      expect(bytes.includes(mark)).toBe(false)
      expect(readFileSync(join(data(), 'identity.db')).includes(mark)).toBe(true)
    }
  })

  it('holds five files and nothing else; what nobody knows is named', async () => {
    writeFileSync(join(data(), 'notes.txt'), 'x')
    writeFileSync(join(data(), 'first-passwords.csv'), 'x')
    const { file, unknown, sameDisk } = await backup()
    rmSync(join(data(), 'notes.txt'))
    rmSync(join(data(), 'first-passwords.csv'))
    expect(unknown).toEqual(['notes.txt'])
    expect(sameDisk).toBe(true)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file).subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    const folder = await opened(file)
    expect(readdirSync(folder).toSorted()).toEqual([
      'commons.db',
      'identity.db',
      'manifest.json',
      'receipt.key',
      'voice.db',
    ])
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    expect(manifest).toMatchObject({ format: 'kazetoshi-backup-1', day: '2026-11-20' })
    expect(manifest.schema.identity).toContain('0004_slips')
    expect(readdirSync(data()).filter((name) => name.startsWith('backup'))).toEqual([])
  })

  it('keeps the newest ones and touches nothing else', async () => {
    writeFileSync(at('to', 'other.txt'), 'x')
    const { dropped } = await backup({ now: night(20), keep: 2 })
    expect(dropped).toHaveLength(NIGHTS - 1)
    expect(readdirSync(at('to')).toSorted()).toEqual([
      'kazetoshi-2026-12-03.age',
      'kazetoshi-2026-12-10.age',
      'other.txt',
    ])
  })

  it('is made while the server takes answers, and loses none', async () => {
    writeFileSync(at('words'), `${PASSPHRASE}\n`)
    const cards = []
    for (const person of city.people.slice(17, 20)) {
      cards.push(await city.takeCard(await city.session(person)))
    }
    const { survey } = city
    const args = ['--to', at('to'), '--data', data(), '--passphrase-file', at('words')]
    const child = spawn(process.execPath, command(...args), { stdio: ['ignore', 'pipe', 'pipe'] })
    const said: string[] = []
    for (const out of [child.stdout, child.stderr]) {
      out.on('data', (bytes) => said.push(String(bytes)))
    }
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    for (const [i, card] of cards.entries()) {
      await city.cast(card, answersOf(survey.questionnaire, i))
    }
    let looks = 0
    while (child.exitCode === null) {
      // A write to identity.db at every moment of the copy.
      await city.session(city.people[4] ?? '')
      looks += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(await ended).toBe(0)
    expect(looks).toBeGreaterThan(5)
    expect(said.join('')).toContain('バックアップを作りました: ')
    expect(said.join('')).toContain('は、データと同じディスクにあります。')
  })
})

describe('is refused with a sentence', () => {
  it('without a passphrase, or with a short one', () => {
    expect(() => readPassphrase(undefined)).toThrow(
      '合言葉がありません。16文字以上の合言葉を1行目に書いたファイルを作り',
    )
    expect(() => readPassphrase(at('none'))).toThrow('を読めません。場所と権限を確かめ')
    writeFileSync(at('short'), '123456789012345\n67890')
    expect(() => readPassphrase(at('short'))).toThrow('合言葉が短すぎます。')
    writeFileSync(at('long'), `1234567890123456\n`)
    expect(readPassphrase(at('long'))).toBe('1234567890123456')
  })

  it('into a folder that is not there, or inside the data folder', async () => {
    await expect(backup({ to: at('none') })).rejects.toThrow(
      'がありません。ディスクがつながっているか',
    )
    await expect(backup({ to: data() })).rejects.toThrow('は、データのフォルダーの中にあります。')
  })

  it('of a folder without an installation', async () => {
    await expect(backup({ data: at('to') })).rejects.toThrow(
      'は風通しのデータのフォルダーではありません（commons.db、identity.db、voice.db、receipt.key がありません）',
    )
  })

  it('on a full disk, and leaves nothing half made', async () => {
    symlinkSync('/dev/full', at('to', 'kazetoshi-2026-12-20.age.part'))
    await expect(backup({ now: night(30) })).rejects.toThrow('ディスクに空きがありません。')
    expect(readdirSync(at('to')).filter((name) => name.includes('12-20'))).toEqual([])
    expect(readdirSync(data()).filter((name) => name.startsWith('backup'))).toEqual([])
  })

  it('while another one runs; what a killed one has left is taken over', async () => {
    const lock = join(data(), 'backup.lock')
    writeFileSync(lock, String(process.pid))
    await expect(backup()).rejects.toThrow('ほかのバックアップが動いています。')
    writeFileSync(lock, '999999999')
    mkdirSync(join(data(), 'backup-in-progress'))
    await backup()
    expect(existsSync(lock)).toBe(false)
  })

  it('of stores that a newer program has made', async () => {
    const name = '9999_future'
    const db = new Database(join(data(), 'voice.db'))
    db.prepare(`INSERT INTO kysely_migration VALUES (?, '')`).run(name)
    await expect(backup()).rejects.toThrow(
      `voice.db は新しい版のプログラムで作られています（${name}）。`,
    )
    db.prepare('DELETE FROM kysely_migration WHERE name = ?').run(name)
    db.close()
  })

  it('when the command is typed wrongly', () => {
    const asked = run(['--help'])
    expect([asked.status, asked.stdout]).toEqual([0, expect.stringContaining('--keep N')])
    for (const [args, words] of [
      [[], '保存先を --to か環境変数 BACKUP_DIR で指定してください。'],
      [['--to', at('to'), '--keep', '0'], '--keep には、残しておく数を1以上の整数で'],
      [['--over', 'x'], '指定が正しくありません。--help をご覧ください。'],
    ] as const) {
      const { status, stderr } = run(args)
      expect([status, stderr]).toEqual([2, expect.stringContaining(words)])
    }
    const silent = run([], { BACKUP_DIR: at('to'), DATA_DIR: data() })
    expect([silent.status, silent.stderr]).toEqual([
      1,
      expect.stringContaining('合言葉がありません。'),
    ])
  })
})
