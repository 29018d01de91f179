import { z } from 'zod'
import { type FormState, readForm } from '../../http/forms.ts'
import type { OfficialAct } from '../../proposals/acts.ts'
import { LONGEST } from '../../proposals/catalogue.ts'
import { identifyingAsks } from '../desk/identifying-asks.ts'
import { day, hours, maybeLine, words, unit } from './typed-fields.ts'

export type ActRead =
  | { readonly ok: true; readonly act: OfficialAct; readonly form: FormState }
  | { readonly ok: false; readonly form: FormState }

/** A small form on the page of a proposal. */
export interface ActForm {
  /** Below the proposal's address. */
  readonly path: string
  readonly act: OfficialAct['act']
  /** Who does this, as people say it. */
  readonly by: string
  /** What the page says afterwards. */
  readonly done: string
  /** The field whose text is shown again where the form is no longer on the page. */
  readonly text: string
  read(body: unknown): ActRead
}

const HEAD = '主管の所属の推進責任者'
const UNIT = '所管の推進責任者か推進担当者'

/** Everything a unit does on the page of a proposal; the answer itself has a page of its own. */
export const actForms: readonly ActForm[] = [
  defineAct(
    'acceptance',
    'accept',
    HEAD,
    '受諾しました。検討を始めてください。',
    '',
    z.object({}),
    () => ({
      act: 'accept',
    }),
  ),
  defineAct(
    'refusal',
    'decline',
    HEAD,
    '所管でないと回答しました。提案担当の決定をお待ちください。',
    'declineText',
    z.object({ declineNames: unit, declineText: words('所管でない理由') }),
    (typed) => ({ act: 'decline', names: typed.declineNames, text: typed.declineText }),
  ),
  defineAct(
    'interim',
    'interim',
    HEAD,
    '一次回答を公表しました。',
    'interimText',
    z.object({ interimText: words('一次回答') }),
    (typed) => ({ act: 'interim', text: typed.interimText }),
  ),
  defineAct(
    'question',
    'ask',
    UNIT,
    '質問を提案担当へ送りました。確認の後、提案者に届きます。',
    'askText',
    z
      .object({ askText: words('質問', LONGEST.idea), askAnyway: z.string().optional() })
      .superRefine(({ askText, askAnyway }, context) => {
        const found = [...new Set(identifyingAsks(askText).map(({ label }) => label))]
        if (found.length === 0 || askAnyway === 'yes') return
        const message = `提案者がだれかを尋ねていると受け取られる言葉があります（${found.join('、')}）。仕事の内容だけを尋ねる文に直してください。`
        context.addIssue({ code: 'custom', path: ['askText'], message })
      }),
    (typed) => ({ act: 'ask', text: typed.askText }),
  ),
  defineAct(
    'opinion',
    'opinion',
    '関係所属の推進責任者か推進担当者',
    '意見を保存しました。主管の所属が見ます。',
    'opinionText',
    z.object({ opinionText: words('意見', 1000) }),
    (typed) => ({ act: 'opinion', text: typed.opinionText }),
  ),
  defineAct(
    'trial',
    'start-trial',
    HEAD,
    '試行を始めました。',
    'trialText',
    z.object({ trialEndsOn: day('試行の終わりの日'), trialText: words('試すこと') }),
    (typed) => ({ act: 'start-trial', endsOn: typed.trialEndsOn, text: typed.trialText }),
  ),
  defineAct(
    'submission',
    'submit',
    '主管の所属の推進担当者',
    '提出しました。',
    'submitNumber',
    z.object({ submitNumber: maybeLine('決裁番号', 60) }),
    (typed) => ({ act: 'submit', decisionNumber: typed.submitNumber }),
  ),
  defineAct(
    'approval',
    'approve',
    HEAD,
    '承認しました。提案担当が確認して公表します。',
    'decisionNumber',
    z.object({ decisionNumber: maybeLine('決裁番号', 60) }),
    (typed) => ({ act: 'approve', decisionNumber: typed.decisionNumber }),
  ),
  defineAct(
    'return',
    'send-back',
    HEAD,
    '推進担当者へ差し戻しました。',
    'returnText',
    z.object({ returnText: words('差し戻す理由', LONGEST.note) }),
    (typed) => ({ act: 'send-back', text: typed.returnText }),
  ),
  defineAct(
    'completion',
    'mark-done',
    HEAD,
    '実施を報告しました。3か月から6か月たったら、実際の効果を報告してください。',
    'doneText',
    z.object({
      doneConclusion: z.enum(['done', 'partly_done'], {
        error: 'すべて実施したか、一部を実施したかを選んでください。',
      }),
      doneOn: day('実施した日'),
      doneHours: hours('見込まれる効果'),
      doneText: words('実施した内容'),
    }),
    (typed) => ({
      act: 'mark-done',
      conclusion: typed.doneConclusion,
      doneOn: typed.doneOn,
      hours: typed.doneHours,
      text: typed.doneText,
    }),
  ),
  defineAct(
    'effect',
    'report-effect',
    HEAD,
    '効果を報告しました。提案担当が確認します。',
    'effectText',
    z.object({ effectHours: hours('実際の効果'), effectText: words('どのように測ったか') }),
    (typed) => ({ act: 'report-effect', hours: typed.effectHours, text: typed.effectText }),
  ),
]

function defineAct<Typed>(
  path: string,
  act: OfficialAct['act'],
  by: string,
  done: string,
  text: string,
  schema: z.ZodType<Typed>,
  toAct: (typed: Typed) => OfficialAct,
): ActForm {
  return {
    path,
    act,
    by,
    done,
    text,
    read(body) {
      const read = readForm(schema, body)
      return read.ok ? { ok: true, act: toAct(read.value), form: read.form } : read
    },
  }
}
