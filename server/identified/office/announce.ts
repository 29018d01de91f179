import { createHash } from 'node:crypto'
import { jstDay } from '../../calendar/jst.ts'
import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { composeQuestionnaire, type SurveyDraft } from '../../survey/draft.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { type Frozen, findSurvey } from '../../survey/surveys.ts'
import { bureauChoices, listUnits } from '../../survey/units.ts'
import { generateSigningKey } from '../../tokens/keys.ts'
import { freezeEligible } from '../issuance/eligibility.ts'

export interface AnnounceDeps {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly bank: QuestionBank
  readonly now: () => Date
  /** Makes box and tally key (zone `opening`); the passphrases come back once. */
  readonly prepareBox: (
    questionnaire: Questionnaire,
    eligible: number,
    keepers: SurveyDraft['keepers'],
  ) => Promise<{ tallySpki: Buffer; passphrases: string[] }>
  /** Writes the frozen survey (zone `survey`): the commit point. */
  readonly freeze: (id: string, frozen: Frozen) => Promise<boolean>
}

export type Announcement =
  | { readonly state: 'announced'; readonly keepers: readonly KeeperSheet[]; readonly need: number }
  | { readonly state: 'refused'; readonly reason: string }

export interface KeeperSheet {
  readonly post: string
  readonly passphrase: string
}

/**
 * Announces a draft: snapshot of the eligible people, a fresh signing key, box and tally key, and the
 * frozen questionnaire, which is written last; before that everything can be repeated. The passphrases
 * are returned once and stored nowhere.
 */
export async function announceSurvey(deps: AnnounceDeps, id: string): Promise<Announcement> {
  const survey = await findSurvey(deps.commons, id)
  if (survey === undefined || survey.state !== 'draft') {
    return refused('このアンケートは、すでに実施を決定しています。画面を開き直してください。')
  }
  const now = deps.now()
  if (survey.closesAt <= now) {
    return refused('締切が過ぎています。内容の修正で、日時を入れ直してください。')
  }
  if (fiscalYearOf(jstDay(now)) !== fiscalYearOf(jstDay(survey.closesAt))) {
    return refused(
      '実施の決定から締切までが4月1日をまたぎます。内容の修正で、日時を入れ直してください。',
    )
  }
  const units = await listUnits(deps.commons)
  const bureaus = bureauChoices(units, survey.draft.referenceDay)
  if (bureaus.length === 0) {
    return refused('所属がまだ取り込まれていません。先に名簿（所属と職員）を取り込んでください。')
  }
  const questionnaire = composeQuestionnaire(id, survey.draft, deps.bank, bureaus)
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const askable = new Set(bureaus.map((bureau) => bureau.code))
  const { pkcs8, spki } = await generateSigningKey()
  const eligible = await freezeEligible(
    deps.identity,
    id,
    (code) => {
      const unit = byCode.get(code)
      const bureau = unit?.bureau ?? null
      if (bureau === null || !askable.has(bureau)) return null
      return { bureau, section: unit?.section ?? '' }
    },
    pkcs8,
  )
  if (eligible === 0) {
    return refused('対象になる職員がいません。先に名簿（所属と職員）を取り込んでください。')
  }
  const { tallySpki, passphrases } = await deps.prepareBox(
    questionnaire,
    eligible,
    survey.draft.keepers,
  )
  const done = await deps.freeze(id, {
    questionnaire,
    hash: createHash('sha256').update(JSON.stringify(questionnaire)).digest('hex'),
    eligible,
    signingSpki: spki,
    tallySpki,
  })
  if (!done) return refused('ほかの操作が先に行われました。画面を開き直してください。')
  return {
    state: 'announced',
    need: survey.draft.keepers.need,
    keepers: survey.draft.keepers.posts.map((post, i) => ({
      post,
      passphrase: passphrases[i] ?? '',
    })),
  }
}

function refused(reason: string): Announcement {
  return { state: 'refused', reason }
}
