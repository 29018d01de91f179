import { jstDay } from '../../../calendar/jst.ts'
import { Problem } from '../../../http/problems.ts'
import { lossInWords } from '../../../survey/keepers-in-words.ts'
import { planInWords } from '../../../survey/plan-in-words.ts'
import { listReductions, tablesLeft } from '../../../survey/plan-reductions.ts'
import { listChanges, stopNow } from '../../../survey/survey-changes.ts'
import { phaseOf, type Survey } from '../../../survey/surveys.ts'
import { keyId } from '../../../tokens/keys.ts'
import type { CommonsReader } from '../../../stores/commons.ts'
import type { NoticeFacts } from './notice-facts.ts'

interface FactsDeps {
  readonly commons: CommonsReader
  readonly now: () => Date
  readonly publishedBase: string
  /** Days of 「開封・集計記録」; undefined before the opening. */
  readonly record: (
    survey: string,
  ) => Promise<{ publishedOn: string | null; destroyedOn: string | null } | undefined>
}

/**
 * @param origin of the page that asks: the address by which the city hall reaches this server.
 * @throws {Problem} `not-found` for a survey that was never announced.
 */
export async function factsOf(
  { commons, now, record: recordOf, publishedBase }: FactsDeps,
  survey: Survey,
  origin: string,
): Promise<NoticeFacts> {
  const { id, questionnaire, signingSpki, tallySpki } = survey
  if (questionnaire === null || signingSpki === null || tallySpki === null) {
    throw new Problem('not-found')
  }
  const changes = await listChanges(commons, id)
  const record = await recordOf(id)
  const tables = tablesLeft(questionnaire.tables, await listReductions(commons, id))
  const plan = planInWords({ ...questionnaire, tables })
  return {
    phase: phaseOf(survey, now()),
    today: jstDay(now()),
    title: survey.title,
    purpose: questionnaire.purpose,
    opensAt: survey.opensAt,
    closesAt: survey.closesAt,
    stopped: survey.stoppedOn !== null && stopNow(changes) !== null,
    referenceDay: questionnaire.referenceDay,
    eligible: survey.eligible ?? 0,
    minutes: questionnaire.minutes,
    contact: questionnaire.contact,
    keyId: keyId(signingSpki, tallySpki),
    keepers: keepersInWords(survey.draft.keepers),
    tables: plan.tables,
    k: plan.k,
    changes,
    staffAddress: `${origin}/staff/`,
    resultsAddress: `${origin}${publishedBase}/results/${id}`,
    slipAddress: (questionnaire.slips?.people ?? 0) === 0 ? null : `${origin}/voice/slip`,
    anonymityAddress: `${origin}${publishedBase}/anonymity/${id}`,
    publishedOn: record?.publishedOn ?? null,
    destroyedOn: record?.destroyedOn ?? null,
  }
}

function keepersInWords({ posts, need }: Survey['draft']['keepers']): string {
  const who = need === posts.length ? '全員' : `うち${need}人`
  return `${posts.join('、')}（${who}の合言葉で開封）。${lossInWords({ posts, need })}`
}
