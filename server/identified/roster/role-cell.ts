import type { Manner, Role } from '../../stores/identity.ts'

/** One role as the cell 役割 says it. */
export interface RoleDraft {
  readonly role: Role
  readonly manner: Manner
  /** Code of another unit than the person's own; null: the own one. */
  readonly unit: string | null
}

const ROLES = { 推進責任者: 'head', 推進担当者: 'promoter', 部長: 'director' } as const
const MANNERS = { 事務取扱: 'acting', 代理: 'deputy' } as const

const ROLE = /^(推進責任者|推進担当者|部長)(?:\((事務取扱|代理)(?::\s*([0-9A-Za-z-]{1,20}))?\))?$/

/** What the roster calls its roles, and how each is held. */
export const rosterRoleNames: Readonly<Partial<Record<Role, string>>> = {
  head: '推進責任者',
  promoter: '推進担当者',
  director: '部長',
}
export const mannerNames: Readonly<Record<Manner, string>> = {
  own: '',
  acting: '事務取扱',
  deputy: '代理',
}

/**
 * 「推進責任者・部長」, 「推進責任者（事務取扱:1410）」, 「推進責任者（代理）」: several are joined by
 * 「・」 or 「、」; widths of signs do not matter.
 *
 * @returns null when one of them is no role.
 */
export function readRoleCell(cell: string): RoleDraft[] | null {
  const names = cell
    .normalize('NFKC')
    .split(/[・、,]/)
    .map((name) => name.trim())
  if (names.join('') === '') return []
  const roles = names.map(readRole)
  return roles.includes(null) ? null : roles.filter((role) => role !== null)
}

/** The other way round; the cell as `readRoleCell` reads it. */
export function writeRoleCell(roles: readonly RoleDraft[]): string {
  return roles
    .map(({ role, manner, unit }) => {
      const name = rosterRoleNames[role] ?? ''
      if (manner === 'own') return name
      return `${name}（${mannerNames[manner]}${unit === null ? '' : `:${unit}`}）`
    })
    .join('・')
}

function readRole(name: string): RoleDraft | null {
  const [, role, manner, unit = null] = ROLE.exec(name) ?? []
  if (role === undefined) return null
  return {
    role: ROLES[role as keyof typeof ROLES],
    manner: manner === undefined ? 'own' : MANNERS[manner as keyof typeof MANNERS],
    unit,
  }
}
