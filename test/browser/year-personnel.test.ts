/** The year of 人事課, in a real browser and through pages only: from the roster to the hand-over. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { launchBrowser } from './chromium.ts'
import { approveDraft, SURVEY_TITLE, writeDraft } from './year-editor.ts'
import { peopleFile, unitFile } from './year-roster.ts'
import { fillAnswers, sendAnswers, takeCard, type Walk, walk } from './year-walk.ts'

const SUCCESSOR = '000104'

let browser: Browser
let city: SmallCity
let origin: string
let hr: Walk
const passphrases: string[] = []
const at = (time: string) => new Date(`${time}:00+09:00`)
const survey = '/staff/office/surveys/r8'

/** A day later in the year: the session of the day before has ended. */
async function comeOn(time: string, path: string): Promise<void> {
  city.clock.now = at(time)
  await hr.signIn(origin, city.officials.hr, path)
}

beforeAll(async () => {
  browser = await launchBrowser()
  city = await smallCity({ people: 48, survey: 'none', mirror: true })
  origin = await city.origin()
  hr = await walk(browser)
})
afterAll(async () => {
  await browser?.close()
  await city?.close()
})

describe('The year of 人事課', () => {
  it('begins with a roster from Excel, which is put right, looked at and taken over', async () => {
    await comeOn('2026-11-20T10:00', '/staff/roster')
    await hr.see('名簿')
    await handIn({ spoilt: true })
    await hr.read('直すところが2件あります。取り込めません')
    await hr.read('先頭の0が失われた可能性があります')
    await hr.follow('直したファイルを指定する')
    await handIn({})
    await hr.read('誤りはありません。まだ書き込んでいません')
    await hr.page.getByText('追加する所属（2件）').click()
    const said = await hr.page.locator('main').innerText()
    expect(said).toContain('㈱連携推進～窓口－課')
    expect(said).toContain('髙見橋りょう課①')
    expect(said).toContain('追加する職員（12人）')
    await hr.press('取り込む')
    await hr.read('名簿を取り込みました')
    await hr.follow('名簿のページへ')
    await hr.read('60人')
  })

  it('has a survey written, part by part, and approved', async () => {
    await hr.page.goto(`${origin}/staff/office`)
    await hr.see('人事課の画面')
    await writeDraft(hr)
    await approveDraft(hr)
  })

  it('has keys made, each sheet shown once, handed over, tried, and the survey announced', async () => {
    await hr.press('鍵を作る')
    await hr.see('鍵の保管者の用紙')
    for (let i = 0; i < 2; i += 1) {
      await hr.press(/^用紙を表示する/)
      await hr.see('鍵の保管者へ渡す用紙')
      passphrases.push(await hr.page.locator('.keeper-passphrase').innerText())
      await hr.follow('印刷を終えて、この画面を閉じる')
      await hr.see('鍵の保管者の用紙')
    }
    await hr.page.getByText('まだ表示していない用紙を、まとめて印刷する').click()
    await hr.press('残りの1枚をまとめて表示する')
    await hr.see('鍵の保管者へ渡す用紙')
    passphrases.push(...(await hr.page.locator('.keeper-passphrase').allInnerTexts()))
    expect(new Set(passphrases).size).toBe(3)
    await hr.page.goto(`${origin}${survey}/keepers/paper`)
    await hr.see('封筒の宛名と受渡簿')
    await hr.follow('鍵の保管者と受渡簿に戻る')
    await hr.page.getByLabel(/^用紙/).selectOption('1-1')
    await hr.tick('渡した')
    await hr.press('記録する')
    await hr.see('鍵の保管者と受渡簿')
    await expect(hr.page.getByRole('row', { name: /1-1 保管中/ }).count()).resolves.toBe(1)

    await hr.page.goto(`${origin}${survey}/announcement`)
    await hr.see(/試しの開封/)
    await typePassphrases([passphrases[0], passphrases[1]?.slice(1)])
    await hr.press('試しに開封し、実施を決定する')
    await hr.read(/の合言葉に写し間違いがあります。/)
    await typePassphrases(passphrases)
    await hr.press('試しに開封し、実施を決定する')
    await hr.read('実施を決定しました。受付開始を待っています。')
    await hr.follow('お知らせの文')
    await hr.see('お知らせの文')
    await expect(hr.page.locator('main pre').first().innerText()).resolves.toContain(SURVEY_TITLE)
  })

  it('is the year in which staff answer, the deadline is extended and a word corrected', async () => {
    await comeOn('2026-11-25T10:00', survey)
    await hr.read('回答を受け付けています')
    await answerInBrowser(city.people.slice(3, 6))
    await answerOverHttp(city.people.slice(6))
    await hr.follow('締切を延長する')
    await hr.see('締切の延長')
    await hr.type(/^新しい締切/, '2026-12-11T17:15')
    await hr.type(/^延長する理由/, '年末の繁忙のため')
    await hr.press('締切を延長し、全職員に表示する')
    await hr.see('締切の延長')
    await hr.tick('延長は1回だけで、取り消せないことを確かめました。')
    await hr.press('締切を延長し、全職員に表示する')
    await hr.read(/^締切を延長しました。/)
    await hr.follow('正誤のお知らせを出す')
    await hr.see('正誤のお知らせ')
    await hr.type(/^お知らせの文/, '問3の「昨年度」は「今年度」の誤りです。おわびして訂正します。')
    await hr.tick('全職員に表示し、直したり消したりできないことを確かめました。')
    await hr.press('正誤のお知らせを出す')
    await hr.read(/^正誤のお知らせを出しました。/)
  })

  it('has the box opened with two of three sheets, checked, published and destroyed', async () => {
    await comeOn('2026-12-04T17:15', survey)
    await hr.read('回答を受け付けています')
    await comeOn('2026-12-11T17:15', survey)
    await hr.follow('開封・集計へ進む')
    await hr.see('開封・集計')
    await typePassphrases([passphrases[0], passphrases[0], ''])
    await hr.press('開封して集計する')
    await hr.read(/の合言葉が、このアンケートの鍵と合いません。/)
    await typePassphrases([passphrases[0]?.toLowerCase().replaceAll('-', ' '), '', passphrases[2]])
    await hr.press('開封して集計する')
    await hr.see('公表前の確認')
    await hr.follow('点検表で確かめる')
    await hr.see('公表前の確認（点検表）')
    await hr.press('確認を記録する')
    await hr.read('すべての欄を確かめて、印を付けてください。')
    for (const box of await hr.page.getByRole('checkbox').all()) await box.check()
    await hr.press('確認を記録する')
    await hr.read(/^公表前の確認を記録しました。/)
    await hr.follow('公表前の確認へ進む')
    await hr.press('この内容で全職員に公表する')
    await hr.follow('公表した結果')
    await hr.see(SURVEY_TITLE)
    await hr.page.goto(`${origin}${survey}/destruction`)
    await hr.see('回答箱と鍵の廃棄')
    await hr.press('回答箱と鍵を廃棄する')
    await hr.read('公表した内容を確かめたうえで、確認の欄に印を付けてください。')
    await hr.tick(/^公表した内容を確かめました。/)
    await hr.press('回答箱と鍵を廃棄する')
    await hr.see('開封・集計記録')
    await expect(hr.page.locator('main').innerText()).resolves.toMatch(/回答\s+45件/)
  })

  it('ends with the roster of April, loaded in March, and the role passed on', async () => {
    await comeOn('2027-03-25T10:00', '/staff/roster')
    await handIn({ people: 59 }, '2027-04-01')
    await hr.read('退職等の職員（1人）')
    await hr.press(/^令和9年4月1日（木）に取り込むよう予約する/)
    await hr.read('令和9年4月1日（木）に取り込むよう予約しました')
    await hr.page.goto(`${origin}/staff/handover`)
    await hr.see('引継ぎ')
    await hr.follow('人事課')
    await hr.read(/職員一覧\.csv/)
    await hr.type(/^後任の職員番号/, '999999')
    await hr.type(/^引き渡す日/, '2027-04-01')
    await hr.press('この役割を引き渡す')
    await hr.read(/^この職員番号は名簿にありません。/)
    await hr.type(/^後任の職員番号/, SUCCESSOR)
    await hr.press('この役割を引き渡す')
    await hr.read('役割を引き渡しました。')

    const successor = await walk(browser)
    city.clock.now = at('2027-03-31T16:00')
    await successor.signIn(origin, SUCCESSOR, '/staff/')
    await successor.read('その日から、この画面の上に役割の画面への入口が出ます。')
    await hr.signIn(origin, city.officials.hr, '/staff/office')
    await hr.see('人事課の画面')

    city.clock.now = at('2027-04-01T08:30')
    await city.system.applyDueRosters()
    await successor.signIn(origin, SUCCESSOR, '/staff/office')
    await successor.see('人事課の画面')
    await successor.read('名簿：所属 12、職員 59人')
    await successor.end()
    await hr.signIn(origin, city.officials.hr, '/staff/')
    await expect(hr.page.getByRole('link', { name: '人事課', exact: true }).count()).resolves.toBe(
      0,
    )
    await hr.page.goto(`${origin}/staff/office`)
    await hr.see('この操作をする権限がありません。')
    await hr.end()
  })
})

async function handIn(
  { people, spoilt }: { people?: number; spoilt?: boolean },
  day?: string,
): Promise<void> {
  await hr.page.goto(`${origin}/staff/roster/import`)
  await hr.see('名簿の取込み')
  await hr.page.getByLabel(/^所属のファイル/).setInputFiles(unitFile())
  const file = peopleFile({
    ...(people === undefined ? {} : { people }),
    ...(spoilt === undefined ? {} : { spoilt }),
  })
  await hr.page.getByLabel(/^職員のファイル/).setInputFiles(file)
  if (day !== undefined) await hr.type(/^取り込む日/, day)
  await hr.press('確かめる')
  await hr.see('確かめた結果')
}

async function typePassphrases(typed: readonly (string | undefined)[]): Promise<void> {
  const fields = hr.page.locator('input[type=password]')
  for (const [i, passphrase] of typed.entries()) await fields.nth(i).fill(passphrase ?? '')
}

async function answerInBrowser(numbers: readonly string[]): Promise<void> {
  for (const [i, number] of numbers.entries()) {
    const person = await walk(browser)
    await person.seatedAs(origin, await city.session(number))
    await person.page.goto(`${origin}/staff/`)
    await takeCard(person.page)
    if (i === 0) await person.see(SURVEY_TITLE)
    await fillAnswers(person.page)
    await sendAnswers(person.page)
    await person.end()
  }
}

/** The others answer with the browser's code, without a browser. */
async function answerOverHttp(numbers: readonly string[]): Promise<void> {
  const { questionnaire } = await city.know('r8')
  for (const [i, number] of numbers.entries()) {
    const card = await city.takeCard(await city.session(number))
    await city.cast(card, answersOf(questionnaire, i))
  }
}
