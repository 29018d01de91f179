import { readdirSync } from 'node:fs'
import { dropEligible } from '../../server/identified/issuance/drop-eligible.ts'
import { keyLogActs } from '../../server/key-log-acts.ts'
import { type CardsOfSurvey, readCardsMirror } from '../../server/stores/cards-mirror.ts'
import type { Stores } from '../../server/stores/open.ts'
import { boxPath, removeBoxFile } from '../../server/stores/box.ts'
import { tallyPath, destroyTallyFile } from '../../server/stores/tally-file.ts'
import { cancelAnnounced } from '../../server/survey/change-survey.ts'
import { listSurveys, type Survey } from '../../server/survey/surveys.ts'
import { jstDay } from '../../server/calendar/jst.ts'
import { bringBox } from './from-mirror.ts'

export interface RevivedSurvey {
  readonly id: string
  readonly title: string
  /** Why it is void; null: it goes on. */
  readonly void: string | null
}

export const VOID_WORDS =
  'サーバーの故障で回答箱が失われたため、無効にしました。鍵を新しくして、実施し直します。'
export const VOID_BEFORE_OPENING =
  'サーバーの故障で鍵が失われたため、中止しました。日程を改めて実施します。'

/**
 * A survey that takes answers goes on when the mirror has its box, its key and its cards; otherwise it is
 * void: without the box answers are lost, without the cards people would be handed a second one.
 */
export async function reviveSurveys(
  stores: Stores,
  mirror: string | null,
  now: Date,
): Promise<RevivedSurvey[]> {
  const surveys = await listSurveys(stores.commonsReader)
  const revived: RevivedSurvey[] = []
  for (const survey of surveys.filter(({ state }) => state === 'announced')) {
    const { id, title } = survey
    const cards = mirror === null ? null : cardsIn(mirror, id)
    const missing =
      bringBox(mirror, id, stores.folder) ??
      (cards === null
        ? `写しの cards-${id}.db がないか、壊れている`
        : await mergeCards(stores, id, cards))
    if (missing !== null) await voidSurvey(stores, survey, now)
    revived.push({ id, title, void: missing })
  }
  return revived
}

/** Ids of boxes on the mirror that this backup does not know as open: begun, or ended, after it. */
export async function strangeBoxes(stores: Stores, mirror: string | null): Promise<string[]> {
  if (mirror === null) return []
  const known = new Set<string>()
  for (const { id, state } of await listSurveys(stores.commonsReader)) {
    if (state !== 'draft') known.add(id)
  }
  for (const { id } of await stores.commonsReader
    .selectFrom('proposal_quarter')
    .select('id')
    .execute()) {
    known.add(id)
  }
  return readdirSync(mirror)
    .flatMap((name) => /^box-(.+)\.db$/.exec(name)?.[1] ?? [])
    .filter((id) => !known.has(id))
}

function cardsIn(mirror: string, id: string): CardsOfSurvey | null {
  try {
    return readCardsMirror(mirror, id)
  } catch {
    return null
  }
}

/** @returns why not: the rows are not those of this survey. */
async function mergeCards(
  { identity }: Stores,
  survey: string,
  { cards, slips }: CardsOfSurvey,
): Promise<string | null> {
  try {
    await identity.transaction().execute(async (trx) => {
      for (const { person, issued, reissue } of cards) {
        const done = await trx
          .updateTable('card')
          .set({ issued, reissue })
          .where('survey', '=', survey)
          .where('person', '=', person)
          .executeTakeFirst()
        if (done.numUpdatedRows !== 1n) throw new StrangeRow()
      }
      for (const { hash, exchanged } of slips) {
        const done = await trx
          .updateTable('slip')
          .set({ exchanged })
          .where('pool', '=', survey)
          .where('hash', '=', hash)
          .executeTakeFirst()
        if (done.numUpdatedRows !== 1n) throw new StrangeRow()
      }
      const { rows } = await trx
        .selectFrom('card')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .where('survey', '=', survey)
        .executeTakeFirstOrThrow()
      if (rows !== cards.length) throw new StrangeRow()
    })
    return null
  } catch (error) {
    if (error instanceof StrangeRow)
      return `写しの cards-${survey}.db が、このアンケートのものではない`
    throw error
  }
}

class StrangeRow extends Error {}

/** As a cancellation by 人事課 does it: said publicly first, then nothing about people stays. */
async function voidSurvey(stores: Stores, survey: Survey, now: Date): Promise<void> {
  const { commons, identity, folder } = stores
  const words = survey.opensAt > now ? VOID_BEFORE_OPENING : VOID_WORDS
  await cancelAnnounced(commons, survey.id, { day: jstDay(now), words })
  const site = () => ({ ...stores.siteFacts(), publishedBase: '' })
  await keyLogActs({ stores, now: () => now, site }).cancelled(survey.id)
  await dropEligible(identity, survey.id)
  removeBoxFile(boxPath(folder, survey.id))
  destroyTallyFile(tallyPath(folder, survey.id))
}
