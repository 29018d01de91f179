import type { Check } from './check.ts'
import { backup, mirror, permissions, space } from './disk-checks.ts'
import type { PlacementFacts } from './facts.ts'
import { account, clock, copies, mail, memory, node } from './server-checks.ts'
import { encryption, reach } from './way-checks.ts'

export interface CheckGroup {
  readonly heading: string
  readonly checks: readonly Check[]
}

/** @param encrypted how the page that asks came here. */
export function placementChecks(facts: PlacementFacts, encrypted: boolean): CheckGroup[] {
  return [
    { heading: '通信', checks: [encryption(facts, encrypted), reach(facts)] },
    {
      heading: 'データの置き場所',
      checks: [permissions(facts), space(facts), mirror(facts), backup(facts)],
    },
    { heading: 'サーバー', checks: [clock(facts), memory(facts), account(facts)] },
    { heading: '版と連携', checks: [node(facts), copies(facts), mail(facts)] },
  ]
}
