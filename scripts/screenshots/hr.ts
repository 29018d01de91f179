/** The year of 人事課 on its pages, with a picture at every step that the manual describes. */
import type { Page } from 'playwright-core'
import { jstDay } from '../../server/calendar/jst.ts'
import type { Studio } from './studio.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export interface AnnouncedPages {
  /** Id of the survey. */
  readonly survey: string
  readonly passphrases: readonly string[]
  /** Codes of the paper slips, as they stand on the sheets. */
  readonly slips: readonly string[]
}

export interface SurveyDays {
  readonly now: Date
  readonly title: string
}

/** Roster: what is there, and a file with a change that is looked at and not written. */
export async function rosterPictures(studio: Studio, page: Page): Promise<void> {
  const { origin } = studio
  await page.goto(`${origin}/staff/roster`)
  await studio.shoot(page, 'roster', { height: 820 })
  const file = await page.request.get(`${origin}/staff/roster/export?of=people&form=utf8`)
  await page.goto(`${origin}/staff/roster/import`)
  await page.getByLabel('職員のファイル').setInputFiles({
    name: '職員名簿.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(withoutLastPeople(await file.text())),
  })
  await page.getByRole('button', { name: '確かめる' }).click()
  await page.getByRole('heading', { name: '確かめた結果' }).waitFor()
  await page.getByRole('heading', { name: '変わるところ' }).waitFor()
  await studio.shoot(page, 'roster-check', { height: 900 })
  await page.getByRole('button', { name: '取り込まずにやめる' }).click()
}

/** From nothing to a survey that waits for its first day. */
export async function announcePictures(
  studio: Studio,
  page: Page,
  { now, title }: SurveyDays,
): Promise<AnnouncedPages> {
  const survey = await draftPictures(studio, page, { now, title })
  const base = `${studio.origin}/staff/office/surveys/${survey}`
  const passphrases = await keyPictures(studio, page, base)
  const slips = await slipPictures(studio, page, base)

  await page.goto(`${base}/announcement`)
  await typePassphrases(page, passphrases)
  await page.getByRole('button', { name: '試しに開封するだけ（決定しない）' }).click()
  await page.getByText('開封できました').first().waitFor()
  await studio.shoot(page, 'hr-rehearsal', { at: 'h2:has-text("合言葉の入力")', height: 900 })
  await typePassphrases(page, passphrases)
  await page.getByRole('button', { name: '試しに開封し、実施を決定する' }).click()
  await page.getByText('実施を決定しました').first().waitFor()
  await page.goto(`${base}/notices`)
  await studio.shoot(page, 'hr-notices', { height: 900 })
  return { survey, passphrases, slips }
}

async function draftPictures(studio: Studio, page: Page, days: SurveyDays): Promise<string> {
  const { origin } = studio
  const { now, title } = days
  await page.goto(`${origin}/staff/office`)
  await page.getByRole('link', { name: '新しいアンケートを作る' }).click()
  await page.getByLabel('題名').fill(title)
  await page.getByLabel('受付開始').fill(`${dayAfter(now, 1)}T08:30`)
  await page.getByLabel('締切').fill(`${dayAfter(now, 15)}T17:15`)
  await page.getByRole('button', { name: '案を作る' }).click()
  await page.waitForURL(/\/surveys\/[^/]+\/draft/)
  const survey = /\/surveys\/([^/]+)\/draft/.exec(page.url())?.[1] ?? ''
  const draft = `${origin}/staff/office/surveys/${survey}/draft`

  await page.goto(`${draft}/scale`)
  await page.getByRole('radio', { name: /^4段階（/ }).check()
  await page.locator('input[name="earlierScale"][value="4"]').check()
  await page.locator('input[name="earlierDenominator"][value="valid"]').check()
  await page.locator('input[name="earlierAsked"][value="same"]').check()
  await page.getByRole('button', { name: '保存して案に戻る' }).last().click()
  await page.goto(`${draft}/contacts`)
  await page.getByLabel('回答を尋ねられたときの連絡先').fill('人事課（内線 2305）')
  await page.getByRole('button', { name: '保存して案に戻る' }).last().click()
  await page.goto(`${draft}/publication`)
  await page.getByRole('button', { name: '公表の見込みを計算する' }).click()
  await page.locator('#coverage').waitFor()
  await studio.shoot(page, 'hr-coverage', { at: 'h2:has-text("公表の見込み")', height: 900 })
  await page.goto(draft)
  await studio.shoot(page, 'hr-draft', { height: 900 })
  await page.goto(`${origin}/staff/office/surveys/${survey}/proposal-papers`)
  await studio.shoot(page, 'hr-papers', { height: 900 })
  await page.goto(draft)
  await page.getByLabel('決裁番号').fill('人決第12号')
  await page.getByLabel('決裁日').fill(jstDay(now))
  await page.getByRole('button', { name: '決裁を登録する' }).click()
  await page.waitForURL((url) => url.pathname.endsWith(`/surveys/${survey}`))
  return survey
}

/** @returns what the keepers would read on their sheets */
async function keyPictures(studio: Studio, page: Page, base: string): Promise<string[]> {
  await page.goto(base)
  await page.getByRole('button', { name: '鍵を作る' }).click()
  await page.getByRole('heading', { level: 1, name: '鍵の保管者の用紙' }).waitFor()
  await studio.shoot(page, 'hr-sheets', { height: 820 })
  const passphrases: string[] = []
  for (let left = await page.getByRole('button', { name: /^用紙を表示する/ }).count(); left > 0; ) {
    await page
      .getByRole('button', { name: /^用紙を表示する/ })
      .first()
      .click()
    await page.getByRole('heading', { name: '鍵の保管者へ渡す用紙' }).waitFor()
    passphrases.push(await page.locator('.keeper-passphrase').innerText())
    if (passphrases.length === 1) await studio.shoot(page, 'hr-sheet', { height: 900 })
    await page.goto(`${base}/sheets`)
    left -= 1
  }
  for (const sheet of ['1-1', '2-1']) {
    await page.goto(`${base}/keepers`)
    const option = page.locator('select[name="sheet"] option', { hasText: sheet })
    await page
      .locator('select[name="sheet"]')
      .selectOption((await option.getAttribute('value')) ?? '')
    await page
      .getByRole('radio', { name: /渡した/ })
      .first()
      .check()
    await page.getByRole('button', { name: '記録する' }).click()
    await page.waitForLoadState()
  }
  await page.goto(`${base}/keepers`)
  await studio.shoot(page, 'hr-keepers', { height: 900 })
  return passphrases
}

/** 紙の回答券: printed, and the codes read off the paper. */
async function slipPictures(studio: Studio, page: Page, base: string): Promise<string[]> {
  await page.goto(`${base}/slips/sheets`)
  await page.getByRole('button', { name: /枚の番号を作って登録する/ }).click()
  await page.locator('.slip-panel h2').waitFor()
  await studio.shoot(page, 'hr-slips', { height: 900 })
  const codes = await page
    .locator('.slip-printed-code')
    .evaluateAll((all) =>
      all.map((code) => [...code.children].map((group) => group.textContent).join('-')),
    )
  page.once('dialog', (dialog) => void dialog.accept())
  return codes
}

/** While people answer: the guide, and the form of a change. */
export async function openPictures(studio: Studio, page: Page, survey: string): Promise<void> {
  const base = `${studio.origin}/staff/office/surveys/${survey}`
  await page.goto(base)
  await studio.shoot(page, 'hr-open', { height: 900 })
  await page.goto(`${studio.origin}/staff/handover/hr`)
  await studio.shoot(page, 'hr-handover', { height: 900 })
}

/** After the close: opening, check, publication, destruction. */
export async function closePictures(
  studio: Studio,
  page: Page,
  { survey, passphrases }: AnnouncedPages,
): Promise<void> {
  const base = `${studio.origin}/staff/office/surveys/${survey}`
  await page.goto(base)
  await page.getByRole('link', { name: '開封・集計へ進む' }).click()
  await typePassphrases(page, passphrases.slice(0, 2))
  await studio.shoot(page, 'hr-opening', { height: 820 })
  await page.getByRole('button', { name: '開封して集計する' }).click()
  await page.waitForURL(`${base}/preview`, { timeout: 180_000 })
  await page.goto(`${base}/review`)
  for (const box of await page.locator('input[name="checks"]').all()) await box.check()
  await page.getByRole('button', { name: '確認を記録する' }).click()
  await page.goto(`${base}/preview`)
  await studio.shoot(page, 'hr-preview', { height: 820 })
  await page.getByRole('button', { name: 'この内容で全職員に公表する' }).click()
  await page.waitForLoadState()
  await page.goto(`${base}/destruction`)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: '回答箱と鍵を廃棄する' }).click()
  await page.waitForLoadState()
  await page.goto(`${base}/record`)
  await studio.shoot(page, 'hr-record', { height: 900 })
}

/** In the order of the keepers' posts; fewer leave the others empty. */
async function typePassphrases(page: Page, passphrases: readonly string[]): Promise<void> {
  for (const [i, passphrase] of passphrases.entries()) {
    await page.locator('main input[type="password"]').nth(i).fill(passphrase)
  }
}

const dayAfter = (now: Date, days: number) => jstDay(new Date(now.getTime() + days * DAY_MS))

/** The file as it would come after a few people have left. */
function withoutLastPeople(csv: string): string {
  return `${csv.trimEnd().split('\r\n').slice(0, -3).join('\r\n')}\r\n`
}
