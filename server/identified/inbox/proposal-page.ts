import type { FastifyReply, FastifyRequest } from 'fastify'
import { emptyForm, type FormState, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { clockNames } from '../../proposals/clocks.ts'
import type { Surroundings } from '../../proposals/desk.ts'
import type { Proposal } from '../../proposals/proposal.ts'
import type { UnitReading } from '../../proposals/unit-reading.ts'
import { rules } from '../../proposals/rules.ts'
import type { ShownAnswer } from '../../proposals/shown.ts'
import { answererOf, onBoard } from '../../proposals/visibility.ts'
import { staffFrame } from '../auth/signed-in.ts'
import { actForms, type ActForm } from './act-forms.ts'
import { draftShown, faultsByField } from './answer-form.ts'
import { type Duty, dutyOf, effectFrom, standsStill } from './duty.ts'
import { type GivenReminder, givenReminders } from './given-reminders.ts'
import { type Mine, seatFor } from './my-proposal.ts'
import { stampOf } from './page-stamp.ts'
import type { InboxOptions } from './routes.ts'
import { unitChoices, type UnitChoice } from './unit-choices.ts'

/** An act that was just done, or was refused. */
export interface Outcome {
  readonly form?: FormState
  /** The act whose form is shown open, with what was typed. */
  readonly tried?: ActForm
  readonly refused?: string
  readonly done?: string
}

interface ProposalPage {
  readonly title: string
  readonly here: string
  readonly reading: UnitReading
  readonly stamp: string
  readonly aboutHead: boolean
  readonly duty: Duty
  /** 部長 of a unit whose 推進責任者 answers: may step in, need not. */
  readonly standsAbove: boolean
  readonly standsStill: boolean
  readonly clockNames: typeof clockNames
  readonly reminders: readonly GivenReminder[]
  /** Paths of the acts that are possible here and now. */
  readonly may: readonly string[]
  readonly mayDraft: boolean
  readonly draft: {
    readonly shown: ShownAnswer
    readonly stage: 'drafting' | 'submitted' | 'approved'
    readonly note: string
    /** Who gave it back; '' when nobody did. */
    readonly givenBackBy: string
    readonly lacks: readonly string[]
  } | null
  readonly effectFrom: string | null
  /** What the own unit, a joint one, has said so far. */
  readonly jointOpinion: string
  /** Expected hours of the published answer, for the report of its carrying out; ''. */
  readonly expectedHours: string
  /** The unit that the refusal names; ''. */
  readonly refusalNames: string
  readonly board: string | null
  readonly units: readonly UnitChoice[]
  readonly form: FormState
  readonly open: string
  readonly refused: string
  readonly done: string
  /** Text that was typed into a form that is no longer here. */
  readonly kept: string
}

const page = definePage<ProposalPage>('inbox-proposal')

/** The page of one proposal: what is to do now stands first. */
export async function sendProposal(
  request: FastifyRequest,
  reply: FastifyReply,
  options: InboxOptions,
  mine: Mine,
  outcome: Outcome = {},
): Promise<FastifyReply> {
  const around = await options.desk.surroundings()
  const { proposal: p, reading, seats } = mine
  const title = reading.text?.title ?? '（本文は消去されています）'
  const may = actForms.filter((form) => isPossible(mine, form, around)).map(({ path }) => path)
  const { tried, refused = '', form = emptyForm } = outcome
  const gone = tried !== undefined && !may.includes(tried.path)
  const shownForm = refused === '' ? form : refuseForm(form, 'form', refused)
  return page.send(reply, staffFrame(request, title, 'inbox'), {
    title,
    here: `/staff/inbox/${p.number}`,
    reading,
    stamp: stampOf(reading),
    aboutHead: p.aboutHead,
    duty: dutyOf(p, seats, around),
    standsAbove:
      answererOf(p, around.org).role === 'head' &&
      seats.some(({ lead }) => lead) &&
      seats.every(({ role, lead }) => !lead || role === 'director'),
    standsStill: standsStill(p, around),
    clockNames,
    reminders: givenReminders(p, seats, around),
    may,
    mayDraft: mayDraft(mine),
    draft: draftOf(p, reading, around),
    effectFrom: effectFrom(p),
    jointOpinion: p.units.find((part) => isOwnJoint(mine, part.unit, around))?.opinion ?? '',
    expectedHours: String(p.answers.at(-1)?.answer.hours ?? ''),
    refusalNames: p.refusal === null ? '' : around.org.nameOf(p.refusal.names),
    board: onBoard(p) ? `${options.publishedBase}/board/${p.number}` : null,
    units: may.includes('refusal') ? await unitChoices(options.commons, around.today) : [],
    form: gone ? { typed: {}, errors: shownForm.errors } : shownForm,
    open: tried?.path ?? '',
    refused,
    done: outcome.done ?? '',
    kept: gone && tried !== undefined ? (form.typed[tried.text] ?? '') : '',
  })
}

/** An answer may be written or rewritten: not while an approved one waits for its publication. */
export function mayDraft(mine: Mine): boolean {
  return seatFor(mine, 'draft') !== undefined && mine.proposal.draft?.stage !== 'approved'
}

function isOwnJoint({ seats }: Mine, unit: string, { org }: Surroundings): boolean {
  return seats.some(
    (seat) => !seat.lead && (seat.unit === unit || seat.unit === org.bureauOf(unit)),
  )
}

/** What `decide` would accept, as far as it does not depend on what is typed. */
function isPossible(mine: Mine, { act }: ActForm, around: Surroundings): boolean {
  const { proposal: p } = mine
  if (seatFor(mine, act) === undefined) return false
  const { draft } = p
  const whole = draft !== null && faultsOf(p, around).length === 0
  switch (act) {
    case 'accept':
      return p.state !== 'routing' || p.refusal === null || p.settled
    case 'decline':
      return p.refusal === null
    case 'ask':
      return (
        p.questions.length < 5 &&
        p.questions.every(({ stage }) => stage !== 'screening' && stage !== 'open')
      )
    case 'submit':
      return draft?.stage === 'drafting' && whole && seatFor(mine, 'approve') === undefined
    case 'approve':
      return draft !== null && draft.stage !== 'approved' && whole
    case 'send-back':
      return draft?.stage === 'submitted'
    case 'report-effect':
      return (effectFrom(p) ?? '9') <= around.today
    default:
      return true
  }
}

function draftOf(p: Proposal, reading: UnitReading, around: Surroundings): ProposalPage['draft'] {
  const { draft } = p
  if (draft === null) return null
  const giver = p.steps.findLast(
    ({ act }) => act === rules['give-back'].label || act === rules['send-back'].label,
  )
  const byDesk = giver?.act === rules['give-back'].label
  return {
    shown: draftShown(draft, reading),
    stage: draft.stage,
    note: draft.note,
    givenBackBy: draft.note === '' ? '' : byDesk ? '提案担当' : p.aboutHead ? '部長' : '推進責任者',
    lacks: faultsOf(p, around),
  }
}

function faultsOf(p: Proposal, { today }: Surroundings): string[] {
  return p.draft === null ? [] : Object.values(faultsByField(p.draft.answer, p, today))
}
