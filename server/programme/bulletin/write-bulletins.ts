import type { CommonsStore } from '../../stores/commons.ts'
import { type Article, type Bulletin, type BulletinBody, limits } from './bulletin.ts'
import { bulletinSources, shortened, usualArticles } from './compose.ts'
import { headFaults, obstacles } from './faults.ts'
import { filled } from './figures.ts'
import type { AnsweredProposals } from './proposal-sources.ts'
import {
  bulletinName,
  findBulletin,
  findDraft,
  listPublished,
  NAME_SETTING,
} from './read-bulletins.ts'
import { NO_TITLE } from './sheet.ts'

/** Where a number is composed from. `today`: day (JST). */
export interface Editing {
  readonly commons: CommonsStore
  readonly answered: AnsweredProposals
  readonly today: string
}

/** Begins the next number by the rule. @returns its number; the draft that there is already, if there is one. */
export async function beginBulletin({ commons, answered, today }: Editing): Promise<number> {
  const earlier = await listPublished(commons)
  const sources = await bulletinSources(commons, answered, today)
  const articles = usualArticles(sources, earlier, today)
  const number = (earlier[0]?.number ?? 0) + 1
  const body: BulletinBody = { lead: '', articles, corrections: [], published: null }
  return commons.transaction().execute(async (trx) => {
    const draft = await findDraft(trx)
    if (draft !== null) return draft.number
    const first = sources.find(({ key }) => key === articles[0]?.key)
    const title = first === undefined ? NO_TITLE : shortened(first.title, limits.title)
    await trx
      .insertInto('bulletin')
      .values({ number, state: 'draft', title, body: JSON.stringify(body), published_on: null })
      .execute()
    return number
  })
}

/** @returns false when it was published or changed meanwhile. @param stamp of the draft that was edited */
export async function saveBulletin(
  commons: CommonsStore,
  wanted: Pick<Bulletin, 'number' | 'title' | 'stamp'> & {
    readonly lead: string
    readonly articles: readonly Article[]
  },
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const draft = await findDraft(trx)
    if (draft?.number !== wanted.number || draft.stamp !== wanted.stamp) return false
    const { lead, articles, title } = wanted
    const body = JSON.stringify({ ...draft.body, lead, articles })
    await trx
      .updateTable('bulletin')
      .set({ title, body })
      .where('number', '=', draft.number)
      .where('state', '=', 'draft')
      .execute()
    return true
  })
}

export type Published =
  | { readonly ok: true }
  /** `stale`: something else was done meanwhile; `obstacles`: not every article can be published as it is. */
  | { readonly ok: false; readonly reason: 'stale' | 'obstacles' }

/**
 * Publishes what was looked at, with the figures of this moment; everything is compared with its source once more.
 *
 * @param stamp of the draft that was looked at
 */
export async function publishBulletin(
  { commons, answered, today }: Editing,
  number: number,
  stamp: string,
): Promise<Published> {
  const sources = await bulletinSources(commons, answered, today)
  return commons.transaction().execute(async (trx): Promise<Published> => {
    const draft = await findDraft(trx)
    if (draft?.number !== number || draft.stamp !== stamp) return { ok: false, reason: 'stale' }
    const { articles, lead } = draft.body
    const own = sources.filter(({ key }) => articles.some((article) => article.key === key))
    const bad = obstacles(draft.body, sources).length > 0 || articles.length > limits.articles
    const head = Object.keys(headFaults(draft.title, lead, own)).length > 0
    if (bad || head || articles.length === 0) return { ok: false, reason: 'obstacles' }
    const shown = articles.flatMap(({ key, headline, words }) => {
      const source = own.find((one) => one.key === key)
      if (source === undefined) return []
      const { kind, unitName, path, figures } = source
      const told = { headline: filled(headline, figures), words: filled(words, figures) }
      return [{ key, kind, ...told, unitName, path }]
    })
    const published = { name: await bulletinName(trx), articles: shown }
    await trx
      .updateTable('bulletin')
      .set({
        state: 'published',
        published_on: today,
        body: JSON.stringify({ ...draft.body, published }),
      })
      .where('number', '=', number)
      .execute()
    return { ok: true }
  })
}

/** Puts a draft away. @returns false when there is none of this number */
export async function dropBulletin(commons: CommonsStore, number: number): Promise<boolean> {
  const { numDeletedRows } = await commons
    .deleteFrom('bulletin')
    .where('number', '=', number)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** @returns false when the number is not published, or has as many as fit. */
export async function correctBulletin(
  commons: CommonsStore,
  number: number,
  words: string,
  today: string,
): Promise<boolean> {
  return commons.transaction().execute(async (trx) => {
    const bulletin = await findBulletin(trx, number)
    if (bulletin === null || bulletin.publishedOn === null) return false
    const { body } = bulletin
    if (body.corrections.length >= limits.corrections) return false
    const corrections = [...body.corrections, { on: today, words }]
    await trx
      .updateTable('bulletin')
      .set({ body: JSON.stringify({ ...body, corrections }) })
      .where('number', '=', number)
      .execute()
    return true
  })
}

export async function nameBulletin(commons: CommonsStore, name: string): Promise<void> {
  await commons
    .insertInto('setting')
    .values({ key: NAME_SETTING, value: name })
    .onConflict((there) => there.column('key').doUpdateSet({ value: name }))
    .execute()
}
