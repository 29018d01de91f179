/**
 * What the people of a simulated city do, over real HTTP with the browser's own code: sign in, take a card,
 * answer, fetch cards of the proposal box, propose, with paper slips too. Each leaves the truth about
 * itself.
 */
import { createHash } from 'node:crypto'
import { encodeMessage } from '../../server/proposals/message-bytes.ts'
import { ballotBytes, encodeBallot } from '../../server/survey/ballot-form.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { MODULUS_BYTES } from '../../server/tokens/suite.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { finishLot, lotRequest } from '../../views/client/proposals/lot.ts'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, type Card, finishCard, newSeed } from '../../views/client/protocol/card.ts'
import { castBallot, fetchKey, requestCard } from '../../views/client/protocol/doors.ts'
import { askForLot, requestLot } from '../../views/client/protocol/lot-doors.ts'
import {
  fetchProposalKey,
  requestCardForSlip,
  sendEnvelope,
} from '../../views/client/protocol/proposal-doors.ts'
import { newReceipt, receiptKeys } from '../../views/client/protocol/receipt.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { exchangeSlip } from '../../views/client/protocol/slip-door.ts'
import { slipHash, slipSecrets } from '../../views/client/protocol/slip.ts'
import { answerLike, type SamplePerson } from '../demo-answers.ts'
import { SAMPLE_PASSWORD } from '../demo-city.ts'
import { type Deed, sealedId } from './truth.ts'

/** A card in somebody's browser, and what the staff side keeps of it. */
export interface HeldCard {
  readonly card: Card
  readonly mark: string
  readonly who: string
  readonly way: Deed['way']
}

/** Signs in with the first password and chooses an own one. @returns the cookie. */
export async function signIn(origin: string, person: SamplePerson): Promise<string> {
  const { number, firstPassword } = person
  const first = await post(origin, '/staff/sign-in', '', { number, password: firstPassword })
  const chosen = { password: SAMPLE_PASSWORD, again: SAMPLE_PASSWORD }
  const changed = await post(origin, '/staff/password', first, chosen)
  return changed === '' ? first : changed
}

/** The own page shows the turnout. */
export async function lookAtHome(origin: string, cookie: string): Promise<void> {
  const response = await fetch(`${origin}/staff/`, { headers: { cookie, accept: 'text/html' } })
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`/staff/: ${response.status}`)
}

/** What goes wrong on any day, on both sides: it is then that programs like to log. */
export async function mishaps(origin: string, survey: string): Promise<void> {
  const form = new URLSearchParams({ number: '999999', password: 'machigai' })
  const headers = { origin, accept: 'text/html' }
  const requests = [
    fetch(`${origin}/staff/sign-in`, { method: 'POST', headers, body: form }),
    fetch(`${origin}/staff/nowhere`, { headers }),
    fetch(`${origin}/voice/surveys/${survey}/nowhere`, { headers }),
    fetch(`${origin}/voice/surveys/${survey}/ballots`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(40),
    }),
  ]
  for (const response of await Promise.all(requests)) await response.arrayBuffer()
}

/** The card of a survey. */
export async function takeCard(
  origin: string,
  survey: string,
  person: SamplePerson,
  cookie: string,
): Promise<HeldCard> {
  const { signingKey } = await fetchKey(origin, survey)
  const [seed, spki] = [newSeed(), fromBase64(signingKey)]
  const blinded = blindedMessage(seed, spki, survey)
  const signed = await requestCard(origin, survey, blinded, { cookie, origin })
  const card = finishCard(seed, spki, signed, survey)
  return { card, mark: markOf(blinded), who: person.number, way: 'sign-in' }
}

export async function answer(
  origin: string,
  q: Questionnaire,
  person: SamplePerson,
  held: HeldCard,
  random: () => number,
): Promise<Deed> {
  const key = await fetchKey(origin, q.survey)
  if (key.ballotBytes !== ballotBytes(q)) throw new Error('the questionnaire is another one')
  const ballot = encodeBallot(q, answerLike(person, q, random))
  const sealed = sealBallot(fromBase64(key.tallyKey), ballot, q.survey)
  await castBallot(origin, q.survey, encodeCast({ ...held.card, sealed }))
  return deedOf(q.survey, 'ballot', held, sealed, '')
}

/** What everybody's browser does after a sign-in. @returns null when the share is used up. */
export async function fetchCards(
  origin: string,
  person: SamplePerson,
  cookie: string,
): Promise<HeldCard | null> {
  const signedIn = { cookie, origin, 'sec-fetch-site': 'same-origin' }
  const offer = await askForLot(origin, signedIn)
  if (offer === null || offer.lot.posts === 0) return null
  const key = await fetchProposalKey(origin)
  const plan = { ...offer.lot, seed: newSeed() }
  const request = lotRequest(plan, key)
  const { posts } = finishLot(plan, key, await requestLot(origin, request, signedIn))
  const [card] = posts
  if (card === undefined) return null
  const mark = markOf(request.subarray(0, MODULUS_BYTES))
  return { card, mark, who: person.number, way: 'sign-in' }
}

/** 紙の回答券: exchanged for an ordinary card without any sign-in. */
export async function exchangeBallotSlip(
  origin: string,
  survey: string,
  code: string,
): Promise<HeldCard> {
  const card = await exchangeSlip(origin, survey, code)
  const { signingKey } = await fetchKey(origin, survey)
  const blinded = blindedMessage(slipSecrets(code).seed, fromBase64(signingKey), survey)
  return { card, mark: markOf(blinded), who: hashOf(code), way: 'slip' }
}

/** 紙の提案券. */
export async function exchangeProposalSlip(origin: string, code: string): Promise<HeldCard> {
  const key = await fetchProposalKey(origin)
  const { id, seed } = slipSecrets(code)
  const blinded = blindedMessage(seed, key.postKey, key.quarter)
  const signed = await requestCardForSlip(origin, id, blinded)
  const card = finishCard(seed, key.postKey, signed, key.quarter)
  return { card, mark: markOf(blinded), who: hashOf(code), way: 'slip' }
}

export async function propose(origin: string, held: HeldCard, title: string): Promise<Deed> {
  const key = await fetchProposalKey(origin)
  const author = receiptKeys(newReceipt())
  const message = encodeMessage({
    kind: 'post',
    receipt: author.lookupText,
    authorKey: author.authorKey,
    written: {
      title,
      current: '同じ内容を二つの様式に書いています。',
      idea: '様式を一つにまとめます。',
      effect: '書く時間が減ります。',
    },
    aimedAt: null,
    theme: 'documents',
    type: 'procedure',
    effects: ['time'],
    publicity: 'open',
    aboutHead: false,
  })
  const sealed = sealBallot(key.tallyKey, message, key.quarter)
  await sendEnvelope(origin, encodeCast({ ...held.card, sealed }))
  return deedOf(key.quarter, 'post', held, sealed, title)
}

function deedOf(
  box: string,
  kind: Deed['kind'],
  { card, mark, who, way }: HeldCard,
  sealed: Uint8Array,
  title: string,
): Deed {
  const nonce = Buffer.from(card.nonce).toString('hex')
  return { box, kind, who, way, mark, nonce, sealed: sealedId(sealed), title }
}

function hashOf(code: string): string {
  return Buffer.from(slipHash(code)).toString('hex')
}

function markOf(blinded: Uint8Array): string {
  return createHash('sha256').update(blinded).digest('hex')
}

/** Posts a form as a browser would. @returns the cookie that was set, '' for none. */
async function post(
  origin: string,
  path: string,
  cookie: string,
  form: Record<string, string>,
): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { origin, accept: 'text/html', ...(cookie === '' ? {} : { cookie }) },
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    await response.arrayBuffer()
    if (response.status === 303) return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    if (response.status !== 503 || attempt === 20) throw new Error(`${path}: ${response.status}`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
