import { z } from 'zod'
import type { CommonsReader, CommonsStore } from '../stores/commons.ts'
import type { VoiceStore } from '../stores/voice.ts'
import { FEWEST_RESPONDENTS, FEWEST_TEXTS } from '../survey/free-text-rule.ts'
import { textItems, type Questionnaire } from '../survey/questionnaire.ts'
import { readTexts, type ReadText } from './reading.ts'
import { findReleaseDay, listShownTexts } from './released.ts'

/** A number that is said exactly from `FEWEST_TEXTS` on, 'few' below: one cry for help would be somebody's. */
const coarse = z.union([z.number().int(), z.literal('few')])
export type Coarse = z.infer<typeof coarse>

const releaseSchema = z.object({
  /** By question: how many different texts were written, and how many of them are shown. */
  items: z.array(z.object({ item: z.string(), written: coarse, shown: z.number().int() })),
  /** Texts of the questions that are shown which are not: held back and passed on together. */
  kept: z.number().int(),
  /** Of all questions; 'few' is none too, for what is left of `kept` would tell the number. */
  passedOn: coarse,
  withdrawn: z.number().int(),
  /** How often a seat of the two readers went to somebody else since the opening. */
  changes: z.number().int(),
})
export type TextRelease = z.infer<typeof releaseSchema>

export type ReleaseObstacle =
  | 'no-readers'
  | 'not-published'
  | 'released'
  | 'unread'
  | 'seats'
  | 'gone'

/** What a release lets out now. `shown` is empty while anything stands in the way. */
export interface ReleasePlan {
  readonly obstacle: ReleaseObstacle | null
  readonly items: readonly {
    readonly item: string
    readonly written: number
    /** False: below the rule, so nothing of this question is ever shown. */
    readonly isEnough: boolean
    readonly shown: readonly string[]
  }[]
  /** Texts of questions that are not below the rule which are held back or passed on. */
  readonly kept: number
  /** Of all questions. */
  readonly passedOn: number
}

interface ReleaseStores {
  readonly voice: VoiceStore
  readonly commons: CommonsReader
}

/**
 * Lets out what both readers let through: one transaction of commons.db, so that a crash leaves all or
 * nothing. Questions below the rule keep all their texts.
 *
 * @param day of the release (JST); `areSeated`: two people hold the seats and may.
 */
export async function releaseTexts(
  { voice, commons }: { readonly voice: VoiceStore; readonly commons: CommonsStore },
  survey: string,
  {
    day,
    areSeated,
    changes,
  }: { readonly day: string; readonly areSeated: boolean; readonly changes: number },
): Promise<{ readonly ok: true } | { readonly ok: false; readonly obstacle: ReleaseObstacle }> {
  return commons.transaction().execute(async (trx) => {
    const stores = { voice, commons: trx }
    const { obstacle, items, kept, passedOn } = await planRelease(stores, survey, areSeated)
    if (obstacle !== null) return { ok: false as const, obstacle }
    for (const { item, shown } of items) {
      for (const text of shown) {
        await trx.insertInto('shown_text').values({ survey, item, text }).execute()
      }
    }
    const body: TextRelease = {
      items: items.map(({ item, written, shown }) => ({
        item,
        written: coarsely(written),
        shown: shown.length,
      })),
      kept,
      passedOn: passedOn < FEWEST_TEXTS ? 'few' : passedOn,
      withdrawn: 0,
      changes,
    }
    await trx
      .insertInto('text_release')
      .values({ survey, released_on: day, body: JSON.stringify(body) })
      .execute()
    return { ok: true as const }
  })
}

/** What would be let out, for the two who decide it. */
export async function planRelease(
  { voice, commons }: ReleaseStores,
  survey: string,
  areSeated: boolean,
): Promise<ReleasePlan> {
  const facts = await factsOf(commons, survey)
  const texts = await readTexts(voice, survey, 1)
  const obstacle = obstacleOf(facts, texts, areSeated)
  const { questionnaire, respondents } = facts
  const items = (questionnaire === null ? [] : textItems(questionnaire)).map(({ id }) => {
    const own = texts.filter(({ item }) => item === id)
    const isEnough = respondents >= FEWEST_RESPONDENTS && own.length >= FEWEST_TEXTS
    const shown = isEnough && obstacle === null ? shownOf(own) : []
    return { item: id, written: own.length, isEnough, shown }
  })
  return {
    obstacle,
    items,
    kept: obstacle === null ? keptOf(texts, items) : 0,
    passedOn: obstacle === null ? texts.filter(isPassedOn).length : 0,
  }
}

/** A correction may take away, never add. @returns false when it is not shown (any more). */
export async function withdrawText(
  commons: CommonsStore,
  survey: string,
  { item, text }: { readonly item: string; readonly text: string },
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom('shown_text')
      .where('survey', '=', survey)
      .where('item', '=', item)
      .where('text', '=', text)
      .executeTakeFirst()
    const release = await findRelease(trx, survey)
    if (gone.numDeletedRows === 0n || release === null) return false
    const body = { ...release.body, withdrawn: release.body.withdrawn + 1 }
    await trx
      .updateTable('text_release')
      .set({ body: JSON.stringify(body) })
      .where('survey', '=', survey)
      .execute()
    return true
  })
}

/** Whether words still stand in a text that everybody may read: a text that was taken away is quoted no more. */
export async function isQuotable(
  commons: CommonsReader,
  { survey, words }: { readonly survey: string; readonly words: string },
): Promise<boolean> {
  const rows = await listShownTexts(commons, survey)
  const plain = (text: string) => text.replaceAll(/\s+/g, '')
  return rows.some(({ text }) => plain(text).includes(plain(words)))
}

/** null: nothing was let out yet. */
export async function findRelease(
  commons: CommonsReader,
  survey: string,
): Promise<{ readonly releasedOn: string; readonly body: TextRelease } | null> {
  const row = await commons
    .selectFrom('text_release')
    .selectAll()
    .where('survey', '=', survey)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { releasedOn: row.released_on, body: releaseSchema.parse(JSON.parse(row.body)) }
}

async function factsOf(commons: CommonsReader, survey: string) {
  const row = await commons
    .selectFrom('survey')
    .select(['state', 'questionnaire'])
    .where('id', '=', survey)
    .executeTakeFirstOrThrow()
  const record = await commons
    .selectFrom('opening_record')
    .select('body')
    .where('survey', '=', survey)
    .executeTakeFirst()
  const { respondents, freeTexts } = countsSchema.parse(JSON.parse(record?.body ?? '{}'))
  return {
    questionnaire:
      row.questionnaire === null ? null : (JSON.parse(row.questionnaire) as Questionnaire),
    isPublished: row.state === 'published' || row.state === 'destroyed',
    isReleased: (await findReleaseDay(commons, survey)) !== null,
    respondents: respondents ?? 0,
    written: freeTexts,
  }
}

const countsSchema = z.object({
  respondents: z.number().nullable().default(null),
  freeTexts: z.number().default(0),
})

type Facts = Awaited<ReturnType<typeof factsOf>>

function obstacleOf(
  facts: Facts,
  texts: readonly ReadText[],
  areSeated: boolean,
): ReleaseObstacle | null {
  if (facts.questionnaire?.readers?.length !== 2) return 'no-readers'
  if (!facts.isPublished) return 'not-published'
  if (facts.isReleased) return 'released'
  if (texts.length === 0 && facts.written > 0) return 'gone'
  if (!areSeated) return 'seats'
  return texts.some(({ agreed }) => !agreed) ? 'unread' : null
}

function keptOf(texts: readonly ReadText[], items: ReleasePlan['items']): number {
  const open = new Set(items.filter(({ isEnough }) => isEnough).map(({ item }) => item))
  const isKept = (one: ReadText) => one.own?.verdict === 'hold' || isPassedOn(one)
  return texts.filter((one) => open.has(one.item) && isKept(one)).length
}

function isPassedOn({ own }: ReadText): boolean {
  return own?.verdict === 'pass-on'
}

function coarsely(count: number): Coarse {
  return count > 0 && count < FEWEST_TEXTS ? 'few' : count
}

/** Masked texts that have become the same are one; sorted anew, so that a mask tells no place. */
function shownOf(texts: readonly ReadText[]): string[] {
  const shown = texts.flatMap(({ text, own }) => {
    if (own?.verdict === 'show') return [text]
    return own?.verdict === 'mask' ? [own.masked] : []
  })
  return [...new Set(shown)].toSorted()
}
