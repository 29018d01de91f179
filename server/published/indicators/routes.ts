import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type IndicatorWords, indicatorWords } from '../../../views/words/indicators.ts'
import { languageOf } from '../../http/language.ts'
import { definePage, type PageFrame, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { readIndicatorBook } from '../../programme/indicators/book.ts'
import { sendFresh } from '../conditional.ts'
import type { PublishedOptions } from '../options.ts'
import { indicatorsCsv } from './csv.ts'
import { type EditionsPage, editionsPage } from './editions-page.ts'
import { editionAsked, type IndicatorsPage, indicatorsPage, readAsked } from './page.ts'
import { type PrintPage, printPage } from './print-page.ts'

const page = definePage<IndicatorsPage, IndicatorWords>('indicators', indicatorWords)
const print = definePage<PrintPage, IndicatorWords>('indicators-print', indicatorWords)
const editions = definePage<EditionsPage, IndicatorWords>('indicators-editions', indicatorWords)

const csvQuery = z.object({ encoding: z.enum(['utf8', 'cp932']).default('utf8') })

const HTML = 'text/html; charset=utf-8'

/**
 * The programme's indicators, under `{base}/indicators`: what everybody may read of targets, figures and
 * their history, and the same as a print of the programme's two tables, as CSV and as 新旧対照表.
 */
export async function indicators(app: FastifyInstance, options: PublishedOptions): Promise<void> {
  const { commons, base } = options
  const site = app.getDecorator<() => Site>('site')

  app.get(`${base}/indicators`, async (request, reply) => {
    const language = languageOf(request)
    const book = await readIndicatorBook(commons)
    const data = indicatorsPage(base, language, book, readAsked(request.query))
    return send(request, reply, page.render(site(), frame(request, 'title'), data, request))
  })

  app.get(`${base}/indicators/print`, async (request, reply) => {
    const language = languageOf(request)
    const book = await readIndicatorBook(commons)
    const data = printPage(base, language, book, readAsked(request.query))
    return send(request, reply, print.render(site(), frame(request, 'current'), data, request))
  })

  app.get(`${base}/indicators/editions`, async (request, reply) => {
    const language = languageOf(request)
    const book = await readIndicatorBook(commons)
    const data = editionsPage(base, language, book, request.query)
    return send(request, reply, editions.render(site(), frame(request, 'editions'), data, request))
  })

  app.get(`${base}/indicators/indicators.csv`, async (request, reply) => {
    const query = csvQuery.safeParse(request.query)
    if (!query.success) {
      throw new Problem('bad-request', {
        detail: 'encoding には utf8 か cp932 を指定してください。',
      })
    }
    const { encoding } = query.data
    const book = await readIndicatorBook(commons)
    const edition = editionAsked(book, readAsked(request.query))
    return sendFresh(request, reply, {
      type: `text/csv; charset=${encoding === 'utf8' ? 'utf-8' : 'shift_jis'}`,
      file: `kazetoshi-indicators-${encoding}.csv`,
      body: indicatorsCsv(book, edition, { sample: site().sample, encoding }),
    })
  })

  function frame(request: FastifyRequest, title: 'title' | 'current' | 'editions'): PageFrame {
    const signedIn = options.signedIn?.(request)
    return {
      title: indicatorWords[languageOf(request)][title],
      place: 'indicators',
      ...(signedIn === undefined ? {} : { signedIn }),
    }
  }
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
): Promise<FastifyReply> {
  return sendFresh(request, reply, { type: HTML, body: html })
}
