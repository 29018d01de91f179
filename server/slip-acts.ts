import type { SlipDoorOptions } from './anonymous/slips/routes.ts'
import type { CardMarks } from './card-marks.ts'
import { Problem } from './http/problems.ts'
import { countHandedOut, countReissued, type SigningKeys } from './identified/issuance/cards.ts'
import { reissueCap } from './survey/reissue-cap.ts'
import { countExchanged, exchangeSlip, hashesOfPool } from './identified/issuance/slips.ts'
import type { HandedOut } from './opening/handed-out.ts'
import type { Stores } from './stores/open.ts'
import type { FrozenSurveys } from './survey/frozen-surveys.ts'
import { listSurveys, phaseOf } from './survey/surveys.ts'

interface SlipDeps {
  readonly stores: Stores
  readonly frozen: FrozenSurveys
  readonly keys: SigningKeys
  readonly marks: CardMarks
  readonly now: () => Date
}

/** What the door of paper slips is handed: it knows neither the stores nor the signing key. */
export function slipActs({
  stores,
  frozen,
  keys,
  marks,
  now,
}: SlipDeps): Pick<SlipDoorOptions, 'slipSurveys' | 'exchange'> {
  return {
    async slipSurveys() {
      const surveys = await listSurveys(stores.commonsReader)
      return surveys
        .filter((one) => one.questionnaire?.slips !== undefined && phaseOf(one, now()) === 'open')
        .map(({ id, title }) => ({ id, title }))
    },
    async exchange(id, slip, blinded) {
      const survey = await frozen.find(id)
      if (survey === undefined) throw new Problem('not-found')
      if (survey.phase === 'before') throw new Problem('not-open')
      const key = survey.phase === 'open' ? await keys.find(id) : undefined
      if (key === undefined) throw new Problem('survey-closed')
      const exchange = await exchangeSlip(stores.identity, key, id, slip, blinded, (pool, hash) =>
        marks.slip(pool, hash),
      )
      if (exchange.state === 'signed') return exchange.signature
      if (exchange.state === 'bad') throw new Problem('bad-request')
      throw new Problem(exchange.state === 'used' ? 'slip-used' : 'slip-unknown')
    },
  }
}

/** What is published of the slips of an announced survey, as JSON; null: nothing, or it was cancelled. */
export async function slipListOf(
  { identity, commonsReader }: Pick<Stores, 'identity' | 'commonsReader'>,
  survey: string,
): Promise<string | null> {
  const pool = await commonsReader
    .selectFrom('slip_pool')
    .innerJoin('survey', 'survey.id', 'slip_pool.pool')
    .select(['printed', 'list_hash'])
    .where('slip_pool.pool', '=', survey)
    .where('survey.questionnaire', 'is not', null)
    .where('survey.state', '!=', 'cancelled')
    .executeTakeFirst()
  if (pool === undefined) return null
  const hashes = await hashesOfPool(identity, survey)
  return JSON.stringify({
    survey,
    printed: pool.printed,
    listHash: pool.list_hash,
    hashes: hashes.map((hash) => hash.toString('hex')),
  })
}

/** How many cards of a survey could have become ballots, as the opening and observers count them. */
export async function handedOutOf(
  { identity, commonsReader }: Pick<Stores, 'identity' | 'commonsReader'>,
  survey: string,
): Promise<HandedOut> {
  const people = await identity
    .selectFrom('card')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('all'),
      fn.count<number>(eb.case().when('way', '=', 'slip').then(1).end()).as('bySlip'),
    ])
    .where('survey', '=', survey)
    .executeTakeFirstOrThrow()
  const pool = await commonsReader
    .selectFrom('slip_pool')
    .select(['printed', 'spoilt', 'unused'])
    .where('pool', '=', survey)
    .executeTakeFirst()
  return {
    cards: await countHandedOut(identity, survey),
    reissued: await countReissued(identity, survey),
    reissueCap: reissueCap(people.all),
    slipPeople: people.bySlip,
    slips:
      pool === undefined ? null : { ...pool, exchanged: await countExchanged(identity, survey) },
  }
}
