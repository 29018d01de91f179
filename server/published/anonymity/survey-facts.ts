import { anonymityWords } from '../../../views/words/anonymity/page.ts'
import { lossInWords } from '../../survey/keepers-in-words.ts'
import { planInWords, type PlanInWords } from '../../survey/plan-in-words.ts'
import { type ChangeNotice, noticesOf } from '../../survey/change-notices.ts'
import { readKeyLog } from '../../survey/key-log.ts'
import { reissueCap } from '../../survey/reissue-cap.ts'
import { listReductions, tablesLeft } from '../../survey/plan-reductions.ts'
import { listChanges } from '../../survey/survey-changes.ts'
import { listSurveys, type Phase, phaseOf, type Survey } from '../../survey/surveys.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import type { CommonsReader } from '../../stores/commons.ts'

/** What 「匿名性のしくみ」 and 説明資料 say of one announced survey: all of it from what was frozen. */
export interface SurveyFacts {
  readonly id: string
  readonly title: string
  /** Where it stands, in words; an opened box is not told before the publication. */
  readonly standing: string
  readonly phase: Phase
  readonly cancelled: boolean
  readonly released: boolean
  readonly notices: readonly ChangeNotice[]
  readonly opensAt: Date
  readonly closesAt: Date
  readonly stopped: boolean
  readonly purpose: string
  readonly referenceDay: string
  readonly eligible: number
  /** Lost cards that are at most given anew. */
  readonly reissues: number
  /** People of the roster who were not asked. */
  readonly leftOut: number
  readonly minutes: number
  readonly contact: string
  /** As in the public list; null: announced before there was one. */
  readonly keyNumber: string | null
  readonly k: number
  readonly plan: PlanInWords
  readonly keepers: Keepers
  /** `people` are given a slip, `printed` with the spare ones; null: no slips. */
  readonly slips: { readonly people: number; readonly printed: number } | null
  /** Questions that are answered in own words. */
  readonly texts: number
  /** The two posts that read them; null: nobody does. */
  readonly readers: readonly [string, string] | null
}

export interface Keepers {
  readonly posts: readonly string[]
  readonly need: number
  /** What happens when too many sheets are lost. */
  readonly loss: string
}

/** Every announced survey, newest first. */
export async function askedSurveys(commons: CommonsReader): Promise<AskedSurvey[]> {
  return (await listSurveys(commons)).filter(
    (survey): survey is AskedSurvey => survey.questionnaire !== null,
  )
}

export type AskedSurvey = Survey & { readonly questionnaire: Questionnaire }

export async function surveyFacts(
  commons: CommonsReader,
  survey: AskedSurvey,
  now: Date,
): Promise<SurveyFacts> {
  const { id, title, questionnaire: q, draft, opensAt, closesAt } = survey
  const phase = phaseOf(survey, now)
  const changes = await listChanges(commons, id)
  const released = phase === 'published' || phase === 'destroyed'
  // That an opening was refused is told with the results, not before.
  const tables = released ? tablesLeft(q.tables, await listReductions(commons, id)) : q.tables
  const { posts, need } = draft.keepers
  return {
    id,
    title,
    standing: anonymityWords.ja.standings[phase],
    phase,
    cancelled: phase === 'cancelled',
    released,
    notices: noticesOf(changes),
    opensAt,
    closesAt,
    stopped: survey.stoppedOn !== null,
    purpose: q.purpose,
    referenceDay: q.referenceDay,
    eligible: survey.eligible ?? 0,
    reissues: reissueCap(survey.eligible ?? 0),
    leftOut: (q.asked?.leftOut ?? []).reduce((sum, { people }) => sum + people, 0),
    minutes: q.minutes,
    contact: q.contact,
    keyNumber: (await readKeyLog(commons, id)).at(-1)?.entry.keyId ?? null,
    k: q.k,
    plan: planInWords({ ...q, tables }),
    keepers: { posts, need, loss: lossInWords({ posts, need }) },
    slips: q.slips ?? null,
    readers: q.readers ?? null,
    texts: q.items.filter(({ type }) => type === 'text').length,
  }
}
