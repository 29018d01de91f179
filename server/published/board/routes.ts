import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type BoardWords, boardWords } from '../../../views/words/board.ts'
import { type BoardNumbersWords, boardNumbersWords } from '../../../views/words/board-numbers.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import { languageOf } from '../../http/language.ts'
import { definePage, type PageFrame, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { BoardPresent } from '../../proposals/board.ts'
import type { BoardNumbers } from '../../proposals/statistics.ts'
import { sendFresh } from '../conditional.ts'
import type { PublishedOptions } from '../options.ts'
import { type EntryPage, entryPage } from './entry-page.ts'
import { type ListPage, listPage } from './list-page.ts'
import { type NumbersPage, numbersPage } from './numbers-page.ts'

/** Functions, no proposals: nothing of a hidden one is ever in the hands of these pages. */
export interface BoardOptions extends Pick<PublishedOptions, 'base' | 'signedIn'> {
  readonly board: () => Promise<BoardPresent>
  readonly numbers: () => Promise<BoardNumbers>
}

const list = definePage<ListPage, BoardWords>('board', boardWords)
const detail = definePage<EntryPage, BoardWords>('board-entry', boardWords)
const numbers = definePage<NumbersPage, BoardNumbersWords>('board-numbers', boardNumbersWords)

const HTML = 'text/html; charset=utf-8'

/**
 * 提案の一覧, under `{base}/board`: what everybody may read of proposals, answers and effects. Everything
 * else is the same 404, and what a browser keeps is asked for again by its content: a page that has not
 * changed says nothing about what has changed behind it.
 */
export async function board(app: FastifyInstance, options: BoardOptions): Promise<void> {
  const { base } = options
  const site = app.getDecorator<() => Site>('site')

  app.addHook('onReady', async () => {
    // Read before the first visitor comes: with 10,000 proposals it takes half a second.
    await options.board()
  })

  app.get(`${base}/board`, async (request, reply) => {
    const language = languageOf(request)
    const page = listPage(base, request.query, await options.board(), language)
    if (page.form.errors['q'] !== undefined) reply.code(422)
    const html = list.render(site(), frame(request, boardWords[language].title), page, request)
    return send(request, reply, html)
  })

  app.get(`${base}/board/numbers`, async (request, reply) => {
    const language = languageOf(request)
    const dates = datesIn[language]
    const page = numbersPage(base, request.query, await options.numbers(), dates)
    const html = numbers.render(
      site(),
      frame(request, boardNumbersWords[language].title(page.yearName)),
      page,
      request,
    )
    return send(request, reply, html)
  })

  app.get<{ Params: { number: string } }>(`${base}/board/:number`, async (request, reply) => {
    const line = (await options.board()).board.find(request.params.number)
    if (line === undefined) throw new Problem('not-found')
    const page = entryPage(base, line)
    return send(
      request,
      reply,
      detail.render(site(), frame(request, titleOf(request, page)), page, request),
    )
  })

  /** A title cannot mark what in it is Japanese. */
  function titleOf(request: FastifyRequest, { entry }: EntryPage): string {
    return languageOf(request) === 'en' ? entry.number : entry.title
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const signedIn = options.signedIn?.(request)
    return { title, place: 'board', ...(signedIn === undefined ? {} : { signedIn }) }
  }
}

async function send(request: FastifyRequest, reply: FastifyReply, html: string) {
  return reply.statusCode === 200
    ? sendFresh(request, reply, { type: HTML, body: html })
    : reply.header('cache-control', 'no-store').type(HTML).send(html)
}
