import type { FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, type FormState } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { clockNames } from '../../proposals/clocks.ts'
import { concernsDesk, conflictUnits } from '../../proposals/visibility.ts'
import { type StaffPerson, signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { type UnitChoice, unitChoices } from '../inbox/unit-choices.ts'
import { actForm } from './act-fields.ts'
import type { ActForm, FieldSources } from './act-form.ts'
import type { DeskActName } from './act-reading.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import {
  firstPersonOf,
  type OfficialStep,
  officialSteps,
  type ShownStep,
  shownSteps,
} from './desk-steps.ts'
import { needsSummary, type Offered, offeredActs } from './offered-acts.ts'
import { type ProposalView, proposalView } from './proposal-view.ts'
import type { DeskHand } from './seen.ts'
import { unitsWithHead } from './unit-heads.ts'

interface ProposalPage {
  readonly view: ProposalView
  readonly form: FormState
  /** The act whose form came back; its form stands open. */
  readonly failed: DeskActName | null
  readonly notice: { readonly kind: 'success' | 'error'; readonly title: string } | null
  readonly warnings: readonly string[]
  readonly masking: boolean
  readonly next: readonly ActForm[]
  readonly ways: readonly ActForm[]
  readonly keeping: readonly ActForm[]
  /** What the page says where nothing is to be done by 提案担当. */
  readonly idle: string
  readonly steps: readonly ShownStep[]
  readonly officialSteps: readonly OfficialStep[]
  readonly clockNames: typeof clockNames
  /** The nearest clock in a few words. */
  readonly nearest: { readonly words: string; readonly late: boolean } | null
}

const page = definePage<ProposalPage>('desk-proposal')

/** How the page comes about: as it is, after an act, or because an act was refused. */
export interface Shown {
  readonly form?: FormState
  readonly failed?: DeskActName
  readonly refused?: string
  readonly done?: string
}

/** The page of one proposal with the forms that fit its state. */
export async function sendProposal(
  request: FastifyRequest,
  reply: FastifyReply,
  options: DeskPagesOptions,
  hand: DeskHand,
  { form = emptyForm, failed, refused, done }: Shown = {},
): Promise<FastifyReply> {
  const { identity, commons, desk } = options
  const person = signedInPerson(request)
  const { proposal: p } = hand
  const around = await desk.surroundings()
  const forCompliance = hand.roles.includes('compliance')
  const view = proposalView(p, around, forCompliance)
  const nameOf = (unit: string) => around.org.nameOf(unit)
  const all = await unitChoices(commons, around.today)
  const heads = await unitsWithHead(identity, around.today)
  const units = all.map((unit) => withHead(unit, heads, p.aboutHead))
  const first = await firstPersonOf(identity, p)
  const mayConfirm = first !== person.number && (!concernsDesk(p, around.org) || forCompliance)
  const offered = withoutOwnConfirm(offeredActs(hand, around.today), mayConfirm)
  const from: FieldSources = { p, settings: around.settings, units, nameOf }
  const formsOf = (names: readonly DeskActName[]) => names.map((act) => actForm(act, from))
  return page.send(reply, staffFrame(request, `提案 ${p.number}`, 'desk'), {
    view,
    form,
    failed: failed ?? null,
    notice: noticeOf(refused, done),
    warnings: warningsOf(hand, heads, nameOf),
    masking: hand.may.includes('mask') && p.written !== null,
    next: formsOf(offered.next),
    ways: formsOf(offered.ways),
    keeping: formsOf(offered.keeping),
    idle: idleWords(hand, person, first, mayConfirm),
    steps: shownSteps(p, nameOf, forCompliance),
    officialSteps: await officialSteps(identity, p.number, nameOf),
    clockNames,
    nearest: nearestOf(view),
  })
}

function nearestOf({ dues }: ProposalView): ProposalPage['nearest'] {
  const [due] = dues
  if (due === undefined) return null
  const { left, passed } = due
  const clock = clockNames[due.clock]
  if (left === null) return { words: '期限を停止しています', late: false }
  if (left < 0) return { words: `${clock} ${-left}開庁日超過`, late: true }
  const rest = left > 0 ? `あと${left}開庁日` : passed ? '期限の日を過ぎました' : '今日まで'
  return { words: `${clock} ${rest}`, late: false }
}

function noticeOf(refused?: string, done?: string): ProposalPage['notice'] {
  if (refused !== undefined) return { kind: 'error', title: refused }
  return done === undefined ? null : { kind: 'success', title: done }
}

function withHead(unit: UnitChoice, heads: ReadonlySet<string>, aboutHead: boolean): UnitChoice {
  if (aboutHead || heads.has(unit.value)) return unit
  return { value: unit.value, label: `${unit.label}（推進責任者がいません）` }
}

function withoutOwnConfirm(offered: Offered, mayConfirm: boolean): Offered {
  const drop = (names: readonly DeskActName[]) =>
    names.filter((act) => mayConfirm || act !== 'confirm')
  return { ...offered, next: drop(offered.next) }
}

function warningsOf(
  { proposal: p }: DeskHand,
  heads: ReadonlySet<string>,
  nameOf: (unit: string) => string,
): string[] {
  const warnings: string[] = []
  const lead = p.units[0]?.unit
  const conflicted = lead !== undefined && conflictUnits(p).includes(lead)
  if (lead !== undefined && !conflicted && !heads.has(lead))
    warnings.push(
      `${nameOf(lead)}には推進責任者がいません。このままでは回答できる人がいないため、情報担当に役割を付けてもらってください。`,
    )
  if (p.hold !== null) warnings.push(`消去を停止しています。理由：${p.hold.reason}`)
  if (p.summary?.stage === 'rejected')
    warnings.push(`提案者が、要旨の手直しを希望しています：${p.summary.note}`)
  return warnings
}

function idleWords(
  { proposal: p }: DeskHand,
  person: StaffPerson,
  first: string | undefined,
  mayConfirm: boolean,
): string {
  if (p.pending !== null && !mayConfirm) {
    return first === person.number
      ? 'あなたが起案しました。もう一人の担当者の確認を待っています。'
      : '行政管理課自身に関わる提案です。コンプライアンス担当の確認を待っています。'
  }
  switch (p.state) {
    case 'received':
      return needsSummary(p) ? '提案者が要旨を確かめるのを待っています。' : ''
    case 'returned':
      return '提案者の書き直しを待っています。'
    case 'routing':
    case 'reopened':
      return '所管の返事を待っています。期限を過ぎると、自動的に検討が始まります。'
    case 'reviewing':
    case 'trial':
    case 'continued':
    case 'planned':
    case 'partly_planned':
      return '所管の回答や報告を待っています。'
    case 'done':
    case 'partly_done':
      return '所管の効果の報告を待っています。'
    default:
      return 'いま、提案担当がすることはありません。'
  }
}
