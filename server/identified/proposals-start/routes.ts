import type { FastifyInstance } from 'fastify'
import {
  type ProposalsStartWords,
  proposalsStartWords,
} from '../../../views/words/proposals-start.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'

export interface ProposalsStartOptions {
  readonly quarter: () => Promise<{ readonly id: string; readonly keyId: string } | null>
  /** Day (JST) from which this person is handed cards; null: now. */
  readonly cardsFrom: (person: string) => Promise<string | null>
}

const page = definePage<
  {
    /** null while there is no box that could be opened. */
    quarter: { id: string; keyId: string } | null
    /** Answers proposals for a unit. */
    inbox: boolean
    /** After a reset of the password: the first day on which cards come. */
    cardsFrom: string | null
  },
  ProposalsStartWords
>('proposals-start', proposalsStartWords)

/** 提案: what the scheme is, how the author stays unknown, and the way to the pages without a name. */
export async function proposalsStart(
  app: FastifyInstance,
  options: ProposalsStartOptions,
): Promise<void> {
  app.get('/', async (request, reply) => {
    const { number, roles } = signedInPerson(request)
    const quarter = await options.quarter()
    return page.send(
      reply,
      staffFrame(request, proposalsStartWords[languageOf(request)].title, 'proposals'),
      {
        quarter: quarter === null ? null : { id: quarter.id, keyId: quarter.keyId },
        inbox: roles.some(({ role }) => ['head', 'promoter', 'director'].includes(role)),
        cardsFrom: await options.cardsFrom(number),
      },
    )
  })
}
