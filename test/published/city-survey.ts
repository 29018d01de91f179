/** Surveys of the sample city, each with the set of its year. */
import type { Stores } from '../../server/stores/open.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { createDraft } from '../../server/survey/surveys.ts'
import { cityQuestionnaire } from '../views/city-questionnaire.ts'
import { cityRows, thresholdSet } from './city-set.ts'
import { putSet, usualDraft } from './released-survey.ts'

export interface CitySurvey {
  readonly id: string
  readonly questionnaire: Questionnaire
  readonly set: PublishedSet
}

/** @param change of the questionnaire before anything is answered. */
export async function putCity(
  stores: Stores,
  wanted: {
    readonly year: number
    readonly scale?: 4 | 5
    readonly lean?: number
    readonly stage?: 'opened' | 'published'
    readonly change?: (q: Questionnaire) => Questionnaire
    readonly protect?: (q: Questionnaire) => PublishedSet | Promise<PublishedSet>
  },
): Promise<CitySurvey> {
  const { year, stage = 'published' } = wanted
  const title = `令和${year - 2018}年度 職員の勤務実態に係るアンケート`
  const referenceDay = `${year}-10-01`
  const id = await createDraft(stores.commons, {
    ...usualDraft,
    title,
    referenceDay,
    opensAt: `${year}-10-01T00:00:00.000Z`,
    closesAt: `${year}-10-16T08:15:00.000Z`,
  })
  const usual = { ...cityQuestionnaire(wanted.scale ?? 4), survey: id, title, referenceDay }
  const questionnaire = wanted.change?.(usual) ?? usual
  const protect = wanted.protect ?? ((q) => thresholdSet(q, cityRows(q, year, wanted.lean)))
  const set = await protect(questionnaire)
  await putSet(stores, { id, questionnaire, body: JSON.stringify(set), stage })
  return { id, questionnaire, set }
}
