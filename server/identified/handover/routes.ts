import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatJst, formatJstDay, jstDay } from '../../calendar/jst.ts'
import { addDays, addMonths } from '../../calendar/working-days.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { optionalDay, roleCodes } from '../admin/role-forms.ts'
import { findRole } from '../admin/role-ledger.ts'
import { APART_WORDS, roleInWords, unitNames } from '../auth/role-words.ts'
import { requireRole, WHOLE_BODY } from '../auth/roles.ts'
import { type HeldRole, type StaffPerson, signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { staffNumber } from '../auth/staff-number.ts'
import { passOn, type PassedOn } from './pass-on.ts'
import { type HandoverOptions, type Sheet, sheetOf } from './sheet.ts'

interface IndexPage {
  readonly offices: readonly { readonly href: string; readonly words: string }[]
  readonly passed: boolean
}

interface OfficePage {
  readonly form: FormState
  readonly words: string
  readonly action: string
  readonly sheet: Sheet
  readonly madeAt: string
  readonly number: string
  /** Last day of the own role; null: without an end. */
  readonly until: string | null
  readonly fromRoster: boolean
}

const indexPage = definePage<IndexPage>('handover')
const officePage = definePage<OfficePage>('handover-office')
const HERE = '/staff/handover'

type WithOffice = { Params: { office: string } }

/** 引継ぎ: a page to print for each office of the one who asks, and the button that passes the role on. */
export async function handover(app: FastifyInstance, options: HandoverOptions): Promise<void> {
  const { identity, commons, now } = options

  app.get(HERE, async (request, reply) => {
    const { roles } = signedInPerson(request)
    const nameOf = await unitNames(commons, [WHOLE_BODY, ...roles.map(({ unit }) => unit)])
    const query = z.object({ notice: z.literal('passed') }).safeParse(request.query)
    return indexPage.send(reply, staffFrame(request, '引継ぎ', 'none'), {
      offices: roles.map((held) => ({
        href: `${HERE}/${officeOf(held)}`,
        words: roleInWords(held, nameOf),
      })),
      passed: query.success,
    })
  })

  const ofOffice = requireRole(...roleCodes)

  app.get<WithOffice>(`${HERE}/:office`, { preHandler: ofOffice }, async (request, reply) =>
    show(request, reply, ownOffice(request, request.params.office), emptyForm),
  )

  app.post<WithOffice>(
    `${HERE}/:office/successor`,
    { preHandler: ofOffice, bodyLimit: 16 * 1024 },
    async (request, reply) => {
      const held = ownOffice(request, request.params.office)
      const person = signedInPerson(request)
      const today = jstDay(now())
      const read = readForm(successorForm(today), request.body)
      if (!read.ok) return show(request, reply.code(422), held, read.form)
      const { number, day } = read.value
      const nameOf = await unitNames(commons, [held.unit])
      const outcome = await passOn(identity, { person: person.number, ...held }, number, day, {
        actor: person.number,
        now: now(),
        detail: `${roleInWords(held, nameOf)}　職員番号 ${number}へ、${formatJstDay(day)}から`,
      })
      if (outcome === 'not-held') throw new Problem('conflict')
      if (outcome !== 'passed') {
        const [field, message] = await refusalOf(outcome, person, held)
        return show(request, reply.code(422), held, refuseForm(read.form, field, message))
      }
      return reply.redirect(`${HERE}?notice=passed`, 303)
    },
  )

  /** @throws {Problem} `not-found` for an office that the person does not hold today */
  function ownOffice(request: FastifyRequest, office: string): HeldRole {
    const held = signedInPerson(request).roles.find((one) => officeOf(one) === office)
    if (held === undefined) throw new Problem('not-found')
    return held
  }

  async function refusalOf(
    outcome: Exclude<PassedOn, 'passed' | 'not-held'>,
    person: StaffPerson,
    held: HeldRole,
  ): Promise<readonly [field: string, message: string]> {
    if (outcome !== 'ends-before') return refusals[outcome]
    const own = await findRole(identity, { person: person.number, ...held })
    const last = own?.valid_to ?? ''
    const day = formatJstDay(addDays(last, 1))
    return [
      'day',
      `あなたの役割は${formatJstDay(last)}で終わります。間が空かないように、${day}までの日を選んでください。`,
    ]
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    held: HeldRole,
    form: FormState,
  ): Promise<FastifyReply> {
    const person = signedInPerson(request)
    const nameOf = await unitNames(commons, [held.unit])
    const own = await findRole(identity, { person: person.number, ...held })
    return officePage.send(reply, staffFrame(request, '引継ぎ', 'none'), {
      form,
      words: roleInWords(held, nameOf),
      action: `${HERE}/${officeOf(held)}/successor`,
      sheet: await sheetOf(options, person, held),
      madeAt: formatJst(now()),
      number: person.number,
      until: own?.valid_to ?? null,
      fromRoster: own?.origin === 'roster',
    })
  }
}

/** `hr`, `head-1010`: a role as it stands in an address. */
function officeOf({ role, unit }: HeldRole): string {
  return unit === WHOLE_BODY ? role : `${role}-${unit}`
}

function successorForm(today: string) {
  return z.object({
    number: staffNumber,
    day: optionalDay
      .refine((day) => day !== null, { message: '引き渡す日を入力してください。' })
      .transform((day) => day ?? '')
      .refine((day) => day === '' || day >= today, {
        message: '引き渡す日は、今日以後にしてください。',
      })
      .refine((day) => day <= addMonths(today, 12), {
        message: '引き渡す日は、1年先までにしてください。',
      }),
  })
}

const refusals: Readonly<
  Record<
    Exclude<PassedOn, 'passed' | 'not-held' | 'ends-before'>,
    readonly [field: string, message: string]
  >
> = {
  'own-number': ['number', 'ご自分の職員番号です。後任の職員番号を入力してください。'],
  'no-such-person': [
    'number',
    'この職員番号は名簿にありません。先頭の0が抜けていないか確かめてください。４月に来る人は、名簿に入ってから引き渡せます。',
  ],
  'no-password': [
    'number',
    'この職員は、まだサインインできません。情報担当に、最初のパスワードの手紙を渡してもらってから、引き渡してください。',
  ],
  'first-password': [
    'number',
    'この職員は、まだ自分のパスワードを決めていません。情報担当は、手紙のパスワードでサインインして自分のパスワードを決めた職員に引き渡してください。',
  ],
  apart: ['number', APART_WORDS],
  already: [
    'number',
    'この職員には、この役割がすでに付いています（これから始まるものを含みます）。ご自分の役割は、情報担当に終えてもらってください。',
  ],
  'ends-soon': [
    'day',
    'あなたの役割に終わりの日があるため、後任の役割が30日続きません。先に「役割」の画面で終わりの日を延ばしてから、引き渡してください。',
  ],
  'from-roster': [
    'form',
    'この役割は名簿から付いています。名簿の「役割」の列を直して取り込むと、後任へ替わります。急ぐときは、情報担当が後任に「事務取扱」か「代理」で役割を付けられます。',
  ],
}
