import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { boxPath } from '../../../../server/stores/box.ts'
import { openStores } from '../../../../server/stores/open.ts'
import { castsOf, send } from '../../../promises/checks/box.ts'
import { protectHere } from '../../../support/protect-here.ts'
import { hand, textOf } from '../hand.ts'
import { answerPage, type Office, officeOf, publicTexts, refusedWith } from './changing.ts'

const WHY = '設問に重大な誤りがあったため'

/** What is left of a survey in the files beside the row that says it was cancelled. */
async function leftOf({ city }: Office) {
  const { identity } = city.stores
  const files = city.folders.flatMap((folder) =>
    readdirSync(folder).filter((name) => /^(box|tally)-/.test(name)),
  )
  const rows = await Promise.all(
    (['card', 'eligible_class', 'signing_key', 'turnout'] as const).map((table) =>
      identity.selectFrom(table).selectAll().execute(),
    ),
  )
  return { files, rows: rows.flat() }
}

describe('The cancellation of a survey', () => {
  it('destroys box, mirror, keys, cards and the list of who was asked, with answers unread', async () => {
    const office = await officeOf({ mirror: true })
    const { city } = office
    await city.takeCard(await city.session(city.people[5] ?? ''))
    const [cast] = await castsOf(city, 1)
    if (cast !== undefined) expect(await send(city, cast)).toBe(204)
    expect((await leftOf(office)).files).toContain('box-r8.db')
    const done = await office.post('cancellation', { words: WHY })
    expect([done.statusCode, done.headers.location]).toEqual([
      303,
      `${office.base}?done=cancellation`,
    ])
    expect(await leftOf(office)).toEqual({ files: [], rows: [] })
  })

  it('is told to everybody with its reason, at the address of the answer page too', async () => {
    const office = await officeOf()
    await office.post('cancellation', { words: WHY })
    for (const text of await publicTexts(office)) {
      expect(text).toContain('このアンケートは中止しました')
      expect(text).toContain(`理由：${WHY}`)
      expect(text).toContain('回答箱を開けずに、箱と鍵ごと廃棄します。だれも読みません。')
    }
    const page = await answerPage(office)
    expect(page.statusCode).toBe(200)
    // Nothing but the choice of language runs there.
    expect(page.body.match(/<script[^>]*>/g)).toEqual([
      expect.stringMatching(/src="\/assets\/cancelled-\w+\.js"/),
    ])
    const { city } = office
    const card = await hand(city, city.people[7]).get(`/staff/surveys/${city.survey.id}/card`)
    expect(card.statusCode).toBe(410)
    const key = await city.app.inject(`/voice/surveys/${city.survey.id}/key`)
    expect(key.statusCode).toBe(410)
    expect(textOf(await office.get())).toContain('写して新しい案を作る')
  })

  it('is possible for a survey that has closed and is not opened', async () => {
    const office = await officeOf()
    office.city.clock.now = new Date('2026-12-03T10:00:00+09:00')
    expect((await office.post('cancellation', { words: WHY })).statusCode).toBe(303)
  })

  it('is finished at the next start when a crash cut it off after the decision', async () => {
    const office = await officeOf({ mirror: true })
    const { city } = office
    await city.restart(async () => {
      const stores = await openStores(city.config.dataDir)
      await stores.commons
        .updateTable('survey')
        .set({ state: 'cancelled' })
        .where('id', '=', city.survey.id)
        .execute()
      await stores.close()
    })
    expect(await leftOf(office)).toEqual({ files: [], rows: [] })
  })

  it('says so when a disk keeps the files, and clears them when asked again', async () => {
    const office = await officeOf({ mirror: true })
    const { city } = office
    const mirror = city.folders[1] ?? ''
    // A folder in the place of the journal is what cannot be removed, whoever tries.
    const stuck = `${boxPath(mirror, 'r8')}-journal`
    rmSync(stuck, { force: true })
    mkdirSync(stuck)
    await office.post('cancellation', { words: WHY })
    expect(await leftOf(office)).toEqual({ files: ['box-r8.db-journal'], rows: [] })
    const page = textOf(await office.get())
    expect(page).toContain('回答箱か鍵のファイルが、まだ消えていません')
    const again = await office.hr.post(`${office.base}/clearing`)
    expect(again.statusCode).toBe(409)
    expect(textOf(again)).toContain(
      '回答箱か鍵のファイルを、まだ消せません。データフォルダと控えのディスクを情報担当へご確認ください。',
    )
    rmSync(stuck, { recursive: true })
    expect((await office.hr.post(`${office.base}/clearing`)).statusCode).toBe(303)
    expect(await leftOf(office)).toEqual({ files: [], rows: [] })
  })

  it('is refused without a reason and without the tick; nothing happens', async () => {
    const office = await officeOf()
    const answer = await office.hr.post(`${office.base}/cancellation`)
    expect(answer.statusCode).toBe(422)
    expect(refusedWith(answer)).toContain('中止する理由を入力してください。')
    expect(refusedWith(answer)).toContain(
      '中止は取り消せません。届いている回答は、読まれないまま廃棄されます。よければ、確認の欄に印を付けてください。',
    )
    expect((await leftOf(office)).files).toContain('box-r8.db')
  })

  it('is refused a second time', async () => {
    const office = await officeOf()
    await office.post('cancellation', { words: WHY })
    const again = await office.post('cancellation', { words: WHY })
    expect(again.statusCode).toBe(409)
    expect(refusedWith(again)).toContain('このアンケートは、すでに中止しています。')
    for (const [change, sentence] of [
      ['extension', '中止したアンケートの締切は、延長できません。'],
      ['correction', '中止したアンケートには、正誤のお知らせを出せません。'],
      ['stop', 'このアンケートには、動いている期限がありません。'],
    ] as const) {
      expect(refusedWith(await office.get(change))).toContain(sentence)
    }
  })

  it('is refused while the box is being opened, and after it was', async () => {
    let go: (() => void) | undefined
    const waits = new Promise<void>((resolve) => {
      go = resolve
    })
    const office = await officeOf({
      people: 24,
      protect: async (...input) => {
        await waits
        return protectHere(...input)
      },
    })
    const { city } = office
    city.clock.now = new Date('2026-12-01T10:00:00+09:00')
    const opening = city.openBox()
    const during = await office.post('cancellation', { words: WHY })
    expect(during.statusCode).toBe(409)
    expect(refusedWith(during)).toContain(
      '開封・集計が進んでいます。先に開封を取りやめるか、終わるのを待ってから、もう一度確かめてください。',
    )
    go?.()
    await opening
    const after = await office.post('cancellation', { words: WHY })
    expect(refusedWith(after)).toContain(
      '開封した後は、中止できません。アンケートの画面で今の状態を確かめてください。',
    )
    expect((await leftOf(office)).files).toContain('box-r8.db')
  })

  it('of a draft lets its keys be forgotten, and nobody else is told', async () => {
    const office = await officeOf({ survey: 'draft' })
    const { city } = office
    await city.system.acts.approveDraft(city.draftId, { number: '人決第100号', day: '2026-11-20' })
    await city.system.acts.makeKeys(city.draftId)
    expect((await leftOf(office)).files).toContain('box-r8.db')
    expect(textOf(await office.get('cancellation'))).toContain('この案を取りやめます。')
    await office.post('cancellation', { words: '来年度に見送るため' })
    expect(await leftOf(office)).toEqual({ files: [], rows: [] })
    expect(textOf(await office.get())).toContain('この案は取りやめました。')
    const texts = [
      textOf(await hand(city, city.people[7]).get('/staff/')),
      textOf(await city.app.inject({ url: '/results', headers: { accept: 'text/html' } })),
    ]
    for (const text of texts) expect(text).not.toContain('中止')
  })
})
