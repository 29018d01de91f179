import { themes } from '../../proposals/catalogue.ts'
import type { Due } from '../../proposals/clocks.ts'
import { type Day, leadOf, type Proposal, unitsOf } from '../../proposals/proposal.ts'
import { states } from '../../proposals/states.ts'
import type { Organisation } from '../../proposals/visibility.ts'
import { deskLists, type Listed, tasksOf } from './desk-lists.ts'

/** A line of the desk's lists. */
export interface DeskRow {
  readonly number: string
  readonly title: string
  readonly theme: string
  /** 「所管：…」 or, before it is routed, 「提案先：…」. */
  readonly unit: string
  readonly state: string
  readonly stateOn: Day
  readonly receivedOn: Day
  /** What 提案担当 has to do, in the words of the filters. */
  readonly tasks: readonly string[]
  readonly aboutHead: boolean
  readonly dues: readonly Due[]
}

export function rowOf(one: Listed, org: Organisation): DeskRow {
  const { proposal: p, dues } = one
  return {
    number: p.number,
    title: titleOf(p),
    theme: themes[p.theme],
    unit: unitWords(p, org),
    state: states[p.state],
    stateOn: p.stateOn,
    receivedOn: p.receivedOn,
    tasks: tasksOf(one).map((name) => taskWords[name] ?? deskLists[name].label),
    aboutHead: p.aboutHead,
    dues,
  }
}

const taskWords: Readonly<Record<string, string>> = { arrivals: '受付確認', publish: '回答の公表' }

/** As 提案担当 reads it. */
export function titleOf(p: Proposal): string {
  return p.written?.title ?? '（本文は消去されています）'
}

/** What a search finds besides the text: names of units and theme. */
export function unitWordsOf(org: Organisation): (p: Proposal) => string {
  return (p) =>
    [...unitsOf(p), p.aimedAt ?? '']
      .filter((code) => code !== '')
      .map((code) => org.nameOf(code))
      .concat(themes[p.theme])
      .join(' ')
}

function unitWords(p: Proposal, org: Organisation): string {
  const lead = leadOf(p)
  if (lead !== undefined) {
    const more = p.units.length - 1
    return `所管：${org.nameOf(lead)}${more > 0 ? `ほか${more}所属` : ''}`
  }
  return p.aimedAt === null ? '提案先：分からない' : `提案先：${org.nameOf(p.aimedAt)}`
}
