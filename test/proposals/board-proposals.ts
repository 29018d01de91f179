import { plainAnswer } from '../../server/proposals/outcome.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { untouched } from '../../server/proposals/untouched.ts'
import type { Organisation } from '../../server/proposals/visibility.ts'

const names: Readonly<Record<string, string>> = {
  '1000': '総務部',
  '1020': '行政管理課',
  '2000': '福祉部',
  '2010': '保険年金課',
  '2020': '子育て支援課',
  '9000': '会計課',
}

export const org: Organisation = {
  deskUnits: ['1020'],
  isUnit: (code) => code in names,
  bureauOf: (code) => (code === '9000' ? null : `${code.slice(0, 1)}000`),
  nameOf: (code) => names[code] ?? code,
}

export const positionOf = (code: string): number => Object.keys(names).indexOf(code)

let made = 0

/** A proposal that everybody may read, in 検討中, of 保険年金課. */
export function proposal(over: Partial<Proposal> = {}): Proposal {
  made += 1
  const on = over.receivedOn ?? '2026-11-02'
  const step = (act: string) => ({ on, role: 'desk' as const, unit: '', act, note: '' })
  return {
    ...untouched,
    number: `T${String(made).padStart(3, '0')}-00`,
    version: 1,
    receivedOn: on,
    state: 'reviewing',
    stateOn: on,
    written: { title: '件名', current: '今の状況', idea: '改善の案', effect: '' },
    aimedAt: null,
    theme: 'general',
    kind: 'procedure',
    effects: [],
    publicity: 'open',
    aboutHead: false,
    units: [{ unit: '2010', acceptedOn: on, opinion: '' }],
    routedOn: on,
    acceptedOn: on,
    steps: [step('受付'), step('所管へ照会'), step('受諾')],
    ...over,
  }
}

/** Received, and put aside in one of the ways that nobody may learn of. */
export function hidden(
  state: 'received' | 'returned' | 'referred' | 'out_of_scope' | 'withdrawn' | 'merged',
  over: Partial<Proposal> = {},
): Proposal {
  const on = over.receivedOn ?? '2026-11-02'
  const acts = {
    received: [],
    returned: ['書き直しのお願い'],
    referred: ['専用窓口の案内を起案', '二人目の確認'],
    out_of_scope: ['対象外を起案', '二人目の確認'],
    withdrawn: ['取下げ'],
    merged: ['統合'],
  }[state]
  const steps = ['受付', ...acts].map((act) => ({
    on,
    role: 'desk' as const,
    unit: '',
    act,
    note: '',
  }))
  return proposal({ state, units: [], routedOn: null, acceptedOn: null, steps, ...over })
}

/** A first conclusion on that day. */
export function answered(
  on: string,
  unit = '2010',
  over: Partial<Proposal['answers'][number]['answer']> = {},
): Pick<Proposal, 'answers'> {
  const answer = {
    ...plainAnswer,
    conclusion: 'planned' as const,
    reason: '理由',
    date: '2027-04-01',
    ...over,
  }
  return { answers: [{ answer, units: [unit], decisionNumber: '', on }] }
}
