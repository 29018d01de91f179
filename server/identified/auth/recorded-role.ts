import type { Manner } from '../../stores/identity.ts'
import { mannerMark } from './role-words.ts'

interface Acting {
  readonly roles: readonly {
    readonly role: string
    readonly unit: string
    readonly manner?: string
  }[]
}

/** As what an official acts in the record of a proposal: `head`, or `head/acting`, `head/deputy`. */
export function recordedRole(official: Acting, role: string, unit: string): string {
  const held = official.roles.filter((one) => one.role === (role === 'desk' ? 'secretariat' : role))
  // A 部長 may act for a unit below, so the unit of the step need not be that of the role.
  const same = held.filter((one) => one.unit === unit)
  const manners = new Set((same.length > 0 ? same : held).map(({ manner }) => manner ?? 'own'))
  const [only] = manners
  return manners.size !== 1 || only === undefined || only === 'own' ? role : `${role}/${only}`
}

/** `head/acting` in words: the role's own name and 「（事務取扱）」. */
export function recordedRoleInWords(
  recorded: string,
  names: Readonly<Record<string, string>>,
): string {
  const [role = '', manner] = recorded.split('/')
  const mark = manner === 'acting' || manner === 'deputy' ? mannerMark(manner satisfies Manner) : ''
  return (names[role] ?? role) + mark
}
