import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import type { FrozenSurvey } from '../../../survey/frozen-surveys.ts'
import { lossInWords } from '../../../survey/keepers-in-words.ts'
import { keyId } from '../../../tokens/keys.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import type { OfficeOptions } from '../office.ts'
import { mistypedForm, passphraseFields, readPassphrases } from '../passphrase-form.ts'
import { requireSurvey } from '../survey-page.ts'
import type { PendingSheet } from './acts.ts'
import type { PassphraseAttempts } from './attempts.ts'
import { addEntries } from './entries.ts'
import { printed, printedSheets, surveyOnSheet } from './printed-sheet.ts'
import { sheetNumber } from './sheets.ts'

interface Renewal {
  readonly survey: { readonly id: string; readonly title: string }
  readonly keepers: readonly { readonly field: string; readonly post: string }[]
  readonly need: number
  readonly form: FormState
}

const beginPage = definePage<
  Renewal & { readonly posts: readonly { value: string; label: string }[] }
>('office-keeper-renewal')

const checkPage = definePage<
  Renewal & { readonly pending: PendingSheet; readonly number: string; readonly old: string }
>('office-keeper-check')

const SHOWN =
  '新しい用紙は、すでに1回表示しました。もう表示できません。印刷できていないときは、取りやめて、はじめから行ってください。今までの用紙は、そのまま使えます。'
const NOT_NOW =
  '用紙は、実施の決定から開封までの間に作り直せます。アンケートの画面で今の状態を確かめてください。'

type WithId = { Params: { id: string } }

/** A new sheet for one post: present keepers open the key, the new sheet is printed, typed back, and counts. */
export async function renewalRoutes(
  app: FastifyInstance,
  options: OfficeOptions & { readonly attempts: PassphraseAttempts },
): Promise<void> {
  const { commons, identity, now, acts, attempts } = options
  const { keepers: desk } = acts

  app.get<WithId>('/surveys/:id/keepers/renewal', async (request, reply) =>
    sendBegin(request, reply, await requireRunning(request.params.id), emptyForm),
  )

  app.post<WithId>('/surveys/:id/keepers/renewal', async (request, reply) => {
    const survey = await requireRunning(request.params.id)
    const { keepers } = (await requireSurvey(commons, survey.id)).draft
    const chosen = readForm(keeperSchema(keepers.posts.length), request.body)
    const read = readPassphrases(keepers, request.body)
    if (!chosen.ok || !read.ok) {
      const errors = { ...chosen.form.errors, ...read.form.errors }
      return sendBegin(request, reply.code(422), survey, { ...chosen.form, errors })
    }
    const right = await attempts.begin(survey.id)
    const begun = await desk.begin(survey, chosen.value.keeper, read.typed)
    if (begun.state === 'mistyped') {
      const form = mistypedForm(chosen.form, begun.faults)
      return sendBegin(request, reply.code(422), survey, form)
    }
    await right()
    if (begun.state === 'refused') {
      const form = refuseForm(chosen.form, 'form', begun.reason)
      return sendBegin(request, reply.code(409), survey, form)
    }
    await audit(request, '鍵の用紙の作り直しを開始', survey.id, begun.pending)
    return reply.redirect(`${pathOf(survey)}/check`, 303)
  })

  app.get<WithId>('/surveys/:id/keepers/renewal/check', async (request, reply) => {
    const survey = await requireRunning(request.params.id)
    const pending = desk.pendingOf(survey.id)
    if (pending === null) return reply.redirect(pathOf(survey), 303)
    return sendCheck(request, reply, survey, pending, emptyForm)
  })

  app.post<WithId>('/surveys/:id/keepers/renewal/sheet', async (request, reply) => {
    const survey = await requireRunning(request.params.id)
    const pending = desk.pendingOf(survey.id)
    if (pending === null) throw new Problem('conflict', { detail: lostWords() })
    const sheet = desk.takeSheet(survey.id)
    if (sheet === null) {
      const form = refuseForm(emptyForm, 'form', SHOWN)
      return sendCheck(request, reply.code(409), survey, pending, form)
    }
    await audit(request, '鍵の保管者の用紙を表示', survey.id, pending)
    const whole = await requireSurvey(commons, survey.id)
    const { need, posts } = whole.draft.keepers
    return printedSheets.send(reply, staffFrame(request, '鍵の保管者へ渡す用紙', 'office'), {
      survey: surveyOnSheet(whole),
      sheets: [printed({ ...sheet, position: pending.keeper })],
      keepers: { need, posts: posts.length },
      loss: lossInWords({ need, posts }),
      keyNumber: keyId(survey.signingSpki, survey.tallySpki),
      madeAt: now(),
      next: { href: `${pathOf(survey)}/check`, label: '印刷を終えて、新しい用紙を確かめる' },
      lost: '印刷の前に画面を閉じたときは、作り直しを取りやめて、はじめから行ってください。確かめるまでは、今までの用紙が有効です。',
    })
  })

  app.post<WithId>('/surveys/:id/keepers/renewal/check', async (request, reply) => {
    const survey = await requireRunning(request.params.id)
    const { keepers } = (await requireSurvey(commons, survey.id)).draft
    const pending = desk.pendingOf(survey.id)
    if (pending === null) throw new Problem('conflict', { detail: lostWords() })
    const read = readPassphrases(keepers, request.body)
    if (!read.ok) return sendCheck(request, reply.code(422), survey, pending, read.form)
    const right = await attempts.begin(survey.id)
    const done = await desk.confirm(survey, read.typed)
    if (done.state === 'mistyped') {
      const form = mistypedForm(read.form, done.faults)
      return sendCheck(request, reply.code(422), survey, pending, form)
    }
    await right()
    if (done.state === 'refused') {
      const form = refuseForm(read.form, 'form', done.reason)
      if (desk.pendingOf(survey.id) === null) {
        return sendBegin(request, reply.code(409), survey, form)
      }
      return sendCheck(request, reply.code(409), survey, pending, form)
    }
    const { post, sheet } = pending
    const actor = signedInPerson(request).number
    const day = jstDay(now())
    const entry = {
      survey: survey.id,
      post,
      sheet,
      act: 'rewrapped' as const,
      day,
      actor,
      note: '',
    }
    await addEntries(identity, [entry])
    await audit(request, '鍵の用紙を作り直し（前の用紙は無効）', survey.id, pending)
    return reply.redirect(`/staff/office/surveys/${survey.id}/keepers`, 303)
  })

  app.post<WithId>('/surveys/:id/keepers/renewal/withdrawal', async (request, reply) => {
    const { id } = request.params
    const pending = desk.pendingOf(id)
    desk.withdraw(id)
    if (pending !== null) await audit(request, '鍵の用紙の作り直しを取りやめ', id, pending)
    return reply.redirect(`/staff/office/surveys/${id}/keepers`, 303)
  })

  async function requireRunning(id: string): Promise<FrozenSurvey> {
    const survey = await acts.findFrozen(id)
    if (survey === undefined) throw new Problem('not-found')
    const { phase } = survey
    if (phase === 'before' || phase === 'open' || phase === 'closed') return survey
    throw new Problem('conflict', { detail: NOT_NOW })
  }

  async function audit(
    request: FastifyRequest,
    act: string,
    survey: string,
    { keeper, post, sheet }: PendingSheet,
  ): Promise<void> {
    const detail = `${survey}：${post}（用紙 ${sheetNumber(keeper, sheet)}）`
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  async function sendBegin(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: FrozenSurvey,
    form: FormState,
  ): Promise<FastifyReply> {
    const { title, draft } = await requireSurvey(commons, survey.id)
    const { posts, need } = draft.keepers
    return beginPage.send(reply, staffFrame(request, '用紙の作り直し', 'office'), {
      survey: { id: survey.id, title },
      keepers: passphraseFields(draft.keepers),
      need,
      posts: posts.map((post, i) => ({ value: String(i), label: post })),
      form,
    })
  }

  async function sendCheck(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: FrozenSurvey,
    pending: PendingSheet,
    form: FormState,
  ): Promise<FastifyReply> {
    const { title, draft } = await requireSurvey(commons, survey.id)
    const number = sheetNumber(pending.keeper, pending.sheet)
    return checkPage.send(reply, staffFrame(request, '新しい用紙の確認', 'office'), {
      survey: { id: survey.id, title },
      keepers: passphraseFields(draft.keepers).map(({ field, post }, i) => ({
        field,
        post: i === pending.keeper ? `${post}（新しい用紙 ${number}）` : post,
      })),
      need: draft.keepers.need,
      pending: desk.pendingOf(survey.id) ?? pending,
      number,
      old: sheetNumber(pending.keeper, pending.sheet - 1),
      form,
    })
  }
}

function keeperSchema(posts: number) {
  const choices = Array.from({ length: posts }, (_, i) => String(i))
  return z.object({
    keeper: z
      .string({ error: '用紙を作り直す役職を選んでください。' })
      .refine((value) => choices.includes(value), { error: '用紙を作り直す役職を選んでください。' })
      .transform(Number),
  })
}

function lostWords(): string {
  return '作り直しの途中の用紙がありません。サーバーが再起動したか、取りやめられています。今までの用紙は、そのまま使えます。「鍵の保管者と受渡簿」から、はじめから行ってください。'
}

function pathOf(survey: Pick<FrozenSurvey, 'id'>): string {
  return `/staff/office/surveys/${survey.id}/keepers/renewal`
}
