import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { endedUnits } from '../../proposals/reorganise.ts'
import { decidedSuccessors } from '../../proposals/successors.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { type UnitChoice, unitChoices } from '../inbox/unit-choices.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import { listForDesk } from './seen.ts'

interface Ended {
  readonly unit: string
  readonly name: string
  readonly open: number
  /** Those that 人事課 has decided on, else every unit of today. */
  readonly choices: readonly UnitChoice[]
  readonly isDecided: boolean
  readonly form: FormState
}

const page = definePage<{
  links: readonly DeskLink[]
  ended: readonly Ended[]
  decided: readonly { unit: string; successor: string; isMain: boolean; day: string }[]
  form: FormState
  moved: number | null
}>('desk-units')

const moveForm = z.object({
  from: z.string({ error: '引き継ぐ元の所属を選び直してください。' }).min(1).max(20),
  to: z
    .string({ error: '承継する所属を選んでください。' })
    .min(1, '承継する所属を選んでください。')
    .max(20, '承継する所属を選んでください。'),
})
const movedQuery = z
  .object({ moved: z.coerce.number().int().min(0).max(100_000).optional() })
  .catch({})

/** After a reorganisation: what units that have ended still owe passes to their successors. */
export async function unitRoutes(app: FastifyInstance, options: DeskPagesOptions): Promise<void> {
  const { desk, commons, identity, now, units } = options

  app.get('/units', async (request, reply) => send(request, reply, emptyForm))

  app.post('/units', async (request, reply) => {
    const read = readForm(moveForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const { from, to } = read.value
    const { org } = await desk.surroundings()
    if (org.isUnit(from)) {
      const message = 'この所属は廃止されていません。1件ずつの引き継ぎは、提案の画面で行います。'
      return send(request, reply.code(422), refuseForm(read.form, 'form', message))
    }
    const { choices, isDecided } = await choicesFor(from)
    if (isDecided && org.isUnit(to) && !choices.some(({ value }) => value === to)) {
      const names = choices.map(({ value }) => org.nameOf(value)).join('、')
      const message = `承継先は、人事課が決めています（${names}）。その中から選んでください。違うときは、人事課に「名簿」の画面で直してもらってください。`
      return send(request, reply.code(422), refuseForm(read.form, 'to', message))
    }
    const person = signedInPerson(request)
    const act = '廃止された所属の提案を引継ぎ'
    const detail = `${org.nameOf(from)}（${from}）から${org.nameOf(to)}（${to}）へ`
    if (org.isUnit(to)) await recordAct(identity, now(), person.number, act, detail)
    const result = await units.move(person, from, to)
    if ('message' in result) {
      return send(request, reply.code(422), refuseForm(read.form, 'to', result.message))
    }
    return reply.redirect(`/staff/desk/units?moved=${result.moved}`, 303)
  })

  async function choicesFor(unit: string): Promise<Pick<Ended, 'choices' | 'isDecided'>> {
    const { today } = await desk.surroundings()
    const all = await unitChoices(commons, today)
    const decided = (await decidedSuccessors(commons)).filter((one) => one.unit === unit)
    const choices = all.filter(({ value }) => decided.some(({ successor }) => successor === value))
    return choices.length > 0 ? { choices, isDecided: true } : { choices: all, isDecided: false }
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
  ): Promise<FastifyReply> {
    const { listed, around } = await listForDesk(desk, signedInPerson(request))
    const { org } = around
    const ended = endedUnits({ all: () => listed.map(({ proposal }) => proposal) }, org)
    return page.send(reply, staffFrame(request, '組織改編', 'desk'), {
      links: deskLinks(request, 'units'),
      ended: await Promise.all(
        ended.map(async ({ unit, name, numbers }) => ({
          unit,
          name,
          open: numbers.length,
          ...(await choicesFor(unit)),
          form: form.typed['from'] === unit ? form : emptyForm,
        })),
      ),
      decided: (await decidedSuccessors(commons)).map(({ unit, successor, isMain, day }) => ({
        unit: org.nameOf(unit),
        successor: org.nameOf(successor),
        isMain,
        day,
      })),
      form,
      moved: movedQuery.parse(request.query).moved ?? null,
    })
  }
}
