/** A city in which something has changed: confirmed units, answered proposals, the programme's indicators. */
import type { BodyOf, Kind, StateOf } from '../../../server/programme/follow-up/entries.ts'
import { writeEntry } from '../../../server/programme/follow-up/write-entries.ts'
import type { Proposal } from '../../../server/proposals/proposal.ts'
import { answer, putProposal, type Wanted, written } from '../../published/board-city.ts'
import { type CityOptions, type SmallCity, smallCity } from '../../support/small-city.ts'

export const own = { kind: 'own' } as const

export async function putEntry<K extends Kind>(
  city: SmallCity,
  kind: K,
  unit: string,
  state: StateOf<K>,
  body: BodyOf<K>,
  { fiscalYear = 2025, day = '2026-02-10' } = {},
): Promise<number> {
  const wanted = { id: null, kind, fiscalYear, unit, state, body }
  return (await writeEntry(city.stores.commons, wanted, day)) ?? 0
}

export function action(title: string, outcome: string): BodyOf<'action'> {
  return { title, origin: own, owner: '課長', due: null, outcome }
}

export async function confirm(city: SmallCity, unit: string, fiscalYear = 2025): Promise<void> {
  await city.stores.commons
    .insertInto('unit_review')
    .values({ fiscal_year: fiscalYear, unit, state: 'confirmed', confirmed_on: '2026-02-20' })
    .execute()
}

/** A proposal on the board that 保険年金課 has carried out. */
export function putDone(city: SmallCity, title: string, over: Wanted = {}): Promise<Proposal> {
  return putProposal(city.system, {
    state: 'done',
    written: written({ title }),
    answers: [
      {
        answer: answer({ conclusion: 'planned', reason: '様式を一つにできると判断しました。' }),
        units: ['2010'],
        decisionNumber: '',
        on: '2026-11-05',
      },
    ],
    outcome: {
      doneOn: '2026-11-06',
      expectedHours: 120,
      measuredHours: null,
      measuredText: '',
      measuredOn: null,
    },
    ...over,
  })
}

/** 人事課, 保険年金課 and 道路河川課 have confirmed 令和7年度; 子育て支援課 has not. */
export async function toldCity(options: CityOptions = {}): Promise<SmallCity> {
  const city = await smallCity({ survey: 'none', people: 6, ...options })
  await putEntry(
    city,
    'action',
    '2010',
    'done',
    action('窓口の順番', '待つ人の列がなくなりました。'),
  )
  await putEntry(city, 'action', '3010', 'doing', action('現場の写真', '写真を端末から送れます。'))
  await putEntry(city, 'action', '2020', 'done', action('未確認の施策', 'まだ公開されていない成果'))
  await putEntry(city, 'stop-work', '1010', 'stopped', {
    name: '紙の出勤簿の回覧',
    origin: own,
    hours: 240,
    decision: '電子の記録があるため',
    budgetYear: null,
  })
  await putEntry(city, 'case', '3010', 'shared', {
    title: '朝の5分で工程を合わせる',
    problem: '手戻りが多かった。',
    approach: '毎朝5分だけ工程表を見ます。',
    effect: '残業が月10時間減りました。',
    spread: '現場を持つ課',
  })
  await putEntry(city, 'issue', '', 'solved', {
    title: '照会が多い',
    finding: '',
    grounds: [],
    units: [],
    decided: '照会は年2回にまとめました。',
  })
  for (const unit of ['1010', '2010', '3010']) await confirm(city, unit)
  await city.system.acts.offerIndicators()
  const measured = { fiscal_year: 2025, source: '職員アンケート', approved_on: '2026-03-20' }
  await city.stores.commons
    .insertInto('indicator_value')
    .values([
      { ...measured, indicator: 'I3-1', value: '79.4' },
      { ...measured, indicator: 'I4-1', value: '70.2' },
    ])
    .execute()
  return city
}
