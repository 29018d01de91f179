import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { keeperSets } from '../../survey/keeper-sets.ts'
import { lossInWords } from '../../survey/keepers-in-words.ts'
import type { PlanInWords } from '../../survey/plan-in-words.ts'
import type { Survey } from '../../survey/surveys.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import type { Mistyped, PreparedKeys } from './announce.ts'
import type { PassphraseAttempts } from './keepers/attempts.ts'
import { addEntries, listEntries } from './keepers/entries.ts'
import type { OfficeOptions } from './office.ts'
import { mistypedForm, passphraseFields, readPassphrases } from './passphrase-form.ts'
import { planWords, requireSurvey, sendSurvey } from './survey-page.ts'

const rehearsalPage = definePage<{
  survey: { id: string; title: string }
  keepers: readonly { field: string; post: string }[]
  need: number
  /** What happens when too many sheets are lost. */
  loss: string
  keys: PreparedKeys
  /** Every sufficient set of posts, and whether it has opened a test ballot. */
  sets: readonly { posts: string; opened: boolean }[]
  plan: PlanInWords
  form: FormState
}>('office-rehearsal')

type WithId = { Params: { id: string } }

/** The two steps of an announcement: keys; rehearsal and decision. */
export async function announceRoutes(
  app: FastifyInstance,
  options: OfficeOptions & { readonly attempts: PassphraseAttempts },
): Promise<void> {
  const { commons, identity, bank, now, acts, attempts } = options

  app.post<WithId>('/surveys/:id/keys', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const made = await acts.makeKeys(survey.id)
    if (made.state === 'refused') {
      return sendSurvey(request, reply.code(409), options, survey, made.reason)
    }
    await audit(request, '鍵を作成（前の用紙は無効）', survey.id)
    return reply.redirect(`${pathOf(survey)}/sheets`, 303)
  })

  app.get<WithId>('/surveys/:id/announcement', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const keys = acts.keysOf(survey)
    if (keys?.current !== true) return reply.redirect(pathOf(survey), 303)
    return sendRehearsal(request, reply, survey, keys, emptyForm)
  })

  // Opens a test ballot and decides nothing: so that each sheet can be tried with each other one.
  app.post<WithId>('/surveys/:id/rehearsal', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const read = readPassphrases(survey.draft.keepers, request.body)
    const keys = acts.keysOf(survey)
    if (!read.ok && keys?.current === true) {
      return sendRehearsal(request, reply.code(422), survey, keys, read.form)
    }
    const right = await attempts.begin(survey.id)
    const done = await acts.rehearse(survey.id, read.ok ? read.typed : [])
    if (done.state === 'refused') return sendRefused(request, reply, survey, read.form, done, right)
    await right()
    await proved(request, survey, done.proved)
    return reply.redirect(`${pathOf(survey)}/announcement`, 303)
  })

  app.post<WithId>('/surveys/:id/announcement', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    // A second press, or an answer that was lost: it has been decided.
    if (survey.state === 'announced') return reply.redirect(pathOf(survey), 303)
    const keys = acts.keysOf(survey)
    const read = readPassphrases(survey.draft.keepers, request.body)
    if (!read.ok && keys?.current === true) {
      return sendRehearsal(request, reply.code(422), survey, keys, read.form)
    }
    const right = await attempts.begin(survey.id)
    const done = await acts.announce(survey.id, read.ok ? read.typed : [])
    if (done.state === 'refused') return sendRefused(request, reply, survey, read.form, done, right)
    await right()
    await proved(request, survey, done.proved)
    await audit(request, 'アンケートの実施を決定（内容を固定）', survey.id)
    return reply.redirect(pathOf(survey), 303)
  })

  async function sendRefused(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    form: FormState,
    refusal: { readonly reason: string; readonly mistyped?: readonly Mistyped[] },
    right: () => Promise<void>,
  ): Promise<FastifyReply> {
    const keys = acts.keysOf(survey)
    if (refusal.mistyped !== undefined && keys !== null) {
      const page = mistypedForm(form, refusal.mistyped)
      return sendRehearsal(request, reply.code(422), survey, keys, page)
    }
    await right()
    const present = await requireSurvey(commons, survey.id)
    if (present.state === 'announced') return reply.redirect(pathOf(survey), 303)
    return sendSurvey(request, reply.code(409), options, present, refusal.reason)
  }

  /** Which sheets were typed back rightly stands in 受渡簿. */
  async function proved(
    request: FastifyRequest,
    { id, draft }: Survey,
    positions: readonly number[],
  ): Promise<void> {
    const posts = positions.map((i) => draft.keepers.posts[i] ?? '')
    const known = (await listEntries(identity, id)).filter(({ act }) => act === 'proved')
    const fresh = posts.filter((post) => !known.some((entry) => entry.post === post))
    const actor = signedInPerson(request).number
    const day = jstDay(now())
    await addEntries(
      identity,
      fresh.map((post) => ({ survey: id, post, act: 'proved', day, actor, note: '' })),
    )
    await audit(request, '試しに開封（用紙を確認）', `${id}：${posts.join('、')}`)
  }

  async function audit(request: FastifyRequest, act: string, detail: string): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
  }

  function sendRehearsal(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    keys: PreparedKeys,
    form: FormState,
  ): Promise<FastifyReply> {
    const { keepers } = survey.draft
    const title = '試しの開封と実施の決定'
    return rehearsalPage.send(reply, staffFrame(request, title, 'office'), {
      survey: { id: survey.id, title: survey.title },
      keepers: passphraseFields(keepers),
      need: keepers.need,
      loss: lossInWords(keepers),
      keys,
      sets: setsOf(keepers, keys),
      plan: planWords(bank, survey),
      form,
    })
  }
}

function setsOf({ posts, need }: Survey['draft']['keepers'], keys: PreparedKeys) {
  return keeperSets(posts.length, need).map((set) => ({
    posts: set.map((i) => posts[i] ?? '').join('と'),
    opened: keys.opened.has(set.join()),
  }))
}

function pathOf(survey: Pick<Survey, 'id'>): string {
  return `/staff/office/surveys/${survey.id}`
}
