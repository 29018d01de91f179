import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { htmlFaults } from '../../../support/valid-html.ts'
import { cityWithDraft } from '../drafts.ts'
import {
  documentOf,
  type Fields,
  finished,
  hand,
  pageOf,
  passphraseFields,
  REVIEWED,
  textOf,
} from '../hand.ts'
import { alertOf, by, type KeeperCity, keeperCity, OWN } from './keeper-city.ts'

const DAY = '2026-11-20'

function entry(fields: Fields = {}): Fields {
  return { sheet: '1-1', act: 'handed-over', day: DAY, note: '', ...fields }
}

/** A city of which nothing is recorded. */
let quiet: KeeperCity

beforeAll(async () => {
  quiet = await keeperCity()
})
afterAll(() => quiet.city.close())

describe('受渡簿', () => {
  it('tells where each sheet is since when, who is missing, and that it is recorded by whom', async () => {
    const { city, office, base } = await keeperCity()
    const empty = textOf(await office.get(`${base}/keepers`))
    expect(empty).toContain('まだ渡していない役職：人事課長、職員側委員、行政管理課長')
    const answer = await office.post(`${base}/keepers`, entry({ note: '封筒で手渡し' }))
    expect([answer.statusCode, answer.headers.location]).toEqual([
      303,
      `${base}/keepers?done=entry`,
    ])
    const told = pageOf(await office.get(`${base}/keepers?done=entry`)).getByRole('status')
    expect(told.textContent).toContain('受渡簿に記録しました。')
    expect(empty).not.toContain('受渡簿に記録しました。')
    await office.post(`${base}/keepers`, entry({ sheet: '2-1' }))
    city.clock.now = new Date('2026-11-23T09:00:00+09:00')
    const page = await office.get(`${base}/keepers`)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    const rows = [...documentOf(page).querySelectorAll('main table')].map((table) =>
      [...table.querySelectorAll('tbody tr')].map((row) =>
        [...row.children].map((cell) => cell.textContent),
      ),
    )
    expect(rows[0]).toEqual([
      ['人事課長', '1-1', '保管中', '令和8年11月20日（金）', '3日', '未確認'],
      ['職員側委員', '2-1', '保管中', '令和8年11月20日（金）', '3日', '未確認'],
      ['行政管理課長', '3-1', 'まだ渡していません', '―', '―', '未確認'],
    ])
    expect(rows[1]?.[0]).toEqual([
      '令和8年11月20日（金）',
      '人事課長',
      '1-1',
      '渡した',
      '封筒で手渡し',
      city.officials.hr,
    ])
    expect(textOf(page)).toContain('まだ渡していない役職：行政管理課長')
    const audit = await city.stores.identity.selectFrom('audit').selectAll().execute()
    expect(audit.at(-1)).toMatchObject({
      act: '鍵の受渡簿に記録',
      detail: 'r8：職員側委員（用紙 2-1）渡した',
      actor: city.officials.hr,
    })
  })

  it.each<[string, Fields, string]>([
    ['no sheet', { sheet: '' }, '用紙を選んでください。'],
    ['a sheet that is none', { sheet: '9-1' }, '用紙を選んでください。'],
    ['no act', { act: '' }, '何をしたかを選んでください。'],
    ['no day', { day: '' }, '日を 2026-11-20 の形で入力してください。'],
    [
      'a day that does not exist',
      { day: '2026-02-30' },
      '日を 2026-11-20 の形で入力してください。',
    ],
    [
      'tomorrow',
      { day: '2026-11-21' },
      '今日（令和8年11月20日（金））までの日を入力してください。',
    ],
    ['a long note', { note: 'あ'.repeat(101) }, '備考は100文字までにしてください。'],
    [
      'the shredding of a sheet that is still needed',
      { act: 'shredded' },
      '今の用紙は、開封に要ります。回答箱と鍵の廃棄か、中止の後に細断してください。',
    ],
  ])('refuses %s, keeps what was typed, and writes nothing', async (_, fields, sentence) => {
    const { city, office, base } = quiet
    const answer = await office.post(`${base}/keepers`, entry({ note: '覚え', ...fields }))
    expect(answer.statusCode).toBe(422)
    expect(alertOf(answer)).toContain(sentence.replaceAll(/\s+/g, ''))
    const note = pageOf(answer).getByLabelText<HTMLInputElement>(/^備考/)
    expect(note.value).toBe(fields['note'] ?? '覚え')
    expect(await city.stores.identity.selectFrom('keeper_entry').selectAll().execute()).toEqual([])
  })

  it('refuses to hand over or to lose the same sheet twice', async () => {
    const { office, base } = await keeperCity()
    await office.post(`${base}/keepers`, entry())
    expect(alertOf(await office.post(`${base}/keepers`, entry()))).toContain(
      'この用紙は、令和8年11月20日（金）に渡したことを記録しています。後任に替わるときは、用紙を作り直してください。',
    )
    const lost = await office.post(`${base}/keepers`, entry({ act: 'lost' }))
    expect(lost.headers.location).toBe(`${base}/keepers/lost?done=entry`)
    expect(textOf(await office.get(`${base}/keepers/lost?done=entry`))).toContain(
      '受渡簿に記録しました。',
    )
    expect(alertOf(await office.post(`${base}/keepers`, entry({ act: 'lost' })))).toContain(
      'この用紙は、なくしたことを記録しています。',
    )
    // Found again.
    expect((await office.post(`${base}/keepers`, entry())).statusCode).toBe(303)
    expect(textOf(await office.get(`${base}/keepers`))).not.toContain('用紙がありません')
  })

  it('has nothing to record before there are keys', async () => {
    const { office } = await cityWithDraft()
    const page = await office.get('/staff/office/surveys/r8/keepers')
    expect(textOf(page)).toContain('鍵を作ると、保管者に渡す用紙ができます。')
    expect(pageOf(page).queryByRole('button', { name: '記録する' })).toBeNull()
  })

  it('is for 人事課 alone', async () => {
    const { city, base } = quiet
    for (const number of [city.officials.admin, city.people[5]]) {
      const other = hand(city, number)
      for (const path of ['', '/paper', '/lost', '/renewal']) {
        expect((await other.get(`${base}/keepers${path}`)).statusCode, path).toBe(403)
      }
      expect((await other.post(`${base}/keepers`, entry())).statusCode).toBe(403)
    }
  })

  it('on paper has a line for every sheet and a label for every envelope, and no passphrase', async () => {
    const { office, base, passphrases } = quiet
    const page = await office.get(`${base}/keepers/paper`)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    const text = textOf(page)
    for (const [i, post] of ['人事課長', '職員側委員', '行政管理課長'].entries()) {
      expect(text).toContain(`${post} 様`)
      expect(text).toContain(`${i + 1}-1`)
      expect(page.body).not.toContain(passphrases[i])
    }
    for (const column of ['渡した日', '受領（署名）', '細断した日', '立会い（署名）']) {
      expect(text).toContain(column)
    }
  })
})

describe('Lost sheets', () => {
  it('one: the others open, and the page leads to a new sheet', async () => {
    const { city, office, base } = await keeperCity()
    await office.post(`${base}/keepers`, entry({ act: 'lost' }))
    const page = await office.get(`${base}/keepers/lost`)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    expect(textOf(page)).toContain('残りの2人（職員側委員、行政管理課長）の合言葉で開封できます。')
    expect(textOf(page)).toContain('もう1枚なくすと、だれも開封できなくなります。')
    expect(pageOf(page).getByRole('link', { name: '用紙を作り直す' }).getAttribute('href')).toBe(
      `${base}/keepers/renewal`,
    )
    city.clock.now = city.survey.closesAt
    await office.post(`${base}/opening`, passphraseFields(by(city.survey.passphrases, 1, 2)))
    expect(await finished({ office, base })).not.toHaveProperty('failed')
  })

  it('two: the page says that nobody can open, and what to do; found again, all is well', async () => {
    const { office, base } = await keeperCity()
    for (const sheet of ['1-1', '3-1']) {
      await office.post(`${base}/keepers`, entry({ act: 'lost', sheet }))
    }
    const page = await office.get(`${base}/keepers/lost`)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    expect(pageOf(page).getByRole('heading', { level: 1 }).textContent).toBe(
      '保管者が２人以上、用紙をなくしたとき',
    )
    expect(alertOf(page)).toContain(
      '残っている用紙（職員側委員）が、開封に必要な2人分に足りません。',
    )
    expect(textOf(page)).toContain('見つからないときは、アンケートを中止してください。')
    expect(alertOf(await office.get(`${base}/keepers`))).toContain(
      '残っている用紙が、開封に必要な2人分に足りません。',
    )
    await office.post(`${base}/keepers`, entry({ sheet: '3-1' }))
    expect(pageOf(await office.get(`${base}/keepers/lost`)).queryByRole('alert')).toBeNull()
  })

  it('of none: the page explains what would happen', async () => {
    const { office, base } = quiet
    const page = await office.get(`${base}/keepers/lost`)
    expect(htmlFaults(page.body, OWN)).toEqual([])
    expect(textOf(page)).toContain('残りが2人に足りないとき だれも開封できません。')
  })
})

describe('After the destruction', () => {
  it('the sheets are shredded on record, and 開封・集計記録 shows it with lines to sign', async () => {
    const { city, office, base } = await keeperCity()
    for (const sheet of ['1-1', '2-1', '3-1']) {
      await office.post(`${base}/keepers`, entry({ sheet }))
    }
    city.clock.now = city.survey.closesAt
    const day = '2026-11-30'
    await office.post(`${base}/opening`, passphraseFields(by(city.survey.passphrases, 0, 2)))
    expect(await finished({ office, base })).not.toHaveProperty('failed')
    await office.post(`${base}/review`, { checks: REVIEWED })
    await office.post(`${base}/publication`)
    await office.post(`${base}/destruction`, { confirmed: 'yes' })
    const before = textOf(await office.get(`${base}/record`))
    expect(before).toContain('人事課長（用紙 1-1）（細断を未記録）')
    expect(textOf(await office.get(`${base}/keepers`))).toContain(
      '用紙の細断を記録していない役職：人事課長、職員側委員、行政管理課長',
    )
    const late = await office.post(`${base}/keepers`, entry({ day }))
    expect(alertOf(late)).toContain(
      '廃棄や中止の後は、渡したことを記録できません。細断したことを記録してください。',
    )
    for (const sheet of ['1-1', '2-1']) {
      const done = await office.post(`${base}/keepers`, entry({ act: 'shredded', sheet, day }))
      expect(done.headers.location).toBe(`${base}/keepers?done=entry`)
    }
    const twice = await office.post(`${base}/keepers`, entry({ act: 'shredded', day }))
    expect(alertOf(twice)).toContain('この用紙は、細断したことを記録しています。')
    await office.post(`${base}/keepers`, entry({ act: 'lost', sheet: '3-1', day }))
    const record = await office.get(`${base}/record`)
    expect(htmlFaults(record.body, OWN)).toEqual([])
    expect(textOf(record)).toContain('人事課長（用紙 1-1）令和8年11月30日（月） 細断')
    expect(textOf(record)).toContain('行政管理課長（用紙 3-1）紛失（細断していません）')
    const terms = [...documentOf(record).querySelectorAll('dt')].map((dt) => dt.textContent)
    expect(terms.slice(-3)).toEqual(['人事課長', '行政管理課長', '人事課'])
  })
})
