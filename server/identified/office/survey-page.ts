import type { FastifyReply, FastifyRequest } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { chosenItems } from '../../survey/chosen-items.ts'
import { chosenAttributes } from '../../survey/draft-attributes.ts'
import { type PlanInWords, planInWords } from '../../survey/plan-in-words.ts'
import { listReductions, openRefusal } from '../../survey/plan-reductions.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import { findSurvey, type Phase, phaseOf, type Survey } from '../../survey/surveys.ts'
import { tableName } from '../../survey/table-names.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { doneWords } from './life/done-words.ts'
import { type StandingView, standingView } from './life/standing-view.ts'
import { composeDraft } from './announcement-plan.ts'
import type { PreparedKeys } from './announce.ts'
import type { OfficeOptions } from './office.ts'
import { findPool } from './slips/pool.ts'

const surveyPage = definePage<{
  survey: Survey
  phase: Phase
  keys: PreparedKeys | null
  scaleItems: number
  /** 「属性」: what is asked about oneself. */
  attributes: number
  textItems: number
  turnout: number | null
  publishedBase: string
  plan: PlanInWords
  /** Left out of the frozen plan after a refusal. */
  withdrawn: readonly { names: string; decision: string }[]
  /** The last opening was refused, and nothing was decided yet. */
  stopped: boolean
  refused: string | null
  /** What was just done, as a sentence. */
  done: string | null
  /** ISO day (JST). */
  today: string
  standing: StandingView
  /** null: no paper slips. */
  slips: { people: number; printed: number; ready: boolean } | null
}>('office-survey')

/** @throws {Problem} `not-found` */
export async function requireSurvey(commons: CommonsReader, id: string): Promise<Survey> {
  const survey = await findSurvey(commons, id)
  if (survey === undefined) throw new Problem('not-found')
  return survey
}

/** The page of one survey, wherever it stands; `refused` says why the act just asked for was not done. */
export async function sendSurvey(
  request: FastifyRequest,
  reply: FastifyReply,
  options: OfficeOptions,
  survey: Survey,
  refused: string | null = null,
): Promise<FastifyReply> {
  const { acts, bank, commons, now, publishedBase } = options
  const phase = phaseOf(survey, now())
  const counted = phase === 'open' || phase === 'closed'
  return surveyPage.send(reply, staffFrame(request, survey.title, 'office'), {
    survey,
    phase,
    keys: acts.keysOf(survey),
    scaleItems: countItems(bank, survey, 'scale'),
    attributes: (survey.questionnaire?.attributes ?? chosenAttributes(survey.draft, bank)).length,
    textItems: countItems(bank, survey, 'text'),
    turnout: counted ? await acts.turnout(survey.id, survey.eligible ?? 0) : null,
    publishedBase,
    plan: planWords(bank, survey),
    withdrawn: await withdrawnOf(options, survey),
    stopped: phase === 'closed' && (await openRefusal(commons, survey.id)) !== undefined,
    refused,
    done: refused === null ? doneWords(request) : null,
    today: jstDay(now()),
    standing: await standingView(options, survey, phase),
    slips: await slipsOf(options, survey),
  })
}

/** The plan as it is frozen, or as the draft has it. */
export function planWords(bank: QuestionBank, { draft, questionnaire }: Survey): PlanInWords {
  if (questionnaire !== null) return planInWords(questionnaire)
  return planInWords({ ...draft, attributes: chosenAttributes(draft, bank) })
}

async function slipsOf(options: OfficeOptions, survey: Survey) {
  const { id, draft, questionnaire, state } = survey
  const wanted =
    state === 'draft' && draft.slips !== null
      ? (await composeDraft(options, id, draft)).questionnaire.slips
      : questionnaire?.slips
  if (wanted === undefined) return null
  const pool = await findPool(options.commons, id)
  return { ...wanted, ready: pool?.printed === wanted.printed }
}

async function withdrawnOf({ commons }: OfficeOptions, { id, questionnaire }: Survey) {
  const attributes = questionnaire?.attributes ?? []
  const reductions = await listReductions(commons, id)
  return reductions.map(({ tables, decision }) => ({
    names: tables.map((table) => tableName(table, attributes)).join('、'),
    decision,
  }))
}

function countItems(bank: QuestionBank, survey: Survey, type: 'scale' | 'text'): number {
  const frozen = survey.questionnaire?.items
  if (frozen !== undefined) return frozen.filter((item) => item.type === type).length
  return chosenItems(survey.draft, bank).filter((item) => item.type === type).length
}
