import { randomBytes } from 'node:crypto'
import type { System } from '../../server/app.ts'
import { circumstances } from '../../server/proposals/desk.ts'
import type { Written } from '../../server/proposals/message.ts'
import { plainAnswer } from '../../server/proposals/outcome.ts'
import type { Answer, Proposal } from '../../server/proposals/proposal.ts'
import { rules } from '../../server/proposals/rules.ts'

type Ledger = System['proposals']['ledger']

/** Nothing, with one conclusion. */
export function answer(over: Partial<Answer> = {}): Answer {
  return {
    ...plainAnswer,
    conclusion: 'planned',
    reason: '件数を調べ、様式を一つにできると判断しました。',
    date: '2027-04-01',
    ...over,
  }
}

export const written = (over: Partial<Written> = {}): Written => ({
  title: '照会の回答様式を一つにする',
  current: '庁内の照会ごとに様式が違い、写すだけで時間がかかります。',
  idea: '共通の様式を一つ決め、グループウェアで集めてください。',
  effect: '',
  ...over,
})

export interface Wanted extends Partial<Proposal> {
  /** Puts the words into every text that officials and the author wrote. */
  readonly marker?: string
}

/** A proposal in the ledger of a running system, as it would stand after `over` has happened. */
export async function putProposal(
  { proposals }: Pick<System, 'proposals'>,
  { marker, ...over }: Wanted = {},
): Promise<Proposal> {
  const { ledger } = proposals
  const on = over.receivedOn ?? '2026-11-02'
  const before = new Set(ledger.all().map(({ number }) => number))
  await ledger.release(
    {
      posts: [
        {
          post: {
            kind: 'post',
            receipt: 'A'.repeat(22),
            authorKey: 'A'.repeat(43),
            written: over.written ?? written(marker === undefined ? {} : markedTexts(marker)),
            aimedAt: over.aimedAt ?? null,
            theme: over.theme ?? 'general',
            type: over.kind ?? 'procedure',
            effects: [],
            publicity: over.publicity ?? 'open',
            aboutHead: over.aboutHead ?? false,
          },
          receiptMac: randomBytes(32),
          authorKey: randomBytes(32),
        },
      ],
      endorsements: [],
      acts: [],
      digests: [],
    },
    { ...circumstances(await proposals.surroundings()), today: on },
  )
  const made = ledger.all().find(({ number }) => !before.has(number))
  if (made === undefined) throw new Error('nothing was released')
  // The author's text went through the cleaning of a release: it stays as it came out.
  const { written: ofAuthor, ...rest } = over
  const gone = ofAuthor === null ? { written: null } : {}
  const usual = liveAs(over.state ?? 'reviewing', on, over.units?.[0]?.unit ?? '2010')
  const marked = marker === undefined ? {} : withMarker(marker, on)
  return change(ledger, made.number, { ...usual, ...marked, ...rest, ...gone })
}

export function change(ledger: Ledger, number: string, over: Partial<Proposal>): Promise<Proposal> {
  return ledger.change(number, null, (p) => ({ ...p, ...over, number, version: p.version + 1 }))
}

/** The usual way to a state, in steps of one day. */
function liveAs(state: Proposal['state'], on: string, unit: string): Partial<Proposal> {
  const step = (act: keyof typeof rules, role: Proposal['steps'][number]['role']) => ({
    on,
    role,
    unit: '',
    act: rules[act].label,
    note: '',
  })
  const received = { on, role: 'system', unit: '', act: '受付', note: '' } as const
  const apart: Partial<Record<Proposal['state'], Proposal['steps']>> = {
    received: [],
    returned: [step('return', 'desk')],
    referred: [step('refer', 'desk'), step('confirm', 'desk')],
    out_of_scope: [step('exclude', 'desk'), step('confirm', 'desk')],
    withdrawn: [step('withdraw', 'author')],
    merged: [step('merge', 'desk')],
  }
  const steps = apart[state]
  const common = { state, stateOn: on }
  if (steps !== undefined) return { ...common, steps: [received, ...steps] }
  return {
    ...common,
    units: [{ unit, acceptedOn: on, opinion: '' }],
    routedOn: on,
    acceptedOn: on,
    steps: [received, step('route', 'desk'), step('accept', 'head')],
  }
}

function withMarker(marker: string, on: string): Partial<Proposal> {
  return {
    interim: { text: `${marker}途中`, on, unit: '2010' },
    questions: [
      {
        id: 'Q1XX',
        unit: '2010',
        text: `${marker}質問`,
        stage: 'answered',
        askedOn: on,
        openedOn: on,
        closedOn: on,
        reply: `${marker}返信`,
        note: `${marker}伝言`,
      },
    ],
    answers: [
      {
        answer: answer({ reason: `${marker}理由`, wouldChange: `${marker}変われば` }),
        units: ['2010'],
        decisionNumber: '',
        on,
      },
    ],
    refusal: { unit: '2020', names: '2010', reason: `${marker}所管外`, on },
    reconsideration: { by: 'author', reason: `${marker}再検討`, on },
    adoptions: [{ unit: '2020', on, stage: 'done', text: `${marker}うちでも`, hours: 12 }],
  }
}

function markedTexts(marker: string): Written {
  return {
    title: `${marker}件名`,
    current: `${marker}現状`,
    idea: `${marker}案`,
    effect: `${marker}効果`,
  }
}
