import type { SmallCity } from '../support/small-city.ts'
import { smallCity } from '../support/small-city.ts'
import { offerIndicators } from '../../server/programme/indicators/offer.ts'
import { confirmUnit, readUnit } from '../../server/programme/follow-up/unit-review.ts'
import { answer, putProposal } from './board-city.ts'
import { putSurvey } from './released-survey.ts'

/** A city with everything that a report tells of 令和8年度: a survey of 16 部, indicators, proposals, follow-up. */
export async function reportCity(): Promise<SmallCity> {
  const city = await smallCity({ survey: 'none', now: new Date('2026-12-01T01:00:00Z') })
  const { commons } = city.stores
  await putSurvey(city.stores)
  await commons.transaction().execute((trx) => offerIndicators(trx, '2026-11-20'))
  await putProposal(city.system)
  await putProposal(city.system, {
    state: 'done',
    answers: [
      {
        answer: answer({ conclusion: 'done', hours: 120 }),
        units: ['2010'],
        decisionNumber: '第12号',
        on: '2026-11-10',
      },
    ],
    outcome: {
      doneOn: '2026-11-10',
      expectedHours: 120,
      measuredHours: null,
      measuredText: '',
      measuredOn: null,
    },
  })
  await confirm(city, '2010', [
    ['action', 'done', { title: '朝の打合せを10分に', owner: '課長', due: null, outcome: '済み' }],
    [
      'stop-work',
      'stopped',
      { name: '月報の紙回覧', hours: 96, decision: '廃止', budgetYear: 2027 },
    ],
    [
      'case',
      'shared',
      {
        title: '窓口の一本化',
        problem: '分散',
        approach: '集約',
        effect: '待ち時間が半分に',
        spread: '',
      },
    ],
  ])
  return city
}

type Typed = readonly ['action' | 'stop-work' | 'case', string, Record<string, unknown>]

/** As a unit does at 年１回の確認. */
export async function confirm(
  city: SmallCity,
  unit: string,
  entries: readonly Typed[],
): Promise<void> {
  const { commons } = city.stores
  const { stamp } = await readUnit(commons, unit, 2026)
  const confirmed = await confirmUnit(
    commons,
    {
      unit,
      fiscalYear: 2026,
      removed: [],
      state: 'confirmed',
      stamp,
      entries: entries.map(([kind, state, body]) => ({
        id: null,
        kind,
        state,
        body: kind === 'case' ? body : { ...body, origin: { kind: 'own' } },
      })) as never,
    },
    '2026-11-25',
  )
  if (!confirmed.ok) throw new Error(confirmed.reason)
}
