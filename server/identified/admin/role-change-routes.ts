import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formatJstDay, jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { APART_WORDS, roleInWords, unitNames } from '../auth/role-words.ts'
import { standingOf } from '../auth/roles-in-force.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { lastDayForm, roleKey } from './role-forms.ts'
import { endRole, findRole, type RoleKey, setLastDay } from './role-ledger.ts'
import { periodInWords } from './role-routes.ts'
import type { AdminOptions } from './routes.ts'

interface ChangePage {
  readonly form: FormState
  readonly key: RoleKey
  readonly words: string
  readonly worksIn: string
  readonly from: string | null
  readonly to: string | null
  readonly standing: 'now' | 'coming' | 'ended'
}

const page = definePage<ChangePage>('admin-role')
const LIST = '/staff/admin/roles'
const HERE = `${LIST}/change`
const BODY = { bodyLimit: 16 * 1024 }

/** One role that was given by hand: a new last day, or its end at once. */
export async function roleChangeRoutes(app: FastifyInstance, options: AdminOptions): Promise<void> {
  const { identity, commons, now } = options

  app.get(HERE, async (request, reply) => {
    const read = roleKey.safeParse(request.query)
    if (!read.success) throw new Problem('not-found')
    return show(request, reply, read.data, emptyForm)
  })

  app.post(HERE, BODY, async (request, reply) => {
    const key = keyOf(request)
    const read = readForm(lastDayForm(jstDay(now())), request.body)
    if (!read.ok) return show(request, reply.code(422), key, read.form)
    const { to } = read.value
    const until = to === null ? '（終わりの日なし）' : periodInWords({ from: null, to })
    const outcome = await setLastDay(identity, key, to, await actOf(request, key, until))
    const refuse = async (message: string) =>
      show(request, reply.code(422), key, refuseForm(read.form, 'to', message))
    if (outcome === 'before-first-day')
      return refuse('この役割の始まりの日より前です。始まりの日以後にしてください。')
    if (outcome === 'apart') return refuse(APART_WORDS)
    if (outcome === 'last-admin') {
      const day = formatJstDay(addDays(to ?? '', 1))
      return refuse(
        `${day}から情報担当がいなくなるため、この日では終われません。先に、その日から30日以上続けて情報担当になる、サインインできる職員を決めてください。`,
      )
    }
    if (outcome === 'not-held') throw new Problem('conflict')
    return reply.redirect(`${LIST}?notice=changed`, 303)
  })

  app.post(`${LIST}/end`, BODY, async (request, reply) => {
    const key = keyOf(request)
    const outcome = await endRole(identity, key, await actOf(request, key, ''))
    if (outcome === 'last-admin') {
      const message =
        '情報担当がいなくなるため、外せません。先に、サインインできる別の職員へ情報担当の役割を付けてください（30日以上続くもの）。'
      return show(request, reply.code(422), key, refuseForm(emptyForm, 'form', message))
    }
    if (outcome === 'not-held') throw new Problem('conflict')
    return reply.redirect(`${LIST}?notice=ended`, 303)
  })

  function keyOf(request: FastifyRequest): RoleKey {
    const read = readForm(roleKey, request.body)
    if (!read.ok) throw new Problem('bad-request')
    return read.value
  }

  async function actOf(request: FastifyRequest, key: RoleKey, more: string) {
    const held = await findRole(identity, key)
    const nameOf = await unitNames(commons, [key.unit])
    const words = roleInWords({ ...key, manner: held?.manner ?? 'own' }, nameOf)
    return {
      actor: signedInPerson(request).number,
      now: now(),
      detail: `職員番号 ${key.person}　${words}${more}`,
    }
  }

  /** @throws {Problem} `not-found` for a role that nobody holds or that the roster gives */
  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    key: RoleKey,
    form: FormState,
  ): Promise<FastifyReply> {
    const held = await findRole(identity, key)
    if (held?.origin !== 'hand') throw new Problem('not-found')
    const person = await identity
      .selectFrom('person')
      .select('unit')
      .where('number', '=', key.person)
      .executeTakeFirstOrThrow()
    const nameOf = await unitNames(commons, [key.unit, person.unit])
    return page.send(reply, staffFrame(request, '役割を変える', 'admin'), {
      form,
      key,
      words: roleInWords(held, nameOf),
      worksIn: person.unit === '*' ? '（登録なし）' : nameOf(person.unit),
      from: held.valid_from,
      to: held.valid_to,
      standing: standingOf(held, jstDay(now())),
    })
  }
}
