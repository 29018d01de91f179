import type { FastifyInstance } from 'fastify'
import { type FrontWords, frontWords } from '../../../views/words/front.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import type { ChangeNotice } from '../../survey/change-notices.ts'

export interface SampleLogIn {
  readonly role: string
  readonly number: string
  readonly password: string
}

interface FrontNotice {
  readonly title: string
  readonly notices: readonly ChangeNotice[]
}

export interface FrontOptions {
  /** False while nobody can sign in yet: the page then says how to begin. */
  readonly ready: () => Promise<boolean>
  readonly publishedBase: string
  /** What was changed in surveys that are going on. */
  readonly notices: () => Promise<readonly FrontNotice[]>
  /** Invented people to look around with; only in the sample city. */
  readonly sampleLogIns: () => readonly SampleLogIn[]
}

const frontPage = definePage<
  {
    ready: boolean
    publishedBase: string
    notices: readonly FrontNotice[]
    logIns: readonly SampleLogIn[]
  },
  FrontWords
>('front', frontWords)

/** The first page: to the questionnaire, to the results, and in the sample city who to sign in as. */
export async function front(app: FastifyInstance, options: FrontOptions): Promise<void> {
  app.get('/', async (request, reply) =>
    frontPage.send(
      reply.header('cache-control', 'no-store'),
      { title: frontWords[languageOf(request)].title, place: 'none' },
      {
        ready: await options.ready(),
        publishedBase: options.publishedBase,
        notices: await options.notices(),
        logIns: options.sampleLogIns(),
      },
    ),
  )
}
