import readExcelFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries } from '../../server/programme/follow-up/read-entries.ts'
import { openedPage } from '../support/valid-html.ts'
import { encodeForm, hand, textOf } from './office/hand.ts'
import { formIn, publishSurvey, reviewTown } from './review-town.ts'

let t: Awaited<ReturnType<typeof reviewTown>>
beforeAll(async () => {
  t = await reviewTown()
})
afterAll(() => t.city.close())

const BASE = '/staff/office/follow-up'
const office = () => hand(t.city, t.city.officials.hr)

async function upload(csv: string | Uint8Array, name = '施策.csv') {
  const form = new FormData()
  const bytes = typeof csv === 'string' ? new TextEncoder().encode(csv) : csv
  if (bytes.length > 0) form.set('file', new File([Uint8Array.from(bytes)], name))
  const whole = new Response(form)
  return t.city.app.inject({
    method: 'POST',
    url: `${BASE}/measures/check`,
    headers: {
      cookie: await t.city.session(t.city.officials.hr),
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': whole.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await whole.arrayBuffer()),
  })
}

const HEAD = '番号,柱,施策名,担い手,区分,再掲元,所管所属,改善状況'
const FIRST = '1-1,１ 見直し,照会の様式を一つにする,制度所管課、所属長,新規,,2010,'

describe('年１回の確認 for 人事課', () => {
  it('is for 人事課', async () => {
    for (const path of [
      '',
      '/issues',
      '/issues/new',
      '/measures',
      '/measures/template?form=utf8',
    ]) {
      expect((await t.as('head').get(`${BASE}${path}`)).statusCode, path).toBe(403)
      expect((await t.as('admin').get(`${BASE}${path}`)).statusCode, path).toBe(403)
      expect((await office().get(`${BASE}${path}`)).statusCode, path).toBe(200)
    }
    expect((await t.as('secretariat').post(`${BASE}/issues/new`)).statusCode).toBe(403)
  })

  it('lists every unit in its order with its state, and ranks nobody', async () => {
    const tap = formIn(
      await t.as('otherHead').get('/staff/review/3010'),
      '/staff/review/3010/unchanged',
    )
    await t.as('otherHead').post('/staff/review/3010/unchanged', tap)
    const { main } = openedPage(await office().get(BASE), BASE)
    const rows = [...main.querySelectorAll('tbody tr:not(.review-bureau)')].map((row) =>
      [...row.querySelectorAll('th, td')].slice(0, 2).map((cell) => cell.textContent),
    )
    expect(rows).toEqual([
      ['人事課', 'まだ'],
      ['行政管理課', 'まだ'],
      ['情報政策課', 'まだ'],
      ['保険年金課', 'まだ'],
      ['子育て支援課', 'まだ'],
      ['道路河川課', '変更なし'],
    ])
    expect(main.textContent).toContain('全6所属のうち、確認済み0、変更なし1、まだ5')
  })
})

describe('組織課題', () => {
  const NEW = `${BASE}/issues/new`

  it('takes its figures from the published set by reference', async () => {
    const form = formIn(await office().get(NEW), NEW)
    const saved = await office().post(NEW, {
      ...form,
      title: '雰囲気の悪い職場がある',
      ground1Item: 'Q_ATM_KPI',
      ground1Group: 'ka=2010',
      units: ['2010', '2020'],
      decided: '所属長の研修を行う。',
      state: 'working',
    })
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `${BASE}/issues`])
    const { main } = openedPage(await office().get(`${BASE}/issues`), `${BASE}/issues`)
    expect(main.textContent).toMatch(/保険年金課　問2.*約30％/s)
    expect(main.textContent).toContain('保険年金課、子育て支援課')
    const [issue] = await listEntries(t.city.stores.commonsReader, 'issue', 2026)
    expect(JSON.stringify(issue?.body)).not.toContain('30')
  })

  it('offers no group that is hidden, and refuses one that is asked for', async () => {
    const page = await office().get(NEW)
    expect(page.body).toContain('value="ka=2010"')
    expect(page.body).not.toContain('value="ka=2020"')
    const refused = await office().post(NEW, {
      ...formIn(page, NEW),
      title: '隠れた課の数字',
      ground1Item: 'Q_ATM_KPI',
      ground1Group: 'ka=2020',
    })
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused)).toContain('根拠の区分を、一覧から選んでください。')
    expect(formIn(refused, NEW)['title']).toBe('隠れた課の数字')
  })

  it.each([
    [{ title: '' }, '課題の名前を書いてください。'],
    [{ title: 'x', ground1Group: '*' }, '根拠の設問を、一覧から選んでください。'],
    [{ title: 'x', state: '' }, '状態を選んでください。'],
    [{ title: 'x', finding: 'あ'.repeat(501) }, '分かったことは、500字までで書いてください。'],
    [{ title: 'x', decided: 'あ'.repeat(501) }, '決めた改善施策は、500字までで書いてください。'],
    [
      { title: 'x', units: Array.from({ length: 31 }, (_, i) => String(i)) },
      '所属は、30までにしてください。',
    ],
  ])('refuses %o', async (fields, message) => {
    const form = formIn(await office().get(NEW), NEW)
    const refused = await office().post(NEW, { ...form, ...fields })
    expect(refused.statusCode).toBe(422)
    expect(textOf(refused)).toContain(message)
  })

  it('saved in two tabs, the later one is told and keeps what was typed', async () => {
    const [issue] = await listEntries(t.city.stores.commonsReader, 'issue', 2026)
    const url = `${BASE}/issues/${issue?.id}`
    const form = formIn(await office().get(url), url)
    await office().post(url, { ...form, decided: '先の決定' })
    const later = await office().post(url, { ...form, decided: '後の決定' })
    expect(later.statusCode).toBe(409)
    expect(textOf(later)).toContain(
      'ほかの画面で、先に保存されていました。入力した内容は、この画面に残っています。組織課題の一覧を確かめて、よければもう一度保存してください。',
    )
    const kept = formIn(later, url)
    expect(kept['decided']).toBe('後の決定')
    expect((await office().post(url, kept)).statusCode).toBe(303)
  })

  it('keeps a figure of last year beside this year’s survey, until it is unticked', async () => {
    const [issue] = await listEntries(t.city.stores.commonsReader, 'issue', 2026)
    const url = `${BASE}/issues/${issue?.id}`
    await publishSurvey(t.city, {
      whole: [61, 62, 63, 64],
      bureau: [60, 60, 60, 60],
      unit: [70, 45, 60, 50],
    })
    const page = await office().get(url)
    expect(textOf(page)).toMatch(/保険年金課 問2.*約30％/)
    await office().post(url, formIn(page, url))
    const grounds = async () =>
      (await listEntries(t.city.stores.commonsReader, 'issue', 2026))[0]?.body.grounds
    expect(await grounds()).toEqual([{ survey: t.survey, item: 'Q_ATM_KPI', group: 'ka=2010' }])
    const { ground1Item: _unticked, ...rest } = formIn(await office().get(url), url)
    await office().post(url, rest)
    expect(await grounds()).toEqual([])
  })

  it('an issue that does not exist is not found', async () => {
    expect((await office().get(`${BASE}/issues/999`)).statusCode).toBe(404)
    expect((await office().get(`${BASE}/issues/abc`)).statusCode).toBe(404)
  })
})

describe('Measures of the programme from a file', () => {
  it('writes nothing before somebody has seen what changes', async () => {
    const checked = await upload(
      `${HEAD}\r\n${FIRST}\r\n1-2,１ 見直し,同じ施策,全職員,再掲,1-1,保険年金課,\r\n`,
    )
    expect(checked.statusCode).toBe(200)
    expect(textOf(checked)).toContain('誤りはありません。まだ書き込んでいません')
    expect(textOf(checked)).toMatch(/加わる施策2件/)
    expect(await listEntries(t.city.stores.commonsReader, 'measure', 2026)).toEqual([])
    const form = formIn(checked, `${BASE}/measures`)
    const done = await office().post(`${BASE}/measures`, form)
    expect([done.statusCode, done.headers.location]).toEqual([303, `${BASE}/measures?done=1`])
    const stored = await listEntries(t.city.stores.commonsReader, 'measure', 2026)
    expect(
      stored.map(({ unit, state, body }) => [unit, state, body.bearers, body.repeats]),
    ).toEqual([
      ['2010', 'planned', ['owner', 'head'], null],
      ['2010', 'planned', ['all'], '1-1'],
    ])
    const { main } = openedPage(await office().get(`${BASE}/measures`), `${BASE}/measures`)
    expect(main.textContent).toContain('1-1の再掲')
  })

  it('keeps what a unit has written where the file has nothing, and ends what is gone', async () => {
    const [first] = await listEntries(t.city.stores.commonsReader, 'measure', 2026)
    const url = '/staff/review/2010'
    const form = formIn(await t.as('head').get(url), url)
    await t.as('head').post(url, { ...form, [`measure-${first?.id}-progress`]: '様式を決めた' })
    const checked = await upload(`${HEAD}\r\n${FIRST.replace('新規', '拡充')}\r\n`)
    expect(textOf(checked)).toMatch(/変わる施策1件 1-1/)
    expect(textOf(checked)).toMatch(/終了とします）1件 1-2/)
    await office().post(`${BASE}/measures`, formIn(checked, `${BASE}/measures`))
    const stored = await listEntries(t.city.stores.commonsReader, 'measure', 2026)
    expect(stored.map(({ state, body }) => [body.number, state, body.progress])).toEqual([
      ['1-1', 'planned', '様式を決めた'],
      ['1-2', 'ended', ''],
    ])
    const same = await upload(`${HEAD}\r\n${FIRST.replace('新規', '拡充')}\r\n`)
    expect(textOf(same)).toMatch(/変わらない施策1件/)
  })

  it.each([
    [',１,名,全職員,新規,,2010,', '番号', '空です。書いてください。'],
    ['1-1,,名,全職員,新規,,2010,', '柱', '空です。書いてください。'],
    [
      `1-1,１,${'あ'.repeat(121)},全職員,新規,,2010,`,
      '施策名',
      '長すぎます。120文字までにしてください。',
    ],
    [
      '1-1,１,名,みんな,新規,,2010,',
      '担い手',
      '全職員・所属長・制度所管課・推進本部 のどれかにしてください（いくつかのときは「、」で区切ります）。',
    ],
    ['1-1,１,名,全職員,改訂,,2010,', '区分', '新規・拡充・継続・再掲 のどれかにしてください。'],
    [
      '1-1,１,名,全職員,再掲,,2010,',
      '再掲元',
      '再掲のときは、最初に載せた施策の番号を書いてください。',
    ],
    ['1-1,１,名,全職員,新規,1-9,2010,', '再掲元', '再掲でない施策では、空にしてください。'],
    [
      '1-1,１,名,全職員,再掲,1-9,2010,',
      '再掲元',
      'この番号の施策（再掲でないもの）がありません。最初に載せた施策の番号を書いてください。',
    ],
    [
      '1-1,１,名,全職員,新規,,,',
      '所管所属',
      '空です。所管する所属のコードか名前を書いてください。',
    ],
    [
      '1-1,１,名,全職員,新規,,昔の課,',
      '所管所属',
      'この所属は、今の名簿にありません。所属コードか、名簿のとおりの所属名を書いてください。',
    ],
    [
      `1-1,１,名,全職員,新規,,2010,${'あ'.repeat(501)}`,
      '改善状況',
      '長すぎます。500文字までにしてください。',
    ],
    [
      '1-1,１,（例）名,全職員,新規,,2010,',
      '',
      'ひな形の記入例の行です。この行を削除してください。',
    ],
  ])('names row and column of a fault: %s', async (row, column, message) => {
    const refused = await upload(`${HEAD}\r\n${row}\r\n`)
    expect(refused.statusCode).toBe(422)
    const { main } = openedPage(refused, `${BASE}/measures/check`)
    const cells = [...main.querySelectorAll('tbody tr')].map((tr) =>
      [...tr.querySelectorAll('td')].map((td) => td.textContent),
    )
    expect(cells.map(([at, name]) => [at, name])).toContainEqual(['2', column])
    expect(main.textContent).toContain(message)
    expect(main.textContent).toContain('何も書き込んでいません。')
  })

  it('names both rows of a number that stands twice, and a name that two units have', async () => {
    const twice = await upload(`${HEAD}\r\n${FIRST}\r\n${FIRST}\r\n`)
    expect(textOf(twice)).toContain('2行目と同じ番号です。どちらかの番号を直してください。')
    await t.city.stores.commons
      .insertInto('unit')
      .values({
        code: '3990',
        parent: '3000',
        kind: '課',
        name: '保険年金課',
        similar: '',
        position: 99,
        bureau: '3000',
        section: '3990',
        valid_from: '2025-04-01',
        valid_to: null,
      })
      .execute()
    const named = await upload(`${HEAD}\r\n${FIRST.replace('2010', '保険年金課')}\r\n`)
    expect(textOf(named)).toContain(
      '同じ名前の所属がいくつかあります。所属コードを書いてください。',
    )
    await t.city.stores.commons.deleteFrom('unit').where('code', '=', '3990').execute()
  })

  it('without a file, or with a check that got lost, it says what to do', async () => {
    const none = await upload('')
    expect(none.statusCode).toBe(422)
    expect(textOf(none)).toContain('施策のファイルを選んでください。')
    for (const rows of ['', '{', '[{"unit":"9999"}]']) {
      const lost = await office().post(`${BASE}/measures`, { rows })
      expect(lost.statusCode, rows).toBe(422)
      expect(textOf(lost)).toContain(
        '確かめた内容が届いていません。もう一度ファイルを選んで、確かめてください。',
      )
    }
  })

  it('a file that is too large is refused with what to do', async () => {
    const large = await upload('x'.repeat(2 * 1024 * 1024 + 100))
    expect(large.statusCode).toBe(413)
    expect(textOf(large)).toContain(
      'ファイルは2MBまでです。施策の一覧のシートだけを残して、もう一度選んでください。',
    )
  })

  it('the list that is handed out can be read again: in three forms it changes nothing', async () => {
    for (const form of ['utf8', 'cp932', 'xlsx']) {
      const file = await office().get(`${BASE}/measures/list?form=${form}`)
      expect(file.statusCode).toBe(200)
      const again = await upload(file.rawPayload, `施策.${form === 'xlsx' ? 'xlsx' : 'csv'}`)
      expect(again.statusCode, form).toBe(200)
      expect(textOf(again), form).toMatch(/加わる施策0件 変わる施策0件/)
    }
    expect((await office().get(`${BASE}/measures/list?form=pdf`)).statusCode).toBe(404)
    const [sheet] = await readExcelFile(
      (await office().get(`${BASE}/measures/template?form=xlsx`)).rawPayload,
    )
    expect(sheet?.data[0]).toEqual(HEAD.split(','))
  })
})

describe('A form of 人事課', () => {
  it('cannot be sent from another site', async () => {
    const sent = await t.city.app.inject({
      method: 'POST',
      url: `${BASE}/issues/new`,
      headers: {
        cookie: await t.city.session(t.city.officials.hr),
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: encodeForm({ title: 'よそから', state: 'open' }),
    })
    expect(sent.statusCode).toBe(403)
  })
})
