import { describe, expect, it } from 'vitest'
import { smallCity } from '../../support/small-city.ts'
import {
  announceIn,
  approve,
  boxAndKeyFiles,
  changeDraft,
  cityWithDraft,
  expectDraft,
  sheetsOf,
  sheetsPageIn,
} from './drafts.ts'
import {
  documentOf,
  draftFields,
  filesOf,
  finished,
  hand,
  pageOf,
  passphraseFields,
  textOf,
} from './hand.ts'

const BASE = '/staff/office/surveys/r8'

describe('The keys', () => {
  it('give each keeper a passphrase of its own, in this answer only; no file holds one', async () => {
    const { city, office } = await cityWithDraft()
    const answer = await sheetsPageIn(office, BASE)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const page = pageOf(answer)
    const sheets = ['人事課長', '職員側委員', '行政管理課長'].map((name) => {
      const heading = page.getByRole('heading', { level: 2, name })
      return heading.parentElement?.querySelector('.keeper-passphrase')?.textContent ?? ''
    })
    expect(new Set(sheets).size).toBe(3)
    for (const passphrase of sheets) expect(passphrase).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z*~$=]$/)
    expect(textOf(answer)).toContain('開封には、3人のうち2人の合言葉が必要です。')

    for (const url of [BASE, `${BASE}/announcement`]) {
      const other = await office.get(url)
      for (const passphrase of sheets) expect(other.body).not.toContain(passphrase)
    }
    const announced = await office.post(`${BASE}/announcement`, passphraseFields(sheets))
    expect([announced.statusCode, announced.headers.location]).toEqual([303, BASE])
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

  it('freeze nothing: the survey stays a draft, unknown to every door and to everybody', async () => {
    const { city, office } = await cityWithDraft()
    await office.post(`${BASE}/keys`)
    await expectDraft(city)
    expect(
      documentOf(await office.get(BASE)).querySelector('[aria-current=step]')?.textContent,
    ).toBe('案')
    city.clock.now = new Date('2026-11-25T10:00:00+09:00')
    const person = hand(city, city.people[5])
    for (const url of ['/voice/surveys/r8', '/voice/surveys/r8/key', '/results/r8']) {
      expect((await city.app.inject(url)).statusCode, url).toBe(404)
    }
    expect((await person.get('/staff/surveys/r8/card')).statusCode).toBe(404)
    expect(textOf(await person.get('/staff/'))).not.toContain('職員の勤務実態')
    expect((await office.get(`${BASE}/opening`)).statusCode).toBe(404)
  })

  it('can be made as often as wanted: a double click leaves exactly the newest sheets good', async () => {
    const { city, office } = await cityWithDraft()
    const old = await sheetsPageIn(office, BASE)
    const again = await Promise.all([1, 2, 3].map(() => office.post(`${BASE}/keys`)))
    expect(again.map((a) => [a.statusCode, a.headers.location])).toEqual(
      again.map(() => [303, `${BASE}/sheets`]),
    )
    const good = await office.post(`${BASE}/sheets`, { post: 'all' })
    expect(textOf(good)).toContain('いちばん新しい用紙だけが有効です')
    const numberOn = (answer: { body: string }) =>
      documentOf(answer).querySelector('.code:not(.keeper-passphrase)')?.textContent ?? ''
    expect(numberOn(good)).toBe(numberOn(await office.get(`${BASE}/announcement`)))
    expect(numberOn(good)).not.toBe(numberOn(old))
    const stale = await office.post(`${BASE}/announcement`, passphraseFields(sheetsOf(old)))
    expect(stale.statusCode).toBe(422)
    await expectDraft(city)
    const typed = sheetsOf(good)
    const done = await office.post(`${BASE}/announcement`, passphraseFields(typed))
    expect(done.statusCode).toBe(303)
    city.clock.now = new Date('2026-12-08T17:15:00+09:00')
    await office.post(`${BASE}/opening`, passphraseFields(['', typed[1] ?? '', typed[2] ?? '']))
    expect(await finished({ office, base: BASE })).not.toHaveProperty('failed')
  })

  it('whose answer was lost are simply made again', async () => {
    const { city, office } = await cityWithDraft()
    await office.post(`${BASE}/keys`)
    const page = pageOf(await office.get(BASE))
    expect(page.getByRole('link', { name: '試しの開封へ進む' })).toBeTruthy()
    const again = page.getByRole('button', { name: '鍵を作り直す' }).closest('form')
    const made = await office.post(again?.getAttribute('action') ?? '')
    const sheets = sheetsOf(await office.post(made.headers.location ?? '', { post: 'all' }))
    await office.post(`${BASE}/announcement`, passphraseFields(sheets))
    const survey = await city.stores.commons.selectFrom('survey').select('state').execute()
    expect(survey).toEqual([{ state: 'announced' }])
  })

  it('warn when one keeper alone could open', async () => {
    const { office } = await cityWithDraft({
      keeperPosts: '人事課長\n行政管理課長',
      keeperNeed: '1',
    })
    const warning = '1人だけで開封できる案です'
    expect(textOf(await office.get(BASE))).toContain(warning)
    expect(textOf(await sheetsPageIn(office, BASE))).toContain(warning)
    await changeDraft(office, BASE, draftFields())
    await approve(office, BASE)
    expect(textOf(await office.get(BASE))).not.toContain(warning)
    expect(textOf(await sheetsPageIn(office, BASE))).not.toContain(warning)
  })
})

describe('The announcement', () => {
  it('never mixes with a change of the draft that is sent at the same moment', async () => {
    const { city, office } = await cityWithDraft()
    const sheets = sheetsOf(await sheetsPageIn(office, BASE))
    const other = { tables: ['bu'], k: '10', kDecision: '' }
    const [announced, changed] = await Promise.all([
      office.post(`${BASE}/announcement`, passphraseFields(sheets)),
      office.post(`${BASE}/draft/publication`, other),
    ])
    const row = await city.stores.commons.selectFrom('survey').selectAll().executeTakeFirstOrThrow()
    if (row.state === 'draft') {
      expect([announced.statusCode, changed.statusCode]).toEqual([409, 303])
      await expectDraft(city)
      return
    }
    const posts = (JSON.parse(row.keepers) as { posts: string[] }).posts
    expect([announced.statusCode, changed.statusCode]).toEqual([303, 409])
    expect((JSON.parse(row.questionnaire ?? '{}') as { k: number }).k).toBe(5)
    expect(posts).toEqual(['人事課長', '職員側委員', '行政管理課長'])
  })

  it('pressed twice is one announcement, and both answers lead to the survey', async () => {
    const { city, office } = await cityWithDraft()
    const typed = passphraseFields(sheetsOf(await sheetsPageIn(office, BASE)))
    const answers = await Promise.all([
      office.post(`${BASE}/announcement`, typed),
      office.post(`${BASE}/announcement`, typed),
    ])
    for (const answer of answers) {
      expect([answer.statusCode, answer.headers.location]).toEqual([303, BASE])
    }
    expect(textOf(await office.get(BASE))).toContain('実施を決定しました。')
    const acts = await city.stores.identity.selectFrom('audit').select('act').execute()
    expect(acts.filter(({ act }) => act.includes('実施を決定'))).toHaveLength(1)
    const keys = await office.post(`${BASE}/keys`)
    expect(keys.statusCode).toBe(409)
    expect(textOf(keys)).toContain('このアンケートは、すでに実施を決定しています。')
    expect((await office.get(`${BASE}/announcement`)).headers.location).toBe(BASE)
  })

  it('freezes the survey: the form can be neither opened nor sent any more, right or wrong', async () => {
    const { city, office } = await cityWithDraft()
    await announceIn(office, BASE)
    const before = await city.stores.commons.selectFrom('survey').selectAll().execute()
    expect((await office.get(`${BASE}/draft`)).statusCode).toBe(409)
    expect(
      (await office.post(`${BASE}/draft/period`, draftFields({ title: '別の題名' }))).statusCode,
    ).toBe(409)
    expect((await office.post(`${BASE}/draft/period`, { title: '' })).statusCode).toBe(409)
    expect(await city.stores.commons.selectFrom('survey').selectAll().execute()).toEqual(before)
  })

  it.each([
    ['the close is past', '2026-12-08T17:15:00+09:00'],
    ['a draft of last year is announced after 1 April', '2027-04-01T00:00:00+09:00'],
  ])('is refused at both steps when %s', async (_, now) => {
    const { city, office } = await cityWithDraft()
    const sheets = sheetsOf(await sheetsPageIn(office, BASE))
    city.clock.now = new Date(now)
    for (const answer of [
      await office.post(`${BASE}/announcement`, passphraseFields(sheets)),
      await office.post(`${BASE}/keys`),
    ]) {
      expect(answer.statusCode).toBe(409)
      expect(pageOf(answer).getByRole('alert').textContent).toContain(
        '締切が過ぎています。内容の修正で、日時を入れ直してください。',
      )
    }
    await expectDraft(city)
  })

  it('is refused when the survey would run across 1 April, although its form was typed before', async () => {
    const city = await smallCity({
      survey: 'draft',
      now: new Date('2027-03-30T10:00:00+09:00'),
      people: 6,
      draft: { closesAt: '2027-04-08T08:15:00.000Z' },
    })
    const answer = await hand(city, city.officials.hr).post(
      `/staff/office/surveys/${city.draftId}/keys`,
    )
    expect(answer.statusCode).toBe(409)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(
      '実施の決定から締切までが4月1日をまたぎます。内容の修正で、日時を入れ直してください。',
    )
    await expectDraft(city)
    expect(boxAndKeyFiles(city)).toEqual([])
  })

  it('is refused without a roster: no units, and units without people', async () => {
    const { city, office } = await cityWithDraft()
    await city.stores.identity.updateTable('person').set({ unit: '*' }).execute()
    const nobody = await office.post(`${BASE}/keys`)
    expect(nobody.statusCode).toBe(409)
    expect(textOf(nobody)).toContain(
      '対象になる職員がいません。先に名簿（所属と職員）を取り込んでください。',
    )
    await city.stores.commons.deleteFrom('unit').execute()
    const nowhere = await office.post(`${BASE}/keys`)
    expect(nowhere.statusCode).toBe(409)
    expect(textOf(nowhere)).toContain(
      '所属がまだ取り込まれていません。先に名簿（所属と職員）を取り込んでください。',
    )
    const list = await office.get('/staff/office')
    expect(textOf(list)).toContain('名簿がまだありません')
    await expectDraft(city)
    expect(boxAndKeyFiles(city)).toEqual([])
  })
})
