import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type FormState, readForm, type Typed } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import type { DraftPart } from '../../../survey/draft-faults.ts'
import type { SurveyDraft } from '../../../survey/draft.ts'
import type { Survey } from '../../../survey/surveys.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { composeDraft, type ComposedDraft } from '../announcement-plan.ts'
import type { CoverageDesk } from '../coverage.ts'
import type { OfficeOptions } from '../office.ts'
import { requireSurvey } from '../survey-page.ts'

export type EditorOptions = OfficeOptions & { readonly coverage: CoverageDesk }

/** The parts in the order of the overview. */
export const PARTS: readonly {
  readonly id: DraftPart
  readonly title: string
  readonly template: string
}[] = [
  { id: 'period', title: '題名と期間', template: 'office-draft-period' },
  { id: 'asked', title: '対象者', template: 'office-draft-asked' },
  { id: 'questions', title: '設問', template: 'office-draft-questions' },
  { id: 'scale', title: '尺度と系列', template: 'office-draft-scale' },
  { id: 'attributes', title: '属性', template: 'office-draft-attributes' },
  { id: 'publication', title: '公表', template: 'office-draft-publication' },
  { id: 'contacts', title: '問い合わせ先と鍵の保管者', template: 'office-draft-contacts' },
]

/** What a part is made of: the draft as it stands, beside roster and units. */
export interface PartContext {
  readonly survey: Survey
  readonly draft: SurveyDraft
  readonly composed: ComposedDraft
  readonly options: EditorOptions
}

/** One page of the editor: a form for some members of the draft. */
export interface Part<Value> {
  readonly id: DraftPart
  /** Names of its fields, in the order of the page. */
  readonly fields: readonly string[]
  schema(context: PartContext): z.ZodType<Value> | Promise<z.ZodType<Value>>
  typed(context: PartContext): Typed
  change(draft: SurveyDraft, value: Value, context: PartContext): SurveyDraft
  /** What its page shows beside the form. */
  shown(context: PartContext): object | Promise<object>
  /** Shows something of what is typed (`do` of the button) and writes nothing. */
  readonly look?: {
    readonly do: string
    readonly schema: (context: PartContext) => z.ZodType | Promise<z.ZodType>
    show(
      request: FastifyRequest,
      form: FormState,
      value: unknown,
      context: PartContext,
    ): Promise<{ status: number; form: FormState; shown: object }>
  }
  /** True: the page comes again after saving, because something new has to be looked at. */
  stays?(draft: SurveyDraft, options: EditorOptions, survey: Survey): Promise<boolean>
  /** Where a saving button other than the usual ones leads (`do` of the button). */
  leads?(
    act: string,
    context: PartContext,
  ): { change?: (draft: SurveyDraft) => SurveyDraft; to: string } | null
}

type WithId = { Params: { id: string } }

/** Two routes of one part: its form, and the form sent. */
export function registerPart<Value>(
  app: FastifyInstance,
  options: EditorOptions,
  part: Part<Value>,
): void {
  const { title, template } = PARTS.find(({ id }) => id === part.id)!
  const page = definePage<object>(template)

  app.get<WithId>(`/surveys/:id/draft/${part.id}`, async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    return send(request, reply, context, { errors: {}, typed: part.typed(context) })
  })

  app.post<WithId>(`/surveys/:id/draft/${part.id}`, async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const act = actOf(request.body)
    if (part.look !== undefined && act === part.look.do) {
      const read = readForm(await part.look.schema(context), request.body)
      if (!read.ok) return send(request, reply.code(422), context, read.form)
      const made = await part.look.show(request, read.form, read.value, context)
      return send(request, reply.code(made.status), context, made.form, made.shown)
    }
    const read = readForm(await part.schema(context), request.body)
    if (!read.ok) return send(request, reply.code(422), context, read.form)
    const led = part.leads?.(act, context) ?? null
    const change = (draft: SurveyDraft) => {
      const changed = part.change(draft, read.value, context)
      return led?.change?.(changed) ?? changed
    }
    await changeDraft(request, options, context.survey, title, change)
    const base = `${draftPath(context.survey)}/${part.id}`
    if (led !== null) return reply.redirect(`${base}${led.to}`, 303)
    const { draft } = await requireSurvey(options.commons, context.survey.id)
    if ((await part.stays?.(draft, options, context.survey)) === true) {
      return reply.redirect(base, 303)
    }
    const next = act === 'next' ? PARTS[PARTS.findIndex(({ id }) => id === part.id) + 1] : undefined
    const to = next === undefined ? '' : `/${next.id}`
    return reply.redirect(`${draftPath(context.survey)}${to}`, 303)
  })

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    context: PartContext,
    form: FormState,
    more: object = {},
  ): Promise<FastifyReply> {
    const { survey } = context
    return page.send(reply, staffFrame(request, title, 'office'), {
      survey: { id: survey.id, title: survey.title },
      part: { id: part.id, title, last: PARTS.at(-1)?.id === part.id, fields: part.fields },
      form,
      ...(await part.shown(context)),
      ...more,
    })
  }
}

/** @throws {Problem} `not-found`; `conflict` when it is no draft any more. */
export async function openDraft(options: EditorOptions, id: string): Promise<PartContext> {
  const survey = await requireSurvey(options.commons, id)
  if (survey.state !== 'draft') throw new Problem('conflict')
  const { draft } = survey
  return { survey, draft, composed: await composeDraft(options, id, draft), options }
}

/** @throws {Problem} `conflict` when it was announced meanwhile. */
export async function changeDraft(
  request: FastifyRequest,
  options: EditorOptions,
  survey: Survey,
  what: string,
  change: (draft: SurveyDraft) => SurveyDraft,
): Promise<void> {
  if (!(await options.acts.changeDraft(survey.id, change))) throw new Problem('conflict')
  const { number } = signedInPerson(request)
  await recordAct(
    options.identity,
    options.now(),
    number,
    'アンケートの案を修正',
    `${survey.id}：${what}`,
  )
}

export function draftPath(survey: Pick<Survey, 'id'>): string {
  return `/staff/office/surveys/${survey.id}/draft`
}

/** Which button of a form was pressed. */
export function actOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'do' in body && typeof body.do === 'string'
    ? body.do
    : ''
}
