import type { Said } from '../../../../views/words/phrase.ts'
import { type Group, WHOLE } from '../groups.ts'
import type { Item, ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'
import { groupHref } from '../view/addresses.ts'
import { numbered } from '../view/answers-table.ts'
import { standInName } from '../view/overview.ts'
import { insteadOf } from '../view/units.ts'
import { type Chart, type ChartLine, chartOf } from './chart.ts'
import { type Choices, groupChoices, itemChoices } from './choices.ts'
import {
  commonAncestor,
  type TrendLine,
  trendOf,
  type TrendPoint,
  type TrendYear,
} from './trend.ts'

/** One item of one group over the years, as a table and as a picture of it. */
export interface TrendPage {
  readonly group: Said
  readonly item: Said
  readonly caption: Said
  readonly words: readonly Said[]
  readonly columns: readonly TrendColumn[]
  readonly rows: readonly TrendRow[]
  /** null: a single year. */
  readonly chart: Chart | null
  readonly groups: Choices
  readonly items: Choices
  /** Results of the group in the latest survey. */
  readonly href: string
}

interface TrendColumn {
  readonly kind: ChartLine['kind']
  readonly label: Said
  /** Head of the column of changes beside it; null: it has none. */
  readonly change: Said | null
}

interface TrendRow {
  readonly year: string
  readonly href: string
  readonly cells: readonly {
    readonly text: string
    readonly withheld: boolean
    /** Name at that time, when another. */
    readonly called: Said | null
    readonly change: Said | null
  }[]
}

export interface Asked {
  readonly years: readonly (TrendYear & { readonly href: string })[]
  readonly group: Group
  readonly item: Item
  /** What was said when the asked unit is shown by another group. */
  readonly words: Said | null
  /** Names of units whose work the group has taken over. */
  readonly predecessors: readonly string[]
  readonly speech: Speech
}

export function trendPage(asked: Asked): TrendPage {
  const { years, group, item, speech } = asked
  const w = speech.w.trend
  const latest = years.at(-1)
  if (latest === undefined) throw new Error('a trend of no year')
  const { model } = latest
  const above = commonAncestor(years, group)
  const instead = group.n === null ? insteadOf(model, group) : null
  const second = above ?? instead
  const line = (of: Group) => trendOf(years, of, item.id, speech)
  const isWhole = group.id === WHOLE
  const lines: { kind: ChartLine['kind']; line: TrendLine }[] = [
    { kind: 1, line: line(group) },
    ...(second === null || second.id === WHOLE ? [] : [{ kind: 2 as const, line: line(second) }]),
    ...(isWhole ? [] : [{ kind: 3 as const, line: line(model.whole) }]),
  ]
  const name = speech.fullGroup(group)
  const own = lines[0]?.line.points ?? []
  return {
    group: name,
    item: numbered(speech, item, speech.item(item)),
    caption: item.option === null ? w.tableOf(name) : w.choseOf(name),
    words: wordsOf(asked, own, above, above === null ? instead : null),
    columns: lines.map(({ kind, line: { group: of } }) => ({
      kind,
      label: standInName(of, speech),
      change: kind === 3 ? null : kind === 2 ? w.changeOf(standInName(of, speech)) : w.change,
    })),
    rows: years.map(({ fiscalYear, href }, i) => ({
      year: speech.w.figure.year(fiscalYear),
      href,
      cells: lines.map(({ line: { points } }) => cellOf(points[i], speech)),
    })),
    chart:
      years.length < 2
        ? null
        : chartOf(
            lines,
            (year) => shortYear(year, speech),
            ({ points }, i) => cellOf(points[i], speech).text,
          ),
    groups: groupChoices(model, group, speech),
    items: itemChoices(model, item, speech),
    href: `${latest.href}${isWhole ? '' : groupHref(group)}`,
  }
}

function cellOf(point: TrendPoint | undefined, speech: Speech): TrendRow['cells'][number] {
  const { figure: f, trend: w } = speech.w
  const none = { called: null, change: null, withheld: false }
  if (point === undefined) return { ...none, text: f.none }
  const { figure, state, called, change } = point
  if (figure !== null) return { text: speech.figure(figure), withheld: false, called, change }
  const texts = {
    shown: f.none,
    apart: w.before,
    hidden: f.withheld,
    'not-asked': w.notAsked,
    'not-planned': w.notPlanned,
  }
  return { ...none, called, text: texts[state], withheld: state === 'hidden' }
}

function wordsOf(
  { years, group, words, predecessors, speech }: Asked,
  own: readonly TrendPoint[],
  ancestor: Group | null,
  instead: Group | null,
): Said[] {
  const w = speech.w.trend
  const name = speech.fullGroup(group)
  const since = own.find(({ state }) => state !== 'apart')?.fiscalYear
  const isApart = own.some(({ state }) => state === 'apart') && since !== undefined
  const isUnit = group.table.some((id) => ['bu', 'ka', 'similar'].includes(id))
  const from = isApart && predecessors.length > 0
  return [
    ...(words === null ? [] : [words]),
    ...(years.length < 2 ? [w.oneYear] : []),
    ...(isApart ? [(isUnit ? w.reorganised : w.recut)(speech.w.figure.year(since), name)] : []),
    ...(from
      ? [
          w.from(
            name,
            predecessors.map((unit) => cityWords(unit, speech)),
          ),
        ]
      : []),
    ...(isApart && ancestor !== null ? [w.ancestor(speech.fullGroup(ancestor), name)] : []),
    ...(own.some(({ state }) => state === 'hidden') ? [w.hiddenNow(name)] : []),
    ...(instead === null || instead.id === WHOLE ? [] : [w.instead(standInName(instead, speech))]),
  ]
}

function cityWords(words: string, { language }: Speech): Said {
  return language === 'ja' ? words : { ja: words }
}

/** Below the axis: R8, 2026. */
function shortYear(year: number, { language }: Speech): string {
  return language === 'ja' && year >= 2019 ? `R${year - 2018}` : String(year)
}

/** Names of units of earlier surveys whose duties have passed to this one. */
export function predecessorsOf(
  group: Group,
  successors: ReadonlyMap<string, readonly string[]>,
  models: readonly ResultsModel[],
): string[] {
  const code = group.table.length === 1 ? (group.keys['ka'] ?? group.keys['bu']) : undefined
  if (code === undefined) return []
  const named = new Map(
    models.flatMap(({ questionnaire }) =>
      questionnaire.bureaus.flatMap((bureau) =>
        [bureau, ...bureau.sections].map((unit) => [unit.code, unit.name] as const),
      ),
    ),
  )
  return [...successors].flatMap(([unit, heirs]) => {
    const name = named.get(unit)
    return unit !== code && heirs.includes(code) && name !== undefined ? [name] : []
  })
}
