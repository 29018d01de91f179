import type { FastifyInstance } from 'fastify'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { textItems } from '../../survey/questionnaire.ts'
import { counters } from '../../texts/reading.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { requireReader } from './readers.ts'
import type { TextOptions } from './routes.ts'

interface SurveyName {
  readonly id: string
  readonly title: string
}

const passedPage = definePage<{
  survey: SurveyName
  counters: readonly { readonly name: string; readonly texts: readonly string[] }[]
  helpShown: boolean
  saved: boolean
}>('texts-passed')

const releasePage = definePage<{
  survey: SurveyName
  items: readonly {
    readonly text: string
    readonly written: number
    readonly isEnough: boolean
    readonly shown: readonly string[]
  }[]
  kept: number
  passedOn: number
}>('texts-release')

type WithSurvey = { Params: { survey: string } }

/** What the two have decided: sheets for the counters, and the release. */
export async function releaseRoutes(app: FastifyInstance, options: TextOptions): Promise<void> {
  const { acts } = options

  app.get<WithSurvey>('/staff/texts/:survey/passed-on', async (request, reply) => {
    const { survey } = await requireReader(options, request)
    const passed = await acts.passedOn(survey.id)
    const { saved } = request.query as { saved?: unknown }
    return passedPage.send(reply, staffFrame(request, '窓口へ渡す自由記述', 'none'), {
      survey: { id: survey.id, title: survey.title },
      counters: Object.entries(counters)
        .map(([counter, name]) => ({ name, texts: passed.get(counter) ?? [] }))
        .filter((one) => one.texts.length > 0),
      helpShown: await acts.isHelpShown(),
      saved: saved === '1',
    })
  })

  app.post<WithSurvey>('/staff/texts/:survey/help', async (request, reply) => {
    const { survey } = await requireReader(options, request)
    const { shown } = (request.body ?? {}) as { shown?: unknown }
    await acts.showHelp(shown === '1', signedInPerson(request).number)
    return reply.redirect(`/staff/texts/${encodeURIComponent(survey.id)}/passed-on?saved=1`, 303)
  })

  app.get<WithSurvey>('/staff/texts/:survey/release', async (request, reply) => {
    const { survey } = await requireSeatOne(request)
    const plan = await acts.plan(survey.id)
    if (plan.obstacle !== null) throw new Problem('conflict', { detail: OBSTACLES[plan.obstacle] })
    const q = survey.questionnaire
    return releasePage.send(reply, staffFrame(request, '自由記述を公表', 'none'), {
      survey: { id: survey.id, title: survey.title },
      items: (q === null ? [] : textItems(q)).flatMap(({ id, text }) =>
        plan.items
          .filter(({ item }) => item === id)
          .map(({ written, isEnough, shown }) => ({ text, written, isEnough, shown })),
      ),
      kept: plan.kept,
      passedOn: plan.passedOn,
    })
  })

  app.post<WithSurvey>('/staff/texts/:survey/release', async (request, reply) => {
    const { survey } = await requireSeatOne(request)
    const done = await acts.release(survey.id, signedInPerson(request).number)
    if (!done.ok) throw new Problem('conflict', { detail: OBSTACLES[done.obstacle] })
    return reply.redirect('/staff/texts?released=1', 303)
  })

  async function requireSeatOne(request: Parameters<typeof requireReader>[1]) {
    const mine = await requireReader(options, request)
    if (mine.seat !== 1) throw new Problem('not-allowed', { detail: NOT_SEAT_ONE })
    return mine
  }
}

const NOT_SEAT_ONE = '公表は、1人目（人事課）の読む人が行います。'
const OBSTACLES = {
  'no-readers': 'このアンケートは、原文を読む人を回答者に知らせていないため、公表できません。',
  'not-published': '先に、アンケートの結果を公表してください。',
  released: '自由記述は、もう公表しています。',
  unread:
    'まだ、2人の判断がそろっていない文章があります。「そろっていないもの」で確かめてください。',
  seats:
    '読む人の2人がそろっていないか、今は読めない人がいます。人事課の画面「自由記述を読む人」で確かめてください。',
  gone: '原文は、保存期間が過ぎて消去されています。公表できません。',
} as const
