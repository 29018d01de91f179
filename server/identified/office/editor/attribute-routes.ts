import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { chosenAttributes } from '../../../survey/draft-attributes.ts'
import { type OwnAttribute, rosterColumns, type SurveyDraft } from '../../../survey/draft.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { line, lines } from '../form-fields.ts'
import { otherFields, othersOf, refuseOthers, typedOthers } from './other-languages.ts'
import { changeDraft, draftPath, type EditorOptions, openDraft, type PartContext } from './part.ts'
import { type RosterCategories, rosterCategories } from './roster-categories.ts'

const ownPage = definePage<{
  survey: { id: string; title: string }
  attribute: string | null
  form: FormState
}>('office-draft-own-attribute')

const categoriesPage = definePage<{
  survey: { id: string; title: string }
  categories: readonly RosterCategories[]
  form: FormState
}>('office-draft-categories')

const MOST_OWN = 4
const FULL = `独自の属性は${MOST_OWN}つまでです。使わない属性を消してから加えてください。`

type WithAttribute = { Params: { id: string; attribute: string } }

/** Attributes of the city's own, and the map from the roster's words to the options of the ballot. */
export async function attributeRoutes(app: FastifyInstance, options: EditorOptions): Promise<void> {
  const { identity, bank } = options

  app.get<WithAttribute>('/surveys/:id/draft/attributes/own', async (request, reply) =>
    sendOwn(request, reply, await openDraft(options, request.params.id), null, emptyForm),
  )

  app.post<WithAttribute>('/surveys/:id/draft/attributes/own', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const read = readForm(ownAttributeForm, request.body)
    if (!read.ok) return sendOwn(request, reply.code(422), context, null, read.form)
    if (context.draft.ownAttributes.length >= MOST_OWN) {
      return sendOwn(request, reply.code(422), context, null, refuseForm(read.form, 'form', FULL))
    }
    await changeDraft(request, options, context.survey, '独自の属性を追加', (draft) => {
      const ownNumber = draft.ownNumber + 1
      const own = { ...read.value, id: `own-a${ownNumber}` }
      return { ...draft, ownNumber, ownAttributes: [...draft.ownAttributes, own] }
    })
    return reply.redirect(`${draftPath(context.survey)}/attributes`, 303)
  })

  app.get<WithAttribute>('/surveys/:id/draft/attributes/own/:attribute', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const own = requireOwn(context.draft, request.params.attribute)
    const typed = {
      label: own.label,
      options: own.options.join('\n'),
      column: own.column,
      ...typedOthers(own),
    }
    return sendOwn(request, reply, context, own.id, { typed, errors: {} })
  })

  app.post<WithAttribute>(
    '/surveys/:id/draft/attributes/own/:attribute',
    async (request, reply) => {
      const context = await openDraft(options, request.params.id)
      const { id } = requireOwn(context.draft, request.params.attribute)
      const read = readForm(ownAttributeForm, request.body)
      if (!read.ok) return sendOwn(request, reply.code(422), context, id, read.form)
      await changeDraft(request, options, context.survey, '独自の属性を修正', (draft) => ({
        ...draft,
        ownAttributes: draft.ownAttributes.map((one) =>
          one.id === id ? { ...read.value, id } : one,
        ),
      }))
      return reply.redirect(`${draftPath(context.survey)}/attributes`, 303)
    },
  )

  app.post<WithAttribute>(
    '/surveys/:id/draft/attributes/own/:attribute/removal',
    async (request, reply) => {
      const context = await openDraft(options, request.params.id)
      const { id } = requireOwn(context.draft, request.params.attribute)
      await changeDraft(request, options, context.survey, '独自の属性を削除', (draft) => ({
        ...draft,
        ownAttributes: draft.ownAttributes.filter((one) => one.id !== id),
        attributeIds: draft.attributeIds.filter((one) => one !== id),
        tables: draft.tables.filter((table) => !table.includes(id)),
      }))
      return reply.redirect(`${draftPath(context.survey)}/attributes`, 303)
    },
  )

  app.get<WithAttribute>('/surveys/:id/draft/attributes/categories', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const categories = await categoriesOf(context)
    const typed = Object.fromEntries(
      categories.flatMap(({ values }) => values.map(({ field, option }) => [field, option ?? ''])),
    )
    return sendCategories(request, reply, context, categories, { typed, errors: {} })
  })

  app.post<WithAttribute>('/surveys/:id/draft/attributes/categories', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const categories = await categoriesOf(context)
    const read = readForm(categoriesForm(categories), request.body)
    if (!read.ok) return sendCategories(request, reply.code(422), context, categories, read.form)
    await changeDraft(request, options, context.survey, '名簿の区分の対応', (draft) => ({
      ...draft,
      categories: mapsOf(draft.categories, categories, read.value),
    }))
    return reply.redirect(`${draftPath(context.survey)}/attributes`, 303)
  })

  function categoriesOf({ draft }: PartContext): Promise<RosterCategories[]> {
    return rosterCategories(identity, chosenAttributes(draft, bank))
  }

  function sendOwn(
    request: FastifyRequest,
    reply: FastifyReply,
    { survey }: PartContext,
    attribute: string | null,
    form: FormState,
  ): Promise<FastifyReply> {
    return ownPage.send(reply, staffFrame(request, '独自の属性', 'office'), {
      survey: { id: survey.id, title: survey.title },
      attribute,
      form,
    })
  }

  function sendCategories(
    request: FastifyRequest,
    reply: FastifyReply,
    { survey }: PartContext,
    categories: readonly RosterCategories[],
    form: FormState,
  ): Promise<FastifyReply> {
    return categoriesPage.send(reply, staffFrame(request, '名簿の区分の対応', 'office'), {
      survey: { id: survey.id, title: survey.title },
      categories,
      form,
    })
  }
}

const ownAttributeForm = z
  .object({
    label: line('属性の名前', 30),
    options: lines('選択肢', 10, 30),
    column: z
      .enum(['', ...rosterColumns], { error: '名簿の項目を一覧から選んでください。' })
      .default(''),
    ...otherFields,
  })
  .superRefine((form, issues) => {
    const refuse = (message: string) =>
      issues.addIssue({ code: 'custom', path: ['options'], message })
    if (form.options.length < 2) {
      refuse('選択肢を1行に1つずつ、2つ以上入力してください。')
    } else if (new Set(form.options).size !== form.options.length) {
      refuse('同じ選択肢が2回あります。1つにしてください。')
    } else if (form.options.includes('回答しない')) {
      refuse('「回答しない」はいつも付きます。選択肢から消してください。')
    }
    refuseOthers(form, form.options.length, (path, message) =>
      issues.addIssue({ code: 'custom', path: [path], message }),
    )
  })
  .transform(({ label, options, column, ...other }) => ({
    label,
    options,
    column,
    ...othersOf(other),
  }))

function categoriesForm(categories: readonly RosterCategories[]) {
  const fields = categories.flatMap(({ options, values }) =>
    values.map(({ field }) => [
      field,
      z
        .string({ error: '選択肢を一覧から選んでください。' })
        .default('')
        .refine((typed) => typed === '' || options.includes(typed), {
          error: '選択肢を一覧から選んでください。',
        }),
    ]),
  )
  return z.object(Object.fromEntries(fields) as Record<string, z.ZodType<string>>)
}

/** What the roster does not say today keeps its option. */
function mapsOf(
  known: SurveyDraft['categories'],
  categories: readonly RosterCategories[],
  typed: Readonly<Record<string, string>>,
): SurveyDraft['categories'] {
  const chosen = categories.map(({ id, values }) => {
    const map = Object.fromEntries(values.map(({ said, field }) => [said, typed[field] ?? '']))
    return [id, { ...known[id], ...map }]
  })
  return { ...known, ...Object.fromEntries(chosen) }
}

/** @throws {Problem} `not-found` */
function requireOwn(draft: SurveyDraft, id: string): OwnAttribute {
  const own = draft.ownAttributes.find((one) => one.id === id)
  if (own === undefined) throw new Problem('not-found')
  return own
}
