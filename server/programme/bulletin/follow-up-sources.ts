import type { CommonsReader } from '../../stores/commons.ts'
import { listUnits } from '../../survey/units.ts'
import { type Entry, entryStates } from '../follow-up/entries.ts'
import type { OnBoard } from '../follow-up/gone.ts'
import { listEntries, publicEntries } from '../follow-up/read-entries.ts'
import { type Source, stamped } from './source.ts'

const PATH = '/results/actions'

/**
 * What units have confirmed in these fiscal years: 改善施策 with an outcome, decided やめる業務, shared 優良事例. One
 * that stands in two years is taken from the later one.
 */
export async function followUpSources(
  commons: CommonsReader,
  years: readonly number[],
  onBoard: OnBoard,
): Promise<Source[]> {
  const place = await placesOf(commons)
  const found: { readonly entry: Shown; readonly source: Source }[] = []
  for (const year of years.toSorted((a, b) => b - a)) {
    const { actions, stopWorks, cases } = await publicEntries(commons, year, onBoard)
    found.push(
      ...actions.flatMap((entry) => actionSource(entry, place(entry.unit))),
      ...stopWorks.map((entry) => ({ entry, source: stopWorkSource(entry, place(entry.unit)) })),
      ...cases.map((entry) => ({ entry, source: caseSource(entry, place(entry.unit)) })),
    )
  }
  const continued = new Set(found.map(({ entry }) => entry.carriedFrom))
  return found.filter(({ entry }) => !continued.has(entry.id)).map(({ source }) => source)
}

/** What was decided about 組織課題: 人事課 may tell of it, everybody else reads of it only then. */
export async function issueSources(
  commons: CommonsReader,
  years: readonly number[],
): Promise<Source[]> {
  const issues = await Promise.all(years.map((year) => listEntries(commons, 'issue', year)))
  const continued = new Set(issues.flat().map(({ carriedFrom }) => carriedFrom))
  return issues.flat().flatMap(({ id, state, body, changedOn }) => {
    if (body.decided === '' || state === 'open' || continued.has(id)) return []
    return [
      stamped({
        key: `issue:${id}`,
        kind: 'issue',
        title: body.title,
        bureau: '',
        unitName: '',
        on: changedOn,
        facts: [
          { label: '状態', text: entryStates.issue[state] },
          { label: '決めた改善施策', text: body.decided },
        ],
        figures: [],
        path: null,
        isDone: state === 'solved',
        isPublic: false,
      }),
    ]
  })
}

type Shown = Entry<'action'> | Entry<'stop-work'> | Entry<'case'>
type Place = Pick<Source, 'bureau' | 'unitName'>

async function placesOf(commons: CommonsReader): Promise<(unit: string) => Place> {
  const units = new Map((await listUnits(commons)).map((unit) => [unit.code, unit]))
  return (code) => ({
    bureau: units.get(code)?.bureau ?? code,
    unitName: units.get(code)?.name ?? code,
  })
}

function actionSource(entry: Entry<'action'>, place: Place) {
  const { id, state, body, changedOn } = entry
  if (body.outcome === '' || (state !== 'doing' && state !== 'done')) return []
  const source = stamped({
    key: `action:${id}`,
    kind: 'action',
    title: body.title,
    ...place,
    on: changedOn,
    facts: [
      { label: '状態', text: entryStates.action[state] },
      { label: '変わったこと', text: body.outcome },
    ],
    figures: [],
    path: PATH,
    isDone: state === 'done',
    isPublic: true,
  })
  return [{ entry, source }]
}

function stopWorkSource({ id, state, body, changedOn }: Entry<'stop-work'>, place: Place): Source {
  const hours = body.hours === null ? [] : [{ mark: '時間', text: yearly(body.hours) }]
  return stamped({
    key: `stop-work:${id}`,
    kind: 'stop-work',
    title: body.name,
    ...place,
    on: changedOn,
    facts: [
      { label: '決定', text: entryStates['stop-work'][state] },
      { label: '決めたこと', text: body.decision },
    ].filter(({ text }) => text !== ''),
    figures: hours,
    path: PATH,
    isDone: true,
    isPublic: true,
  })
}

function caseSource({ id, body, changedOn }: Entry<'case'>, place: Place): Source {
  return stamped({
    key: `case:${id}`,
    kind: 'case',
    title: body.title,
    ...place,
    on: changedOn,
    facts: [
      { label: '課題', text: body.problem },
      { label: '取組', text: body.approach },
      { label: '効果', text: body.effect },
      { label: '横展開', text: body.spread },
    ].filter(({ text }) => text !== ''),
    figures: [],
    path: PATH,
    isDone: true,
    isPublic: true,
  })
}

/** 「年間120時間」 */
export function yearly(hours: number): string {
  return `年間${hours.toLocaleString('ja-JP')}時間`
}
