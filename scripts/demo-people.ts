/**
 * The people of the sample city, in a thread of their own: each signs in, changes the first password,
 * takes a card with the real client code and casts a ballot, over real HTTP. Nothing is inserted.
 */
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { ballotBytes, encodeBallot } from '../server/survey/ballot-form.ts'
import type { Questionnaire } from '../server/survey/questionnaire.ts'
import { encodeCast } from '../server/tokens/wire.ts'
import { fromBase64 } from '../views/client/protocol/bytes.ts'
import { blindedMessage, type Card, finishCard, newSeed } from '../views/client/protocol/card.ts'
import { castBallot, fetchKey, requestCard } from '../views/client/protocol/doors.ts'
import { sealBallot } from '../views/client/protocol/seal.ts'
import { slipHash, slipSecrets } from '../views/client/protocol/slip.ts'
import { exchangeSlip } from '../views/client/protocol/slip-door.ts'
import { type Deed, sealedId } from './attack/truth.ts'
import { answerLike, type SamplePerson, seededRandom } from './demo-answers.ts'
import { rowOf } from './demo-rows.ts'

export interface PeopleOrder {
  readonly origin: string
  readonly questionnaire: Questionnaire
  readonly people: readonly SamplePerson[]
  readonly seed: number
  readonly password: string
  /** 紙の回答券 as they lie in the workplaces. */
  readonly slips: readonly string[]
  readonly atOnce: number
}

export type PeopleNews =
  | { readonly kind: 'done'; readonly done: number }
  | { readonly kind: 'rows'; readonly rows: readonly string[][]; readonly deeds: readonly Deed[] }

const order = workerData as PeopleOrder
const queue = [...order.people]
const slips = [...order.slips]
const rows: string[][] = []
/** Who did what, in order of arrival: for the attack kit. */
const deeds: Deed[] = []
let done = 0

await Promise.all(Array.from({ length: order.atOnce }, work))
tell({ kind: 'rows', rows, deeds })

async function work(): Promise<void> {
  for (let person = queue.pop(); person !== undefined; person = queue.pop()) {
    rows.push(await takePart(person))
    done += 1
    if (done % 25 === 0) tell({ kind: 'done', done })
  }
}

/** One person's whole way. @returns the person's own copy of the answers. */
async function takePart(person: SamplePerson): Promise<string[]> {
  const { origin, questionnaire: q } = order
  const bySlip = !person.ownPc && q.slips !== undefined
  const { card, who, mark } = bySlip ? await useSlip() : await takeCard(person)
  const key = await fetchKey(origin, q.survey)
  if (key.ballotBytes !== ballotBytes(q)) throw new Error('the questionnaire is another one')
  const answers = answerLike(person, q, seededRandom(order.seed ^ Number(person.number)))
  const sealed = sealBallot(fromBase64(key.tallyKey), encodeBallot(q, answers), q.survey)
  await castBallot(origin, q.survey, encodeCast({ ...card, sealed }))
  deeds.push({
    box: q.survey,
    kind: 'ballot',
    who,
    way: bySlip ? 'slip' : 'sign-in',
    mark,
    nonce: Buffer.from(card.nonce).toString('hex'),
    sealed: sealedId(sealed),
    title: '',
  })
  return rowOf(q, answers)
}

interface Taken {
  readonly card: Card
  /** Staff number; of a slip its hash. */
  readonly who: string
  readonly mark: string
}

async function takeCard(person: SamplePerson): Promise<Taken> {
  const { origin, questionnaire: q } = order
  const cookie = await signIn(person)
  const key = await fetchKey(origin, q.survey)
  const seed = newSeed()
  const signingKey = fromBase64(key.signingKey)
  const blinded = blindedMessage(seed, signingKey, q.survey)
  const signed = await requestCard(origin, q.survey, blinded, { cookie, origin })
  const card = finishCard(seed, signingKey, signed, q.survey)
  if ((await fetchKey(origin, q.survey)).keyId !== key.keyId) throw new Error('the key has changed')
  return { card, who: person.number, mark: sha256(blinded) }
}

/** One of the slips that lie there, and nobody signed in. */
async function useSlip(): Promise<Taken> {
  const { origin, questionnaire: q } = order
  const code = slips.pop()
  if (code === undefined) throw new Error('no slip is left')
  const card = await exchangeSlip(origin, q.survey, code)
  const { signingKey } = await fetchKey(origin, q.survey)
  const blinded = blindedMessage(slipSecrets(code).seed, fromBase64(signingKey), q.survey)
  return { card, who: Buffer.from(slipHash(code)).toString('hex'), mark: sha256(blinded) }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function signIn(person: SamplePerson): Promise<string> {
  const first = await post('/staff/sign-in', '', {
    number: person.number,
    password: person.firstPassword,
  })
  const changed = await post('/staff/password', first, {
    password: order.password,
    again: order.password,
  })
  return changed === '' ? first : changed
}

/** Posts a form as a browser would. @returns the cookie that was set, '' for none. */
async function post(path: string, cookie: string, form: Record<string, string>): Promise<string> {
  const { origin } = order
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { origin, accept: 'text/html', ...(cookie === '' ? {} : { cookie }) },
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    await response.arrayBuffer()
    if (response.status === 503 && attempt < 20) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      continue
    }
    if (response.status !== 303) throw new Error(`${path} answered ${response.status}`)
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
}

function tell(news: PeopleNews): void {
  parentPort?.postMessage(news)
}
