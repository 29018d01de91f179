import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type BulletinWords, bulletinWords } from '../../../views/words/bulletin.ts'
import { languageOf } from '../../http/language.ts'
import { definePage, type PageFrame } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import {
  bulletinName,
  findPublished,
  listPublished,
} from '../../programme/bulletin/read-bulletins.ts'
import { publishedHead, publishedSheet, type Sheet } from '../../programme/bulletin/sheet.ts'
import { goneKeys, type IsGone, type OnBoard } from '../../programme/follow-up/gone.ts'
import type { PublishedOptions } from '../options.ts'

export interface BulletinPagesOptions extends PublishedOptions {
  readonly onBoard: () => Promise<OnBoard>
}

/** A number in the list. */
interface Listed {
  readonly number: number
  readonly title: string
  readonly publishedOn: string
  readonly isCorrected: boolean
}

const listPage = definePage<
  { base: string; name: string; bulletins: readonly Listed[] },
  BulletinWords
>('bulletin', bulletinWords)
const numberPage = definePage<{ base: string; sheet: Sheet }, BulletinWords>(
  'bulletin-number',
  bulletinWords,
)

/** かわるばん: `{base}/bulletin`, all numbers, and `{base}/bulletin/N`, one page of A4. Drafts are a 404. */
export async function bulletin(app: FastifyInstance, options: BulletinPagesOptions): Promise<void> {
  const { commons, base } = options

  app.get(`${base}/bulletin`, async (request, reply) => {
    const name = await bulletinName(commons)
    const language = languageOf(request)
    const title = language === 'ja' ? name : bulletinWords[language].title
    return listPage.send(reply.header('cache-control', 'no-cache'), frame(request, title), {
      base,
      name,
      bulletins: await listed(),
    })
  })

  app.get<{ Params: { number: string } }>(`${base}/bulletin/:number`, async (request, reply) => {
    const { number } = request.params
    const found = /^[1-9]\d{0,4}$/.test(number)
      ? await findPublished(commons, Number(number))
      : null
    if (found === null) throw new Problem('not-found')
    const title = bulletinWords[languageOf(request)].numberTitle(found.number)
    return numberPage.send(reply.header('cache-control', 'no-cache'), frame(request, title), {
      base,
      sheet: publishedSheet(found, base, await isGone()),
    })
  })

  async function isGone(): Promise<IsGone> {
    return goneKeys(commons, await options.onBoard())
  }

  async function listed(): Promise<Listed[]> {
    const gone = await isGone()
    return (await listPublished(commons)).map((one) => ({
      number: one.number,
      title: publishedHead(one, gone).title,
      publishedOn: one.publishedOn,
      isCorrected: one.body.corrections.length > 0,
    }))
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const signedIn = options.signedIn?.(request)
    return { title, place: 'bulletin', ...(signedIn === undefined ? {} : { signedIn }) }
  }
}
