import { describe, expect, it } from 'vitest'
import { smallCity } from '../../support/small-city.ts'
import { documentOf, draftFields, filesOf, finished, hand, pageOf, textOf } from './hand.ts'

const BASE = '/staff/office/surveys/r8'

async function cityWithDraft(fields: Parameters<typeof draftFields>[0] = {}, people = 12) {
  const city = await smallCity({ survey: 'none', people })
  const office = hand(city, city.officials.hr)
  await office.post('/staff/office/surveys/new', draftFields(fields))
  return { city, office }
}

describe('The announcement', () => {
  it('shows each keeper a passphrase of its own, once; no file of the data folder holds one', async () => {
    const { city, office } = await cityWithDraft()
    const answer = await office.post(`${BASE}/announcement`)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const page = pageOf(answer)
    const sheets = ['人事課長', '職員側委員', '行政管理課長'].map((name) => {
      const heading = page.getByRole('heading', { level: 2, name })
      return heading.parentElement?.querySelector('.keeper-passphrase')?.textContent ?? ''
    })
    expect(new Set(sheets).size).toBe(3)
    for (const passphrase of sheets) expect(passphrase).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z*~$=]$/)
    expect(textOf(answer)).toContain('開封には2人分が必要です')

    const again = await office.post(`${BASE}/announcement`)
    expect(again.statusCode).toBe(409)
    expect(textOf(again)).toContain('このアンケートは、すでに実施を決定しています。')
    for (const url of [BASE, '/staff/office', '/staff/admin/audit']) {
      const other = await office.get(url)
      for (const passphrase of sheets) expect(other.body).not.toContain(passphrase)
    }
    for (const [name, bytes] of filesOf(city.config.dataDir)) {
      for (const passphrase of sheets) {
        const bare = passphrase.replaceAll('-', '')
        for (const form of [passphrase, bare, bare.slice(0, 16), bare.toLowerCase()]) {
          expect(bytes.includes(form), `${name} holds a passphrase`).toBe(false)
        }
      }
    }
    expect(city.log()).not.toContain(sheets[0])
  })

  it('makes one set of keys when the button is pressed twice at once', async () => {
    const { city, office } = await cityWithDraft({ keeperPosts: '人事課長', keeperNeed: '1' })
    const answers = await Promise.all([
      office.post(`${BASE}/announcement`),
      office.post(`${BASE}/announcement`),
    ])
    expect(answers.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([200, 409])
    const shown = answers.find((a) => a.statusCode === 200)
    const passphrase =
      shown === undefined ? '' : documentOf(shown).querySelector('.keeper-passphrase')?.textContent
    city.clock.now = new Date('2026-12-08T17:15:00+09:00')
    const started = await office.post(`${BASE}/opening`, { passphrase0: passphrase ?? '' })
    expect(started.statusCode).toBe(303)
    expect(await finished({ office, base: BASE })).not.toHaveProperty('failed')
  })

  it('never mixes with a change of the draft that is sent at the same moment', async () => {
    const { city, office } = await cityWithDraft()
    const [announced, changed] = await Promise.all([
      office.post(`${BASE}/announcement`),
      office.post(
        `${BASE}/draft`,
        draftFields({ keeperPosts: 'ほかの人', keeperNeed: '1', k: '10' }),
      ),
    ])
    const row = await city.stores.commons.selectFrom('survey').selectAll().executeTakeFirstOrThrow()
    const posts = (JSON.parse(row.keepers) as { posts: string[] }).posts
    const frozen = JSON.parse(row.questionnaire ?? '{}') as { k: number }
    expect(announced.statusCode).toBe(200)
    expect(frozen.k).toBe(row.k)
    expect(posts.every((post) => textOf(announced).includes(post))).toBe(true)
    expect([303, 409]).toContain(changed.statusCode)
  })

  it('freezes the survey: the form can be neither opened nor sent any more, right or wrong', async () => {
    const { city, office } = await cityWithDraft()
    await office.post(`${BASE}/announcement`)
    const before = await city.stores.commons.selectFrom('survey').selectAll().execute()
    expect((await office.get(`${BASE}/draft`)).statusCode).toBe(409)
    expect(
      (await office.post(`${BASE}/draft`, draftFields({ title: '別の題名' }))).statusCode,
    ).toBe(409)
    expect((await office.post(`${BASE}/draft`, draftFields({ title: '' }))).statusCode).toBe(409)
    expect(await city.stores.commons.selectFrom('survey').selectAll().execute()).toEqual(before)
  })

  it.each([
    [
      'the close is past',
      '2026-12-08T17:15:00+09:00',
      '締切が過ぎています。内容の修正で、日時を入れ直してください。',
    ],
    [
      'a draft of last year is announced after 1 April',
      '2027-04-01T00:00:00+09:00',
      '締切が過ぎています。内容の修正で、日時を入れ直してください。',
    ],
  ])('is refused when %s, and leaves a draft without keys', async (_, now, sentence) => {
    const { city, office } = await cityWithDraft()
    city.clock.now = new Date(now)
    const answer = await office.post(`${BASE}/announcement`)
    expect(answer.statusCode).toBe(409)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(sentence)
    await expectNothingAnnounced(city)
  })

  it('is refused when the survey would run across 1 April, although its form was typed before', async () => {
    const city = await smallCity({
      survey: 'draft',
      now: new Date('2027-03-30T10:00:00+09:00'),
      people: 6,
      draft: { closesAt: '2027-04-08T08:15:00.000Z' },
    })
    const answer = await hand(city, city.officials.hr).post(
      `/staff/office/surveys/${city.draftId}/announcement`,
    )
    expect(answer.statusCode).toBe(409)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(
      '実施の決定から締切までが4月1日をまたぎます。内容の修正で、日時を入れ直してください。',
    )
    await expectNothingAnnounced(city)
  })

  it('is refused without a roster: no units, and units without people', async () => {
    const { city, office } = await cityWithDraft()
    await city.stores.identity.updateTable('person').set({ unit: '*' }).execute()
    const nobody = await office.post(`${BASE}/announcement`)
    expect(nobody.statusCode).toBe(409)
    expect(textOf(nobody)).toContain(
      '対象になる職員がいません。先に名簿（所属と職員）を取り込んでください。',
    )
    await city.stores.commons.deleteFrom('unit').execute()
    const nowhere = await office.post(`${BASE}/announcement`)
    expect(nowhere.statusCode).toBe(409)
    expect(textOf(nowhere)).toContain(
      '所属がまだ取り込まれていません。先に名簿（所属と職員）を取り込んでください。',
    )
    const list = await office.get('/staff/office')
    expect(textOf(list)).toContain('名簿がまだありません')
    const survey = await city.stores.commons.selectFrom('survey').select('state').executeTakeFirst()
    expect(survey?.state).toBe('draft')
    expect([...filesOf(city.config.dataDir).keys()].filter((n) => /^(box|tally)-/.test(n))).toEqual(
      [],
    )
  })
})

describe('The period', () => {
  it('begins and ends at the entered second, without anybody doing anything', async () => {
    const { city, office } = await cityWithDraft()
    await office.post(`${BASE}/announcement`)
    const person = city.people[5] ?? ''
    const seen = async (at: string) => {
      city.clock.now = new Date(at)
      const [page, card, key] = [
        await office.get(BASE),
        await hand(city, person).get('/staff/surveys/r8/card'),
        await city.app.inject('/voice/surveys/r8/key'),
      ]
      const step = documentOf(page).querySelector('[aria-current=step]')?.textContent
      return [step, card.statusCode, key.statusCode]
    }
    expect(await seen('2026-11-24T08:29:59.999+09:00')).toEqual(['開始前', 409, 409])
    expect(await seen('2026-11-24T08:30:00+09:00')).toEqual(['受付中', 200, 200])
    expect(await seen('2026-12-08T17:14:59.999+09:00')).toEqual(['受付中', 200, 200])
    expect(await seen('2026-12-08T17:15:00+09:00')).toEqual(['締切', 410, 410])
  })

  it('lets nobody open the box before its end', async () => {
    const { city, office } = await cityWithDraft()
    const announced = await office.post(`${BASE}/announcement`)
    const typed = [...documentOf(announced).querySelectorAll('.keeper-passphrase')].map(
      (p) => p.textContent ?? '',
    )
    for (const at of ['2026-11-20T11:00:00+09:00', '2026-12-08T17:14:59+09:00']) {
      city.clock.now = new Date(at)
      expect((await office.get(`${BASE}/opening`)).statusCode).toBe(409)
      const answer = await office.post(`${BASE}/opening`, {
        passphrase0: typed[0] ?? '',
        passphrase1: typed[1] ?? '',
      })
      expect(answer.statusCode).toBe(409)
      expect(textOf(answer)).toContain('開封は、締切の後に1回だけできます。')
    }
    expect(await city.stores.commons.selectFrom('published_set').selectAll().execute()).toEqual([])
  })

  it('shows 人事課 the turnout only for the whole body, in steps of 5 points', async () => {
    const { city, office } = await cityWithDraft({ keeperPosts: '人事課長', keeperNeed: '1' })
    await office.post(`${BASE}/announcement`)
    city.clock.now = new Date('2026-11-25T10:00:00+09:00')
    const text = textOf(await office.get(BASE))
    expect(text).toContain('約0％（1日1回、5ポイント単位）')
    expect(text).toContain('対象 12人'.replace(' ', ''))
  })
})

async function expectNothingAnnounced(city: Awaited<ReturnType<typeof smallCity>>): Promise<void> {
  const { commons, identity } = city.stores
  const survey = await commons
    .selectFrom('survey')
    .select(['state', 'questionnaire'])
    .executeTakeFirst()
  expect(survey).toEqual({ state: 'draft', questionnaire: null })
  for (const table of ['card', 'signing_key', 'eligible_class'] as const) {
    expect(await identity.selectFrom(table).selectAll().execute()).toEqual([])
  }
  expect([...filesOf(city.config.dataDir).keys()].filter((n) => /^(box|tally)-/.test(n))).toEqual(
    [],
  )
}
