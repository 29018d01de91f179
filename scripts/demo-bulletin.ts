import type { System } from '../server/app.ts'
import { answeredProposals } from '../server/bulletin-acts.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { findDraft } from '../server/programme/bulletin/read-bulletins.ts'
import {
  beginBulletin,
  publishBulletin,
  saveBulletin,
} from '../server/programme/bulletin/write-bulletins.ts'
import {
  asVoiceChanges,
  changeCandidates,
  usualChanges,
} from '../server/programme/follow-up/changes.ts'
import type { Stores } from '../server/stores/open.ts'
import { findSurvey } from '../server/survey/surveys.ts'

const TITLE = '提案とアンケートから、仕事が変わっています'
const LEAD =
  '職員から届いた提案と、アンケートの結果をもとに、この1年で変わったことをお知らせします（見本データ）。'

/** 「あなたの声で変わったこと」 of the sample's second survey, as the rule chooses it. */
export async function tellSampleChanges(
  system: System,
  stores: Stores,
  survey: string,
): Promise<void> {
  const found = await findSurvey(stores.commonsReader, survey)
  if (found === undefined) throw new Error('survey is missing')
  const answered = answeredProposals(system.proposals.board.present)
  const candidates = await changeCandidates(stores.commonsReader, answered, found.fiscalYear)
  await system.acts.tellChanges(survey, asVoiceChanges(usualChanges(candidates)))
}

/** The first number of かわるばん, as the rule composes it; none when nothing has happened yet. */
export async function publishSampleBulletin(
  system: System,
  stores: Stores,
  now: () => Date,
): Promise<void> {
  const answered = answeredProposals(system.proposals.board.present)
  const editing = { commons: stores.commons, answered, today: jstDay(now()) }
  await beginBulletin(editing)
  const draft = await findDraft(stores.commonsReader)
  if (draft === null || draft.body.articles.length === 0) return
  const { number, stamp, body } = draft
  const wanted = { number, title: TITLE, stamp, lead: LEAD, articles: body.articles }
  if (!(await saveBulletin(stores.commons, wanted))) throw new Error('bulletin was not saved')
  const edited = await findDraft(stores.commonsReader)
  const published = await publishBulletin(editing, number, edited?.stamp ?? '')
  if (!published.ok) throw new Error(`bulletin: ${published.reason}`)
}
