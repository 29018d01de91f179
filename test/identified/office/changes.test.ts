/** 「あなたの声で変わったこと」: chosen by 人事課, the same for everybody, above the questions and the results. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putDone, toldCity } from '../../programme/bulletin/told-city.ts'
import { putProposal } from '../../published/board-city.ts'
import { cityBank, cityDraft, type SmallCity, smallCity } from '../../support/small-city.ts'
import { untranslated } from '../../support/untranslated.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { documentOf, type Fields, hand, type Hand, textOf } from './hand.ts'

const itemIds = cityBank.items.filter((one) => one.core).map((one) => one.id)

/** Four lines of 人事課's own, below the five of the rule. */
const NINE: Fields = Object.fromEntries(
  [5, 6, 7, 8].flatMap((n) => [
    [`words${n}`, `自分で書いた文${n}`],
    [`key${n}`, ''],
    [`order${n}`, '8'],
  ]),
)

let city: SmallCity
let hr: Hand
let base: string
let done: string

beforeAll(async () => {
  city = await toldCity()
  hr = hand(city, city.officials.hr)
  done = (await putDone(city, '申請書を一枚にする')).number
  await putProposal(city.system, { marker: 'ひみつ', publicity: 'closed', state: 'done' })
  const id = await city.system.acts.createDraft(cityDraft(city.clock.now, { itemIds }))
  base = `/staff/office/surveys/${id}`
  await city.announce(id)
})
afterAll(() => city.close())

const page = async () => hr.get(`${base}/changes`)
const answerPage = async () => (await city.visit().get(`/voice/surveys/${base.slice(22)}`)).body

/** The form as it stands on the page. */
async function form(): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  const main = documentOf(await page()).querySelector('main form')
  for (const control of main?.querySelectorAll('input[type=hidden], textarea, select') ?? []) {
    const name = control.getAttribute('name') ?? ''
    const chosen = control.querySelector('option[selected]')?.getAttribute('value')
    found[name] =
      control.tagName === 'SELECT'
        ? (chosen ?? '')
        : (control.getAttribute('value') ?? control.textContent ?? '')
  }
  return { ...found, do: 'save' }
}

const save = async (fields: Fields) => hr.post(`${base}/changes`, fields)
const refusal = (response: { body: string }) =>
  documentOf(response).querySelector('[role=alert]')?.textContent ?? ''

describe('「あなたの声で変わったこと」を選ぶ', () => {
  it('nothing is told before 人事課 has chosen', async () => {
    const link = documentOf(await hr.get(base)).querySelector(`a[href="${base}/changes"]`)
    expect(link?.textContent).toBe('載せる文を選ぶ')
    expect(await answerPage()).not.toContain('あなたの声で変わったこと')
  })

  it('by the rule the kinds and the 部 take turns, and indicators that were reached come last', async () => {
    const words = Object.entries(await form()).filter(([name]) => name.startsWith('words'))
    expect(words.map(([, text]) => text)).toEqual([
      '保険年金課：待つ人の列がなくなりました。',
      '人事課：「紙の出勤簿の回覧」を廃止しました。年間240時間の作業が減ります。',
      '保険年金課：提案「申請書を一枚にする」を実施しました。効果は年間120時間（見込み）です。',
      '道路河川課：写真を端末から送れます。',
      '「風通しの良い職場環境づくり」は79.4％でした（前年度74.5％）。目標は達成です。',
      '',
    ])
  })

  it('nothing of units that have not confirmed, nor of proposals that are not on the board', async () => {
    const { body } = await page()
    expect(body).not.toContain('まだ公開されていない成果')
    expect(body).not.toContain('ひみつ')
    // Check boxes of one list share their name.
    expect(htmlFaults(body, { 'form-dup-name': 'off' })).toEqual([])
  })

  it('組織課題 can be added, and its line says that it is not public yet', async () => {
    const text = textOf(await page())
    expect(text).toContain(
      'まだ公開されていない内容です。載せると、書いた文が全職員に公開されます。',
    )
    expect(text).toContain('全庁：照会が多い。照会は年2回にまとめました。')
  })

  it('what is saved stands above the questions, the first three open, the same bytes for everybody', async () => {
    const before = await city.stores.commons.selectFrom('key_log').selectAll().execute()
    const hash = await frozenHash()
    expect((await save(await form())).headers.location).toBe(`${base}/changes?done=saved`)
    const html = await answerPage()
    const changed = documentOf({ body: html }).querySelector('#form .changed')
    expect(changed?.querySelectorAll('.changed > ul > li')).toHaveLength(3)
    expect(changed?.querySelector('summary')?.textContent).toBe('ほか2件')
    expect(changed?.textContent).toContain('写真を端末から送れます。')
    expect(html.indexOf('id="changed"')).toBeLessThan(html.indexOf('id="promise"'))
    expect(await answerPage()).toBe(html)
    expect(htmlFaults(html)).toEqual([])
    expect(await frozenHash()).toBe(hash)
    const after = await city.stores.commons.selectFrom('key_log').selectAll().execute()
    expect(after).toHaveLength(before.length + 1)
    expect(after.at(-1)?.entry).toContain('"changed"')
  })

  it('order and words are 人事課’s', async () => {
    const fields = await form()
    const own = { words5: '全庁で、朝の会議をやめました。', order5: '1', key5: '' }
    const left = { order2: '', words0: '窓口で待つ列がなくなりました。', order0: '2' }
    await save({ ...fields, ...own, ...left, add: ['issue:6'] })
    const { body } = await page()
    const first = documentOf({ body }).querySelector('textarea')
    expect(first?.textContent).toBe('全庁で、朝の会議をやめました。')
    expect(await answerPage()).toContain('窓口で待つ列がなくなりました。')
    expect(await answerPage()).toContain('照会は年2回にまとめました。')
    expect(await answerPage()).not.toContain('申請書を一枚にする')
  })

  it('results begin with them, in the language of the reader', async () => {
    const { body } = await city.visit().get('/results?lang=en')
    expect(body).toContain('What has changed because you spoke up')
    expect(untranslated(body)).toEqual([])
  })

  it('can be taken down', async () => {
    const kept = await form()
    expect((await save({ do: 'none' })).headers.location).toBe(`${base}/changes?done=none`)
    expect(await answerPage()).not.toContain('あなたの声で変わったこと')
    await save(kept)
  })

  it.each<readonly [string, Fields, string]>([
    [
      'an empty line',
      { words0: ' ' },
      '文を書いてください。載せないときは、順番の欄で「載せない」を選びます。',
    ],
    ['a long line', { words0: 'あ'.repeat(121) }, '文は120字までで書いてください（今は121字）。'],
    ['nine lines', NINE, '載せられるのは8つまでです（今は'],
    [
      'an unknown candidate',
      { add: 'action:3' },
      '候補にないものが選ばれています。元の内容が、公開されなくなったことがあります。画面を開き直してください。',
    ],
    [
      'a hidden source',
      { key0: 'proposal:XXXX-XX' },
      '元の内容が、今は公開されていません。順番の欄で「載せない」を選んでください。',
    ],
    [
      'a staff number',
      { words0: '職員番号012345の提案です。' },
      '名前や電話番号、職員番号のように見える言葉があります',
    ],
  ])('refuses %s and keeps what was typed', async (_name, wrong, sentence) => {
    const fields = { ...(await usual()), ...wrong }
    const refused = await save(fields)
    expect(refused.statusCode).toBe(422)
    expect(refusal(refused)).toContain(sentence)
    expect(refused.body).toContain('写真を端末から送れます。')
  })

  it('refuses another value of an indicator than the published one', async () => {
    const fields = await usual()
    const at = Object.keys(fields).find((name) => fields[name]?.startsWith('indicator:')) ?? ''
    const refused = await save({
      ...fields,
      [at.replace('key', 'words')]: '雰囲気は99.9％でした。',
    })
    expect(refused.statusCode).toBe(422)
    expect(refusal(refused)).toMatch(
      /指標の値「.+」が、文の中にありません。値は、公表したとおりに書いてください。/,
    )
  })

  it('words that look like a name pass when 人事課 says that they are none', async () => {
    const passed = await save({
      ...(await usual()),
      words0: '内線012345の案内をやめました。',
      cluesSeen: 'yes',
    })
    expect(passed.statusCode).toBe(303)
  })

  it('a proposal that has left the board is refused until it is taken out', async () => {
    const kept = {
      key0: `proposal:${done}`,
      words0: '申請書を一枚にしました。',
      order0: '1',
      do: 'save',
    }
    expect((await save(kept)).statusCode).toBe(303)
    await city.system.proposals.ledger.change(done, null, (p) => ({
      ...p,
      publicity: 'closed',
      version: p.version + 1,
    }))
    expect(textOf(await page())).toContain('元の内容が、今は公開されていません')
    expect((await save(kept)).statusCode).toBe(422)
  })

  it('is closed with the survey', async () => {
    city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
    const refused = await save({ do: 'none' })
    expect(refused.statusCode).toBe(409)
    expect(textOf(refused)).toContain(
      '締切を過ぎたため、「あなたの声で変わったこと」は変えられません。次のアンケートの案で選んでください。',
    )
    expect(textOf(await page())).toContain('締切を過ぎたため、変えられません。')
  })
})

it('the draft shows them in the preview, and nobody else sees them yet', async () => {
  const other = await smallCity({ survey: 'draft', people: 6 })
  const own = hand(other, other.officials.hr)
  const url = `/staff/office/surveys/${other.draftId}`
  const saved = await own.post(`${url}/changes`, {
    key0: '',
    words0: '会議を減らしました。',
    order0: '1',
    do: 'save',
  })
  expect(saved.statusCode).toBe(303)
  expect((await own.get(`${url}/preview-page`)).body).toContain('会議を減らしました。')
  expect((await other.visit().get('/results')).body).not.toContain('会議を減らしました。')
  expect((await hand(other, other.officials.secretariat).get(`${url}/changes`)).statusCode).toBe(
    403,
  )
})

/** A few lines as a form would send them, whatever stands there. */
async function usual(): Promise<Record<string, string>> {
  await save({ do: 'none' })
  return form()
}

async function frozenHash() {
  const rows = await city.stores.commons.selectFrom('survey').select('frozen_hash').execute()
  return rows[0]?.frozen_hash
}
