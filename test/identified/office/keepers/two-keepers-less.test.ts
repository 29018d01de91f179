/** Of three keepers two have lost their sheets: nobody can open any more, and the survey is voided. It was said in advance. */
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, cityDraft, type SmallCity } from '../../../support/small-city.ts'
import { approve } from '../drafts.ts'
import { hand, pageOf, passphraseFields, textOf } from '../hand.ts'
import { publicTexts } from '../life/changing.ts'
import { alertOf, by, type KeeperCity, keeperCity, POSTS, press } from './keeper-city.ts'

const SAID =
  '合言葉を2人分なくすと、だれにも開けられません。そのときはアンケートを中止し、回答箱は開けずに廃棄します。'
const WHY = '鍵の保管者の用紙を2枚なくし、開封できなくなったため'

let at: KeeperCity
let city: SmallCity
beforeAll(async () => {
  at = await keeperCity({ mirror: true, draft: { keepers: { need: 2, posts: POSTS } } })
  city = at.city
  const card = await city.takeCard(await city.session(city.people[5] ?? ''))
  await city.cast(card, answersOf(city.survey.questionnaire, 5))
})
afterAll(() => city.close())

const page = async (url: string) => textOf(await at.office.get(url))
const files = () =>
  city.folders.flatMap((folder) => readdirSync(folder).filter((f) => /^(box|tally)-/.test(f)))

describe('That two lost sheets end the survey', () => {
  it('is said to everybody before: in the notices, on 匿名性のしくみ and in the 説明資料', async () => {
    expect(await page(`${at.base}/notices`)).toContain(SAID)
    expect(await page('/anonymity')).toContain(SAID)
    expect(await page(`/anonymity/${at.id}`)).toContain(SAID)
  })

  it('is said before the decision: in the 起案資料, on every sheet, and beside the button that decides', async () => {
    const keepers = { need: 2, posts: POSTS }
    const id = await city.system.acts.createDraft(cityDraft(city.clock.now, { keepers }))
    const draft = `/staff/office/surveys/${id}`
    expect(await page(`${draft}/proposal-papers`)).toContain(SAID)
    await approve(at.office, draft)
    await at.office.post(`${draft}/keys`)
    const sheets = await at.office.post(`${draft}/sheets`, { post: 'all' })
    expect(textOf(sheets).split(SAID)).toHaveLength(POSTS.length + 1)
    expect(await page(`${draft}/announcement`)).toContain(`決定の後に${SAID}`)
  })
})

describe('With two sheets lost after the close', () => {
  it('nobody opens; the page says so and leads to the cancellation', async () => {
    city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
    for (const sheet of ['1-1', '3-1']) {
      await press(at.office, `${at.base}/keepers`, { sheet, act: 'lost', day: '2026-11-30' })
    }
    const lost = await at.office.get(`${at.base}/keepers/lost`)
    expect(textOf(lost)).toContain(
      'このアンケートは開封できません 残っている用紙（職員側委員）が、開封に必要な2人分に足りません。',
    )
    expect(pageOf(lost).getByRole('link', { name: '中止の画面へ進む' }).getAttribute('href')).toBe(
      `${at.base}/cancellation`,
    )
    const alone = passphraseFields(by(city.survey.passphrases, 1))
    const refused = await at.office.post(`${at.base}/opening`, alone)
    expect(refused.statusCode).toBe(422)
    expect(alertOf(refused)).toContain('2人分の合言葉を入力してください。')
    expect(files().filter((name) => name.includes(at.id))).not.toEqual([])
  })

  it('the survey is voided: box, mirror and key are gone unopened, and everybody reads why', async () => {
    expect(
      await press(at.office, `${at.base}/cancellation`, { words: WHY, confirmed: 'yes' }),
    ).toEqual([303, `${at.base}?done=cancellation`])
    expect(
      files().filter((name) => name === `box-${at.id}.db` || name.startsWith(`tally-${at.id}.`)),
    ).toEqual([])
    for (const table of ['published_set', 'opening_record', 'spent_list'] as const) {
      expect(await city.stores.commons.selectFrom(table).selectAll().execute()).toEqual([])
    }
    expect(await city.stores.identity.selectFrom('card').selectAll().execute()).toEqual([])
    for (const text of await publicTexts(at)) {
      expect(text).toContain('このアンケートは中止しました')
      expect(text).toContain(`理由：${WHY}`)
      expect(text).toContain('届いていた回答は、回答箱を開けずに、箱と鍵ごと廃棄します。')
    }
    const leaflet = textOf(await hand(city).get(`/anonymity/${at.id}`))
    expect(leaflet).toContain('中止しました（回答箱は、開けずに廃棄）')
    expect(leaflet).toContain(`理由：${WHY}`)
  })
})
