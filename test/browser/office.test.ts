/** 人事課 in a real browser: from the draft to the destruction of the box; and the first administrator. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, CITY_PASSWORD, smallCity } from '../support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './chromium.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser?.close())

async function signInAs(page: Page, origin: string, number: string, path: string): Promise<void> {
  await page.goto(`${origin}${path}`)
  await page.getByLabel('職員番号').fill(number)
  await page.getByLabel('パスワード').fill(CITY_PASSWORD)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
}

describe('人事課', () => {
  it.each([1280, 820])('leads a survey through its life on a screen of %i px', async (width) => {
    const city = await smallCity({ people: 24, survey: 'none' })
    const origin = await city.origin()
    const { page, faults } = await newPage(browser, width)
    const clean = async () => {
      expect(await axeViolations(page), page.url()).toEqual([])
      expect(await sidewaysPixels(page), page.url()).toBe(0)
    }
    const heading = (name: string | RegExp) =>
      page.getByRole('heading', { level: 1, name }).waitFor()

    await signInAs(page, origin, city.officials.hr, '/staff/office')
    await heading('人事課の画面')
    await clean()
    await page.getByRole('link', { name: '新しいアンケートを作る' }).click()
    await clean()
    await page.getByLabel(/^題名/).fill('令和8年度 働き方アンケート')
    await page.getByLabel(/^受付開始/).fill('2026-11-20T10:00')
    await page.getByLabel(/^締切/).fill('2026-11-01T17:15')
    await page.getByRole('button', { name: '案を作る' }).click()
    await page.getByText('締切は、受付開始より後の日時にしてください。').first().waitFor()
    await expect(page.getByLabel(/^題名/).inputValue()).resolves.toBe('令和8年度 働き方アンケート')
    await clean()
    await page.getByLabel(/^締切/).fill('2026-12-04T17:15')
    await page.getByRole('button', { name: '案を作る' }).click()
    await heading('アンケートの案')
    await clean()
    await page.getByRole('link', { name: '題名と期間' }).click()
    for (const part of ['題名と期間', '対象者', '設問']) {
      await heading(part)
      await clean()
      await page.getByRole('button', { name: '保存して次へ' }).click()
    }
    await heading('尺度と系列')
    await page.getByLabel('4段階（そう思う〜そう思わない）').check()
    await page.getByLabel('5段階', { exact: true }).check()
    await page.getByLabel('有効回答（今回と同じ）').check()
    await page.getByLabel('今回と同じ', { exact: true }).check()
    await page.getByRole('button', { name: '保存して次へ' }).click()
    await page.getByText('尺度が5段階から4段階に変わるため').waitFor()
    await clean()
    await page.getByLabel('これらの設問を前年度と比べないことを承知しました。').check()
    await page.getByRole('button', { name: '保存して次へ' }).click()
    for (const part of ['属性', '公表']) {
      await heading(part)
      await clean()
      await page.getByRole('button', { name: '保存して次へ' }).click()
    }
    await heading('問い合わせ先と鍵の保管者')
    await clean()
    await page.getByRole('button', { name: '保存して案に戻る' }).click()
    await heading('アンケートの案')
    await page.getByRole('link', { name: '回答画面を見る' }).click()
    await page.getByText('確認用').waitFor()
    await clean()
    await page.getByRole('link', { name: 'タブレット（幅820）' }).click()
    await clean()
    await page.getByRole('link', { name: 'アンケートの案に戻る' }).click()
    await page.getByRole('link', { name: '起案資料を印刷する' }).click()
    await heading('起案資料')
    await clean()
    await page.goBack()
    await page.getByLabel(/^決裁番号/).fill('人決第1号')
    await page.getByLabel(/^決裁日/).fill('2026-11-20')
    await page.getByRole('button', { name: '決裁を登録する' }).click()
    await heading('令和8年度 働き方アンケート')
    await clean()

    await page.getByRole('button', { name: '鍵を作る' }).dblclick()
    await heading('鍵の保管者の用紙')
    await page.goBack()
    await page.goto(`${origin}/staff/office`)
    await page.getByRole('link', { name: '令和8年度 働き方アンケート' }).click()
    await clean()
    await page.getByRole('button', { name: '鍵を作り直す' }).click()
    await heading('鍵の保管者の用紙')
    await clean()
    const passphrases: string[] = []
    for (let i = 0; i < 2; i += 1) {
      await page
        .getByRole('button', { name: /^用紙を表示する/ })
        .first()
        .click()
      await heading('鍵の保管者へ渡す用紙')
      await clean()
      passphrases.push(await page.locator('.keeper-passphrase').innerText())
      await page.getByRole('link', { name: '印刷を終えて、この画面を閉じる' }).click()
      await heading('鍵の保管者の用紙')
    }
    await page.getByText('まだ表示していない用紙を、まとめて印刷する').click()
    await clean()
    await page.getByRole('button', { name: '残りの1枚をまとめて表示する' }).click()
    await heading('鍵の保管者へ渡す用紙')
    passphrases.push(...(await page.locator('.keeper-passphrase').allInnerTexts()))
    expect(passphrases).toHaveLength(3)
    await page.getByRole('link', { name: '印刷を終えて、この画面を閉じる' }).click()
    await page.getByRole('link', { name: '試しの開封へ進む' }).click()
    await heading(/試しの開封/)
    await clean()
    const fields = page.locator('input[type=password]')
    await fields.nth(0).fill(passphrases[0] ?? '')
    await fields.nth(1).fill((passphrases[1] ?? '').slice(1))
    await page.getByRole('button', { name: '試しに開封し、実施を決定する' }).click()
    await page
      .getByText(/の合言葉に写し間違いがあります。/)
      .first()
      .waitFor()
    await clean()
    await fields.nth(0).fill(passphrases[0] ?? '')
    await fields.nth(1).fill(passphrases[1] ?? '')
    await page.getByRole('button', { name: '試しに開封し、実施を決定する' }).click()
    await page.getByText('回答を受け付けています').waitFor()
    await clean()

    const id = page.url().split('/').at(-1) ?? ''
    await answerAs(city, id, 20)
    city.clock.now = new Date('2026-12-04T17:15:00+09:00')
    await signInAs(page, origin, city.officials.hr, `/staff/office/surveys/${id}`)
    await page.getByRole('link', { name: '開封・集計へ進む' }).click()
    await clean()
    await fields.nth(0).fill(passphrases[0] ?? '')
    await fields.nth(1).fill(passphrases[0] ?? '')
    await page.getByRole('button', { name: '開封して集計する' }).click()
    await page
      .getByRole('link', { name: /^職員側委員の合言葉が、このアンケートの鍵と合いません。/ })
      .waitFor()
    await clean()
    await fields.nth(0).fill((passphrases[0] ?? '').toLowerCase().replaceAll('-', ' '))
    await fields.nth(2).fill(passphrases[2] ?? '')
    await page.getByRole('button', { name: '開封して集計する' }).click()
    await heading('公表前の確認')
    await clean()
    await page.getByRole('link', { name: '点検表で確かめる' }).click()
    await heading('公表前の確認（点検表）')
    await clean()
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.getByRole('button', { name: '確認を記録する' }).click()
    await page.getByText('公表前の確認を記録しました。').waitFor()
    await clean()
    await page.getByRole('link', { name: '公表前の確認へ進む' }).click()
    await page.getByRole('button', { name: 'この内容で全職員に公表する' }).click()
    await page.getByRole('link', { name: '回答箱と鍵の廃棄へ進む' }).waitFor()
    await clean()
    await page.getByRole('link', { name: '回答箱と鍵の廃棄へ進む' }).click()
    await heading('回答箱と鍵の廃棄')
    await clean()
    await page.getByRole('button', { name: '回答箱と鍵を廃棄する' }).click()
    await page.getByRole('alert').waitFor()
    await clean()
    await page.getByLabel(/^公表した内容を確かめました。/).check()
    await page.getByRole('button', { name: '回答箱と鍵を廃棄する' }).click()
    await heading('開封・集計記録')
    await clean()
    await expect(page.locator('main').innerText()).resolves.toMatch(/回答\s+20件/)
    await page.goto(`${origin}/results/${id}`)
    await clean()
    // The forms that came back (422) are the only thing the console may mention.
    expect(faults.filter((text) => !text.includes('status of 422'))).toEqual([])
    await page.context().close()
  })
})

describe('The first administrator', () => {
  it('sets the installation up and gives 人事課 its role', async () => {
    const code = 'a-code-printed-at-the-start'
    const city = await smallCity({ people: 3, survey: 'none', setupCode: code, credentials: false })
    const origin = await city.origin()
    const { page, faults } = await newPage(browser, 820)
    await page.goto(`${origin}/setup?key=${code}`)
    expect(await axeViolations(page)).toEqual([])
    await page.getByLabel(/^職員番号/).fill('900001')
    await page.getByLabel('パスワード', { exact: false }).first().fill('ひみつの合図は12文字以上')
    await page.getByLabel(/もう一度/).fill('ひみつの合図は12文字以上')
    await page.getByRole('button', { name: '管理者を登録する' }).click()
    await page.getByLabel('職員番号').fill('900001')
    await page.getByLabel('パスワード').fill('ひみつの合図は12文字以上')
    await page.getByRole('button', { name: 'サインイン' }).click()
    await page.getByRole('link', { name: '管理', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: '管理' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.goto(`${origin}/staff/admin/roles`)
    expect(await axeViolations(page)).toEqual([])
    expect(await sidewaysPixels(page)).toBe(0)
    await page.getByRole('textbox', { name: '職員番号 ※必須' }).fill(city.people[1] ?? '')
    expect(faults).toEqual([])
    await page.context().close()
  })
})

/** People take their cards and answer, over HTTP, in the survey that the page has just made. */
async function answerAs(
  city: Awaited<ReturnType<typeof smallCity>>,
  id: string,
  people: number,
): Promise<void> {
  const survey = await city.know(id)
  for (const [i, number] of city.people.slice(0, people).entries()) {
    const card = await city.takeCard(await city.session(number))
    await city.cast(card, answersOf(survey.questionnaire, i))
  }
}
