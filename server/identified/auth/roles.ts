import type { preHandlerAsyncHookHandler } from 'fastify'
import { Problem } from '../../http/problems.ts'
import { requireTls } from '../../http/transport.ts'
import type { Role } from '../../stores/identity.ts'
import { type HeldRole, signedInPerson } from './signed-in.ts'

/** The unit of roles that are for the whole body. */
export const WHOLE_BODY = '*'

export const roleNames: Readonly<Record<Role, string>> = {
  admin: '情報担当',
  hr: '人事課',
  secretariat: '行政管理課',
  compliance: 'コンプライアンス担当',
  director: '部長',
  head: '推進責任者（所属長）',
  promoter: '推進担当者',
}

export const wholeBodyRoles: readonly Role[] = ['admin', 'hr', 'secretariat', 'compliance']

/** Whether someone has a role, for one unit when `unit` is given. A role for '*' covers every unit. */
export function hasRole(
  person: { readonly roles: readonly HeldRole[] },
  role: Role,
  unit?: string,
): boolean {
  return person.roles.some(
    (held) =>
      held.role === role && (unit === undefined || held.unit === unit || held.unit === WHOLE_BODY),
  )
}

/**
 * A `preHandler` for routes of officials: one of these roles, whatever the unit. Not `onRequest`: a
 * form whose session has expired must reach the sign-in page with what was typed. Only over TLS or from
 * this machine.
 *
 * @throws {Problem} `sign-in-required`, `not-allowed`, `needs-tls`
 */
export function requireRole(...roles: readonly Role[]): preHandlerAsyncHookHandler {
  return async (request) => {
    const person = signedInPerson(request)
    if (!roles.some((role) => hasRole(person, role))) throw new Problem('not-allowed')
    requireTls(request)
  }
}
