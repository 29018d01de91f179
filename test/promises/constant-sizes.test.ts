/** T9: whoever counts bytes on the wire learns nothing of the answers and nothing of the card. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BallotAnswers, encodeBallot } from '../../server/survey/ballot-form.ts'
import { multiItems, scaleItems, textItems } from '../../server/survey/questionnaire.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, newSeed } from '../../views/client/protocol/card.ts'
import { castBallot, fetchKey, requestCard } from '../../views/client/protocol/doors.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { castsOf, type RawCast } from './checks/box.ts'
import { different, onTheWire as countBetween, type Traffic } from './checks/wire.ts'

let city: SmallCity
beforeAll(async () => {
  city = await smallCity({ people: 40 })
})
afterAll(() => city.close())

test('every answer is sent and acknowledged in the same number of bytes, however long it is', async () => {
  const q = city.survey.questionnaire
  const blank: BallotAnswers = {
    bureau: null,
    section: null,
    attributes: q.attributes.map(() => 0),
    scale: scaleItems(q).map(() => 0),
    multi: multiItems(q).map(() => []),
    texts: textItems(q).map(() => ''),
  }
  const longest = textItems(q).map((item) => '漢'.repeat(item.maxChars))
  const emoji = textItems(q).map((item) => '😀'.repeat(Math.floor(item.maxChars / 2)))
  const kinds = [
    blank,
    answersOf(q, 1),
    answersOf(q, 2, ['はい']),
    answersOf(q, 3, longest),
    answersOf(q, 4, emoji),
  ]
  const sizes = []
  for (const [i, answers] of kinds.entries()) {
    const card = await city.takeCard(await city.session(city.people[i] ?? ''))
    const bytes = await city.castBytes(card, answers)
    sizes.push(await onTheWire((origin) => castBallot(origin, city.survey.id, bytes)))
    // A repeat looks the same as the first time.
    sizes.push(await onTheWire((origin) => castBallot(origin, city.survey.id, bytes)))
  }
  expect(different(sizes)).toEqual([])
})

test('every card is asked for and handed out in 384 bytes, and every request looks alike', async () => {
  const sizes = []
  for (const person of city.people.slice(10, 20)) {
    const cookie = await city.signIn(person)
    const { signingKey } = await fetchKey(await city.origin(), city.survey.id)
    const blinded = blindedMessage(newSeed(), fromBase64(signingKey), city.survey.id)
    sizes.push(
      await onTheWire(async (origin) => {
        const signed = await requestCard(origin, city.survey.id, blinded, { cookie, origin })
        expect([blinded.length, signed.length]).toEqual([384, 384])
      }),
    )
  }
  expect(different(sizes)).toEqual([])
})

test('acknowledgements have the same header names in the same order and no body', async () => {
  const shapes = []
  for (const cast of await castsOf(city, 5)) {
    for (let i = 0; i < 2; i += 1) {
      const answer = await send(cast)
      expect([answer.statusCode, answer.body]).toEqual([204, ''])
      shapes.push(shapeOf(answer))
    }
  }
  expect(new Set(shapes).size).toBe(1)
  expect(shapes[0]).not.toMatch(/set-cookie|etag|request-id|server/i)
})

test('unknown, forged, changed and foreign cards are refused in one and the same way', async () => {
  const [good, spent] = await castsOf(city, 2)
  if (good === undefined || spent === undefined) throw new Error('no cast')
  expect((await send(spent)).statusCode).toBe(204)
  const flipped = Buffer.from(good.signature)
  flipped[200] = (flipped[200] ?? 0) ^ 1
  const bad: RawCast[] = [
    { ...good, signature: randomBytes(384) },
    { ...good, signature: Buffer.alloc(384) },
    { ...good, signature: Buffer.alloc(384, 255) },
    { ...good, signature: flipped },
    { ...good, nonce: randomBytes(32) },
    // A used card's number without its signature must not tell that it was used.
    { ...spent, signature: randomBytes(384) },
    { ...spent, signature: good.signature },
  ]
  const answers = []
  for (const cast of bad) answers.push(await send(cast))
  expect(new Set(answers.map((a) => a.statusCode))).toEqual(new Set([422]))
  expect(new Set(answers.map(shapeOf)).size).toBe(1)
  expect(new Set(answers.map((a) => a.body)).size).toBe(1)
})

test('the same check catches an answer that is not padded', async () => {
  const q = city.survey.questionnaire
  const { tallyKey } = await fetchKey(await city.origin(), city.survey.id)
  const sizes = []
  for (const texts of [[], ['長い意見'.repeat(40)]]) {
    const plain = encodeBallot(q, answersOf(q, 1, texts))
    const end = plain.findLastIndex((byte) => byte !== 0) + 1
    const sealed = sealBallot(fromBase64(tallyKey), plain.subarray(0, end), city.survey.id)
    const card = await city.takeCard(await city.session(city.people[30 + sizes.length] ?? ''))
    const bytes = encodeCast({ ...card, sealed })
    sizes.push(
      await onTheWire((origin) =>
        // The door refuses it; what a watcher of the network sees is the length.
        castBallot(origin, city.survey.id, bytes).catch(() => undefined),
      ),
    )
  }
  expect(different(sizes)).not.toEqual([])
})

/** What the browser's code sends to this city. */
async function onTheWire(act: (origin: string) => Promise<unknown>): Promise<Traffic> {
  return countBetween(await city.origin(), act)
}

async function send(cast: RawCast) {
  return city.app.inject({
    method: 'POST',
    url: `/voice/surveys/${city.survey.id}/ballots`,
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.from(encodeCast(cast)),
  })
}

/** Status, header names in order, and the length of every value. */
function shapeOf(answer: Awaited<ReturnType<typeof send>>): string {
  const headers = Object.entries(answer.headers).map(([k, v]) => `${k}:${String(v).length}`)
  return [answer.statusCode, ...headers, answer.rawPayload.length].join(' ')
}
