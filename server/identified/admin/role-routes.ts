import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { roleInWords, unitNames } from '../auth/role-words.ts'
import { roleNames, WHOLE_BODY, wholeBodyRoles } from '../auth/roles.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { staffNumber } from '../auth/staff-number.ts'
import { endRole, giveRole, type RoleGrant, rolesByHand } from './role-ledger.ts'
import type { AdminOptions } from './routes.ts'

interface RolesPage {
  readonly form: FormState
  readonly roles: readonly { readonly value: string; readonly label: string }[]
  readonly held: readonly (RoleGrant & { readonly roleName: string; readonly unitName: string })[]
  readonly notice: 'given' | 'ended' | null
}

const page = definePage<RolesPage>('admin-roles')

const roleCodes = [
  'admin',
  'hr',
  'secretariat',
  'compliance',
  'director',
  'head',
  'promoter',
] as const
const role = z.enum(roleCodes, { error: '役割を選んでください。' })
const unit = z
  .string({ error: '所属コードを入力してください。' })
  .max(20, '所属コードは20文字以下です。')
  .transform((text) => text.normalize('NFKC').trim())

const giveForm = z
  .object({ number: staffNumber, role, unit: unit.optional().transform((code) => code ?? '') })
  .transform(({ number, ...rest }, context): RoleGrant => {
    const whole = wholeBodyRoles.includes(rest.role)
    if (whole && rest.unit !== '' && rest.unit !== WHOLE_BODY) {
      const message = `${roleNames[rest.role]}は全庁の役割です。所属コードは空欄にしてください。`
      context.addIssue({ code: 'custom', path: ['unit'], message })
    }
    if (!whole && (rest.unit === '' || rest.unit === WHOLE_BODY)) {
      const message = `${roleNames[rest.role]}には、担当する所属のコードを入力してください。`
      context.addIssue({ code: 'custom', path: ['unit'], message })
    }
    return { person: number, role: rest.role, unit: whole ? WHOLE_BODY : rest.unit }
  })

const endForm = z.object({ person: z.string().max(20), role, unit })

/** Roles of officials, given and taken away by hand. Each change takes effect with the next request. */
export async function roleRoutes(app: FastifyInstance, options: AdminOptions): Promise<void> {
  const { identity, commons, now } = options

  app.get('/staff/admin/roles', async (request, reply) => {
    const query = z.object({ notice: z.enum(['given', 'ended']) }).safeParse(request.query)
    return show(request, reply, 200, emptyForm, query.success ? query.data.notice : null)
  })

  app.post('/staff/admin/roles', { bodyLimit: 16 * 1024 }, async (request, reply) => {
    const read = readForm(giveForm, request.body)
    if (!read.ok) return show(request, reply, 422, read.form)
    const grant = read.value
    if (grant.unit !== WHOLE_BODY && !(await isUnitInForce(grant.unit))) {
      const message = 'この所属コードは、今の組織にありません。'
      return show(request, reply, 422, refuseForm(read.form, 'unit', message))
    }
    const outcome = await giveRole(identity, grant, await actOf(request, grant))
    if (outcome === 'no-such-person') {
      const message = 'この職員番号は名簿にありません。先頭の0が抜けていないか確かめてください。'
      return show(request, reply, 422, refuseForm(read.form, 'number', message))
    }
    if (outcome === 'already') {
      const message = 'この職員には、この役割がすでに付いています。'
      return show(request, reply, 422, refuseForm(read.form, 'role', message))
    }
    return reply.redirect('/staff/admin/roles?notice=given', 303)
  })

  app.post('/staff/admin/roles/end', { bodyLimit: 16 * 1024 }, async (request, reply) => {
    const read = readForm(endForm, request.body)
    if (!read.ok) throw new Problem('bad-request')
    const outcome = await endRole(identity, read.value, await actOf(request, read.value))
    if (outcome === 'last-admin') {
      const message =
        '情報担当がいなくなるため、外せません。先に、サインインできる別の職員へ情報担当の役割を付けてください。'
      return show(request, reply, 422, refuseForm(emptyForm, 'form', message))
    }
    if (outcome === 'not-held') throw new Problem('conflict')
    return reply.redirect('/staff/admin/roles?notice=ended', 303)
  })

  async function isUnitInForce(code: string): Promise<boolean> {
    const today = jstDay(now())
    const row = await commons
      .selectFrom('unit')
      .select('code')
      .where('code', '=', code)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', today)]))
      .executeTakeFirst()
    return row !== undefined
  }

  async function actOf(request: FastifyRequest, grant: RoleGrant) {
    const nameOf = await unitNames(commons, [grant.unit])
    return {
      actor: signedInPerson(request).number,
      now: now(),
      detail: `職員番号 ${grant.person}　${roleInWords(grant, nameOf)}`,
    }
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    form: FormState,
    notice: RolesPage['notice'] = null,
  ): Promise<FastifyReply> {
    const held = await rolesByHand(identity)
    const nameOf = await unitNames(
      commons,
      held.map((grant) => grant.unit),
    )
    return page.send(reply.code(status), staffFrame(request, '役割', 'admin'), {
      form,
      roles: roleCodes.map((value) => ({ value, label: roleNames[value] })),
      held: held.map((grant) => ({
        ...grant,
        roleName: roleNames[grant.role],
        unitName: grant.unit === WHOLE_BODY ? '全庁' : nameOf(grant.unit),
      })),
      notice,
    })
  }
}
