import type { NoteFacts } from '../../../views/words/results-notes.ts'
import { formatJstDay } from '../../calendar/jst.ts'
import type { PublishedSet } from '../../survey/published-set.ts'
import {
  type Audience,
  type MultiItem,
  publishedIds,
  type Questionnaire,
  questionNumbers,
  type ScaleItem,
} from '../../survey/questionnaire.ts'
import { type RoundingRow, roundingTable } from './figures.ts'
import { type Group, groupsOf, type Table, tablesOf, WHOLE } from './groups.ts'
import { noteFacts, readingNotes, ruleLine } from './notes.ts'

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
  /** How to read the figures, a sentence or two each, in Japanese; pages make theirs of the facts. */
  readonly notes: readonly string[]
  readonly facts: Omit<NoteFacts, 'best' | 'second'>
  /** Whether the check before the publication left a record. */
  readonly inspected: boolean
  readonly questionnaire: Questionnaire
}

export interface Theme {
  readonly id: string
  readonly label: string
  /** Answered on the scale. */
  readonly items: readonly Item[]
  /** いくつでも. */
  readonly questions: readonly Question[]
}

/** What has a share: an item of the scale, or an option of いくつでも. */
export interface Item {
  readonly id: string
  /** 「問1」「管理職の問1」 as on the answer page; an option has its question's. */
  readonly number: string
  readonly theme: string
  /** Of an option: its question and itself. */
  readonly text: string
  /** The programme's own wording of the indicator, when it is one. */
  readonly indicator: string | null
  /** Who was asked; null: everybody. */
  readonly audience: Audience | null
  /** The option alone; null: an item of the scale. */
  readonly option: string | null
}

/** A question of which several options may be chosen, in the order of the answer page. */
export interface Question {
  readonly id: string
  readonly number: string
  readonly text: string
  readonly audience: Audience | null
  readonly options: readonly Item[]
}

/** Pure; the office shows the protected set before its publication through the same function. */
export function resultsModel(set: PublishedSet, questionnaire: Questionnaire): ResultsModel {
  const items = itemsOf(questionnaire)
  const groups = groupsOf(set, questionnaire)
  const whole = groups.get(WHOLE)
  if (whole === undefined) throw new Error('a published set has no whole body')
  const tables = tablesOf(groups.values(), questionnaire)
  const facts = noteFacts(set, tables, items)
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
    notes: readingNotes(facts, questionnaire.options),
    facts,
    inspected: set.certificate !== null,
    questionnaire,
  }
}

export function findTable(model: ResultsModel, key: string): Table | undefined {
  return model.tables.find((table) => table.key === key)
}

function itemsOf(questionnaire: Questionnaire): Item[] {
  const numbers = questionNumbers(questionnaire)
  const themes = new Map(questionnaire.sections.map(({ id, label }) => [id, label]))
  return questionnaire.items.flatMap((item): Item[] => {
    if (item.type === 'text') return []
    const ids = publishedIds(item)
    return ids.map((id, i) => ({
      id,
      number: numbers.get(item.id) ?? '',
      theme: themes.get(item.section) ?? '',
      ...wordsOf(item, i),
      audience: item.audience ?? null,
    }))
  })
}

function wordsOf(item: ScaleItem | MultiItem, i: number) {
  if (item.type === 'scale') {
    return { text: item.text, indicator: item.indicator?.label ?? null, option: null }
  }
  const option = item.options[i] ?? ''
  return { text: `${item.text}：${option}`, indicator: null, option }
}

function themesOf(questionnaire: Questionnaire, items: readonly Item[]): Theme[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const shown = (item: ScaleItem | MultiItem) =>
    publishedIds(item).flatMap((id) => byId.get(id) ?? [])
  return questionnaire.sections
    .map(({ id, label }) => {
      const own = questionnaire.items.filter(({ section }) => section === id)
      return {
        id,
        label,
        items: own.flatMap((item) => (item.type === 'scale' ? shown(item) : [])),
        questions: own.flatMap((item) =>
          item.type === 'multi' ? [questionOf(item, shown(item))] : [],
        ),
      }
    })
    .filter((theme) => theme.items.length + theme.questions.length > 0)
}

function questionOf({ id, text, audience }: MultiItem, options: readonly Item[]): Question {
  return { id, number: options[0]?.number ?? '', text, audience: audience ?? null, options }
}
