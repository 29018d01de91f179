import { createHash } from 'node:crypto'
import type { CommonsReader, CommonsTables } from '../../stores/commons.ts'
import { type Bulletin, bodyOf, type PublishedBulletin } from './bulletin.ts'

/** Setting: what the bulletin is called. */
export const NAME_SETTING = 'bulletin-name'
const USUAL_NAME = 'かわるばん'

export async function bulletinName(commons: CommonsReader): Promise<string> {
  const row = await commons
    .selectFrom('setting')
    .select('value')
    .where('key', '=', NAME_SETTING)
    .executeTakeFirst()
  return row?.value ?? USUAL_NAME
}

/** Newest first. */
export async function listPublished(commons: CommonsReader): Promise<PublishedBulletin[]> {
  const rows = await commons
    .selectFrom('bulletin')
    .selectAll()
    .where('state', '=', 'published')
    .orderBy('number', 'desc')
    .execute()
  return rows.flatMap((row) => asPublished(bulletinOf(row)) ?? [])
}

/** null for an unknown number and for a draft: the two look alike. */
export async function findPublished(
  commons: CommonsReader,
  number: number,
): Promise<PublishedBulletin | null> {
  return asPublished(await findBulletin(commons, number))
}

export async function findBulletin(
  commons: CommonsReader,
  number: number,
): Promise<Bulletin | null> {
  const row = await commons
    .selectFrom('bulletin')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst()
  return row === undefined ? null : bulletinOf(row)
}

/** There is one draft at a time; null: none. */
export async function findDraft(commons: CommonsReader): Promise<Bulletin | null> {
  const row = await commons
    .selectFrom('bulletin')
    .selectAll()
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return row === undefined ? null : bulletinOf(row)
}

export function asPublished(bulletin: Bulletin | null): PublishedBulletin | null {
  if (bulletin === null || bulletin.publishedOn === null) return null
  const { publishedOn, body } = bulletin
  return body.published === null ? null : { ...bulletin, publishedOn, shown: body.published }
}

function bulletinOf({ number, title, body, published_on }: CommonsTables['bulletin']): Bulletin {
  const stamp = createHash('sha256').update(`${title}\n${body}`).digest('base64url').slice(0, 16)
  return { number, title, body: bodyOf(body), publishedOn: published_on, stamp }
}
