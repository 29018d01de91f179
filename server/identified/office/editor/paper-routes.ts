import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { definePage } from '../../../http/pages.ts'
import { type Approval, draftHash, findApproval } from '../../../survey/approval.ts'
import { ruleWords } from '../../../survey/asked.ts'
import { freeTextRule, KEPT_AFTER_RELEASE, KEPT_UNREAD } from '../../../survey/free-text-rule.ts'
import { lossInWords } from '../../../survey/keepers-in-words.ts'
import { type PlanInWords, planInWords } from '../../../survey/plan-in-words.ts'
import { type Item, type Questionnaire, questionNumbers } from '../../../survey/questionnaire.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { draftNumber } from './overview-routes.ts'
import { type EditorOptions, openDraft } from './part.ts'
import { breaksOf } from './shown-breaks.ts'

/** One question on paper, numbered as on the answer page. */
type PaperItem = Item & { readonly number: string }

const papersPage = definePage<{
  survey: { id: string; title: string }
  q: Questionnaire
  period: { opensAt: Date; closesAt: Date }
  sections: readonly { label: string; items: readonly PaperItem[] }[]
  plan: PlanInWords
  /** What is done with free texts, and how many days they are kept; null: none are asked, or nobody reads. */
  texts: { readonly rule: string; readonly kept: number; readonly unread: number } | null
  eligible: number
  leftOut: readonly { words: string; people: number }[]
  /** False: nothing is known of the years before. */
  compared: boolean
  breaks: readonly { about: string; reason: string }[]
  keepers: { need: number; posts: readonly string[] }
  /** What happens when too many sheets are lost. */
  loss: string
  kDecision: string
  /** Fingerprint of both keys; null before they are made. */
  fingerprint: string | null
  number: string
  approval: Approval | null
}>('office-proposal-papers')

/** A PC and a tablet. */
const widthSchema = z.enum(['1280', '820']).catch('1280')

type WithId = { Params: { id: string } }

/** What is looked at before the decision: the answer page, and everything on paper. */
export async function paperRoutes(app: FastifyInstance, options: EditorOptions): Promise<void> {
  const { acts, bank, commons } = options

  app.get<WithId>('/surveys/:id/preview-page', async (request, reply) => {
    const { survey, composed } = await openDraft(options, request.params.id)
    const asked = request.query as { width?: unknown }
    const width = widthSchema.parse(asked.width)
    const html = await acts.previewPage(composed.questionnaire, survey, width)
    return reply.type('text/html; charset=utf-8').send(html)
  })

  app.get<WithId>('/surveys/:id/proposal-papers', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const { survey, draft, composed } = context
    const { questionnaire } = composed
    const keys = acts.keysOf(survey)
    return papersPage.send(reply, staffFrame(request, '起案資料', 'office'), {
      survey: { id: survey.id, title: survey.title },
      q: questionnaire,
      period: { opensAt: survey.opensAt, closesAt: survey.closesAt },
      sections: sectionsOf(questionnaire),
      plan: planInWords(questionnaire),
      texts: textsOf(questionnaire),
      eligible: composed.eligible,
      leftOut: (questionnaire.asked?.leftOut ?? []).map((rule) => ({
        words: ruleWords(rule),
        people: rule.people,
      })),
      compared: composed.series.last !== null || draft.earlier !== null,
      breaks: breaksOf(context),
      keepers: draft.keepers,
      loss: lossInWords(draft.keepers),
      kDecision: draft.kDecision,
      fingerprint: keys?.current === true ? keys.number : null,
      number: draftNumber(draftHash(draft, bank)),
      approval: await findApproval(commons, survey.id, draft, bank),
    })
  })
}

function textsOf({ readers }: Questionnaire) {
  if (readers === undefined) return null
  return { rule: freeTextRule(readers), kept: KEPT_AFTER_RELEASE, unread: KEPT_UNREAD }
}

function sectionsOf(q: Questionnaire) {
  const numbers = questionNumbers(q)
  return q.sections.map(({ id, label }) => ({
    label,
    items: q.items
      .filter((item) => item.section === id)
      .map((item) => ({ ...item, number: numbers.get(item.id) ?? '記述' })),
  }))
}
