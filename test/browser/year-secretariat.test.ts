/** The year of 行政管理課, in a real browser: the role, the calendar and the clocks, the hand-over. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { launchBrowser } from './chromium.ts'
import { type Walk, walk } from './year-walk.ts'

const [PERSON, SUCCESSOR] = ['000105', '000106']

let browser: Browser
let city: SmallCity
let origin: string
let desk: Walk

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 6, survey: 'none' })
  origin = await city.origin()
  desk = await walk(browser)
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

describe('The year of 行政管理課', () => {
  it('begins when 情報担当 gives the role from a day on', async () => {
    const admin = await walk(browser)
    await admin.signIn(origin, city.officials.admin, '/staff/admin/roles')
    await admin.see('役割')
    const given = { person: admin.page.locator('#f-number'), role: admin.page.locator('#f-role') }
    await given.person.fill('105')
    await given.role.selectOption({ label: '行政管理課' })
    await admin.press('役割を付ける')
    await admin.see('役割')
    await expect(admin.page.getByRole('alert').count()).resolves.toBe(1)
    await given.person.fill(PERSON)
    await admin.type(/^始まりの日/, '2026-11-24')
    await admin.press('役割を付ける')
    await admin.read('役割を付けました。')
    await admin.end()
    await desk.signIn(origin, PERSON, '/staff/desk')
    await desk.see('この操作をする権限がありません。')
    city.clock.now = new Date('2026-11-24T09:00:00+09:00')
    await desk.signIn(origin, PERSON, '/staff/desk')
    await desk.see()
  })

  it('has a calendar of its own: days on which the city hall is closed, and days on which it is open', async () => {
    await desk.page.goto(`${origin}/staff/desk/settings/calendar`)
    await desk.see('休日と期限の停止')
    await desk.type('閉庁する日', '2026-12-28')
    await desk.press('閉庁する日を登録する')
    await desk.see('休日と期限の停止')
    await desk.type('閉庁する日', '2026-12-28')
    await desk.type('名称', '市制記念日の振替')
    await desk.press('閉庁する日を登録する')
    await desk.read('令和8年12月28日（月） 市制記念日の振替')
    await desk.type('開庁する日', '2027-02-23')
    await desk.press('開庁する日を登録する')
    await desk.read('令和9年2月23日（火）')
  })

  it('stops all clocks after a disaster, and lets them run again', async () => {
    await desk.type('停止する理由', '台風19号の災害対応のため')
    await desk.press('期限を停止する（確認へ）')
    await desk.read('期限を停止します。よろしいですか')
    await desk.press('期限を停止する')
    await desk.read('期限を停止しています')
    city.clock.now = new Date('2026-11-30T09:00:00+09:00')
    await desk.signIn(origin, PERSON, '/staff/desk/settings/calendar')
    await desk.press('停止を終える（確認へ）')
    await desk.read('期限停止の終わりを登録します。よろしいですか')
    await desk.press('終わりを登録する')
    await desk.read('これまでの期限停止（1回）')
  })

  it('ends with the hand-over, from a day on and without a gap', async () => {
    await desk.page.goto(`${origin}/staff/handover`)
    await desk.see('引継ぎ')
    await desk.follow('行政管理課')
    await desk.see(/^引継ぎ：/)
    await desk.read('年間の予定')
    await desk.type(/^後任の職員番号/, PERSON)
    await desk.type(/^引き渡す日/, '2027-04-01')
    await desk.press('この役割を引き渡す')
    await desk.read('ご自分の職員番号です。')
    await desk.type(/^後任の職員番号/, SUCCESSOR)
    await desk.press('この役割を引き渡す')
    await desk.read('役割を引き渡しました。')
    city.clock.now = new Date('2027-04-01T08:30:00+09:00')
    await desk.signIn(origin, PERSON, '/staff/desk')
    await desk.see('この操作をする権限がありません。')
    await desk.signIn(origin, SUCCESSOR, '/staff/desk/settings/calendar')
    await desk.read('令和9年2月23日（火）')
    await desk.end()
  })
})
