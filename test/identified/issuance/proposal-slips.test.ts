/** 紙の提案券 at their door: exchanged without sign-in, once, in the quarter in which they are first used. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { boxPath, openBoxFile } from '../../../server/stores/box.ts'
import { encodeCast } from '../../../server/tokens/wire.ts'
import { takeSlipCard } from '../../../views/client/proposals/kept-cards.ts'
import { takeProposalSlip } from '../../../views/client/proposals/slip-card.ts'
import { newSlipCode, slipHash, slipSecrets } from '../../../views/client/protocol/slip.ts'
import { browserStorages } from '../../proposals-client/storages.ts'
import { cityWithBox, postOf, type ProposalBox } from '../../support/proposal-box.ts'
import {
  atDoor,
  cardForSlip,
  exchangeBytes,
  isSpent,
  printSlips,
} from '../../support/slip-stock.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'

let city: SmallCity
let box: ProposalBox
let slips: Awaited<ReturnType<typeof printSlips>>
beforeAll(async () => {
  ;({ city, box } = await cityWithBox())
  slips = await printSlips(city, 50)
})
afterAll(() => city.close())

const refusal = (answer: Awaited<ReturnType<typeof atDoor>>) => {
  const { type, title, detail } = answer.json<Record<'type' | 'title' | 'detail', string>>()
  return [answer.statusCode, type, title, detail]
}
const USED = [
  409,
  '/problems/slip-used',
  'この紙は、前に使われています。',
  '同じ紙は2度使えません。読み取った後、送らないまま四半期が替わった紙も使えません。別の提案券をお使いください。',
]

async function postWith(code: string): Promise<number> {
  const card = await cardForSlip(city, box, code)
  return box.send(encodeCast({ ...card, sealed: await box.sealed(postOf(box.author())) }))
}

describe('A slip', () => {
  it('is exchanged without sign-in for a card, and the card posts one proposal', async () => {
    const card = await cardForSlip(city, box, slips.next())
    const author = box.author()
    const sealed = await box.sealed(postOf(author, { title: '紙の券で送った提案' }))
    expect(await box.send(encodeCast({ ...card, sealed }))).toBe(204)
    for (let i = 0; i < 2; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
    await box.nextDay()
    expect(await box.open()).toMatchObject({ state: 'released', released: { posts: 3 } })
    expect(await box.thread(author)).toMatchObject({ found: true })
  })

  it('gives the same answer again after a lost connection, and its row says so durably', async () => {
    const code = slips.next()
    const bytes = await exchangeBytes(box, code)
    const answers = [await atDoor(city, 'slip-card', bytes), await atDoor(city, 'slip-card', bytes)]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect(answers[0]?.rawPayload.equals(answers[1]?.rawPayload ?? Buffer.of())).toBe(true)
    expect(answers[0]?.rawPayload).toHaveLength(384)
    await city.restart()
    expect((await atDoor(city, 'slip-card', bytes)).rawPayload).toEqual(answers[0]?.rawPayload)
    const { exchanged } = await city.stores.identity
      .selectFrom('slip')
      .select('exchanged')
      .where('hash', '=', Buffer.from(slipHash(code)))
      .executeTakeFirstOrThrow()
    const mark = createHash('sha256').update(bytes.subarray(32)).digest()
    expect(exchanged.equals(Buffer.concat([Buffer.of(1), mark]))).toBe(true)
  })

  it('is not exchanged for a second card', async () => {
    const code = slips.next()
    await cardForSlip(city, box, code)
    const other = await exchangeBytes(box, newSlipCode('proposal'))
    const { id } = slipSecrets(code)
    // The second is larger than the key's modulus, as one blinded for an earlier quarter's key may be.
    for (const blinded of [other.subarray(32), Buffer.alloc(384, 0xff)]) {
      const answer = await atDoor(city, 'slip-card', Buffer.concat([id, blinded]))
      expect(refusal(answer)).toEqual(USED)
    }
  })

  it('that nobody printed is refused, and so is one of a survey', async () => {
    for (const code of [newSlipCode('proposal'), newSlipCode('survey')]) {
      expect(refusal(await atDoor(city, 'slip-card', await exchangeBytes(box, code)))).toEqual([
        404,
        '/problems/slip-unknown',
        'この番号の紙は、登録がありません。',
        '番号の写し間違いがないか、確かめてください。QRを読み取ってもこの表示になるときは、別の紙をお使いください。',
      ])
    }
  })

  it('is refused in another form or with the staff side’s cookie', async () => {
    const bytes = await exchangeBytes(box, slips.next())
    for (const bad of [bytes.subarray(1), Buffer.of(), Buffer.alloc(416, 0xff)]) {
      const answer = await atDoor(city, 'slip-card', bad)
      expect(answer.statusCode).toBe(bad.length === 416 ? 404 : 400)
    }
    const blinded = Buffer.concat([bytes.subarray(0, 32), Buffer.alloc(384, 0xff)])
    expect(refusal(await atDoor(city, 'slip-card', blinded)).slice(0, 2)).toEqual([
      400,
      '/problems/bad-request',
    ])
    const long = Buffer.concat([bytes, Buffer.of(0)])
    expect((await atDoor(city, 'slip-card', long)).statusCode).toBe(413)
    const text = await atDoor(city, 'slip-card', 'text', { 'content-type': 'text/plain' })
    expect(text.statusCode).toBe(415)
    const cookie = await city.session(city.people[5] ?? '')
    const known = await atDoor(city, 'slip-card', bytes, {
      'content-type': 'application/octet-stream',
      cookie,
    })
    expect(refusal(known).slice(0, 2)).toEqual([400, '/problems/identity-not-wanted'])
    expect((await atDoor(city, 'slip-card', bytes)).statusCode).toBe(200)
  })

  it('tells who holds its card whether it was sent before, and nobody else', async () => {
    const code = slips.next()
    const card = await cardForSlip(city, box, code)
    expect(await isSpent(city, card)).toBe(false)
    expect(await postWith(code)).toBe(204)
    expect(await isSpent(city, await cardForSlip(city, box, code))).toBe(true)
    const guess = await atDoor(city, 'spent', Buffer.concat([card.nonce, Buffer.alloc(384, 7)]))
    expect(refusal(guess)).toEqual([
      422,
      '/problems/card-invalid',
      '回答券を確かめられませんでした。',
      'もう一度、紙の券を読み取ってください。',
    ])
    expect((await atDoor(city, 'spent', Buffer.alloc(415))).statusCode).toBe(400)
    expect((await atDoor(city, 'spent', 'x', { 'content-type': 'text/plain' })).statusCode).toBe(
      415,
    )
  })

  it('says that there is no box yet, before 提案担当 has made one', async () => {
    const empty = await smallCity({ survey: 'none' })
    const bytes = Buffer.alloc(416, 1)
    for (const door of ['slip-card', 'spent'] as const) {
      expect(refusal(await atDoor(empty, door, bytes))).toEqual([
        409,
        '/problems/not-open',
        '今は回答を受け付けていません。',
        '提案箱の準備ができていません。行政管理課へお問い合わせください。',
      ])
    }
    await empty.close()
  })
})

describe('In the browser', () => {
  it('a slip becomes a card of this tab, again after a reload, and is told as used after posting', async () => {
    const { local, session } = browserStorages()
    const code = slips.next()
    const origin = await city.origin()
    expect(await takeProposalSlip(code, origin)).toBe('kept')
    const { quarter, keyId } = await box.key()
    const card = takeSlipCard(quarter, keyId)
    expect([local.length, session.length]).toEqual([0, 0])
    expect(await takeProposalSlip(code, origin)).toBe('kept')
    expect(takeSlipCard(quarter, keyId)).toEqual(card)
    expect(await postWith(code)).toBe(204)
    expect(await takeProposalSlip(code, origin)).toBe('used')
    expect([local.length, session.length]).toEqual([0, 0])
  })
})

describe('When the quarter ends', () => {
  it('a slip that was never read stays good; one that was read is lost, and says so', async () => {
    const own = await cityWithBox({ now: new Date('2026-12-28T10:00:00+09:00') })
    onTestFinished(() => own.city.close())
    const stock = await printSlips(own.city, 50)
    const [posted, begun, fresh] = [stock.next(), stock.next(), stock.next()]
    const card = await cardForSlip(own.city, own.box, posted)
    const sealed = await own.box.sealed(postOf(own.box.author()))
    expect(await own.box.send(encodeCast({ ...card, sealed }))).toBe(204)
    const old = await exchangeBytes(own.box, begun)
    await cardForSlip(own.city, own.box, begun)

    own.city.clock.now = new Date('2027-01-04T10:00:00+09:00')
    await own.city.system.proposalBox.turnOver()
    expect((await own.box.key()).quarter).toBe('p2026q4')
    for (const code of [posted, begun]) {
      const again = await exchangeBytes(own.box, code)
      expect(refusal(await atDoor(own.city, 'slip-card', again))).toEqual(USED)
    }
    expect(refusal(await atDoor(own.city, 'slip-card', old))).toEqual(USED)
    const next = await cardForSlip(own.city, own.box, fresh)
    expect(await isSpent(own.city, next)).toBe(false)

    // Of the old exchanges only that they were; those of the new quarter outlive another turn.
    const marks = async () =>
      (await own.city.stores.identity.selectFrom('slip').select('exchanged').execute())
        .map(({ exchanged }) => exchanged.toString('hex'))
        .filter((mark) => mark !== '00'.repeat(33))
    const before = await marks()
    expect(before.filter((mark) => mark === `01${'00'.repeat(32)}`)).toHaveLength(2)
    await own.city.system.proposalBox.turnOver()
    expect(await marks()).toEqual(before)
    await cardForSlip(own.city, own.box, fresh)
  })

  it('the box keeps a place for the card of every slip that is in force', async () => {
    const own = await cityWithBox({ now: new Date('2026-12-28T10:00:00+09:00') })
    onTestFinished(() => own.city.close())
    await printSlips(own.city, 500)
    const before = cardSlotsOf(own.city, 'p2026q3')
    own.city.clock.now = new Date('2027-01-04T10:00:00+09:00')
    await own.city.system.proposalBox.turnOver()
    expect(cardSlotsOf(own.city, 'p2026q4')).toBe(before + 500)
  })
})

function cardSlotsOf(of: SmallCity, quarter: string): number {
  const file = openBoxFile(boxPath(of.config.dataDir, quarter))
  file.close()
  return file.cardSlots
}
