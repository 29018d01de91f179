import { setTimeout as pause } from 'node:timers/promises'
import type { System } from '../server/app.ts'
import { fiscalYearOf } from '../server/calendar/fiscal-year.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { projectFile } from '../server/http/project-file.ts'
import { usualDraft } from '../server/identified/office/editor/usual-draft.ts'
import type { Stores } from '../server/stores/open.ts'
import { publishedSetSchema } from '../server/survey/published-set.ts'
import { loadQuestionBank } from '../server/survey/question-bank.ts'
import type { Questionnaire } from '../server/survey/questionnaire.ts'
import { findSurvey } from '../server/survey/surveys.ts'
import type { progressPrinter } from './demo-progress.ts'
import { printSampleSlips } from './demo-slips.ts'
import { recountIndicators } from './demo-rows.ts'

/** いくつでも and managers' questions of the bank: the second survey shows what they look like. */
export const EVERY_TYPE = ['Q_KNOW_1', 'Q_MGR_1', 'Q_MGR_2', 'Q_MGR_3']

/**
 * The acts of 人事課: draft, keys, rehearsal and announcement, open at once for two weeks (never across 1 April).
 *
 * @param more questions of the bank beside the usual ones.
 * @param before what is done with the draft before it is announced.
 */
export async function announce(
  system: System,
  stores: Stores,
  now: () => Date,
  year: string,
  more: readonly string[] = [],
  before: (draft: string) => Promise<void> = async () => {},
) {
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const at = now()
  const march = new Date(`${fiscalYearOf(jstDay(at)) + 1}-03-31T23:59:59+09:00`)
  const lastDay = jstDay(new Date(at.getTime() + 14 * 24 * 60 * 60 * 1000))
  const evening = new Date(`${lastDay}T17:15:00+09:00`)
  const closes = new Date(Math.min(evening.getTime(), march.getTime()))
  const usual = usualDraft(bank, at)
  const id = await system.acts.createDraft({
    ...usual,
    itemIds: [...usual.itemIds, ...more],
    title: `${year} 職員の勤務実態に係るアンケート`,
    opensAt: at.toISOString(),
    closesAt: closes.toISOString(),
    referenceDay: jstDay(at),
    contact: '人事課（内線 2305）',
    contacts: ['ハラスメント相談窓口：人事課', '内部公益通報窓口：総務課', '健康相談：産業医'],
    keepers: { need: 2, posts: ['人事課長', '総務課長', '職員組合の代表'] },
    earlier: { scale: '4', denominator: 'valid', asked: 'same' },
  })
  await before(id)
  await system.acts.approveDraft(id, { number: '見本第1号', day: jstDay(at) })
  const slips = await printSampleSlips(stores, bank, now, id)
  const prepared = await system.acts.prepareAnnouncement(id)
  if (prepared.state === 'refused') throw new Error(prepared.reason)
  const passphrases = prepared.keepers.map((keeper) => keeper.passphrase)
  const announced = await system.acts.announce(id, passphrases)
  if (announced.state === 'refused') throw new Error(announced.reason)
  if ((await findSurvey(stores.commonsReader, id))?.state !== 'announced')
    throw new Error('not announced')
  return { id, passphrases, slips }
}

/** Opening, the programme’s indicators, publication and destruction; then the recount. */
export async function openAndPublish(
  system: System,
  stores: Stores,
  survey: { id: string; passphrases: readonly string[] },
  rows: readonly string[][],
  print: ReturnType<typeof progressPrinter>,
): Promise<void> {
  const frozen = await system.acts.findFrozen(survey.id)
  if (frozen === undefined) throw new Error('survey is missing')
  system.acts.startOpening(frozen, survey.passphrases)
  let phase = ''
  for (;;) {
    const progress = system.acts.openingProgress(survey.id)
    if (progress?.failed !== undefined) throw new Error(progress.failed)
    if (progress?.finished === true) break
    if (progress !== undefined && progress.phase !== phase) {
      phase = progress.phase
      print.step(phase, progress.total)
    }
    if (progress !== undefined) print.done(progress.done)
    await pause(200)
  }
  await system.acts.offerIndicators()
  print.step('公表し、回答箱と鍵を廃棄しています', 1)
  await system.acts.publish(survey.id)
  await system.acts.destroyBox(survey.id)
  print.end()
  await compareIndicators(stores, survey.id, rows)
}

/** The published four percentages against a recount from what the people remember. */
async function compareIndicators(
  stores: Stores,
  survey: string,
  rows: readonly string[][],
): Promise<void> {
  const row = await stores.commonsReader
    .selectFrom('published_set')
    .select('body')
    .where('survey', '=', survey)
    .executeTakeFirstOrThrow()
  const set = publishedSetSchema.parse(JSON.parse(row.body))
  const whole = set.groups[0]
  if (whole?.state !== 'published') {
    process.stdout.write('\n回答が公表できる人数に足りないため、何も公表していません。\n')
    return
  }
  process.stdout.write('\n公表した4つの割合と、回答者の控えから数え直した割合\n')
  for (const counted of recountIndicators(await questionnaireOf(stores, survey), rows)) {
    const value = whole.items[counted.item]
    const same = value?.favourable.toFixed(1) === counted.percent && value.n === counted.n
    process.stdout.write(
      `  ${same ? '一致' : '不一致'}  公表 ${value?.favourable.toFixed(1)}％  数え直し ${counted.percent}％（n=${counted.n}）  ${counted.label}\n`,
    )
    if (!same) process.exitCode = 1
  }
}

export async function questionnaireOf(stores: Stores, survey: string): Promise<Questionnaire> {
  const questionnaire = (await findSurvey(stores.commonsReader, survey))?.questionnaire
  if (questionnaire === null || questionnaire === undefined) throw new Error('not announced')
  return questionnaire
}
