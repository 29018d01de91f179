import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm } from '../../../http/forms.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { phaseOf, type Phase, type Survey } from '../../../survey/surveys.ts'
import { listUnits } from '../../../survey/units.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import { countExchanged, readHashes, slipPeopleByUnit } from '../../issuance/slips.ts'
import { composeDraft } from '../announcement-plan.ts'
import type { OfficeOptions } from '../office.ts'
import { requireSurvey } from '../survey-page.ts'
import { findPool } from './pool.ts'
import { keepCounts, keepPrinting } from './printing.ts'
import { type SlipWorkplace, slipWorkplaces } from './workplaces.ts'

interface SlipsShown {
  readonly survey: { id: string; title: string; closesAt: Date; contact: string }
  readonly phase: Phase
  /** What the draft or the frozen survey wants; null: no paper slips. */
  readonly wanted: { readonly people: number; readonly printed: number } | null
  /** Where the sheets go; empty after the close. */
  readonly workplaces: readonly SlipWorkplace[]
  /** The present printing; null: none. */
  readonly pool: {
    readonly madeOn: string
    readonly printed: number
    readonly listHash: string
    readonly spoilt: number | null
    readonly unused: number | null
  } | null
  /** Known to nobody before the close; null until then. */
  readonly exchanged: number | null
  readonly publishedBase: string
  readonly form: FormState
  readonly saved: boolean
}

const page = definePage<SlipsShown>('office-slips')
const sheetsPage = definePage<{
  survey: { id: string; title: string; closesAt: Date; contact: string }
  count: number
}>('office-slips-sheets')

const sheets = (what: string) =>
  z
    .string({ error: `${what}の枚数を入力してください。ないときは 0 を入力します。` })
    .trim()
    .transform((typed) => typed.normalize('NFKC'))
    .pipe(
      z
        .string()
        .regex(/^\d{1,5}$/, `${what}の枚数を、0以上の数字で入力してください。`)
        .transform(Number),
    )
const countsForm = z.object({ spoilt: sheets('書き損じ'), unused: sheets('余り') })

/** A city of a few ten thousand people prints less. */
const MOST_BYTES = 60_000 * 32

type WithId = { Params: { id: string } }

/**
 * 紙の回答券 of one survey: printed before the announcement by the browser, which alone knows the codes;
 * counted after the close.
 */
export async function slipRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { acts, commons, commonsStore, identity, now } = options
  const desk = { identity, commons: commonsStore, now }

  app.get<WithId>('/surveys/:id/slips', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    return send(request, reply, survey, emptyForm)
  })

  // The codes are made in the browser that shows this page; no answer of ours holds one.
  app.get<WithId>('/surveys/:id/slips/sheets', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const { wanted } = await wantedOf(survey)
    if (survey.state !== 'draft' || wanted === null) {
      return reply.redirect(`/staff/office/surveys/${survey.id}/slips`, 303)
    }
    return sheetsPage.send(reply, staffFrame(request, '紙の回答券の印刷', 'office'), {
      survey: shownSurvey(survey),
      count: wanted.printed,
    })
  })

  await app.register(async (bytes) => {
    bytes.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: MOST_BYTES },
      (_request, body, done) => done(null, body),
    )
    bytes.post<WithId>(
      '/surveys/:id/slips/hashes',
      { bodyLimit: MOST_BYTES },
      async (request, reply) => {
        const survey = await requireSurvey(commons, request.params.id)
        if (!Buffer.isBuffer(request.body)) throw new Problem('unsupported-media')
        const hashes = readHashes(request.body)
        if (hashes === null) throw new Problem('bad-request')
        const { wanted } = await wantedOf(survey)
        if (survey.state !== 'draft') throw new Problem('conflict', { detail: FROZEN })
        if (wanted?.printed !== hashes.length)
          throw new Problem('conflict', { detail: OTHER_NUMBER })
        const { number } = signedInPerson(request)
        if (!(await keepPrinting(desk, number, survey.id, hashes))) {
          throw new Problem('conflict', { detail: FROZEN })
        }
        return reply.code(204).send()
      },
    )
  })

  app.post<WithId>('/surveys/:id/slips/counts', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const pool = await findPool(commons, survey.id)
    if (pool === undefined) throw new Problem('not-found')
    const isNow = phaseOf(survey, now()) === 'closed' && !acts.life.isOpening(survey.id)
    if (!isNow) throw new Problem('conflict', { detail: NOT_NOW })
    const read = readForm(countsForm, request.body)
    if (!read.ok) return send(request, reply.code(422), survey, read.form)
    const { spoilt, unused } = read.value
    const exchanged = await countExchanged(identity, survey.id)
    if (exchanged + unused > pool.printed) {
      const message = `余りは、印刷した${pool.printed}枚から引き換えた${exchanged}枚を引いた、${pool.printed - exchanged}枚までです。数え直してください。`
      const form = { ...read.form, errors: { unused: message } }
      return send(request, reply.code(422), survey, form)
    }
    if (spoilt + unused > pool.printed) {
      const message = `書き損じと余りの合計が、印刷した${pool.printed}枚を超えています。数え直してください。`
      return send(request, reply.code(422), survey, { ...read.form, errors: { spoilt: message } })
    }
    const kept = await keepCounts(desk, survey.id, read.value)
    if (!kept) throw new Problem('conflict', { detail: NOT_NOW })
    await recordAct(
      identity,
      now(),
      signedInPerson(request).number,
      '紙の回答券を数えた',
      `${survey.id}：書き損じ${spoilt}枚、余り${unused}枚`,
    )
    return reply.redirect(`/staff/office/surveys/${survey.id}/slips?saved=1`, 303)
  })

  /** @returns with the people who are given one, by code of their unit. */
  async function wantedOf({ id, draft, questionnaire }: Survey) {
    if (questionnaire !== null) {
      return { wanted: questionnaire.slips ?? null, byUnit: await slipPeopleByUnit(identity, id) }
    }
    const composed = await composeDraft(options, id, draft)
    return { wanted: composed.questionnaire.slips ?? null, byUnit: composed.withoutPcIn }
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    form: FormState,
  ): Promise<FastifyReply> {
    const pool = await findPool(commons, survey.id)
    const phase = phaseOf(survey, now())
    const isOver = phase === 'closed' || phase === 'opened' || phase === 'published'
    const isAhead = phase === 'draft' || phase === 'before' || phase === 'open'
    const { wanted, byUnit } = await wantedOf(survey)
    const { saved } = request.query as { saved?: unknown }
    const kept = {
      spoilt: String(pool?.spoilt ?? ''),
      unused: String(pool?.unused ?? ''),
    }
    return page.send(reply, staffFrame(request, '紙の回答券', 'office'), {
      survey: shownSurvey(survey),
      phase,
      wanted,
      workplaces:
        wanted !== null && isAhead ? slipWorkplaces(await listUnits(commons), byUnit) : [],
      pool:
        pool === undefined
          ? null
          : {
              madeOn: pool.made_on,
              printed: pool.printed,
              listHash: pool.list_hash,
              spoilt: pool.spoilt,
              unused: pool.unused,
            },
      exchanged: pool !== undefined && isOver ? await countExchanged(identity, survey.id) : null,
      form: form === emptyForm ? { ...emptyForm, typed: kept } : form,
      publishedBase: options.publishedBase,
      saved: saved === '1',
    })
  }
}

const FROZEN =
  '実施を決定した後は、紙の回答券を印刷し直せません。余りの紙を使うか、人事課のタブレットでの回答を案内してください。'
const OTHER_NUMBER =
  '印刷する枚数が変わっています。「紙の回答券」の画面を開き直して、もう一度印刷してください。'
const NOT_NOW =
  '枚数の記録は、締切の後、開封の前にできます。アンケートの画面で今の状態を確かめてください。'

function shownSurvey({ id, title, closesAt, draft }: Survey) {
  return { id, title, closesAt, contact: draft.contact }
}
