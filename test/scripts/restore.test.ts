/** `npm run restore`: after the loss of the data disk, with and without the second disk. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeBackup } from '../../scripts/backup/make-backup.ts'
import { listFiles } from '../../scripts/backup/manifest.ts'
import { restoreFolder, type Restored } from '../../scripts/backup/restore-folder.ts'
import { restoreReport } from '../../scripts/backup/restore-report.ts'
import { sealTar } from '../../scripts/backup/sealed-tar.ts'
import { unpackBackup } from '../../scripts/attack/unpack-backup.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { findOpeningRecord } from '../../server/opening/opening-record.ts'
import type { Card } from '../../views/client/protocol/card.ts'
import { newReceipt, receiptKeys } from '../../views/client/protocol/receipt.ts'
import { exchangeSlip } from '../../views/client/protocol/slip-door.ts'
import { boxOf, cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import { answersOf, type SmallCity } from '../support/small-city.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const passphrase = 'みなとの灯台は夜も白く光る'.padEnd(20, '。')
const home = temporaryFolder('restore')
const at = (...names: string[]) => join(home, ...names)
const all = (file: string) => [
  'manifest.json',
  'commons.db',
  'identity.db',
  'voice.db',
  'receipt.key',
  file,
]
afterAll(() => rmSync(home, { recursive: true, force: true }))

const backUp = async (city: SmallCity, to: string) => {
  mkdirSync(at(to), { recursive: true })
  const now = city.clock.now
  const made = await makeBackup({
    data: city.stores.folder,
    to: at(to),
    passphrase,
    now,
    workFactor: 10,
  })
  return made.file
}

/** The data disk is lost; what stood there is kept aside. */
async function loseAndRestore(city: SmallCity, from: string, mirror: string | null) {
  const data = city.stores.folder
  let restored: Restored | undefined
  await city.restart(async () => {
    renameSync(data, `${data}-lost`)
    rmSync(`${data}-lost`, { recursive: true })
    const now = city.clock.now
    restored = await restoreFolder({ from, data, mirror, passphrase, now, actor: 'restore:test' })
  })
  if (restored === undefined) throw new Error('not restored')
  return restored
}

const proposalsOf = (city: SmallCity) =>
  city.system.proposals.ledger.all().map((proposal) => JSON.stringify(proposal))

describe('with the second disk', () => {
  let city: SmallCity
  let box: ProposalBox
  let cards: Card[]
  let restored: Restored
  let report: string
  beforeAll(async () => {
    ;({ city, box } = await cityWithBox({
      people: 14,
      withoutPc: 2,
      survey: 'open',
      mirror: true,
      draft: { slips: { spare: 1 } },
    }))
    const take = async (n: number) => city.takeCard(await city.session(city.people[n] ?? ''))
    cards = [await take(0), await take(1), await take(2), await take(3)]
    const cast = (n: number) => city.cast(cards[n] as Card, answersOf(city.survey.questionnaire, n))
    await cast(0)
    await cast(1)
    await box.release(3)
    await box.send(await box.post(box.author()))
    const from = await backUp(city, 'with')
    // After the backup, and before the disk is lost.
    await cast(2)
    for (let n = 4; n < 10; n += 1) {
      cards.push(await take(n))
      await cast(n)
    }
    await exchangeSlip(await city.origin(), city.survey.id, city.slips[0] ?? '')
    for (let n = 0; n < 2; n += 1) await box.send(await box.post(box.author()))
    restored = await loseAndRestore(city, from, city.folders[1] ?? '')
    report = restoreReport(restored).join('\n')
    box = boxOf(city, box.passphrase)
  })
  afterAll(() => city.close())

  it('the survey goes on: who has a card is not given a second one', async () => {
    expect(restored.surveys).toMatchObject([{ id: city.survey.id, void: null }])
    expect(report).toContain('続けられます。回答箱、鍵、回答券の印を、写しから戻しました。')
    const cookie = await city.session(city.people[9] ?? '')
    await expect(city.takeCard(cookie)).rejects.toMatchObject({ status: 409 })
    const again = exchangeSlip(await city.origin(), city.survey.id, city.slips[0] ?? '')
    await expect(again).resolves.toBeDefined()
  })

  it('proposals sent before and after the backup are in the box', async () => {
    expect(restored.proposals).toMatchObject({ desk: true, quarters: [{ lost: null }] })
    await box.nextDay()
    expect(await box.open()).toMatchObject({ state: 'released' })
    expect(proposalsOf(city)).toHaveLength(6)
  })

  it('every answer that was acknowledged is counted', async () => {
    await city.cast(cards[3] as Card, answersOf(city.survey.questionnaire, 3))
    city.clock.now = city.survey.closesAt
    await city.openBox()
    const record = await findOpeningRecord(city.stores.commonsReader, city.survey.id)
    expect(record).toMatchObject({ ballots: 10, cardsSpent: 10, cardsIssued: 10 })
  })

  it('is in the record of acts', async () => {
    const row = await city.stores.identity
      .selectFrom('audit')
      .selectAll()
      .where('act', '=', 'バックアップから復元')
      .executeTakeFirstOrThrow()
    expect([row.actor, row.detail]).toEqual([
      'restore:test',
      expect.stringMatching(/^2026-11-\d\d のもの（kazetoshi-2026-11-\d\d\.age）$/),
    ])
  })
})

describe('without the second disk', () => {
  let city: SmallCity
  let box: ProposalBox
  let from: string
  let restored: Restored
  const late = receiptKeys(newReceipt())
  beforeAll(async () => {
    ;({ city, box } = await cityWithBox({ people: 8, survey: 'open' }))
    const card = await city.takeCard(await city.session(city.people[0] ?? ''))
    await city.cast(card, answersOf(city.survey.questionnaire, 0))
    await box.release(3)
    from = await backUp(city, 'without')
    await box.send(await box.post(late))
    restored = await loseAndRestore(city, from, null)
  })
  afterAll(() => city.close())

  it('the survey is void, and every page says so', async () => {
    const words =
      'サーバーの故障で回答箱が失われたため、無効にしました。鍵を新しくして、実施し直します。'
    const change = await city.stores.commonsReader
      .selectFrom('survey_change')
      .selectAll()
      .executeTakeFirstOrThrow()
    expect(change).toMatchObject({ kind: 'cancellation', words, day: '2026-11-24' })
    const { id } = city.survey
    const office = await city.visit(city.officials.hr).get(`/staff/office/surveys/${id}`)
    expect(office.body).toContain(words)
    expect((await city.visit().get('/')).body).toContain(words)
    expect((await city.visit().get(`/voice/surveys/${id}`)).body).toContain(words)
    for (const table of ['card', 'eligible_class', 'signing_key'] as const) {
      const rows = await city.stores.identity
        .selectFrom(table)
        .select('survey')
        .where('survey', '=', id)
        .execute()
      expect(rows).toEqual([])
    }
    const events = await city.stores.commonsReader.selectFrom('key_log').select('entry').execute()
    expect(events.map(({ entry }) => JSON.parse(entry).event)).toContain('cancelled')
  })

  it('released proposals are back; the box is made anew at its page', async () => {
    expect(proposalsOf(city)).toHaveLength(3)
    expect(await box.thread(late)).toMatchObject({ found: false })
    expect((await city.app.inject('/voice/proposals/key')).statusCode).not.toBe(200)
    const made = await city.system.proposalBox.acts.addFirstMember(city.officials.secretariat)
    if (!made.ok) throw new Error(made.message)
    const anew = boxOf(city, made.passphrase)
    expect((await anew.key()).quarter).toBe('p2026q3b')
    expect(await anew.send(await anew.post(anew.author()))).toBe(204)
  })

  it('the report says what was lost and what to do', () => {
    const report = restoreReport(restored).join('\n')
    expect(report).toContain('無効にしました（回答箱の写し（BOX_MIRROR）がない）')
    expect(report).toContain('提案箱 p2026q3: 作り直しになります')
    expect(report).toContain('より後に消去した提案は、元に戻っています。もう一度消去します。')
    expect(report).toContain('控え番号のページで「見つかりません」と出ます。')
    expect(report).toContain('提案担当が「提案箱」のページ（/staff/desk/box）で合言葉を作ると')
  })

  describe('is refused as a whole', () => {
    const attempt = (other: {
      from?: string
      data?: string
      mirror?: string
      passphrase?: string
    }) =>
      restoreFolder({
        from,
        data: at('new'),
        mirror: null,
        passphrase,
        now: city.clock.now,
        actor: 'restore:test',
        ...other,
      })
    const nothing = () => expect(readdirSync(home).filter((name) => /new/.test(name))).toEqual([])

    it('with another passphrase, a damaged or a cut file', async () => {
      const words = 'を開けません。合言葉が違うか、ファイルが壊れています。'
      await expect(attempt({ passphrase: `${passphrase}x` })).rejects.toThrow(words)
      const bytes = readFileSync(from)
      const damaged = Buffer.from(bytes)
      damaged[damaged.length - 5000] = (damaged[damaged.length - 5000] ?? 0) ^ 1
      writeFileSync(at('damaged.age'), damaged)
      await expect(attempt({ from: at('damaged.age') })).rejects.toThrow(words)
      writeFileSync(at('cut.age'), bytes.subarray(0, bytes.length - 70_000))
      await expect(attempt({ from: at('cut.age') })).rejects.toThrow(words)
      await expect(attempt({ from: at('none.age') })).rejects.toThrow(
        'がありません。場所を確かめて',
      )
      nothing()
    })

    it('when other files are in it, or other contents than its list says', async () => {
      const folder = at('parts')
      mkdirSync(folder)
      await unpackBackup(from, passphrase, folder)
      const seal = async (names: readonly string[]) => {
        await sealTar(folder, names, at('made.age'), { passphrase, workFactor: 10 })
        return attempt({ from: at('made.age') })
      }
      const names = all('box-x.db')
      writeFileSync(join(folder, 'box-x.db'), 'x')
      await expect(seal(names)).rejects.toThrow('風通しのバックアップではありません。')
      await expect(seal(names.slice(0, 4))).rejects.toThrow('風通しのバックアップではありません。')
      await expect(seal([...names.slice(0, 4), './receipt.key'])).rejects.toThrow(
        '風通しのバックアップではありません。',
      )
      writeFileSync(join(folder, 'receipt.key'), Buffer.alloc(32))
      await expect(seal(names.slice(0, 5))).rejects.toThrow('一緒に入っている一覧と合いません。')

      const relist = async () => {
        const file = join(folder, 'manifest.json')
        const manifest = JSON.parse(readFileSync(file, 'utf8'))
        writeFileSync(file, JSON.stringify({ ...manifest, files: await listFiles(folder) }))
      }
      const voice = new Database(join(folder, 'voice.db'))
      voice.exec(`INSERT INTO kysely_migration VALUES ('9999_future', '')`)
      voice.close()
      await relist()
      await expect(seal(names.slice(0, 5))).rejects.toThrow(
        'voice.db は新しい版のプログラムで作られています（9999_future）。',
      )
      const commons = join(folder, 'commons.db')
      const bytes = readFileSync(commons)
      bytes.fill(0xff, 8192, 16_384)
      writeFileSync(commons, bytes)
      await relist()
      await expect(seal(names.slice(0, 5))).rejects.toThrow('commons.db が壊れています。')
      nothing()
    })

    it('onto a folder that holds something, and with a mirror that is not there', async () => {
      await expect(attempt({ data: city.stores.folder })).rejects.toThrow(
        'には、すでにファイルがあります。サーバーを止め、今のフォルダーを別の名前にしてから',
      )
      await expect(attempt({ mirror: at('no-mirror') })).rejects.toThrow(
        '回答箱の写しのフォルダー「',
      )
    })
  })

  describe('the rehearsal', () => {
    const run = (...args: string[]) =>
      spawnSync(
        process.execPath,
        ['--import', 'tsx', projectFile('scripts', 'restore.ts'), ...args],
        { encoding: 'utf8' },
      )

    it('restores into a folder that goes again, and notes the day', () => {
      writeFileSync(at('words'), passphrase)
      const { status, stdout, stderr } = run('--rehearse', from, '--passphrase-file', at('words'))
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout).toContain('戻せることを確かめました。')
      expect(stdout).toContain('職員 8人、アンケート 1件、提案 3件')
      const notes = readdirSync(at('without')).filter((name) => name.startsWith('rehearsed-'))
      expect(notes).toHaveLength(1)
    })

    it('ends with 1 on a damaged file, and with 2 when it is typed wrongly', () => {
      const failed = run('--rehearse', at('damaged.age'), '--passphrase-file', at('words'))
      expect([failed.status, failed.stderr]).toEqual([1, expect.stringContaining('を開けません。')])
      expect(readdirSync(home).filter((name) => name.startsWith('rehearsed-'))).toEqual([])
      const mixed = run('--rehearse', from, '--data', at('new'))
      expect([mixed.status, mixed.stderr]).toEqual([
        2,
        expect.stringContaining('一緒に使えません。'),
      ])
      const half = run('--from', from)
      expect([half.status, half.stderr]).toEqual([2, expect.stringContaining('--data で戻す先')])
    })
  })
})
