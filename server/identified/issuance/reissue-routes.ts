import type { FastifyInstance } from 'fastify'
import { cardPageWords } from '../../../views/words/card-page.ts'
import type { CardWords } from '../../../views/words/card.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import { refusalIn, type RefusalWords } from '../../http/refusal-words.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { cardStateOf } from './cards.ts'
import { askReissue, lastReissueDay, reissueObstacle } from './reissue.ts'

interface ReissueOptions {
  readonly identity: IdentityStore
  readonly now: () => Date
  readonly kept: (survey: string, person: string) => Promise<void>
  /** @throws {Problem} when it takes no answers. */
  readonly openSurvey: (id: string) => Promise<FrozenSurvey>
}

interface ReissuePage {
  survey: { id: string; title: string; contact: string }
  /** ISO day (JST). */
  last: string
  asked: boolean
  refused: RefusalWords | null
}

const page = definePage<ReissuePage, CardWords>('card-reissue', cardPageWords)

type WithId = { Params: { id: string } }

/** 「回答券をなくした」: the person asks, 人事課 decides. */
export async function reissueRoutes(
  app: FastifyInstance,
  { identity, now, kept, openSurvey }: ReissueOptions,
): Promise<void> {
  app.get<WithId>('/surveys/:id/card/reissue', async (request, reply) => {
    const person = signedInPerson(request).number
    const survey = await openSurvey(request.params.id)
    const asked = (await cardStateOf(identity, survey.id, person)) === 'asked'
    const obstacle = asked ? null : await reissueObstacle(identity, survey, person, now())
    if (obstacle !== null) reply.code(obstacle.status)
    return page.send(
      reply,
      staffFrame(request, cardPageWords[languageOf(request)].reissue, 'survey'),
      {
        survey: {
          id: survey.id,
          title: survey.questionnaire.title,
          contact: survey.questionnaire.contact,
        },
        last: lastReissueDay(survey),
        asked,
        refused: obstacle && refusalIn(languageOf(request), obstacle),
      },
    )
  })

  app.post<WithId>('/surveys/:id/card/reissue', async (request, reply) => {
    const survey = await openSurvey(request.params.id)
    const person = signedInPerson(request).number
    await askReissue(identity, survey, person, now())
    await kept(survey.id, person)
    return reply.redirect(`/staff/surveys/${encodeURIComponent(survey.id)}/card/reissue`, 303)
  })
}
