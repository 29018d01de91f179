import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersOf } from '../../../support/small-city.ts'
import { type Fields, textOf } from '../hand.ts'
import {
  answerPage,
  DISASTER,
  EXTENSION,
  type Office,
  officeOf,
  publicTexts,
  refusedWith,
} from './changing.ts'

describe('締切の延長', () => {
  it('is told to everybody in the same words, and cards are given out until the new closing', async () => {
    const office = await officeOf()
    const { city } = office
    const done = await office.post('extension', EXTENSION)
    expect([done.statusCode, done.headers.location]).toEqual([303, `${office.base}?done=extension`])
    for (const text of [...(await publicTexts(office)), textOf(await office.get())]) {
      expect(text).toContain('締切を延長しました（11月30日→12月11日）')
      expect(text).toContain('新しい締切：令和8年12月11日（金） 17時15分')
      expect(text).toContain('理由：回答できない時間があったため')
    }
    // Past the old closing: the signing key is still there, cards and ballots go through.
    city.clock.now = new Date('2026-12-10T10:00:00+09:00')
    await city.system.acts.closeDue()
    const card = await city.takeCard(await city.session(city.people[5] ?? ''))
    await city.cast(card, answersOf(city.survey.questionnaire, 5))
    city.clock.now = new Date('2026-12-11T17:15:00+09:00')
    await city.system.acts.closeDue()
    const keys = await city.stores.identity.selectFrom('signing_key').selectAll().execute()
    expect(keys).toEqual([])
    expect(textOf(await office.get())).toContain('開封・集計へ進む')
  })

  it('survives a restart, and stands in the audit with both dates and the reason', async () => {
    const office = await officeOf()
    await office.post('extension', EXTENSION)
    await office.city.restart()
    const frozen = await office.city.system.acts.findFrozen(office.city.survey.id)
    expect(frozen?.closesAt.toISOString()).toBe('2026-12-11T08:15:00.000Z')
    const acts = await office.city.stores.identity.selectFrom('audit').selectAll().execute()
    expect(acts.find(({ act }) => act === 'アンケートの締切を延長')?.detail).toBe(
      'r8：令和8年11月30日（月） 10時00分→令和8年12月11日（金） 17時15分　理由：回答できない時間があったため',
    )
  })

  it('is not told to one person otherwise than to another: the answer page has the same bytes', async () => {
    const office = await officeOf()
    const before = (await answerPage(office)).body
    await office.post('extension', EXTENSION)
    const after = (await answerPage(office)).body
    expect(after).not.toBe(before)
    expect((await answerPage(office)).body).toBe(after)
  })

  it('is possible once only', async () => {
    const office = await officeOf()
    await office.post('extension', EXTENSION)
    const again = await office.post('extension', { ...EXTENSION, closesAt: '2026-12-18T17:15' })
    expect(again.statusCode).toBe(409)
    expect(refusedWith(again)).toContain('締切は、すでに延長しています。延長は1回だけです。')
    expect((await office.get('extension')).statusCode).toBe(409)
  })

  it('is possible once only when the button is pressed twice at the same time', async () => {
    const office = await officeOf()
    const answers = await Promise.all([1, 2].map(() => office.post('extension', EXTENSION)))
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303, 409]))
    const changes = await office.city.stores.commons
      .selectFrom('survey_change')
      .selectAll()
      .execute()
    expect(changes).toHaveLength(1)
  })

  it('is not possible after the closing, while a stop stands, or in a draft', async () => {
    const office = await officeOf()
    const from = '2026-11-20'
    await office.post('stop', { from, words: DISASTER })
    expect(refusedWith(await office.post('extension', EXTENSION))).toContain(
      '期限を停止している間は、延長できません。先に停止を終えてください。',
    )
    await office.post('resumption')
    office.city.clock.now = new Date('2026-12-02T10:00:00+09:00')
    expect(refusedWith(await office.post('extension', EXTENSION))).toContain(
      '締切を過ぎたため、延長できません。延長は、締切の前にだけできます。',
    )
    const draft = await officeOf({ survey: 'draft' })
    expect(refusedWith(await draft.post('extension', EXTENSION))).toContain(
      'まだ案です。締切は、案の「題名と期間」で直してください。',
    )
  })
})

describe('締切の延長 that cannot be made', () => {
  let office: Office
  beforeAll(async () => {
    office = await officeOf()
  })
  afterAll(() => office.city.close())

  it.each<[string, Fields, string]>([
    [
      'to the closing itself',
      { closesAt: '2026-11-30T10:00' },
      '新しい締切は、今の締切（令和8年11月30日（月） 10時00分）より後にしてください。',
    ],
    [
      'across 1 April',
      { closesAt: '2027-04-01T09:00' },
      '4月1日をまたいで延長できません。令和9年3月31日（水） 17時15分までの日時にしてください。',
    ],
    ['without a time', { closesAt: '' }, '新しい締切を入力してください。'],
    ['without a reason', { words: ' ' }, '延長する理由を入力してください。'],
    [
      'with a long reason',
      { words: 'あ'.repeat(201) },
      '延長する理由は200文字までにしてください。',
    ],
    [
      'without the tick',
      { confirmed: undefined },
      '延長は1回だけで、取り消せません。よければ、確認の欄に印を付けてください。',
    ],
  ])('is refused %s, and what was typed stays', async (_name, wrong, sentence) => {
    const answer = await office.post('extension', { ...EXTENSION, ...wrong })
    expect(answer.statusCode).toBe(422)
    expect(refusedWith(answer)).toContain(sentence)
    if (wrong['words'] === undefined) expect(answer.body).toContain(EXTENSION.words)
    expect((await publicTexts(office)).join('')).not.toContain('延長しました')
  })
})
