/** 紙の提案券 at the desk: printing, the list, and a printing that is withdrawn. */
import { describe, expect, it } from 'vitest'
import { listPrintings } from '../../../server/identified/desk/slips/printings.ts'
import { newSlipCode } from '../../../views/client/protocol/slip.ts'
import {
  atDoor,
  exchangeBytes,
  hashesOf,
  printSlips,
  sendHashes,
} from '../../support/slip-stock.ts'
import { boxOf } from '../../support/proposal-box.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { documentOf, textOf } from '../office/hand.ts'
import { auditOf, BASE, deskCity, type DeskCity, people } from './desk-city.ts'

const SLIPS = `${BASE}/slips`
const codesOf = (count: number) => Array.from({ length: count }, () => newSlipCode('proposal'))

async function withBox(city: DeskCity) {
  await city.stores.commons
    .insertInto('setting')
    .values({ key: 'proposals', value: JSON.stringify({ boxSlots: 300 }) })
    .execute()
  const made = await city.system.proposalBox.acts.addFirstMember(people.desk)
  if (!made.ok) throw new Error(made.message)
  return boxOf(city, made.passphrase)
}

const rowsOf = async (city: DeskCity) =>
  [...documentOf(await city.by('desk').get(SLIPS)).querySelectorAll('tbody tr')].map((row) =>
    (row.textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
  )

describe('紙の提案券', () => {
  it('are printed by 提案担当: the page says how many, the server keeps only what the slips send', async () => {
    const city = await deskCity()
    const list = await city.by('desk').get(SLIPS)
    expect(textOf(list)).toContain('まだ印刷していません。')
    expect(textOf(list)).toContain('今年度は、あと2000枚まで印刷できます')
    const sheets = await city.by('desk').get(`${SLIPS}/sheets?count=50`)
    expect(sheets.statusCode).toBe(200)
    const place = documentOf(sheets).querySelector('#slips')
    expect(place?.getAttribute('data-kind')).toBe('proposal')
    expect(place?.getAttribute('data-count')).toBe('50')

    await printSlips(city, 50)
    expect(await rowsOf(city)).toEqual([
      '第1回 50枚令和8年11月20日（金）に印刷 使われた数は、四半期の終わりに 使えます 無効にする：第1回の束',
    ])
    const slips = await city.stores.identity.selectFrom('slip').selectAll().execute()
    expect(slips).toHaveLength(50)
    expect(new Set(slips.map(({ pool }) => pool))).toEqual(new Set(['proposals-1']))
    expect(await auditOf(city)).toContainEqual({
      actor: people.desk,
      act: '紙の提案券を印刷',
      detail: '第1回 50枚',
    })
    expect(textOf(await city.by('desk').get(SLIPS))).toContain('あと1950枚まで')
  })

  it('are registered once, when the answer was lost and the list comes again', async () => {
    const city = await deskCity()
    const hashes = hashesOf(codesOf(20))
    for (let i = 0; i < 2; i += 1) expect((await sendHashes(city, hashes)).statusCode).toBe(204)
    expect(await rowsOf(city)).toHaveLength(1)
  })

  it('of two people who print at the same time are two printings, and all of them are good', async () => {
    const city = await deskCity()
    const box = await withBox(city)
    const [first, second] = [codesOf(20), codesOf(50)]
    const answers = await Promise.all([
      sendHashes(city, hashesOf(first)),
      sendHashes(city, hashesOf(second), people.second),
    ])
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204])
    expect(await rowsOf(city)).toHaveLength(2)
    for (const code of [first[0] ?? '', second[49] ?? '']) {
      expect((await atDoor(city, 'slip-card', await exchangeBytes(box, code))).statusCode).toBe(200)
    }
  })

  it('are refused when the list is none: another number, not sorted, twice the same, no bytes', async () => {
    const city = await deskCity()
    const hashes = hashesOf(codesOf(20))
    const twice = Buffer.concat([hashes.subarray(0, 32), hashes.subarray(0, 32 * 19)])
    const turned = Buffer.concat([hashes.subarray(32), hashes.subarray(0, 32)])
    const bad = [hashesOf(codesOf(21)), hashes.subarray(0, 639), Buffer.of(), twice, turned]
    for (const payload of bad) {
      const answer = await sendHashes(city, payload)
      expect(answer.statusCode).toBe(400)
      expect(answer.json()).toMatchObject({ title: '送られた内容を読み取れませんでした。' })
    }
    const text = await sendHashes(city, 'hashes')
    expect([text.statusCode, text.json<{ title: string }>().title]).toEqual([
      415,
      '送られた形式には対応していません。',
    ])
    expect((await sendHashes(city, Buffer.alloc(501 * 32, 1))).statusCode).toBe(413)
    expect(await rowsOf(city)).toEqual([])
  })

  it('end with the number of the year, which the next fiscal year gives anew', async () => {
    const city = await deskCity()
    for (let i = 0; i < 3; i += 1) await printSlips(city, 500)
    await printSlips(city, 300)
    const above = await city.by('desk').get(`${SLIPS}/sheets?count=300`)
    expect(above.statusCode).toBe(422)
    const sentence =
      '1年度に印刷できるのは2000枚までです。今年度は、あと200枚です。枚数を減らしてください。'
    expect(textOf(above)).toContain(sentence)
    const sent = await sendHashes(city, hashesOf(codesOf(300)))
    expect([sent.statusCode, sent.json<{ detail: string }>().detail]).toEqual([409, sentence])
    await printSlips(city, 200)
    const full = '1年度に印刷できるのは2000枚までです。今年度は、もう印刷できません。'
    expect(textOf(await city.by('desk').get(SLIPS))).toContain(full)
    expect(textOf(await city.by('desk').get(`${SLIPS}/sheets?count=20`))).toContain(full)
    city.clock.now = new Date('2027-04-01T10:00:00+09:00')
    await printSlips(city, 20)
  })

  it('need a number that the page offers', async () => {
    const city = await deskCity()
    for (const query of ['', '?count=', '?count=7', '?count=many', '?count=5000']) {
      const page = await city.by('desk').get(`${SLIPS}/sheets${query}`)
      expect([query, page.statusCode]).toEqual([query, 422])
      expect(textOf(page)).toContain('枚数を選んでください。')
      expect(htmlFaults(page.body)).toEqual([])
    }
  })
})

describe('A printing', () => {
  it('is withdrawn with a reason, on record; its slips are then good for nothing, others are', async () => {
    const city = await deskCity()
    const box = await withBox(city)
    const [stolen, other] = [await printSlips(city, 20), await printSlips(city, 20)]
    const here = `${SLIPS}/1/withdrawal`
    const form = await city.by('desk').get(here)
    expect(textOf(form)).toContain('第1回の束を無効にする')
    expect(htmlFaults(form.body)).toEqual([])

    const empty = await city.by('desk').post(here, { reason: '　' })
    expect(empty.statusCode).toBe(422)
    expect(textOf(empty)).toContain('理由を書いてください。')
    const long = await city.by('desk').post(here, { reason: '長'.repeat(101) })
    expect(long.statusCode).toBe(422)
    expect(textOf(long)).toContain('理由は100字までで書いてください。')
    expect(long.body).toContain('長'.repeat(101))

    const done = await city.by('desk').post(here, { reason: '置き場から束ごとなくなった' })
    expect([done.statusCode, done.headers.location]).toEqual([303, `${SLIPS}?notice=withdrawn`])
    const list = await city.by('desk').get(`${SLIPS}?notice=withdrawn`)
    expect(textOf(list)).toContain('束を無効にしました。')
    expect(htmlFaults(list.body)).toEqual([])
    expect((await rowsOf(city))[1]).toBe(
      '第1回 20枚令和8年11月20日（金）に印刷 使われた数は、四半期の終わりに 無効令和8年11月20日（金）から',
    )
    expect(await auditOf(city)).toContainEqual({
      actor: people.desk,
      act: '紙の提案券の束を無効にする',
      detail: '第1回 置き場から束ごとなくなった',
    })

    const refused = await atDoor(city, 'slip-card', await exchangeBytes(box, stolen.next()))
    expect(refused.statusCode).toBe(410)
    expect(refused.json()).toMatchObject({
      type: '/problems/slip-withdrawn',
      title: 'この紙の提案券は、使えなくなりました。',
      detail:
        '提案担当が、同じときに印刷した紙をすべて無効にしました。新しい紙をお使いください。何も送られていません。',
    })
    const good = await atDoor(city, 'slip-card', await exchangeBytes(box, other.next()))
    expect(good.statusCode).toBe(200)
  })

  it('is withdrawn once, and one that is not there is not', async () => {
    const city = await deskCity()
    await printSlips(city, 20)
    const reason = { reason: '印刷に失敗した' }
    const here = `${SLIPS}/1/withdrawal`
    expect((await city.by('desk').post(here, reason)).statusCode).toBe(303)
    for (const again of [
      await city.by('desk').post(here, reason),
      await city.by('desk').get(here),
    ]) {
      expect(again.statusCode).toBe(409)
      expect(textOf(again)).toContain(
        'この束は、前に無効にされています。「紙の提案券」の一覧でお確かめください。',
      )
    }
    for (const number of ['2', '0', '1e0', '-1']) {
      expect((await city.by('desk').get(`${SLIPS}/${number}/withdrawal`)).statusCode).toBe(404)
    }
  })

  it('leaves the list when the record of officials’ acts of its year goes; its slips go with the quarter', async () => {
    const city = await deskCity()
    await withBox(city)
    await printSlips(city, 20)
    await printSlips(city, 20)
    await city.by('desk').post(`${SLIPS}/1/withdrawal`, { reason: '印刷に失敗した' })
    const slips = async () =>
      (await city.stores.identity.selectFrom('slip').select('pool').distinct().execute()).map(
        ({ pool }) => pool,
      )
    expect(await slips()).toEqual(['proposals-1', 'proposals-2'])
    city.clock.now = new Date('2027-01-04T10:00:00+09:00')
    await city.system.letTimePass()
    expect(await slips()).toEqual(['proposals-2'])
    const listed = async () =>
      (await listPrintings(city.stores.commons)).map(({ number }) => number)
    const { settings } = await city.system.proposals.surroundings()
    const years = settings.retention.steps / 12
    city.clock.now = new Date(`${2027 + years}-03-31T10:00:00+09:00`)
    await city.system.letTimePass()
    expect(await listed()).toEqual([2, 1])
    city.clock.now = new Date(`${2027 + years}-04-01T10:00:00+09:00`)
    await city.system.letTimePass()
    expect(await listed()).toEqual([2])
  })
})
