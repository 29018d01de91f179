import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { formatJstDay, jstDay } from '../../calendar/jst.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { APART_WORDS, roleInWords, unitNames } from '../auth/role-words.ts'
import { roleNames, WHOLE_BODY } from '../auth/roles.ts'
import { standingOf } from '../auth/roles-in-force.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { giveForm, roleCodes } from './role-forms.ts'
import { findRole, giveRole, type RoleGrant } from './role-ledger.ts'
import { type ListedRole, listRoles, type RoleSearch, roleSearch } from './role-list.ts'
import type { AdminOptions } from './routes.ts'

interface RolesPage {
  readonly form: FormState
  readonly roles: readonly { readonly value: string; readonly label: string }[]
  readonly search: RoleSearch
  readonly searched: boolean
  readonly held: readonly ListedRole[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly before: string | null
  readonly after: string | null
  readonly notice: 'given' | 'ended' | 'changed' | null
}

const page = definePage<RolesPage>('admin-roles')
const PER_PAGE = 50

/** Who holds which office: given by hand here, or by the roster. Each change holds from the next request on. */
export async function roleRoutes(app: FastifyInstance, options: AdminOptions): Promise<void> {
  const { identity, commons, now } = options

  app.get('/staff/admin/roles', async (request, reply) => {
    const query = z
      .object({ notice: z.enum(['given', 'ended', 'changed']) })
      .safeParse(request.query)
    return show(request, reply, 200, emptyForm, query.success ? query.data.notice : null)
  })

  app.post('/staff/admin/roles', { bodyLimit: 16 * 1024 }, async (request, reply) => {
    const today = jstDay(now())
    const read = readForm(giveForm(today), request.body)
    if (!read.ok) return show(request, reply, 422, read.form)
    const grant = read.value
    const refuse = async (field: string, message: string) =>
      show(request, reply, 422, refuseForm(read.form, field, message))
    if (grant.unit !== WHOLE_BODY && !(await isUnitOn(grant.unit, grant.from ?? today)))
      return refuse('unit', unitMessage(grant))
    const outcome = await giveRole(identity, grant, await actOf(request, grant))
    if (outcome === 'no-such-person')
      return refuse(
        'number',
        'この職員番号は名簿にありません。先頭の0が抜けていないか確かめてください。',
      )
    if (outcome === 'own')
      return refuse(
        'number',
        '自分に役割を付けることはできません。ほかの情報担当に頼んでください。',
      )
    if (outcome === 'apart') return refuse('role', APART_WORDS)
    if (outcome === 'already') return refuse('role', await alreadyMessage(grant, today))
    return reply.redirect('/staff/admin/roles?notice=given', 303)
  })

  async function alreadyMessage(grant: RoleGrant, today: string): Promise<string> {
    const held = await findRole(identity, grant)
    if (held === undefined) throw new Problem('conflict')
    const coming = standingOf(held, today) === 'coming'
    const what = coming
      ? `この職員には、この役割が${formatJstDay(held.valid_from ?? today)}から付くことになっています。`
      : 'この職員には、この役割がすでに付いています。'
    return held.origin === 'roster'
      ? `${what}名簿から付いた役割は、名簿の「役割」の列を直して取り込むと変わります。`
      : `${what}期間を変えるときは、一覧の「変える」から進んでください。`
  }

  async function isUnitOn(code: string, day: string): Promise<boolean> {
    const row = await commons
      .selectFrom('unit')
      .select('code')
      .where('code', '=', code)
      .where('valid_from', '<=', day)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
      .executeTakeFirst()
    return row !== undefined
  }

  async function actOf(request: FastifyRequest, grant: RoleGrant) {
    const nameOf = await unitNames(commons, [grant.unit])
    return {
      actor: signedInPerson(request).number,
      now: now(),
      detail: `職員番号 ${grant.person}　${roleInWords(grant, nameOf)}${periodInWords(grant)}`,
    }
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    form: FormState,
    notice: RolesPage['notice'] = null,
  ): Promise<FastifyReply> {
    const read = roleSearch.safeParse(request.query)
    if (!read.success) throw new Problem('bad-request')
    const { page: asked, ...search } = read.data
    const found = await listRoles(options, read.data, jstDay(now()))
    const pages = Math.max(1, Math.ceil(found.length / PER_PAGE))
    const current = Math.min(asked, pages)
    const address = (to: number) =>
      `/staff/admin/roles?${new URLSearchParams({ ...search, page: String(to) }).toString()}`
    const plain = roleSearch.parse({})
    return page.send(reply.code(status), staffFrame(request, '役割', 'admin'), {
      form,
      roles: roleCodes.map((value) => ({ value, label: roleNames[value] })),
      search: read.data,
      searched: Object.entries(search).some(([name, value]) => value !== Reflect.get(plain, name)),
      held: found.slice((current - 1) * PER_PAGE, current * PER_PAGE),
      total: found.length,
      page: current,
      pages,
      before: current > 1 ? address(current - 1) : null,
      after: current < pages ? address(current + 1) : null,
      notice,
    })
  }
}

/** 「（令和9年4月1日（木）から令和9年9月30日（木）まで）」; nothing for from now on without an end. */
export function periodInWords({ from, to }: Pick<RoleGrant, 'from' | 'to'>): string {
  if (from === null && to === null) return ''
  const first = from === null ? '' : `${formatJstDay(from)}から`
  const last = to === null ? '' : `${formatJstDay(to)}まで`
  return `（${first}${last}）`
}

function unitMessage({ from }: RoleGrant): string {
  return from === null
    ? 'この所属コードは、今の組織にありません。'
    : `この所属コードは、${formatJstDay(from)}の組織にありません。コードと始まりの日を確かめてください。`
}
