import { createHash } from 'node:crypto'
import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay } from '../../calendar/jst.ts'
import type { CommonsReader, UnitRow } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { findApproval } from '../../survey/approval.ts'
import { countAsked, leftOutBy, type RosterFacts } from '../../survey/asked.ts'
import { draftFaults } from '../../survey/draft-faults.ts'
import { composeQuestionnaire, type LeftOut, type SurveyDraft } from '../../survey/draft.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { findBreaks, lastPublished, type SeriesBreak } from '../../survey/series-breaks.ts'
import { findSurvey, type Survey } from '../../survey/surveys.ts'
import { bureauChoices, listUnits } from '../../survey/units.ts'
import type { ReportingUnit } from '../issuance/eligibility.ts'

export interface PlanDeps {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly bank: QuestionBank
  readonly now: () => Date
}

/** What an announcement would freeze now. */
export interface Plan {
  readonly survey: Survey
  readonly questionnaire: Questionnaire
  readonly hash: string
  readonly eligible: number
  readonly reportingUnit: ReportingUnit
}

/**
 * The survey is a draft with nothing missing, it is approved as it stands, its dates can be kept, and
 * there is somebody to ask; or a sentence why not.
 */
export async function planOf(deps: PlanDeps, id: string): Promise<Plan | { refused: string }> {
  const survey = await findSurvey(deps.commons, id)
  if (survey === undefined || survey.state !== 'draft') {
    return { refused: 'このアンケートは、すでに実施を決定しています。画面を開き直してください。' }
  }
  const now = deps.now()
  if (survey.closesAt <= now) {
    return { refused: '締切が過ぎています。内容の修正で、日時を入れ直してください。' }
  }
  if (fiscalYearOf(jstDay(now)) !== fiscalYearOf(jstDay(survey.closesAt))) {
    return {
      refused:
        '実施の決定から締切までが4月1日をまたぎます。内容の修正で、日時を入れ直してください。',
    }
  }
  const composed = await composeDraft(deps, id, survey.draft)
  const { questionnaire, reportingUnit, eligible, series } = composed
  if (composed.unitsOnDay === 0) {
    return {
      refused: '所属がまだ取り込まれていません。先に名簿（所属と職員）を取り込んでください。',
    }
  }
  if (composed.inUnits === 0) {
    return { refused: '対象になる職員がいません。先に名簿（所属と職員）を取り込んでください。' }
  }
  if (eligible === 0) {
    return { refused: '対象になる職員がいません。案の「対象者」で、外す職員を見直してください。' }
  }
  const [fault] = draftFaults(survey.draft, deps.bank, series, now)
  if (fault !== undefined) {
    return { refused: `案に足りないところがあります。案の修正で直してください。${fault.words}` }
  }
  const approval = await findApproval(deps.commons, id, survey.draft, deps.bank)
  if (approval === null) {
    return {
      refused: '決裁がまだ登録されていません。案の画面で、決裁番号と決裁日を登録してください。',
    }
  }
  if (!approval.valid) {
    return {
      refused:
        '決裁の後に案が変わっています。もう一度決裁を受け、案の画面で決裁番号を登録し直してください。',
    }
  }
  const hash = createHash('sha256').update(JSON.stringify(questionnaire)).digest('hex')
  return { survey, questionnaire, hash, eligible, reportingUnit }
}

/** A draft as it would be frozen with the roster and the units of today. */
export interface ComposedDraft {
  readonly questionnaire: Questionnaire
  readonly reportingUnit: ReportingUnit
  /** 部 that exist on the reference day. */
  readonly unitsOnDay: number
  /** People with a unit on the reference day, whether asked or not. */
  readonly inUnits: number
  /** People of the roster without one. */
  readonly outside: number
  readonly eligible: number
  /** Of the eligible: people without a PC, and how many of them in which unit. */
  readonly withoutPc: number
  readonly withoutPcIn: ReadonlyMap<string, number>
  readonly series: { readonly last: Questionnaire | null; readonly breaks: readonly SeriesBreak[] }
}

export async function composeDraft(
  deps: Pick<PlanDeps, 'identity' | 'commons' | 'bank'>,
  id: string,
  draft: SurveyDraft,
): Promise<ComposedDraft> {
  const units = await listUnits(deps.commons)
  const everybody = organisationOn(units, draft.referenceDay)
  const { bureaus, reportingUnit } = organisationOn(units, draft.referenceDay, draft.leftOut)
  const people = await rosterFacts(deps.identity)
  const inUnits = people.filter((person) => everybody.reportingUnit(person) !== null)
  const roster = people.filter(({ origin }) => origin === 'roster')
  const asked = countAsked(inUnits, draft.leftOut, units)
  const noPc = inUnits.filter((person) => person.own_pc === 0 && reportingUnit(person) !== null)
  const withoutPc = noPc.length
  const withoutPcIn = new Map<string, number>()
  for (const { unit } of noPc) withoutPcIn.set(unit, (withoutPcIn.get(unit) ?? 0) + 1)
  const composed = composeQuestionnaire(id, draft, deps.bank, bureaus, asked)
  const slips = slipsOf(draft, withoutPc)
  const questionnaire = slips === null ? composed : { ...composed, slips }
  const last = await lastPublished(deps.commons)
  return {
    questionnaire,
    reportingUnit,
    unitsOnDay: everybody.bureaus.length,
    inUnits: inUnits.length,
    outside: roster.filter((person) => everybody.reportingUnit(person) === null).length,
    eligible: asked.people,
    withoutPc,
    withoutPcIn,
    series: { last, breaks: findBreaks(questionnaire, last, draft.earlier) },
  }
}

/** 紙の回答券 as the draft wants them: one for everybody without a PC, and the spare ones. */
function slipsOf(
  { slips }: SurveyDraft,
  people: number,
): NonNullable<Questionnaire['slips']> | null {
  if (slips === null) return null
  const printed = people + (slips.spare ?? Math.ceil(people / 10))
  return printed === 0 ? null : { people, printed }
}

/** What a ballot may name on an ISO day, and who of the roster is asked. */
export function organisationOn(units: readonly UnitRow[], day: string, leftOut?: LeftOut) {
  const out = new Set(leftOut?.units)
  const bureaus = bureauChoices(units, day)
    .filter(({ code }) => !out.has(code))
    .map((bureau) => ({
      ...bureau,
      sections: bureau.sections.filter(
        ({ code, within }) => !out.has(code) && !(within !== undefined && out.has(within)),
      ),
    }))
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const askable = new Set(bureaus.map((bureau) => bureau.code))
  const by = leftOut === undefined ? () => null : leftOutBy(leftOut, units)
  const reportingUnit: ReportingUnit = (person) => {
    const unit = byCode.get(person.unit)
    const bureau = unit?.bureau ?? null
    if (bureau === null || !askable.has(bureau) || by(person) !== null) return null
    return { bureau, section: unit?.section ?? '' }
  }
  return { bureaus, reportingUnit }
}

/** What of everybody decides who is asked; `origin` tells accounts made at set-up. */
export function rosterFacts(
  identity: IdentityStore,
): Promise<(RosterFacts & { readonly origin: 'roster' | 'setup'; readonly own_pc: number })[]> {
  return identity
    .selectFrom('person')
    .select(['unit', 'employment', 'appointer', 'status', 'origin', 'own_pc'])
    .execute()
}

export function samePlan(a: Plan, b: Plan): boolean {
  return sameDraft(a.survey, b.survey) && a.hash === b.hash && a.eligible === b.eligible
}

export function sameDraft(a: Survey, b: Survey): boolean {
  return JSON.stringify(a.draft) === JSON.stringify(b.draft)
}
