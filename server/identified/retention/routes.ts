import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName } from '../../calendar/fiscal-year.ts'
import { formatJst } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { SAMPLE_LINE } from '../../http/sample-line.ts'
import type { ProposalDesk } from '../../proposals/desk.ts'
import { bandInWords, countBand } from '../../proposals/hidden-counts.ts'
import { disposalNames, type RetentionRow } from '../../proposals/retention-table.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { normaliseCode } from '../../tokens/crockford.ts'
import { AUDIT_YEARS } from '../admin/audit-retention.ts'
import { recordAct } from '../auth/audit.ts'
import { hasRole, requireRole } from '../auth/roles.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { officialSteps, shownSteps } from '../desk/desk-steps.ts'
import { findForDesk, listForDesk } from '../desk/seen.ts'
import { fileAsText, type ProposalFile, proposalFile } from './proposal-file.ts'

export interface RetentionActs {
  /** What is held and until when; numbers of what is hidden are coarse. */
  readonly table: () => Promise<readonly RetentionRow[]>
}

export interface RetentionOptions extends RetentionActs {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly now: () => Date
  readonly desk: ProposalDesk
}

const tablePage = definePage<{
  rows: readonly (RetentionRow & { readonly othersWords: string; readonly yearName: string })[]
  quarters: readonly { id: string; closesOn: string }[]
  disposals: readonly { day: string; name: string; items: string; basis: string }[]
  /** Fiscal years after its own for which 操作の記録 is kept. */
  auditYears: number
  /** Whether the way to holds and copies is open. */
  desk: boolean
}>('retention')

const holdsPage = definePage<{
  holds: readonly { number: string; state: string; reason: string; on: string }[]
  form: FormState
}>('retention-holds')

const copyPage = definePage<{ file: ProposalFile; at: string; by: string }>('retention-export')

/** Acts whose record says that a copy was made; the number stands in the record of the proposal only. */
const COPY = '開示請求用の写しを作成'

const numberForm = z.object({
  number: z.string('提案番号を入力してください。').min(1, '提案番号を入力してください。').max(40),
})

/** Of a proposal's number, without its check character. */
const NUMBER_CHARACTERS = 5

type WithNumber = { Params: { number: string } }

/** 「保有文書と保存期間」 for everybody who is signed in; holds and copies for 開示請求 for the desk. */
export async function retention(app: FastifyInstance, options: RetentionOptions): Promise<void> {
  const { identity, commons, now, desk } = options
  const site = app.getDecorator<() => Site>('site')
  const ofDesk = requireRole('secretariat', 'compliance')

  app.get('/', async (request, reply) => {
    const rows = await options.table()
    const person = signedInPerson(request)
    return tablePage.send(reply, staffFrame(request, '保有文書と保存期間', 'none'), {
      rows: rows.map((row) => ({
        ...row,
        othersWords: bandInWords(row.others),
        yearName: fiscalYearName(row.nextYear),
      })),
      quarters: await openQuarters(commons),
      disposals: await disposals(commons),
      auditYears: AUDIT_YEARS,
      desk: hasRole(person, 'secretariat') || hasRole(person, 'compliance'),
    })
  })

  app.get('/holds', { preHandler: ofDesk }, async (request, reply) =>
    sendHolds(request, reply, emptyForm),
  )

  app.get('/export', { preHandler: ofDesk }, async (request, reply) => {
    const { form, ...read } = readForm(numberForm, request.query)
    const number = read.ok ? normaliseCode(read.value.number, NUMBER_CHARACTERS) : null
    const person = signedInPerson(request)
    const there = number !== null && (await findForDesk(desk, person, number)) !== undefined
    if (there) return reply.redirect(`/staff/retention/export/${number}`, 303)
    const message = read.ok ? 'この番号の提案は見つかりません。番号を確かめてください。' : undefined
    const refused = message === undefined ? form : refuseForm(form, 'number', message)
    return sendHolds(request, reply.code(422), refused)
  })

  app.get<WithNumber>('/export/:number', { preHandler: ofDesk }, async (request, reply) => {
    const { file, at, by } = await copyOf(request, request.params.number)
    const frame = staffFrame(request, `開示請求用の写し ${file.number}`, 'desk')
    return copyPage.send(reply, frame, { file, at, by })
  })

  app.get<WithNumber>('/export/:number/text', { preHandler: ofDesk }, async (request, reply) => {
    const { file, at, by } = await copyOf(request, request.params.number)
    const head = [
      ...(site().sample ? [SAMPLE_LINE] : []),
      `開示請求用の写し　${at}　職員番号 ${by}`,
      '〔伏：…〕は今も伏せている箇所、〔候補・…：…〕は伏せるかどうかを確かめる箇所です。',
    ]
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="proposal-${file.number}.txt"`)
      .send(`\ufeff${fileAsText(file, head)}`)
  })

  async function sendHolds(request: FastifyRequest, reply: FastifyReply, form: FormState) {
    const { listed } = await listForDesk(desk, signedInPerson(request))
    const holds = listed.flatMap(({ proposal: { number, state, hold } }) =>
      hold === null ? [] : [{ number, state, ...hold }],
    )
    return holdsPage.send(reply, staffFrame(request, '開示請求による消去の停止', 'desk'), {
      holds: holds.toSorted((a, b) => (a.on < b.on ? 1 : -1)),
      form,
    })
  }

  /**
   * A copy goes on record before it is shown.
   *
   * @throws {Problem} `not-found`, the same for what this official must not know of and for what is not there
   */
  async function copyOf(request: FastifyRequest, number: string) {
    const person = signedInPerson(request)
    const hand = await findForDesk(desk, person, number)
    if (hand === undefined) throw new Problem('not-found')
    const { proposal: p, roles } = hand
    const { org } = await desk.surroundings()
    const nameOf = (unit: string) => org.nameOf(unit)
    const at = now()
    const role = roles.includes('desk') ? 'desk' : 'compliance'
    const step = { proposal: p.number, actor: person.number, role, unit: '', act: COPY }
    await identity.transaction().execute(async (trx) => {
      await trx
        .insertInto('proposal_step')
        .values({ at: at.toISOString(), ...step })
        .execute()
      // Administrators read this record: a number in it would tell them of a hidden proposal.
      await recordAct(trx, at, person.number, COPY, '提案1件（番号は提案の処理記録にあります）')
    })
    const file = proposalFile(p, {
      org,
      steps: shownSteps(p, nameOf, roles.includes('compliance')),
      record: await officialSteps(identity, p.number, nameOf),
    })
    return { file, at: formatJst(at), by: person.number }
  }
}

/** Quarters whose cards and keys still exist. */
async function openQuarters(commons: CommonsReader) {
  const rows = await commons
    .selectFrom('proposal_quarter')
    .select(['id', 'closes_on'])
    .where('state', '=', 'open')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(({ id, closes_on: closesOn }) => ({ id, closesOn }))
}

/** Newest first. How many there were is told as coarsely as what is held. */
async function disposals(commons: CommonsReader) {
  const rows = await commons
    .selectFrom('disposal')
    .selectAll()
    .orderBy('day', 'desc')
    .orderBy('kind')
    .limit(200)
    .execute()
  const names: Readonly<Record<string, string>> = { ...disposalNames, audit: '担当者の操作の記録' }
  return rows.map(({ day, kind, items, basis }) => ({
    day,
    name: names[kind] ?? kind,
    items: bandInWords(countBand(items)),
    basis,
  }))
}
