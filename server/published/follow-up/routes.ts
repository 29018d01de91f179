import type { FastifyInstance } from 'fastify'
import { type ActionsWords, actionsWords } from '../../../views/words/actions.ts'
import { jstDay } from '../../calendar/jst.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import type { OnBoard } from '../../programme/follow-up/gone.ts'
import type { PublishedOptions } from '../options.ts'
import { KeptResults } from '../results/kept-results.ts'
import { type ActionsPage, actionsPage } from './actions-page.ts'

export interface ActionsOptions extends PublishedOptions {
  readonly onBoard: () => Promise<OnBoard>
}

const page = definePage<ActionsPage, ActionsWords>('actions', actionsWords)

/** Surveys whose questions entries may name. */
const KEPT_MODELS = 2

/** `{base}/results/actions`: 改善施策, やめる業務 and 優良事例, from the moment a unit has confirmed them. */
export async function actions(app: FastifyInstance, options: ActionsOptions): Promise<void> {
  const { commons, base } = options
  const kept = new KeptResults(commons, KEPT_MODELS)

  app.get(`${base}/results/actions`, async (request, reply) => {
    const language = languageOf(request)
    const w = actionsWords[language]
    const signedIn = options.signedIn?.(request)
    const frame = { title: w.title, place: 'results' as const }
    return page.send(
      reply.header('cache-control', 'no-cache'),
      signedIn === undefined ? frame : { ...frame, signedIn },
      await actionsPage(
        commons,
        kept,
        request.query,
        { base, language, w, onBoard: await options.onBoard() },
        jstDay(options.now()),
      ),
    )
  })
}
