import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import type { SamplePerson } from '../demo-answers.ts'
import {
  answer,
  exchangeBallotSlip,
  exchangeProposalSlip,
  fetchCards,
  type HeldCard,
  lookAtHome,
  mishaps,
  propose,
  signIn,
  takeCard,
} from './simulated-people.ts'
import type { Office } from './simulated-survey.ts'
import type { Deed } from './truth.ts'

export interface SimulatedCity extends Office {
  readonly random: () => number
  readonly questionnaire: Questionnaire
  /** In the order in which they come. */
  readonly people: readonly SamplePerson[]
  /** Staff numbers of who is given a paper slip. */
  readonly withoutPc: ReadonlySet<string>
  /** Codes of slips that nobody has used. */
  readonly codes: string[]
  readonly proposalCodes: string[]
  /** 提案担当. */
  readonly opener: { readonly person: string; readonly passphrase: string }
  /** What some people leave for a later day. */
  readonly waiting: (() => Promise<Deed>)[]
  readonly pause: (milliseconds: number) => void
  readonly isWorkingDay: () => boolean
}

/** Of a hundred: answer on another day than they took the card, propose at once, propose later. */
const LATER = 0.15
const PROPOSE = 0.35
const PROPOSE_LATER = 0.15
/** How many are at it at the same moment. */
const AT_ONCE = 6
const MINUTES_MS = 4 * 60_000

/** Everybody whose day it is comes, a few at a time; some do what they left for later. */
export async function dayOfCity(city: SimulatedCity, day: number, days: number): Promise<Deed[]> {
  const { people, waiting, random, questionnaire: q } = city
  const from = Math.floor((people.length * day) / days)
  const to = Math.floor((people.length * (day + 1)) / days)
  const left = waiting.splice(0).map((act) => async (deeds: Deed[]) => {
    deeds.push(await act())
  })
  const fresh = people
    .slice(from, to)
    .map((person) => (deeds: Deed[]) => visit(city, person, deeds))
  const visits = [...left, ...fresh, bySlip]
    .map((act) => [random(), act] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, act]) => act)
  await mishaps(city.origin, q.survey)
  const deeds: Deed[] = []
  /** Once a day somebody takes a 紙の提案券 from the stock. */
  async function bySlip(into: Deed[]): Promise<void> {
    const code = city.proposalCodes.pop()
    if (code !== undefined)
      into.push(await write(city, await exchangeProposalSlip(city.origin, code)))
  }
  for (let i = 0; i < visits.length; i += AT_ONCE) {
    await Promise.all(visits.slice(i, i + AT_ONCE).map((act) => act(deeds)))
    city.pause(MINUTES_MS)
  }
  return deeds
}

async function visit(city: SimulatedCity, person: SamplePerson, deeds: Deed[]): Promise<void> {
  const { origin, questionnaire: q, random, waiting } = city
  if (city.withoutPc.has(person.number)) return answerBySlip(city, person, deeds)
  const cookie = await signIn(origin, person)
  await lookAtHome(origin, cookie)
  const card = await takeCard(origin, q.survey, person, cookie)
  const toAnswer = () => answer(origin, q, person, card, random)
  if (random() < LATER) waiting.push(toAnswer)
  else deeds.push(await toAnswer())
  const held = await fetchCards(origin, person, cookie)
  if (held === null) return
  const chance = random()
  if (chance < PROPOSE) deeds.push(await write(city, held))
  else if (chance < PROPOSE + PROPOSE_LATER) waiting.push(() => write(city, held))
}

/** At a tablet, without signing in. */
async function answerBySlip(
  city: SimulatedCity,
  person: SamplePerson,
  deeds: Deed[],
): Promise<void> {
  const { origin, questionnaire: q, random } = city
  const code = city.codes.pop()
  if (code === undefined) throw new Error('too few slips')
  const held = await exchangeBallotSlip(origin, q.survey, code)
  deeds.push(await answer(origin, q, person, held, random))
}

function write({ origin, random }: SimulatedCity, held: HeldCard): Promise<Deed> {
  return propose(origin, held, `様式をまとめる（案${Math.floor(random() * 1e9).toString(36)}）`)
}
