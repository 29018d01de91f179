import type { FastifyInstance } from 'fastify'
import { slipPageWords } from '../../../views/words/slip-page.ts'
import { definePage, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { CONSTANT_TITLE } from '../constant-title.ts'
import { type Precompressed, precompress, sendPrecompressed } from '../precompressed.ts'
import { exchangedCard, SLIP_REQUEST_BYTES, type Slips } from './slip-card.ts'

export interface SlipDoorOptions {
  readonly site: () => Site
  /** Surveys that take answers now and have paper slips. */
  readonly slipSurveys: () => Promise<readonly { readonly id: string; readonly title: string }[]>
  /**
   * Marks the slip and signs; what the staff side knows of a slip stays there.
   *
   * @throws {Problem} `not-found`, `not-open`, `survey-closed`, `slip-unknown`, `slip-used`, `bad-request`
   */
  readonly exchange: Slips['exchange']
}

const slipPage = definePage<Record<string, never>, typeof slipPageWords.ja>('slip', slipPageWords)

/**
 * Where 紙の回答券 and 紙の提案券 are read, and the door that gives an ordinary card for a slip: nobody is
 * signed in, everybody gets the same bytes, and every request and answer has one size.
 */
export async function slipDoor(app: FastifyInstance, options: SlipDoorOptions): Promise<void> {
  let prepared: { readonly frame: string; readonly page: Precompressed } | undefined

  app.get('/slip', async (request, reply) => {
    const site = options.site()
    const frame = JSON.stringify(site)
    if (prepared?.frame !== frame) prepared = { frame, page: renderSlipPage(site) }
    return sendPrecompressed(request, reply, 'text/html; charset=utf-8', prepared.page)
  })

  app.get('/slip/surveys', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(await options.slipSurveys())),
  )

  app.post<{ Params: { id: string } }>('/surveys/:id/slip-card', async (request, reply) => {
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    if (body.length > SLIP_REQUEST_BYTES) throw new Problem('too-large')
    const signature = await exchangedCard(options, request.params.id, body)
    return reply.type('application/octet-stream').send(signature)
  })
}

/** The same bytes for everybody; what a key log takes the hash of. */
export function renderSlipPage(site: Site): Precompressed {
  const frame = { title: CONSTANT_TITLE, place: 'none' } as const
  return precompress(Buffer.from(slipPage.render(site, frame, {})))
}
