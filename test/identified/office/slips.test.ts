/** 紙の回答券 in the hands of 人事課: printed before, counted after, and nothing is opened that does not add up. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchangeSlip } from '../../../views/client/protocol/slip-door.ts'
import { answersOf, type SmallCity, smallCity } from '../../support/small-city.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { hand } from './hand.ts'

let city: SmallCity
let base: string
const office = () => hand(city, city.officials.hr)

beforeAll(async () => {
  city = await smallCity({
    people: 20,
    withoutPc: 8,
    survey: 'draft',
    draft: { slips: { spare: 2 } },
  })
  base = `/staff/office/surveys/${city.draftId}`
})
afterAll(() => city.close())

async function send(payload: Buffer | string, person = city.officials.hr) {
  return city.app.inject({
    method: 'POST',
    url: `${base}/slips/hashes`,
    headers: {
      cookie: await city.session(person),
      'content-type': Buffer.isBuffer(payload) ? 'application/octet-stream' : 'text/plain',
      'sec-fetch-site': 'same-origin',
      accept: 'application/json',
    },
    payload,
  })
}

/** Rows of the table of workplaces, without the 部 and the sum. */
const workplacesIn = (body: string) =>
  [...body.matchAll(/<tr><td>[^<]*<\/td><th scope="row">([^<計]+)<\/th><td[^>]*>([^<]+)</g)].map(
    ([, name, count]) => `${name}${count}`,
  )

const hashes = (count: number) =>
  Buffer.concat(
    Array.from({ length: count }, () => randomBytes(32)).toSorted((a, b) => Buffer.compare(a, b)),
  )

test('the draft says how many people have no PC, and how many sheets are printed', async () => {
  const asked = await office().get(`${base}/draft/asked`)
  expect(asked.body).toContain('対象のうち<strong>8人</strong>です')
  const page = await office().get(`${base}/slips`)
  expect(htmlFaults(page.body)).toEqual([])
  expect(page.body).toContain('10枚（予備2枚を含む）')
  expect(workplacesIn(asked.body)).toEqual([
    '人事課2人',
    '行政管理課2人',
    '情報政策課1人',
    '保険年金課1人',
    '子育て支援課1人',
    '道路河川課1人',
  ])
  expect(workplacesIn(page.body)).toHaveLength(6)
  expect(page.body).toContain('計（6か所）</th><td class="number nowrap">8枚')
  const sheets = await office().get(`${base}/slips/sheets`)
  expect(htmlFaults(sheets.body)).toEqual([])
  expect(sheets.body).toContain('data-kind="survey" data-count="10"')
})

test('the number of spare sheets is read as people write it, and refused when it is none', async () => {
  const form = { referenceDay: '2026-11-20', slips: 'yes' }
  const refused = await office().post(`${base}/draft/asked`, { ...form, spare: 'たくさん' })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain('予備の枚数を、0から5000までの数字で入力してください。')
  expect(refused.body).toContain('value="たくさん"')
  expect((await office().post(`${base}/draft/asked`, { ...form, spare: '6000' })).statusCode).toBe(
    422,
  )
  expect((await office().post(`${base}/draft/asked`, { ...form, spare: '' })).statusCode).toBe(303)
  expect((await office().get(`${base}/slips`)).body).toContain('9枚（予備1枚を含む）')
  expect((await office().post(`${base}/draft/asked`, { ...form, spare: '２' })).statusCode).toBe(
    303,
  )
  const none = { referenceDay: '2026-11-20' }
  expect((await office().post(`${base}/draft/asked`, none)).statusCode).toBe(303)
  expect((await office().get(`${base}/slips`)).body).toContain(
    'このアンケートでは、紙の回答券を使いません。',
  )
  expect((await office().get(`${base}/slips/sheets`)).statusCode).toBe(303)
  expect((await office().post(`${base}/draft/asked`, { ...form, spare: '2' })).statusCode).toBe(303)
})

test('only 人事課 prints', async () => {
  const person = city.people.at(-9) ?? ''
  expect((await send(hashes(10), person)).statusCode).toBe(403)
  expect((await hand(city, person).get(`${base}/slips`)).statusCode).toBe(403)
})

test('a list that is not in its order, of another length or another number is refused', async () => {
  const list = hashes(10)
  expect((await send(list.subarray(1))).statusCode).toBe(400)
  const unsorted = Buffer.concat([list.subarray(32, 64), list.subarray(0, 32), list.subarray(64)])
  expect((await send(unsorted)).statusCode).toBe(400)
  const twice = Buffer.concat([list.subarray(0, 32), list.subarray(0, 288)])
  expect((await send(twice)).statusCode).toBe(400)
  expect((await send('hashes')).statusCode).toBe(415)
  const other = await send(hashes(9))
  expect(other.statusCode).toBe(409)
  expect(other.json()).toMatchObject({
    detail:
      '印刷する枚数が変わっています。「紙の回答券」の画面を開き直して、もう一度印刷してください。',
  })
})

test('nothing is announced without the sheets, nor with fewer than are needed now', async () => {
  const { acts } = city.system
  await acts.approveDraft(city.draftId, { number: '人決第1号', day: '2026-11-20' })
  const prepared = await acts.prepareAnnouncement(city.draftId)
  if (prepared.state === 'refused') throw new Error(prepared.reason)
  const typed = prepared.keepers.map(({ passphrase }) => passphrase)
  const announce = () => acts.announce(city.draftId, typed)
  expect(await announce()).toMatchObject({
    reason:
      '紙の回答券が、まだありません。「紙の回答券」の画面で10枚を印刷してから、実施を決定してください。',
  })
  await city.stores.commons
    .insertInto('slip_pool')
    .values({
      pool: city.draftId,
      kind: 'survey',
      made_on: '2026-11-19',
      printed: 9,
      list_hash: '0'.repeat(64),
      spoilt: null,
      unused: null,
      withdrawn_on: null,
    })
    .execute()
  expect(await announce()).toMatchObject({
    reason:
      '紙の回答券の枚数が変わりました（印刷したのは9枚、要るのは10枚）。「紙の回答券」の画面で、もう一度印刷してください。前に印刷した紙は使えなくなります。',
  })
  expect((await office().get(`${base}/slips`)).body).toContain('印刷した後に、枚数が変わりました')
  // The server stopped between its two files: what is published would not be what opens the door.
  await city.stores.commons.updateTable('slip_pool').set({ printed: 10 }).execute()
  expect(await announce()).toMatchObject({
    reason:
      '紙の回答券の登録が、途中で切れています。「紙の回答券」の画面で、もう一度印刷してください。前に印刷した紙は使えません。',
  })
  const early = await office().post(`${base}/slips/counts`, { spoilt: '0', unused: '0' })
  expect(early.statusCode).toBe(409)
  expect(early.body).toContain('枚数の記録は、締切の後、開封の前にできます。')
})

test('printing again before the announcement makes earlier sheets useless; after it nothing is printed', async () => {
  expect((await send(hashes(10))).statusCode).toBe(204)
  await city.announce()
  const rows = await city.stores.identity.selectFrom('slip').selectAll().execute()
  expect(rows).toHaveLength(10)
  const late = await send(hashes(10))
  expect(late.statusCode).toBe(409)
  expect(late.json()).toMatchObject({
    detail:
      '実施を決定した後は、紙の回答券を印刷し直せません。余りの紙を使うか、人事課のタブレットでの回答を案内してください。',
  })
  expect((await office().get(`${base}/slips/sheets`)).statusCode).toBe(303)
  const ways = await city.stores.identity.selectFrom('card').select('way').execute()
  expect(ways.filter(({ way }) => way === 'slip')).toHaveLength(8)
})

test('while answers are taken nobody sees how many sheets were used', async () => {
  const origin = await city.origin()
  for (const [i, code] of city.slips.slice(0, 9).entries()) {
    const card = await exchangeSlip(origin, city.survey.id, code)
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  const page = await office().get(`${base}/slips`)
  expect(htmlFaults(page.body)).toEqual([])
  expect(page.body).not.toContain('使われた紙')
  expect(page.body).toContain('使われた枚数は、締切まで、だれにも見えません。')
  expect(workplacesIn(page.body)).toHaveLength(6)
  // Who has left the roster is not counted for the envelopes, and still is where cards are counted.
  await city.stores.identity
    .deleteFrom('person')
    .where('number', '=', city.people.at(-1) ?? '')
    .execute()
  expect((await office().get(`${base}/slips`)).body).toContain(
    '実施を決定した後に名簿から外れた1人には、配りません。',
  )
})

test('after the close the sheets are counted; the box is opened only when the numbers add up', async () => {
  city.clock.now = city.survey.closesAt
  await expect(city.openBox()).rejects.toThrow(
    '引き換えた紙の回答券9枚が、配る8人と書き損じ0枚の合計を超えています（書き損じの枚数は、「紙の回答券」の画面で入力します）',
  )
  const page = await office().get(`${base}/slips`)
  expect(htmlFaults(page.body)).toEqual([])
  expect(page.body).toContain('9枚')
  const refused = async (form: Record<string, string>, message: string) => {
    const answer = await office().post(`${base}/slips/counts`, form)
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(message)
  }
  await refused({ spoilt: '1' }, '余りの枚数を入力してください。ないときは 0 を入力します。')
  await refused({ spoilt: '-1', unused: '0' }, '書き損じの枚数を、0以上の数字で入力してください。')
  await refused(
    { spoilt: '0', unused: '2' },
    '余りは、印刷した10枚から引き換えた9枚を引いた、1枚までです。数え直してください。',
  )
  await refused(
    { spoilt: '10', unused: '1' },
    '書き損じと余りの合計が、印刷した10枚を超えています。数え直してください。',
  )
  const saved = await office().post(`${base}/slips/counts`, { spoilt: '１', unused: '0' })
  expect(saved.statusCode).toBe(303)
  expect((await office().get(String(saved.headers.location))).body).toContain(
    '枚数を記録しました。',
  )
  await city.openBox()
  expect((await office().get(`${base}/record`)).body).toContain(
    '印刷10枚、使われた紙9枚、書き損じ1枚、余り0枚、未回収0枚',
  )
  const late = await office().post(`${base}/slips/counts`, { spoilt: '0', unused: '1' })
  expect(late.statusCode).toBe(409)
  expect(late.body).toContain('枚数の記録は、締切の後、開封の前にできます。')
  await city.system.acts.publish(city.survey.id)
  const cards = (await city.visit().get(`/api/v1/surveys/${city.survey.id}/cards`)).json()
  expect(cards).toMatchObject({
    eligible: 20,
    slipPeople: 8,
    reissued: 0,
    cardsIssued: 0,
    slips: { printed: 10, exchanged: 9, spoilt: 1, unused: 0 },
  })
})

test('a new draft has paper slips from the beginning, and few people on paper are told apart before', async () => {
  const small = await smallCity({ people: 12, withoutPc: 3, survey: 'none' })
  const hr = hand(small, small.officials.hr)
  const made = await hr.post('/staff/office/surveys/new', {
    title: '令和8年度 職員アンケート',
    opensAt: '2026-12-01T08:30',
    closesAt: '2026-12-15T17:15',
  })
  expect(made.statusCode).toBe(303)
  const asked = await hr.get(
    `${String(made.headers.location).replace(/\/draft.*/, '')}/draft/asked`,
  )
  // Checkboxes of one list have one name.
  expect(htmlFaults(asked.body, { 'form-dup-name': 'off' })).toEqual([])
  expect(asked.body).toMatch(/name="slips" value="yes"[^>]* checked/)
  expect(asked.body).toContain('紙で受け取る人が少人数です')
})

test('of a cancelled survey neither the list nor the slips are left, and the door is closed', async () => {
  const small = await smallCity({ people: 12, withoutPc: 3, draft: { slips: { spare: 1 } } })
  const { id } = small.survey
  const list = `/api/v1/surveys/${id}/slips`
  expect((await small.visit().get(list)).statusCode).toBe(200)
  const hr = hand(small, small.officials.hr)
  const words = { words: '設問に誤りがあったため', confirmed: 'yes' }
  const cancelled = await hr.post(`/staff/office/surveys/${id}/cancellation`, words)
  expect(cancelled.statusCode).toBe(303)
  expect((await small.visit().get(list)).statusCode).toBe(404)
  expect(await small.stores.identity.selectFrom('slip').selectAll().execute()).toEqual([])
  await expect(exchangeSlip(await small.origin(), id, small.slips[0] ?? '')).rejects.toMatchObject({
    status: 410,
  })
  const page = await hr.get(`/staff/office/surveys/${id}/slips`)
  expect(htmlFaults(page.body)).toEqual([])
  expect(page.body).not.toContain(list)
})
