import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
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

const list = definePage<ListPage>('board')
const detail = definePage<EntryPage>('board-entry')
const numbers = definePage<NumbersPage>('board-numbers')

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
    const page = listPage(base, request.query, await options.board())
    if (page.form.errors['q'] !== undefined) reply.code(422)
    const html = list.render(site(), frame(request, '業務改善提案の一覧'), page)
    return send(request, reply, html)
  })

  app.get(`${base}/board/numbers`, async (request, reply) => {
    const page = numbersPage(base, request.query, await options.numbers())
    const html = numbers.render(site(), frame(request, '提案の数字'), page)
    return send(request, reply, html)
  })

  app.get<{ Params: { number: string } }>(`${base}/board/:number`, async (request, reply) => {
    const line = (await options.board()).board.find(request.params.number)
    if (line === undefined) throw new Problem('not-found')
    const page = entryPage(base, line)
    return send(request, reply, detail.render(site(), frame(request, page.entry.title), page))
  })

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
