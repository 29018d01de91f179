import { stopNow, type SurveyChange } from '../../../survey/survey-changes.ts'
import type { Phase } from '../../../survey/surveys.ts'

/** What may be changed publicly after the announcement. */
export type ChangeKind = SurveyChange['kind']

/** Where a survey stands, as far as its changes depend on it. */
export interface Standing {
  readonly phase: Phase
  readonly changes: readonly SurveyChange[]
  /** An opening is running. */
  readonly opening: boolean
}

/** Why a change cannot be made now, and what to do instead; null when it can. */
export function refusalOf(kind: ChangeKind, standing: Standing): string | null {
  return refusals[kind](standing)
}

const refusals: Record<ChangeKind, (standing: Standing) => string | null> = {
  extension({ phase, changes }) {
    if (phase === 'draft') return 'まだ案です。締切は、案の「題名と期間」で直してください。'
    if (phase === 'cancelled') return '中止したアンケートの締切は、延長できません。'
    if (phase !== 'before' && phase !== 'open')
      return '締切を過ぎたため、延長できません。延長は、締切の前にだけできます。'
    if (changes.some((change) => change.kind === 'extension'))
      return '締切は、すでに延長しています。延長は1回だけです。'
    return stopNow(changes) === null
      ? null
      : '期限を停止している間は、延長できません。先に停止を終えてください。'
  },

  correction({ phase }) {
    if (phase === 'draft') return 'まだ案です。お知らせではなく、案そのものを直してください。'
    return phase === 'cancelled' ? '中止したアンケートには、正誤のお知らせを出せません。' : null
  },

  stop({ phase, changes }) {
    if (phase === 'draft') return 'まだ案です。期限は動いていません。'
    if (phase === 'cancelled' || phase === 'destroyed')
      return 'このアンケートには、動いている期限がありません。'
    return stopNow(changes) === null
      ? null
      : 'すでに期限を停止しています。終えるときは「期限の停止を終える」へ進んでください。'
  },

  resumption({ phase, changes }) {
    const standing = phase !== 'cancelled' && stopNow(changes) !== null
    return standing ? null : '期限は停止していません。アンケートの画面を開き直してください。'
  },

  cancellation({ phase, opening }) {
    if (phase === 'cancelled') return 'このアンケートは、すでに中止しています。'
    if (phase === 'opened' || phase === 'published' || phase === 'destroyed')
      return '開封した後は、中止できません。アンケートの画面で今の状態を確かめてください。'
    return opening
      ? '開封・集計が進んでいます。先に開封を取りやめるか、終わるのを待ってから、もう一度確かめてください。'
      : null
  },
}
