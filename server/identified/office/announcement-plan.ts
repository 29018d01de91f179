import { createHash } from 'node:crypto'
import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay } from '../../calendar/jst.ts'
import type { CommonsReader, UnitRow } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { composeQuestionnaire } from '../../survey/draft.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
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

/** The survey is a draft, its dates can be kept, and there is somebody to ask; or a sentence why not. */
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
  const units = await listUnits(deps.commons)
  const { bureaus, reportingUnit } = organisationOn(units, survey.draft.referenceDay)
  if (bureaus.length === 0) {
    return {
      refused: '所属がまだ取り込まれていません。先に名簿（所属と職員）を取り込んでください。',
    }
  }
  const people = await deps.identity.selectFrom('person').select('unit').execute()
  const eligible = people.filter(({ unit }) => reportingUnit(unit) !== null).length
  if (eligible === 0) {
    return { refused: '対象になる職員がいません。先に名簿（所属と職員）を取り込んでください。' }
  }
  const questionnaire = composeQuestionnaire(id, survey.draft, deps.bank, bureaus)
  const hash = createHash('sha256').update(JSON.stringify(questionnaire)).digest('hex')
  return { survey, questionnaire, hash, eligible, reportingUnit }
}

/** What a ballot may name on an ISO day, and who of the roster is asked. */
export function organisationOn(units: readonly UnitRow[], day: string) {
  const bureaus = bureauChoices(units, day)
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const askable = new Set(bureaus.map((bureau) => bureau.code))
  const reportingUnit: ReportingUnit = (code) => {
    const unit = byCode.get(code)
    const bureau = unit?.bureau ?? null
    if (bureau === null || !askable.has(bureau)) return null
    return { bureau, section: unit?.section ?? '' }
  }
  return { bureaus, reportingUnit }
}

export function samePlan(a: Plan, b: Plan): boolean {
  return sameDraft(a.survey, b.survey) && a.hash === b.hash && a.eligible === b.eligible
}

export function sameDraft(a: Survey, b: Survey): boolean {
  return JSON.stringify(a.draft) === JSON.stringify(b.draft)
}
