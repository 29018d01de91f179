import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import type { OwnItem, SurveyDraft } from '../../../survey/draft.ts'
import type { QuestionBank } from '../../../survey/question-bank.ts'
import { staffFrame } from '../../auth/signed-in.ts'
import { line, lines, wholeNumber } from '../form-fields.ts'
import { otherFields, othersOf, refuseOthers, typedOthers } from './other-languages.ts'
import { changeDraft, draftPath, type EditorOptions, openDraft, type PartContext } from './part.ts'

const page = definePage<{
  survey: { id: string; title: string }
  item: string | null
  sections: readonly { value: string; label: string }[]
  form: FormState
}>('office-draft-own-item')

const MOST_OWN = 20
const FULL = `独自の設問は${MOST_OWN}問までです。使わない設問を消してから加えてください。`

type WithItem = { Params: { id: string; item: string } }

/** A question of the city's own: new, changed, removed. */
export async function ownItemRoutes(app: FastifyInstance, options: EditorOptions): Promise<void> {
  const { bank } = options

  app.get<WithItem>('/surveys/:id/draft/questions/own', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const typed = { type: 'scale', audience: 'all', maxChars: '400' }
    return send(request, reply, context, null, { typed, errors: {} })
  })

  app.post<WithItem>('/surveys/:id/draft/questions/own', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const read = readForm(ownItemForm(bank), request.body)
    if (!read.ok) return send(request, reply.code(422), context, null, read.form)
    if (context.draft.ownItems.length >= MOST_OWN) {
      return send(request, reply.code(422), context, null, refuseForm(read.form, 'form', FULL))
    }
    await changeDraft(request, options, context.survey, '独自の設問を追加', (draft) => {
      const ownNumber = draft.ownNumber + 1
      const id = `own-${ownNumber}`
      return {
        ...draft,
        ownNumber,
        ownItems: [...draft.ownItems, { ...read.value, id }],
        itemIds: [...draft.itemIds, id],
      }
    })
    return reply.redirect(`${draftPath(context.survey)}/questions`, 303)
  })

  app.get<WithItem>('/surveys/:id/draft/questions/own/:item', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const item = requireOwn(context.draft, request.params.item)
    return send(request, reply, context, item.id, { typed: typedItem(item), errors: {} })
  })

  app.post<WithItem>('/surveys/:id/draft/questions/own/:item', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const { id } = requireOwn(context.draft, request.params.item)
    const read = readForm(ownItemForm(bank), request.body)
    if (!read.ok) return send(request, reply.code(422), context, id, read.form)
    await changeDraft(request, options, context.survey, '独自の設問を修正', (draft) => ({
      ...draft,
      ownItems: draft.ownItems.map((one) => (one.id === id ? { ...read.value, id } : one)),
    }))
    return reply.redirect(`${draftPath(context.survey)}/questions#q-${id}`, 303)
  })

  app.post<WithItem>('/surveys/:id/draft/questions/own/:item/removal', async (request, reply) => {
    const context = await openDraft(options, request.params.id)
    const { id } = requireOwn(context.draft, request.params.item)
    await changeDraft(request, options, context.survey, '独自の設問を削除', (draft) => ({
      ...draft,
      ownItems: draft.ownItems.filter((one) => one.id !== id),
      itemIds: draft.itemIds.filter((one) => one !== id),
    }))
    return reply.redirect(`${draftPath(context.survey)}/questions`, 303)
  })

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { survey }: PartContext,
    item: string | null,
    form: FormState,
  ): Promise<FastifyReply> {
    return page.send(reply, staffFrame(request, '独自の設問', 'office'), {
      survey: { id: survey.id, title: survey.title },
      item,
      sections: bank.sections.map(({ id, label }) => ({ value: id, label })),
      form,
    })
  }
}

function ownItemForm(bank: QuestionBank) {
  const sections = bank.sections.map(({ id }) => id)
  return z
    .object({
      type: z.enum(['scale', 'multi', 'text'], { error: '答え方を選んでください。' }),
      section: z
        .string({ error: '分野を選んでください。' })
        .refine((id) => sections.includes(id), { error: '分野を選んでください。' }),
      text: line('設問の文', 120),
      options: lines('選択肢', 20, 40),
      maxChars: z.preprocess(
        (typed) => (typed === undefined || typed === '' ? '400' : typed),
        wholeNumber('書ける文字数', 50, 1000, '文字'),
      ),
      audience: z.enum(['all', '管理職'], { error: '尋ねる人を選んでください。' }).default('all'),
      ...otherFields,
    })
    .superRefine((form, issues) => {
      const refuse = (path: string, message: string) =>
        issues.addIssue({ code: 'custom', path: [path], message })
      if (form.type === 'multi' && form.options.length < 2) {
        refuse('options', '選択肢を1行に1つずつ、2つ以上入力してください。')
      }
      if (new Set(form.options).size !== form.options.length) {
        refuse('options', '同じ選択肢が2回あります。1つにしてください。')
      }
      if (form.type === 'text' && form.audience !== 'all') {
        refuse('audience', '自由記述は全員に尋ねます。「全員」を選んでください。')
      }
      refuseOthers(form, form.type === 'multi' ? form.options.length : 0, refuse)
    })
    .transform(
      ({ type, section, text, options, maxChars, audience, ...other }): Omit<OwnItem, 'id'> => ({
        type,
        section,
        text,
        maxChars,
        audience,
        options: type === 'multi' ? options : [],
        ...othersOf(other),
      }),
    )
}

function typedItem({ type, section, text, options, maxChars, audience, ...other }: OwnItem) {
  return {
    ...typedOthers(other),
    type,
    section,
    text,
    options: options.join('\n'),
    maxChars: String(maxChars),
    audience,
  }
}

/** @throws {Problem} `not-found` */
function requireOwn(draft: SurveyDraft, id: string): OwnItem {
  const item = draft.ownItems.find((one) => one.id === id)
  if (item === undefined) throw new Problem('not-found')
  return item
}
