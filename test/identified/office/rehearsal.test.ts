import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generatePassphrase } from '../../../server/tokens/passphrase.ts'
import { answersOf } from '../../support/small-city.ts'
import {
  announceIn,
  approve,
  changeDraft,
  cityWithDraft,
  expectDraft,
  sheetsOf,
  sheetsPageIn,
} from './drafts.ts'
import { draftFields, filesOf, finished, hand, pageOf, passphraseFields, textOf } from './hand.ts'

const BASE = '/staff/office/surveys/r8'
const POSTS = ['人事課長', '職員側委員', '行政管理課長']
const STALE = '鍵を作り直してください。'

/** A draft with keys, and the passphrases on its sheets. */
async function cityWithKeys(options: Parameters<typeof cityWithDraft>[1] = {}) {
  const made = await cityWithDraft({}, options)
  const sheets = sheetsOf(await sheetsPageIn(made.office, BASE))
  const type = (typed: readonly string[]) =>
    made.office.post(`${BASE}/announcement`, passphraseFields(typed))
  return { ...made, sheets, type }
}

describe('The rehearsal', () => {
  it('asks for each keeper’s passphrase, hidden, and names the sheets that are good', async () => {
    const { office } = await cityWithKeys()
    const page = await office.get(`${BASE}/announcement`)
    for (const post of POSTS) {
      expect(pageOf(page).getByLabelText<HTMLInputElement>(post).getAttribute('type')).toBe(
        'password',
      )
    }
    expect(textOf(page)).toMatch(/いちばん新しい用紙（鍵の番号 [0-9A-Z-]{19}、.*10時00分作成）/)
  })

  it('with missing, misspelt, strange or swapped passphrases freezes nothing, and says whose', async () => {
    const { city, sheets, type } = await cityWithKeys()
    const [one = '', two = '', three = ''] = sheets
    const misspelt = (one.startsWith('A') ? 'B' : 'A') + one.slice(1)
    const strange = generatePassphrase()
    const copying = '合言葉に写し間違いがあります。用紙の文字を1文字ずつ確かめてください。'
    const wrong = '合言葉が、このアンケートの鍵と合いません。いちばん新しい用紙か'
    const tries: [string[], string[], string[]][] = [
      [['', '', ''], ['人事課長'], ['2人分の合言葉を入力してください。']],
      [['', two, '　'], ['人事課長'], ['2人分の合言葉を入力してください。']],
      [[misspelt, two, 'あ'], ['人事課長', '行政管理課長'], [`人事課長の${copying}`]],
      [[one, two, strange], ['行政管理課長'], [`行政管理課長の${wrong}`]],
      [[one, strange, ''], ['職員側委員'], [`職員側委員の${wrong}（用紙の番号「2-1」）`]],
      [[two, one, three], ['人事課長', '職員側委員'], [`人事課長の${wrong}`]],
      [['A'.repeat(201), two, ''], ['人事課長'], ['合言葉が長すぎます。']],
    ]
    for (const [typed, posts, sentences] of tries) {
      const answer = await type(typed)
      expect(answer.statusCode).toBe(422)
      const page = pageOf(answer)
      for (const sentence of sentences) {
        expect(page.getByRole('alert').textContent).toContain(sentence)
      }
      const marked = POSTS.filter(
        (post) => page.getByLabelText(post).getAttribute('aria-invalid') === 'true',
      )
      expect(marked).toEqual(posts)
      for (const passphrase of sheets) expect(answer.body).not.toContain(passphrase)
      await expectDraft(city)
    }
    expect((await type(sheets)).statusCode).toBe(303)
  })

  it('announces with two of the three, in any spelling; these open the box that people answer', async () => {
    const { city, office, sheets, type } = await cityWithKeys({ people: 14, mirror: true })
    const [, two = '', three = ''] = sheets
    expect((await type(['', two.toLowerCase(), three.replaceAll('-', ' ')])).statusCode).toBe(303)
    const survey = await city.know('r8')
    city.clock.now = survey.opensAt
    for (const [i, number] of city.people.slice(0, 8).entries()) {
      const card = await city.takeCard(await city.session(number))
      await city.cast(card, answersOf(survey.questionnaire, i))
    }
    city.clock.now = survey.closesAt
    await office.post(`${BASE}/opening`, passphraseFields(['', two, three]))
    expect(await finished({ office, base: BASE })).not.toHaveProperty('failed')
    expect(textOf(await office.get(`${BASE}/record`))).toContain('回答8件')
  })

  it('leaves neither a test ballot in the box nor a passphrase in any file or log', async () => {
    const { city, office } = await cityWithKeys({ mirror: true })
    const boxes = () =>
      city.folders.map((folder) => filesOf(folder).get('box-r8.db')?.toString('base64'))
    const sheets = sheetsOf(await sheetsPageIn(office, BASE))
    const before = boxes()
    await office.post(`${BASE}/announcement`, passphraseFields([sheets[0] ?? '', 'x', '']))
    await office.post(`${BASE}/announcement`, passphraseFields(sheets))
    expect(boxes()).toEqual(before)
    for (const bytes of city.folders.flatMap((folder) => [...filesOf(folder).values()])) {
      for (const sheet of sheets) expect(bytes.includes(sheet.replaceAll('-', ''))).toBe(false)
    }
    for (const sheet of sheets) expect(city.log()).not.toContain(sheet)
  })
})

describe('Between the keys and the announcement', () => {
  it('a restart makes the keys useless: it is said, nothing is frozen, and new ones do', async () => {
    const { city, office, sheets, type } = await cityWithKeys()
    await city.restart()
    expect((await office.get(`${BASE}/announcement`)).headers.location).toBe(BASE)
    expect(textOf(await office.get(BASE))).toContain('まだ作っていません。')
    const answer = await type(sheets)
    expect(answer.statusCode).toBe(409)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(STALE)
    await expectDraft(city)
    await announceIn(office, BASE)
    expect((await city.know('r8')).id).toBe('r8')
  })

  it('a draft changed in a question, its close or its keepers makes them useless', async () => {
    const { city, office, sheets, type } = await cityWithKeys()
    for (const change of [
      { items: ['Q_EFF_KPI', 'Q_ATM_KPI'] },
      { closesAt: '2026-12-09T17:15' },
      { keeperNeed: '1' },
    ]) {
      await changeDraft(office, BASE, draftFields(change))
      await approve(office, BASE)
      expect(textOf(await office.get(BASE))).toContain(
        '鍵を作った後に案を変えたため、作り直しが必要です。',
      )
      expect((await office.get(`${BASE}/announcement`)).headers.location).toBe(BASE)
      const answer = await type(sheets)
      expect(answer.statusCode).toBe(409)
      expect(pageOf(answer).getByRole('alert').textContent).toContain(STALE)
      await expectDraft(city)
    }
    await announceIn(office, BASE)
  })

  it('another number of eligible people makes them useless; the snapshot is that of the decision', async () => {
    const { city, office, sheets, type } = await cityWithKeys()
    const { identity } = city.stores
    await identity.updateTable('person').set({ unit: '*' }).where('number', '=', '000109').execute()
    const answer = await type(sheets)
    expect(answer.statusCode).toBe(409)
    expect(pageOf(answer).getByRole('alert').textContent).toContain(STALE)
    await expectDraft(city)

    const newest = sheetsOf(await sheetsPageIn(office, BASE))
    const move = (number: string, unit: string) =>
      identity.updateTable('person').set({ unit }).where('number', '=', number).execute()
    await move('000109', '1010')
    await move('000110', '*')
    expect((await type(newest)).statusCode).toBe(303)
    const asked = await identity.selectFrom('card').select('person').execute()
    const numbers = asked.map(({ person }) => person)
    expect([numbers.includes('000109'), numbers.includes('000110')]).toEqual([true, false])
  })

  it('keys remade by another officer make the sheets of the first useless', async () => {
    const { city, office, sheets, type } = await cityWithKeys()
    const person = city.people[7] ?? ''
    await city.stores.identity
      .insertInto('role')
      .values({ person, role: 'hr', unit: '*', origin: 'hand' })
      .execute()
    const newest = sheetsOf(await sheetsPageIn(hand(city, person), BASE))
    const answer = await type(sheets)
    expect(answer.statusCode).toBe(422)
    expect(pageOf(answer).getByRole('alert').textContent).toMatch(
      /いちばん新しい用紙か.*鍵を作り直してください。/,
    )
    await expectDraft(city)
    const done = await office.post(`${BASE}/announcement`, passphraseFields(newest))
    expect(done.statusCode).toBe(303)
  })

  it('a lost or spoilt key or box on the mirror disk is found before people answer', async () => {
    const { city, sheets, type } = await cityWithKeys({ mirror: true })
    const mirror = city.folders[1] ?? ''
    const tally = join(mirror, 'tally-r8.json')
    const box = join(mirror, 'box-r8.db')
    for (const [file, spoil] of [
      [tally, () => rmSync(tally)],
      [tally, () => writeFileSync(tally, '{')],
      [box, () => rmSync(box)],
    ] as const) {
      const whole = readFileSync(file)
      spoil()
      const answer = await type(sheets)
      expect(answer.statusCode).toBe(409)
      expect(pageOf(answer).getByRole('alert').textContent).toContain(STALE)
      await expectDraft(city)
      writeFileSync(file, whole)
    }
    expect((await type(sheets)).statusCode).toBe(303)
  })

  it('keys that could not be written whole are not good, nor those before them', async () => {
    const { city, office, sheets, type } = await cityWithKeys({ mirror: true })
    const mirror = city.folders[1] ?? ''
    rmSync(mirror, { recursive: true })
    const refused = await office.post(`${BASE}/keys`)
    expect(refused.statusCode).toBe(409)
    expect(pageOf(refused).getByRole('alert').textContent).toContain(
      'データフォルダか控えのディスクに書き込めませんでした。ディスクがつながっているかを情報担当に確かめてもらい、もう一度行ってください。',
    )
    expect((await type(sheets)).statusCode).toBe(409)
    await expectDraft(city)
  })
})

describe('A crash between the snapshot and the freeze', () => {
  it('leaves a draft whose keys are made anew, with a snapshot and a signing key of its own', async () => {
    const { city, office } = await cityWithKeys()
    const stale = { survey: 'r8', pkcs8: Buffer.from('left by the crash') }
    await city.stores.identity.insertInto('signing_key').values(stale).execute()
    await city.stores.identity
      .insertInto('card')
      .values({ survey: 'r8', person: '000101', bureau: '1000' })
      .execute()
    await city.restart()
    await announceIn(office, BASE)
    const survey = await city.know('r8')
    city.clock.now = survey.opensAt
    const card = await city.takeCard(await city.session('000104'))
    await city.cast(card, answersOf(survey.questionnaire, 1))
    expect(await city.stores.identity.selectFrom('card').selectAll().execute()).toHaveLength(12)
  })
})
