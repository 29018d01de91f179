import { describe, expect, it } from 'vitest'
import { htmlFaults } from '../../../support/valid-html.ts'
import { cityWithDraft, expectDraft, sheetsOf } from '../drafts.ts'
import { documentOf, hand, pageOf, passphraseFields, textOf } from '../hand.ts'
import { alertOf, by, OWN, POSTS } from './keeper-city.ts'

const BASE = '/staff/office/surveys/r8'

async function cityWithKeys() {
  const made = await cityWithDraft()
  await made.office.post(`${BASE}/keys`)
  const show = (post: string) => made.office.post(`${BASE}/sheets`, { post })
  return { ...made, show }
}

describe('The sheets of fresh keys', () => {
  it('are shown one at a time, each once; the choice holds no passphrase', async () => {
    const { office, show } = await cityWithKeys()
    const seen: string[] = []
    for (const [i, post] of POSTS.entries()) {
      const page = await show(String(i))
      expect(page.statusCode).toBe(200)
      expect(page.headers['cache-control']).toBe('no-store')
      expect(htmlFaults(page.body, OWN)).toEqual([])
      expect(sheetsOf(page)).toHaveLength(1)
      expect(pageOf(page).getByRole('heading', { level: 2 }).textContent).toBe(post)
      expect(textOf(page)).toContain(`用紙の番号 ${i + 1}-1`)
      seen.push(...sheetsOf(page))
      const again = await show(String(i))
      expect(again.statusCode).toBe(409)
      expect(alertOf(again)).toContain(
        'この用紙は、すでに1回表示しました。もう表示できません。印刷できていないときは、鍵を作り直してください。',
      )
      const choice = await office.get(`${BASE}/sheets`)
      expect(htmlFaults(choice.body, OWN)).toEqual([])
      for (const passphrase of seen) expect(choice.body).not.toContain(passphrase)
      expect(pageOf(choice).getAllByText('表示済み')).toHaveLength(i + 1)
    }
    expect(new Set(seen).size).toBe(3)
    const done = await office.post(`${BASE}/announcement`, passphraseFields(seen))
    expect(done.statusCode).toBe(303)
  })

  it('carry the reading of each group, digits in hiragana and letters in katakana', async () => {
    const { show } = await cityWithKeys()
    const page = await show('0')
    const rows = [...documentOf(page).querySelectorAll('.keeper-reading tr')].map((row) => [
      row.querySelector('th')?.textContent ?? '',
      row.querySelector('td')?.textContent ?? '',
    ])
    expect(rows.map(([group]) => group).join('-')).toBe(sheetsOf(page)[0])
    for (const [group = '', reading = ''] of rows) {
      const parts = reading.split('・')
      expect(parts).toHaveLength(group.length)
      for (const [i, part] of parts.entries()) {
        expect(part).toMatch(
          /\d/.test(group.charAt(i)) ? /^\p{Script=Hiragana}+$/u : /^[\p{Script=Katakana}ー]+$/u,
        )
      }
    }
  })

  it('that are left can be printed together, and the page says what that means', async () => {
    const { office, show } = await cityWithKeys()
    expect(textOf(await office.get(`${BASE}/sheets`))).toContain(
      '印刷する担当者が、全員の合言葉を見ることになります。その人は、1人で開封できてしまいます。',
    )
    const [first = ''] = sheetsOf(await show('0'))
    const rest = sheetsOf(await show('all'))
    expect(rest).toHaveLength(2)
    const done = await office.post(`${BASE}/announcement`, passphraseFields([first, ...rest]))
    expect(done.statusCode).toBe(303)
  })

  it('have all to be seen before the decision, because nobody could see them afterwards', async () => {
    const { city, office, show } = await cityWithKeys()
    const typed = [...sheetsOf(await show('0')), ...sheetsOf(await show('1')), '']
    const early = await office.post(`${BASE}/announcement`, passphraseFields(typed))
    expect(early.statusCode).toBe(409)
    expect(alertOf(early)).toContain(
      'まだ表示していない用紙があります（行政管理課長）。「用紙の画面」で表示し、保管者に渡してから、実施を決定してください。',
    )
    await expectDraft(city)
    await show('2')
    const done = await office.post(`${BASE}/announcement`, passphraseFields(typed))
    expect(done.statusCode).toBe(303)
  })

  it('are gone after a restart, and after the decision', async () => {
    const { city, office, show } = await cityWithKeys()
    await city.restart()
    expect((await office.get(`${BASE}/sheets`)).headers.location).toBe(BASE)
    const gone = await show('0')
    expect(gone.statusCode).toBe(409)
    expect(alertOf(gone)).toContain(
      '用紙は、もう表示できません。鍵を作った後に、案を変えたか、サーバーが再起動しています。鍵を作り直してください。',
    )
    await office.post(`${BASE}/keys`)
    const sheets = sheetsOf(await show('all'))
    await office.post(`${BASE}/announcement`, passphraseFields(sheets))
    const decided = await show('0')
    expect(decided.statusCode).toBe(409)
    expect(alertOf(decided)).toContain(
      '実施を決定した後は、この用紙を表示できません。用紙をなくしたときは、「鍵の保管者と受渡簿」から作り直してください。',
    )
  })

  it('are shown for a post of the draft alone, and to 人事課 alone', async () => {
    const { city, show } = await cityWithKeys()
    for (const post of ['', '7', '-1', 'x', '00']) {
      expect(sheetsOf(await show(post)), post).toEqual([])
    }
    for (const number of [city.officials.admin, city.people[5]]) {
      const other = hand(city, number)
      expect((await other.get(`${BASE}/sheets`)).statusCode).toBe(403)
      expect((await other.post(`${BASE}/sheets`, { post: 'all' })).statusCode).toBe(403)
    }
  })
})

describe('The rehearsal without a decision', () => {
  it('proves pair after pair, decides nothing, and stands in 受渡簿', async () => {
    const { city, office, show } = await cityWithKeys()
    const sheets = sheetsOf(await show('all'))
    const before = textOf(await office.get(`${BASE}/keepers`))
    expect(before).toContain('試しの開封で確かめていない用紙：人事課長、職員側委員、行政管理課長')
    const answer = await office.post(`${BASE}/rehearsal`, passphraseFields(by(sheets, 0, 1)))
    expect([answer.statusCode, answer.headers.location]).toEqual([303, `${BASE}/announcement`])
    const page = textOf(await office.get(`${BASE}/announcement`))
    expect(page).toContain('人事課長と職員側委員：開封できました')
    expect(page).toContain('人事課長と行政管理課長：まだ試していません')
    expect(textOf(await office.get(`${BASE}/keepers`))).toContain(
      '試しの開封で確かめていない用紙：行政管理課長',
    )
    await office.post(`${BASE}/rehearsal`, passphraseFields(by(sheets, 1, 2)))
    expect(textOf(await office.get(`${BASE}/announcement`))).toContain(
      '職員側委員と行政管理課長：開封できました',
    )
    await expectDraft(city)
    const few = await office.post(`${BASE}/rehearsal`, passphraseFields(by(sheets, 1)))
    expect(few.statusCode).toBe(422)
    expect(alertOf(few)).toContain('2人分の合言葉を入力してください。')
    const swapped = [sheets[1] ?? '', sheets[0] ?? '', '']
    const wrong = await office.post(`${BASE}/rehearsal`, passphraseFields(swapped))
    expect(wrong.statusCode).toBe(422)
    expect(alertOf(wrong)).toContain('用紙がないときは、鍵を作り直してください。')
  })

  it('is forgotten when the keys are made anew: the old sheets open nothing', async () => {
    const { city, office, show } = await cityWithKeys()
    const sheets = sheetsOf(await show('all'))
    await office.post(`${BASE}/rehearsal`, passphraseFields(sheets))
    expect(
      await city.stores.identity.selectFrom('keeper_entry').selectAll().execute(),
    ).toHaveLength(3)
    await office.post(`${BASE}/keys`)
    expect(await city.stores.identity.selectFrom('keeper_entry').selectAll().execute()).toEqual([])
    expect(textOf(await office.get(`${BASE}/announcement`))).not.toContain('開封できました')
  })
})
