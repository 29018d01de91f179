import { formatJstDay } from '../../calendar/jst.ts'
import type {
  ItemValue,
  PublishedGroup,
  PublishedSet,
  ShownGroup,
} from '../../survey/published-set.ts'
import { type Questionnaire, type ScaleItem, scaleItems } from '../../survey/questionnaire.ts'
import { type Figure, figureOf, type RoundingRow, roundingTable } from './figures.ts'
import { readingNotes } from './notes.ts'

/** A published set in the order and the words of its questionnaire: what page and exports show. */
export interface ResultsModel {
  readonly survey: string
  readonly title: string
  /** 基準日: 令和8年10月1日（木） */
  readonly referenceDay: string
  readonly sample: boolean
  readonly k: number
  /** A rounded share covers at least this many people. */
  readonly roundingPeople: number
  /** null: fewer than k in all, nothing is published. */
  readonly respondents: number | null
  /** Labels of the scale, best first. */
  readonly options: readonly string[]
  readonly themes: readonly Theme[]
  /** Items that measure an indicator of the programme. */
  readonly indicators: readonly Item[]
  /** 部 in 建制順; [] when the set has no such table. */
  readonly bureaus: readonly Bureau[]
  /** 「その他（合算）」; null when nobody is left over. */
  readonly rest: number | null
  readonly rounding: readonly RoundingRow[]
  /** How to read the figures, a sentence or two each. */
  readonly notes: readonly string[]
}

export interface Theme {
  readonly id: string
  readonly label: string
  readonly items: readonly Item[]
}

/** `whole` is null where the whole body has too few answers. */
export interface Item {
  readonly id: string
  /** 「問1」 in the order of the questionnaire. */
  readonly number: string
  readonly theme: string
  readonly text: string
  /** The programme's own wording of the indicator, when it is one. */
  readonly indicator: string | null
  readonly whole: WholeResult | null
}

export interface WholeResult {
  readonly n: number
  readonly figure: Figure
  /** Percent of each option, best first. */
  readonly distribution: readonly number[]
}

export interface Bureau {
  readonly code: string
  readonly label: string
  /** null: withheld. `figures` by item id; a null figure is withheld for itself. */
  readonly shown: {
    readonly n: number
    readonly figures: ReadonlyMap<string, Figure | null>
  } | null
}

/** Pure; the office shows the protected set before its publication through the same function. */
export function resultsModel(set: PublishedSet, questionnaire: Questionnaire): ResultsModel {
  const whole = set.groups.find((g): g is ShownGroup => g.id === '*' && g.state === 'published')
  const items = scaleItems(questionnaire).map((item, i) => itemOf(item, i, questionnaire, whole))
  const rest = set.groups.find((g) => g.state === 'rest' && g.parent === '*' && isByBureau(g))
  return {
    survey: set.survey,
    title: questionnaire.title,
    referenceDay: formatJstDay(questionnaire.referenceDay),
    sample: set.sample === true,
    k: set.k,
    roundingPeople: set.roundingPeople,
    respondents: set.respondents,
    options: questionnaire.options,
    themes: themesOf(questionnaire, items),
    indicators: items.filter((item) => item.indicator !== null),
    bureaus: set.groups.flatMap((g) => bureauOf(g, items)),
    rest: rest?.state === 'rest' ? rest.n : null,
    rounding: roundingTable(set.k, set.roundingPeople),
    notes: readingNotes(set.k, set.roundingPeople, questionnaire.options),
  }
}

function itemOf(
  item: ScaleItem,
  position: number,
  questionnaire: Questionnaire,
  whole: ShownGroup | undefined,
): Item {
  return {
    id: item.id,
    number: `問${position + 1}`,
    theme: questionnaire.sections.find((s) => s.id === item.section)?.label ?? '',
    text: item.text,
    indicator: item.indicator?.label ?? null,
    whole: wholeResult(whole?.items[item.id]),
  }
}

function wholeResult(value: ItemValue | null | undefined): WholeResult | null {
  if (value?.n === undefined || value.distribution === undefined) return null
  return { n: value.n, figure: figureOf(value, true), distribution: value.distribution }
}

function themesOf(questionnaire: Questionnaire, items: readonly Item[]): Theme[] {
  const sections = new Map(scaleItems(questionnaire).map((item) => [item.id, item.section]))
  return questionnaire.sections
    .map(({ id, label }) => ({ id, label, items: items.filter((i) => sections.get(i.id) === id) }))
    .filter((theme) => theme.items.length > 0)
}

function bureauOf(group: PublishedGroup, items: readonly Item[]): Bureau[] {
  if (group.state === 'rest' || !isByBureau(group)) return []
  const { label } = group
  const code = group.keys['bu'] ?? ''
  if (group.state === 'hidden') return [{ code, label, shown: null }]
  const figures = new Map(
    items.map(({ id }) => {
      const value = group.items[id] ?? null
      return [id, value === null ? null : figureOf(value, false)]
    }),
  )
  return [{ code, label, shown: { n: group.n, figures } }]
}

function isByBureau(group: PublishedGroup): boolean {
  return group.table.length === 1 && group.table[0] === 'bu'
}
