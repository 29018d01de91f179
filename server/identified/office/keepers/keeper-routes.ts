import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { type Phase, phaseOf, type Survey } from '../../../survey/surveys.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import type { OfficeOptions } from '../office.ts'
import { doneWords } from '../life/done-words.ts'
import { requireSurvey } from '../survey-page.ts'
import type { KeyState, PendingSheet } from './acts.ts'
import { addEntries, type KeeperAct, type KeeperEntry, listEntries } from './entries.ts'
import { entrySchema, handActs, sheetChoices } from './keeper-form.ts'
import { ledgerOf, type PostState, spareSheets } from './ledger.ts'
import { sheetNumber } from './sheets.ts'

const actNames: Record<KeeperAct, string> = {
  proved: '試しに開封',
  'handed-over': '渡した',
  rewrapped: '用紙を作り直した',
  lost: 'なくした',
  shredded: '細断した',
}

/** What the pages about the keepers of one survey show. */
interface Keepers {
  readonly survey: { readonly id: string; readonly title: string; readonly closesAt: Date }
  readonly phase: Phase
  readonly need: number
  /** False for a draft without keys: there are no sheets yet. */
  readonly made: boolean
  readonly ledger: readonly PostState[]
  /** How many more may be lost; negative: nobody can open any more. */
  readonly spare: number
  /** null while there is nothing on the disks to look at: a draft, or after the destruction. */
  readonly copies: Pick<KeyState, 'data' | 'mirror'> | null
}

const listPage = definePage<
  Keepers & {
    readonly entries: readonly (Omit<KeeperEntry, 'sheet' | 'act'> & {
      readonly sheet: string
      readonly act: string
    })[]
    readonly pending: PendingSheet | null
    readonly sheets: readonly { value: string; label: string }[]
    readonly acts: readonly { value: string; label: string }[]
    readonly today: string
    /** What was just done, as a sentence. */
    readonly done: string | null
    readonly form: FormState
  }
>('office-keeper-list')

const paperPage = definePage<Keepers & { readonly contact: string }>('office-keeper-paper')
const lostPage = definePage<Keepers & { readonly contact: string; readonly done: string | null }>(
  'office-keeper-lost',
)

type WithId = { Params: { id: string } }

/** 鍵の保管者と受渡簿: who has which sheet since when, and what to do when one is gone. */
export async function keeperRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now, acts } = options

  app.get<WithId>('/surveys/:id/keepers', async (request, reply) =>
    sendList(request, reply, await requireSurvey(commons, request.params.id), emptyForm),
  )

  app.post<WithId>('/surveys/:id/keepers', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const { ledger, phase } = await keepersOf(survey)
    const read = readForm(entrySchema(ledger, phase, jstDay(now())), request.body)
    if (!read.ok) return sendList(request, reply.code(422), survey, read.form)
    const { post, sheet, act, day, note } = read.value
    const actor = signedInPerson(request).number
    const position = ledger.findIndex((one) => one.post === post)
    await identity.transaction().execute(async (trx) => {
      await addEntries(trx, [{ survey: survey.id, post, sheet, act, day, actor, note }])
      const detail = `${survey.id}：${post}（用紙 ${sheetNumber(position, sheet)}）${actNames[act]}`
      await recordAct(trx, now(), actor, '鍵の受渡簿に記録', detail)
    })
    const isLost = act === 'lost' && phase !== 'destroyed' && phase !== 'cancelled'
    const next = `/staff/office/surveys/${survey.id}/keepers`
    return reply.redirect(`${next}${isLost ? '/lost' : ''}?done=entry`, 303)
  })

  app.get<WithId>('/surveys/:id/keepers/paper', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    return paperPage.send(reply, staffFrame(request, '封筒の宛名と受渡簿', 'office'), {
      ...(await keepersOf(survey)),
      contact: survey.draft.contact,
    })
  })

  app.get<WithId>('/surveys/:id/keepers/lost', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    return lostPage.send(reply, staffFrame(request, '用紙や鍵をなくしたとき', 'office'), {
      ...(await keepersOf(survey)),
      contact: survey.draft.contact,
      done: doneWords(request),
    })
  })

  async function keepersOf(survey: Survey): Promise<Keepers> {
    const { id, title, closesAt, draft } = survey
    const { posts, need } = draft.keepers
    const phase = phaseOf(survey, now())
    const keyed = phase !== 'draft' && phase !== 'destroyed' && phase !== 'cancelled'
    const state = keyed ? acts.keepers.stateOf(id) : null
    const entries = await listEntries(identity, id)
    const ledger = ledgerOf(posts, state?.sheets ?? [], entries, jstDay(now()))
    return {
      survey: { id, title, closesAt },
      phase,
      need,
      made: phase !== 'draft' || acts.keysOf(survey)?.current === true,
      ledger,
      spare: spareSheets(ledger, need),
      copies: state,
    }
  }

  async function sendList(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    form: FormState,
  ): Promise<FastifyReply> {
    const keepers = await keepersOf(survey)
    const entries = await listEntries(identity, survey.id)
    const { posts } = survey.draft.keepers
    return listPage.send(reply, staffFrame(request, '鍵の保管者と受渡簿', 'office'), {
      ...keepers,
      entries: entries.map(({ sheet, act, ...entry }) => ({
        ...entry,
        sheet: sheetNumber(posts.indexOf(entry.post), sheet),
        act: actNames[act],
      })),
      pending: acts.keepers.pendingOf(survey.id),
      sheets: sheetChoices(keepers.ledger),
      acts: Object.entries(handActs).map(([value, label]) => ({ value, label })),
      today: jstDay(now()),
      done: reply.statusCode === 200 ? doneWords(request) : null,
      form,
    })
  }
}
