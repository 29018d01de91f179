import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fiscalYearName, fiscalYearOf } from '../../../calendar/fiscal-year.ts'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { type Entry, entryStates } from '../../../programme/follow-up/entries.ts'
import { findEntry, listEntries } from '../../../programme/follow-up/read-entries.ts'
import { writeEntry } from '../../../programme/follow-up/write-entries.ts'
import { recordAct } from '../../auth/audit.ts'
import { unitNames } from '../../auth/role-words.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { type UnitChoice, unitChoices } from '../../inbox/unit-choices.ts'
import { typedStamp } from '../../inbox/page-stamp.ts'
import type { ReviewOptions } from '../options.ts'
import { issueFields, issueStamp, readIssue } from './issue-form.ts'

type Grounds = Awaited<ReturnType<ReviewOptions['followUp']['grounds']>>

const listPage = definePage<{
  readonly yearName: string
  readonly today: string
  readonly issues: readonly {
    readonly id: number
    readonly title: string
    readonly finding: string
    readonly decided: string
    readonly state: string
    readonly units: readonly string[]
    readonly grounds: Grounds
    readonly carried: boolean
  }[]
}>('review-issues')

const issuePage = definePage<{
  readonly id: number | null
  readonly form: FormState
  readonly stamp: string
  readonly states: readonly UnitChoice[]
  readonly units: readonly UnitChoice[]
  readonly choices: Awaited<ReturnType<ReviewOptions['followUp']['groundChoices']>>
  /** Of surveys before the newest: they can be kept. */
  readonly kept: Grounds
  readonly stale: boolean
}>('review-issue')

const HERE = '/staff/office/follow-up/issues'
const STALE =
  'ほかの画面で、先に保存されていました。入力した内容は、この画面に残っています。組織課題の一覧を確かめて、よければもう一度保存してください。'
const states = Object.entries(entryStates.issue).map(([value, label]) => ({ value, label }))

/** 組織課題: what the figures show, whom it concerns, what was decided; its numbers come from the published sets. */
export async function issueRoutes(app: FastifyInstance, options: ReviewOptions): Promise<void> {
  const { commons, commonsStore, identity, now, followUp } = options

  app.get('/issues', async (request, reply) => {
    const today = jstDay(now())
    const year = fiscalYearOf(today)
    const issues = await listEntries(commons, 'issue', year)
    const nameOf = await unitNames(commons, ['', ...issues.flatMap(({ body }) => body.units)])
    return listPage.send(reply, staffFrame(request, '組織課題の一覧', 'office'), {
      yearName: fiscalYearName(year),
      today,
      issues: await Promise.all(
        issues.map(async ({ id, state, body, carriedFrom }) => ({
          id,
          title: body.title,
          finding: body.finding,
          decided: body.decided,
          state: entryStates.issue[state],
          units: body.units.map(nameOf),
          grounds: await followUp.grounds(body.grounds),
          carried: carriedFrom !== null,
        })),
      ),
    })
  })

  app.get('/issues/new', async (request, reply) => send(request, reply, null, emptyForm))

  app.get<{ Params: { id: string } }>('/issues/:id', async (request, reply) => {
    const entry = await requireIssue(request.params.id)
    return send(request, reply, entry, { typed: issueFields(entry), errors: {} })
  })

  app.post('/issues/new', async (request, reply) => save(request, reply, null))

  app.post<{ Params: { id: string } }>('/issues/:id', async (request, reply) =>
    save(request, reply, await requireIssue(request.params.id)),
  )

  async function save(
    request: FastifyRequest,
    reply: FastifyReply,
    entry: Entry<'issue'> | null,
  ): Promise<FastifyReply> {
    const choosable = await followUp.groundChoices()
    const read = readIssue(request.body, choosable, entry?.body.grounds ?? [])
    if (!read.ok) return send(request, reply.code(422), entry, read.form)
    const { issue, state } = read
    if (entry !== null && typedStamp(request.body) !== issueStamp(entry)) {
      const typed = issueFields({ ...entry, state, body: issue })
      const form = refuseForm({ typed, errors: {} }, 'form', STALE)
      return send(request, reply.code(409), entry, form, true)
    }
    const today = jstDay(now())
    const fiscalYear = fiscalYearOf(today)
    const wanted = { id: entry?.id ?? null, kind: 'issue', fiscalYear, unit: '', state } as const
    await writeEntry(commonsStore, { ...wanted, body: issue }, today)
    await recordAct(identity, now(), signedInPerson(request).number, '組織課題を保存', issue.title)
    return reply.redirect(HERE, 303)
  }

  /** @throws {Problem} `not-found`; an issue of an earlier year stays as it was */
  async function requireIssue(id: string): Promise<Entry<'issue'>> {
    const known = z.coerce.number().int().min(1).safeParse(id)
    const entry = known.success ? await findEntry(commons, 'issue', known.data) : null
    if (entry === null || entry.fiscalYear !== fiscalYearOf(jstDay(now())))
      throw new Problem('not-found')
    return entry
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    entry: Entry<'issue'> | null,
    form: FormState,
    stale = false,
  ): Promise<FastifyReply> {
    const choices = await followUp.groundChoices()
    const stored = await followUp.grounds(entry?.body.grounds ?? [])
    return issuePage.send(reply, staffFrame(request, '組織課題', 'office'), {
      id: entry?.id ?? null,
      form,
      stamp: entry === null ? '' : issueStamp(entry),
      states,
      units: await unitChoices(commons, jstDay(now())),
      choices,
      kept: stored.filter(({ survey }) => survey !== choices?.survey),
      stale,
    })
  }
}
