import type { FastifyRequest } from 'fastify'
import type { Role } from '../../stores/identity.ts'
import { signedInPerson } from '../auth/signed-in.ts'

export type DeskPlace =
  | 'list'
  | 'box'
  | 'slips'
  | 'themes'
  | 'committee'
  | 'effects'
  | 'stop-works'
  | 'bulletin'
  | 'units'
  | 'settings'
  | 'compliance'

/** A link to another page of the desk. */
export interface DeskLink {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

const places: readonly { place: DeskPlace; path: string; label: string; role: Role | null }[] = [
  { place: 'list', path: '', label: '到着と処理', role: null },
  { place: 'box', path: '/box', label: '提案箱の開封', role: 'secretariat' },
  { place: 'slips', path: '/slips', label: '紙の提案券', role: 'secretariat' },
  { place: 'themes', path: '/themes', label: 'テーマ別', role: null },
  { place: 'committee', path: '/committee', label: '部会の一覧', role: 'secretariat' },
  { place: 'effects', path: '/effects', label: '効果と年度の一覧', role: 'secretariat' },
  { place: 'stop-works', path: '/stop-works', label: 'やめる業務', role: 'secretariat' },
  { place: 'bulletin', path: '/bulletin', label: 'かわるばん', role: 'secretariat' },
  { place: 'units', path: '/units', label: '組織改編', role: 'secretariat' },
  { place: 'settings', path: '/settings', label: '設定', role: 'secretariat' },
  { place: 'compliance', path: '/compliance', label: 'コンプライアンス', role: 'compliance' },
]

/** The pages of the desk that this person may open. */
export function deskLinks(request: FastifyRequest, current: DeskPlace): DeskLink[] {
  const { roles } = signedInPerson(request)
  return places
    .filter(({ role }) => role === null || roles.some((held) => held.role === role))
    .map(({ place, path, label }) => ({
      href: `/staff/desk${path}`,
      label,
      current: place === current,
    }))
}
