import { describe, expect, it } from 'vitest'
import { announceIn, approve, cityWithDraft, emptyOffice, SURVEY, typeDraft } from './drafts.ts'
import { documentOf, pageOf, textOf } from './hand.ts'

const ASKED = `${SURVEY}/draft/asked`
const today = { referenceDay: '2026-11-20' }

/** 36 people: 3 on leave, 6 会計年度任用職員, 4 of the board of education. */
async function officeWithDraft() {
  const made = await emptyOffice(36)
  const { identity } = made.city.stores
  const set = (from: number, to: number, values: object) =>
    identity
      .updateTable('person')
      .set(values)
      .where('number', 'in', made.city.people.slice(from, to))
      .execute()
  await set(6, 9, { status: '休職' })
  await set(12, 18, { employment: '会計年度任用職員' })
  await set(20, 24, { appointer: '教育委員会' })
  await typeDraft(made.office)
  return made
}

describe('Who is asked', () => {
  it('is offered with counts from the roster, value by value and unit by unit', async () => {
    const { office } = await officeWithDraft()
    const page = pageOf(await office.get(ASKED))
    for (const label of [
      '休職 3人',
      '会計年度任用職員 6人',
      '教育委員会 4人',
      '（記載なし） 32人',
      '人事課 6人',
    ]) {
      expect(page.getByLabelText(label)).toBeTruthy()
    }
    expect(page.getByRole('heading', { level: 2, name: '対象 36人' })).toBeTruthy()
  })

  it('is counted again before it is saved', async () => {
    const { office, rows } = await officeWithDraft()
    const before = await rows()
    const typed = { ...today, status: '=休職', units: ['2000'], do: 'count' }
    const answer = await office.post(ASKED, typed)
    expect(answer.statusCode).toBe(200)
    const page = pageOf(answer)
    expect(page.getByRole('heading', { level: 2, name: /^対象 \d+人$/ }).textContent).toBe(
      '対象 21人',
    )
    expect(textOf(answer)).toContain('所属が福祉部：12人を外します')
    expect(page.getByLabelText<HTMLInputElement>('休職 3人').checked).toBe(true)
    expect(await rows()).toEqual(before)
  })

  it('is frozen with the announcement: cards, counts by unit, the rules with their counts, and the units on the ballot', async () => {
    const { city, office } = await officeWithDraft()
    await office.post(ASKED, {
      ...today,
      status: '=休職',
      employment: '=会計年度任用職員',
      units: ['3000'],
    })
    await approve(office, SURVEY)
    const prepared = await city.system.acts.prepareAnnouncement('r8')
    if (prepared.state === 'refused') throw new Error(prepared.reason)
    await city.announce('r8')
    const { questionnaire } = city.survey
    const out = questionnaire.asked
    expect(out?.leftOut.map(({ rule, value }) => [rule, value])).toEqual([
      ['unit', '都市整備部'],
      ['status', '休職'],
      ['employment', '会計年度任用職員'],
    ])
    const left = out?.leftOut.reduce((sum, { people }) => sum + people, 0) ?? 0
    expect((out?.people ?? 0) + left).toBe(36)
    const { identity } = city.stores
    const cards = await identity.selectFrom('card').select(['person', 'bureau']).execute()
    expect(cards).toHaveLength(out?.people ?? 0)
    for (const number of city.people.slice(6, 9)) {
      expect(cards.some(({ person }) => person === number)).toBe(false)
    }
    expect(cards.some(({ bureau }) => bureau === '3000')).toBe(false)
    const classes = await identity.selectFrom('eligible_class').selectAll().execute()
    expect(classes.reduce((sum, { people }) => sum + people, 0)).toBe(cards.length)
    expect(classes.some(({ employment }) => employment === '会計年度任用職員')).toBe(false)
    expect(questionnaire.bureaus.map(({ code }) => code)).toEqual(['1000', '2000'])
  })

  it('does not count people without a unit on the reference day, and says how many they are', async () => {
    const { city, office } = await officeWithDraft()
    await city.stores.identity
      .updateTable('person')
      .set({ unit: '9999' })
      .where('number', 'in', city.people.slice(30, 32))
      .execute()
    const text = textOf(await office.get(ASKED))
    expect(text).toContain('対象 34人')
    expect(text).toContain('ほかに、基準日に所属がない職員が2人います（対象になりません）。')
  })

  it('can be nobody: then nothing is announced', async () => {
    const { office } = await officeWithDraft()
    await office.post(ASKED, { ...today, units: ['1000', '2000', '3000'] })
    await approve(office, SURVEY)
    const keys = await office.post(`${SURVEY}/keys`)
    expect(keys.statusCode).toBe(409)
    expect(textOf(keys)).toContain(
      '対象になる職員がいません。案の「対象者」で、外す職員を見直してください。',
    )
  })

  it('on another reference day is still the roster as it is loaded, which is said', async () => {
    const { office } = await officeWithDraft()
    expect(textOf(await office.get(ASKED))).not.toContain('基準日が今日ではありません')
    await office.post(ASKED, { referenceDay: '2026-10-01' })
    expect(textOf(await office.get(ASKED))).toContain(
      '対象の職員は、実施を決定する時点で取り込まれている名簿の職員です。',
    )
  })
})

describe('The series', () => {
  const scale = { scale: '4', earlierScale: '5', earlierDenominator: 'valid', earlierAsked: 'same' }

  it('is broken by another scale: the page comes again, and the officer confirms exactly what it shows', async () => {
    const { office, drafts } = await emptyOffice(12)
    await typeDraft(office)
    const url = `${SURVEY}/draft/scale`
    const saved = await office.post(url, { ...scale, do: 'next' })
    expect(saved.headers.location).toBe(url)
    const page = await office.get(url)
    expect(textOf(page)).toContain('すべての設問尺度が5段階から4段階に変わるため')
    const overview = `${SURVEY}/draft`
    const missing = '尺度と系列：系列の断絶を確かめて、承知の印を付けてください。'
    expect(textOf(await office.get(overview))).toContain(missing)
    const stamp = documentOf(page).querySelector('input[name=confirmed]')?.getAttribute('value')
    await office.post(url, { ...scale, earlierAsked: 'other', confirmed: stamp ?? '' })
    expect((await drafts())[0]?.confirmedBreaks).toEqual(['*：尺度が5段階から4段階に変わるため'])
    expect(textOf(await office.get(overview))).toContain(missing)
    await office.post(url, scale)
    const again = await office.post(url, { ...scale, confirmed: stamp ?? '', do: 'next' })
    expect(again.headers.location).toBe(`${SURVEY}/draft/attributes`)
    expect(textOf(await office.get(overview))).not.toContain(missing)
  })

  it('is confirmed by one tick only', async () => {
    const { office } = await emptyOffice(6)
    await typeDraft(office)
    const url = `${SURVEY}/draft/scale`
    const answer = await office.post(url, { ...scale, confirmed: ['あ', 'い'] })
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain('画面を開き直してください。')
  })

  it('is recorded as broken with the announcement, and not without one', async () => {
    const { city, office } = await cityWithDraft({ items: ['Q_EFF_KPI'] })
    const url = `${SURVEY}/draft/scale`
    await office.post(url, scale)
    const stamp = documentOf(await office.get(url)).querySelector('input[name=confirmed]')
    await office.post(url, { ...scale, confirmed: stamp?.getAttribute('value') ?? '' })
    await approve(office, SURVEY)
    const recorded = () => city.stores.commons.selectFrom('series_break').selectAll().execute()
    expect(await recorded()).toEqual([])
    await announceIn(office, SURVEY)
    expect(await recorded()).toEqual([
      { survey: 'r8', item: '*', reason: '尺度が5段階から4段階に変わるため' },
    ])
  })
})

describe('An earlier survey', () => {
  it('is copied with one button, cancelled or not, and the copy is a draft of its own', async () => {
    const { city, office, drafts } = await emptyOffice(12)
    await typeDraft(office)
    const page = await office.get('/staff/office/surveys/new')
    const button = pageOf(page).getByRole('button', { name: /^写して作る/ })
    const action = button.closest('form')?.getAttribute('action') ?? ''
    const made = await office.post(action)
    expect(made.headers.location).toBe('/staff/office/surveys/r9/draft')
    const copies = await drafts()
    expect(copies.map(({ title }) => title)).toEqual([
      '令和8年度 職員の勤務実態に係るアンケート',
      '令和9年度 職員の勤務実態に係るアンケート',
    ])
    expect(copies[1]?.opensAt).toBe('2027-11-22T23:30:00.000Z')
    await city.stores.commons
      .updateTable('survey')
      .set({ state: 'cancelled' })
      .where('id', '=', 'r8')
      .execute()
    const again = await office.post(action)
    expect(again.headers.location).toBe('/staff/office/surveys/r8-2/draft')
    const acts = await city.stores.identity.selectFrom('audit').select(['act', 'detail']).execute()
    expect(acts.at(-1)).toEqual({ act: 'アンケートを写して案を作成', detail: 'r8 → r8-2' })
  })
})
