import { formatJstDay } from '../../calendar/jst.ts'
import type { PublishedSet } from '../../survey/published-set.ts'
import { type Questionnaire, type ScaleItem, scaleItems } from '../../survey/questionnaire.ts'
import { type RoundingRow, roundingTable } from './figures.ts'
import { type Group, groupsOf, type Table, tablesOf, WHOLE } from './groups.ts'
import { readingNotes, ruleLine } from './notes.ts'

/** A published set in the order and the words of its questionnaire: what pages and exports show. */
export interface ResultsModel {
  readonly survey: string
  readonly title: string
  /** 基準日: 令和8年10月1日（木） */
  readonly referenceDay: string
  readonly sample: boolean
  readonly k: number
  /** null: fewer than k in all, nothing is published. */
  readonly respondents: number | null
  /** Labels of the scale, best first. */
  readonly options: readonly string[]
  /** 肯定, どちらともいえない (five answers only), 否定 */
  readonly bands: readonly string[]
  readonly themes: readonly Theme[]
  readonly items: readonly Item[]
  /** Items that measure an indicator of the programme. */
  readonly indicators: readonly Item[]
  readonly whole: Group
  readonly groups: ReadonlyMap<string, Group>
  /** Below the whole body, in the order of the plan. */
  readonly tables: readonly Table[]
  readonly rounding: readonly RoundingRow[]
  /** Which rule made the figures, in one line. */
  readonly rule: string
  /** How to read the figures, a sentence or two each. */
  readonly notes: readonly string[]
  /** Whether the check before the publication left a record. */
  readonly inspected: boolean
  readonly questionnaire: Questionnaire
}

export interface Theme {
  readonly id: string
  readonly label: string
  readonly items: readonly Item[]
}

export interface Item {
  readonly id: string
  /** 「問1」 in the order of the questionnaire. */
  readonly number: string
  readonly theme: string
  readonly text: string
  /** The programme's own wording of the indicator, when it is one. */
  readonly indicator: string | null
}

/** Pure; the office shows the protected set before its publication through the same function. */
export function resultsModel(set: PublishedSet, questionnaire: Questionnaire): ResultsModel {
  const items = scaleItems(questionnaire).map((item, i) => itemOf(item, i, questionnaire))
  const groups = groupsOf(set, questionnaire)
  const whole = groups.get(WHOLE)
  if (whole === undefined) throw new Error('a published set has no whole body')
  const tables = tablesOf(groups.values(), questionnaire)
  return {
    survey: set.survey,
    title: questionnaire.title,
    referenceDay: formatJstDay(questionnaire.referenceDay),
    sample: set.sample === true,
    k: set.k,
    respondents: set.respondents,
    options: questionnaire.options,
    bands: set.scale === 5 ? ['肯定', 'どちらともいえない', '否定'] : ['肯定', '否定'],
    themes: themesOf(questionnaire, items),
    items,
    indicators: items.filter((item) => item.indicator !== null),
    whole,
    groups,
    tables,
    rounding: roundingTable(set.k, set.roundingPeople),
    rule: ruleLine(set),
    notes: readingNotes(set, questionnaire.options, tables),
    inspected: set.certificate !== null,
    questionnaire,
  }
}

export function findTable(model: ResultsModel, key: string): Table | undefined {
  return model.tables.find((table) => table.key === key)
}

function itemOf(item: ScaleItem, position: number, questionnaire: Questionnaire): Item {
  return {
    id: item.id,
    number: `問${position + 1}`,
    theme: questionnaire.sections.find((s) => s.id === item.section)?.label ?? '',
    text: item.text,
    indicator: item.indicator?.label ?? null,
  }
}

function themesOf(questionnaire: Questionnaire, items: readonly Item[]): Theme[] {
  const sections = new Map(scaleItems(questionnaire).map((item) => [item.id, item.section]))
  return questionnaire.sections
    .map(({ id, label }) => ({ id, label, items: items.filter((i) => sections.get(i.id) === id) }))
    .filter((theme) => theme.items.length > 0)
}
