/** The year of a member of staff, in a real browser: the letter, the first sign-in, the answer, the results. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { launchBrowser } from './chromium.ts'
import { fillAnswers, sendAnswers, takeCard, type Walk, walk } from './year-walk.ts'

const NUMBER = '000129'
const OWN_PASSWORD = '朝の港で鳴くカモメが3羽いた'

let browser: Browser
let city: SmallCity
let origin: string
let staff: Walk
let letterPassword = ''

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 30, survey: 'draft' })
  await city.stores.identity.deleteFrom('credential').where('person', '=', NUMBER).execute()
  origin = await city.origin()
  staff = await walk(browser)
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

describe('The year of a member of staff', () => {
  it('begins with a letter that 情報担当 prints: a password, and no name', async () => {
    const admin = await walk(browser)
    await admin.signIn(origin, city.officials.admin, '/staff/admin')
    await admin.see('管理')
    await admin.follow('最初のパスワードを作り、手紙を印刷する')
    await admin.see('最初のパスワード')
    await admin.press('1人分を作る')
    await admin.read('最初のパスワードを作りました。')
    await admin.follow(/^手紙を選んで印刷する/)
    await admin.see('最初のパスワードの手紙')
    await admin.type(/^この番号から/, NUMBER)
    await admin.type(/^この番号まで/, NUMBER)
    await admin.press('手紙を開く')
    await admin.see('手紙の印刷')
    await expect(admin.page.locator('article.letter').count()).resolves.toBe(1)
    letterPassword = (await admin.page.locator('.letter-password .code').allInnerTexts()).join('-')
    expect(letterPassword).toHaveLength(19)
    await admin.page.goto(`${origin}/staff/admin/passwords`)
    await admin.press('印刷した一覧を消す')
    await admin.see('最初のパスワード')
    await admin.tick('必要な手紙を、すべて印刷しました')
    await admin.press('印刷した一覧を消す')
    await admin.read('印刷した一覧を消しました。')
    await admin.end()
    await city.announce()
  })

  it('goes on with the first sign-in: nothing can be done before an own password is chosen', async () => {
    await staff.page.goto(`${origin}/staff/sign-in`)
    await staff.see('サインイン')
    await staff.signIn(origin, NUMBER, '/staff/', letterPassword)
    await staff.see('新しいパスワードを決める')
    await staff.page.goto(`${origin}/staff/surveys/${city.survey.id}/card`)
    await staff.see('新しいパスワードを決める')
    await staff.type('新しいパスワード', OWN_PASSWORD)
    await staff.press('このパスワードに決める')
    await staff.see('新しいパスワードを決める')
    for (const field of await staff.page.locator('input[type=password]').all()) {
      await field.fill(OWN_PASSWORD)
    }
    await staff.press('このパスワードに決める')
    await staff.see('アンケート')
    const old = await walk(browser)
    await old.page.goto(`${origin}/staff/`)
    await old.type(/^職員番号/, NUMBER)
    await old.type(/^パスワード/, letterPassword)
    await old.press('サインイン')
    await old.read('職員番号またはパスワードが違います。')
    await old.end()
  })

  it('has one card and one answer, which nobody can ask for again', async () => {
    await staff.signIn(origin, NUMBER, '/staff/', OWN_PASSWORD)
    await staff.read('まだ渡していません')
    await takeCard(staff.page)
    await staff.see(city.survey.questionnaire.title)
    await fillAnswers(staff.page)
    await sendAnswers(staff.page)
    await staff.see('回答を受け付けました')
    await staff.page.goto(`${origin}/staff/`)
    await staff.read('渡しました')
    await staff.follow('回答のページへ')
    await staff.read('このタブで回答済みです')
  })

  it('ends with the results, in which the own answer is one of many', async () => {
    for (const [i, other] of city.people.slice(0, 25).entries()) {
      const card = await city.takeCard(await city.session(other))
      await city.cast(card, answersOf(city.survey.questionnaire, i))
    }
    city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
    await staff.signIn(origin, NUMBER, '/staff/', OWN_PASSWORD)
    await staff.read('結果の公表をお待ちください。')
    await city.openBox()
    await city.system.acts.publish(city.survey.id)
    await staff.follow('これまでの結果を見る')
    await staff.see()
    await staff.follow(/くわしく/)
    await staff.see(city.survey.questionnaire.title)
    await expect(staff.page.locator('main').innerText()).resolves.toMatch(/26\s*人/)
    await staff.end()
  })
})
