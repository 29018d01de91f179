/** The states of a proposal, what they are called, and which of them who may know about. */

export const states = {
  received: '受付',
  returned: '差戻し',
  referred: '専用窓口をご案内',
  out_of_scope: '対象外',
  merged: '統合',
  routing: '所管照会中',
  reviewing: '検討中',
  trial: '試行中',
  planned: '実施予定',
  partly_planned: '一部実施予定',
  in_place: '対応済み',
  continued: '継続検討',
  declined: '見送り',
  done: '実施済',
  partly_done: '一部実施済',
  confirmed: '効果確認済',
  model_case: '好事例',
  reopened: '再検討',
  withdrawn: '取下げ',
  expired: '本文消去済',
} as const
export type State = keyof typeof states
export const stateNames = Object.keys(states) as [State, ...State[]]

/** The seven groups of the board, in its order. */
export const boardGroups = [
  '受付',
  '検討中',
  '実施予定',
  '実施済',
  '対応済み',
  '継続検討',
  '見送り',
] as const
export type BoardGroup = (typeof boardGroups)[number]

/** The group of a state on the board; null: never on the board, at most a number in a count. */
export function boardGroupOf(state: State): BoardGroup | null {
  switch (state) {
    case 'routing':
      return '受付'
    case 'reviewing':
    case 'trial':
    case 'reopened':
      return '検討中'
    case 'planned':
    case 'partly_planned':
      return '実施予定'
    case 'done':
    case 'partly_done':
    case 'confirmed':
    case 'model_case':
      return '実施済'
    case 'in_place':
    case 'continued':
    case 'declined':
      return states[state]
    default:
      return null
  }
}

/** What a department has never been shown: it must not even learn that there is a proposal. */
export const hiddenFromUnits: readonly State[] = [
  'received',
  'returned',
  'referred',
  'out_of_scope',
  'merged',
  'withdrawn',
]

/** States of a published conclusion. */
export const concluded: readonly State[] = [
  'planned',
  'partly_planned',
  'in_place',
  'continued',
  'declined',
  'done',
  'partly_done',
  'confirmed',
  'model_case',
]

/** Nothing more happens here but retention (and, for `merged`, its undoing). */
export const ended: readonly State[] = [
  'referred',
  'out_of_scope',
  'merged',
  'withdrawn',
  'expired',
]
