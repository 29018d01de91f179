import { formatJstDay, jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { closingOf } from '../../survey/closing-time.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import { REISSUE_PERCENT, reissueCap } from '../../survey/reissue-cap.ts'
import { requireCardsOpen } from '../accounts/card-block.ts'
import { recordAct } from '../auth/audit.ts'
import { countReissued, isToTake, NOT_ISSUED, ownCard } from './cards.ts'

type Dated = Pick<FrozenSurvey, 'id' | 'closesAt' | 'stoppedOn'>

/** The last day (JST) on which a card is given anew: the one before the closing day. */
export function lastReissueDay(survey: Pick<Dated, 'closesAt' | 'stoppedOn'>): string {
  return addDays(jstDay(closingOf(survey)), -1)
}

/**
 * The person says that the own card is lost. No time is kept, and asking twice is asking once.
 *
 * @throws {Problem} what `reissueObstacle` gives
 */
export async function askReissue(
  identity: IdentityStore,
  survey: Dated,
  person: string,
  now: Date,
): Promise<void> {
  const obstacle = await reissueObstacle(identity, survey, person, now)
  if (obstacle !== null) throw obstacle
  await identity
    .updateTable('card')
    .set({ reissue: 'a' })
    .where('survey', '=', survey.id)
    .where('person', '=', person)
    .where('reissue', '=', '-')
    .execute()
}

/**
 * Why a person cannot ask: `not-eligible`, `slip-instead`, `reissue-refused`, or `card-after-reset`, since
 * a re-issue must not lead around the days of waiting after a reset.
 */
export async function reissueObstacle(
  identity: IdentityStore,
  survey: Dated,
  person: string,
  now: Date,
): Promise<Problem | null> {
  const { state, reissued } = await ownCard(identity, survey.id, person)
  if (state === 'not-eligible') return new Problem('not-eligible')
  if (state === 'slip') return new Problem('slip-instead')
  if (isToTake(state)) return refused(NOT_TAKEN)
  if (reissued) return refused(ONCE)
  const last = lastReissueDay(survey)
  if (jstDay(now) > last) return refused(tooLate(last))
  return resetObstacle(identity, person, now)
}

/**
 * A second person of 人事課 decides. The row is as if no card had been handed out, but for the letter that
 * counts it; the lost card cannot be told from others and stays good, so the number is published.
 *
 * @throws {Problem} `reissue-refused`, with what to do next
 */
export async function giveAnew(
  identity: IdentityStore,
  survey: Dated,
  { person, actor, now }: Decision,
): Promise<void> {
  if (person === actor) throw refused(OWN)
  const last = lastReissueDay(survey)
  if (jstDay(now) > last) throw refused(tooLate(last))
  if ((await resetObstacle(identity, person, now)) !== null) throw refused(AFTER_RESET)
  await identity.transaction().execute(async (trx) => {
    const cap = reissueCap(await countEligible(trx, survey.id))
    if ((await countReissued(trx, survey.id)) >= cap) throw refused(usedUp(cap))
    const given = await trx
      .updateTable('card')
      .set({ issued: NOT_ISSUED, reissue: 'g' })
      .where('survey', '=', survey.id)
      .where('person', '=', person)
      .where('reissue', '=', 'a')
      .where('way', '=', 'sign-in')
      .executeTakeFirst()
    if (given.numUpdatedRows !== 1n) throw refused(NOT_ASKED)
    await recordAct(trx, now, actor, '回答券を再発行', detailOf(survey.id, person))
  })
}

/** The person may ask again. @throws {Problem} `reissue-refused` when nobody of that number asks. */
export async function declineReissue(
  identity: IdentityStore,
  survey: string,
  { person, actor, now }: Decision,
): Promise<void> {
  if (person === actor) throw refused(OWN)
  await identity.transaction().execute(async (trx) => {
    const declined = await trx
      .updateTable('card')
      .set({ reissue: '-' })
      .where('survey', '=', survey)
      .where('person', '=', person)
      .where('reissue', '=', 'a')
      .executeTakeFirst()
    if (declined.numUpdatedRows !== 1n) throw refused(NOT_ASKED)
    await recordAct(trx, now, actor, '回答券を再発行しないと決定', detailOf(survey, person))
  })
}

export interface Decision {
  /** Whose card. */
  readonly person: string
  readonly actor: string
  readonly now: Date
}

/** Who asks, in the order of staff numbers, and how many were given of how many. */
export async function reissuesOf(identity: IdentityStore, survey: string) {
  const asked = await identity
    .selectFrom('card')
    .select('person')
    .where('survey', '=', survey)
    .where('reissue', '=', 'a')
    .orderBy('person')
    .execute()
  return {
    asked: asked.map(({ person }) => person),
    given: await countReissued(identity, survey),
    cap: reissueCap(await countEligible(identity, survey)),
  }
}

async function countEligible(identity: IdentityStore, survey: string): Promise<number> {
  const row = await identity
    .selectFrom('card')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('survey', '=', survey)
    .executeTakeFirstOrThrow()
  return row.people
}

async function resetObstacle(
  identity: IdentityStore,
  person: string,
  now: Date,
): Promise<Problem | null> {
  try {
    await requireCardsOpen(identity, person, jstDay(now))
    return null
  } catch (problem) {
    if (problem instanceof Problem) return problem
    throw problem
  }
}

function refused(detail: string): Problem {
  return new Problem('reissue-refused', { detail })
}

function detailOf(survey: string, person: string): string {
  return `${survey}：職員番号 ${person}`
}

const ONCE =
  '再発行は、1人1回までです。あなたの回答券は、前に1回再発行しています。事情は人事課へお話しください。'
const NOT_TAKEN =
  'あなたの回答券は、まだ渡していないか、再発行を終えています。再発行の申出ではなく、回答券のページから受け取ってください。'
const NOT_ASKED =
  'この職員番号からの申出は、届いていません。本人がサインインして、回答券のページで「回答券をなくした」から申し出ます。'
const OWN = 'ご自身の回答券は、再発行できません。人事課のほかの職員が判断してください。'
const AFTER_RESET =
  'この職員のパスワードは、再発行されたばかりです。再発行の次の開庁日になってから、本人に確かめて判断してください。'

function usedUp(cap: number): string {
  return `再発行は、このアンケートでは${cap}枚まで（対象者の${REISSUE_PERCENT}％）です。上限に達したため、これ以上は再発行できません。本人にお伝えください。`
}

function tooLate(last: string): string {
  return `再発行は、締切の前日（${formatJstDay(last)}）までです。受け取った端末や回答券の番号が見つかれば、締切までは回答できます。`
}
