import { boardWords } from '../../../views/words/board.ts'
import type { Language } from '../../../views/words/language.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import type { FormState } from '../../http/forms.ts'
import type { BoardLine, BoardPresent } from '../../proposals/board.ts'
import { searchBoard } from '../../proposals/board-search.ts'
import { keysOf, themes } from '../../proposals/catalogue.ts'
import {
  type GroupKey,
  groupKeys,
  isNarrowed,
  type ListQuery,
  listAddress,
  LONGEST_SEARCH,
  readListQuery,
} from './list-query.ts'
import { type UnitChoices, unitChoices } from './unit-choices.ts'

export interface ListPage {
  readonly base: string
  readonly form: FormState
  readonly asked: ListQuery
  readonly narrowed: boolean
  /** Address without search and filters. */
  readonly all: string
  readonly groups: readonly {
    readonly label: string
    readonly count: number
    readonly href: string
    readonly on: boolean
  }[]
  readonly found: number
  /** Whether there is anything on the board at all. */
  readonly empty: boolean
  readonly rows: readonly BoardRow[]
  readonly page: number
  readonly pages: number
  readonly newer: string | null
  readonly older: string | null
  readonly themes: readonly { readonly value: string; readonly label: string }[]
  readonly units: UnitChoices
  readonly years: readonly { readonly value: string; readonly label: string }[]
}

export interface BoardRow {
  readonly number: string
  readonly href: string
  readonly title: string
  readonly stateLabel: string
  readonly group: string
  readonly modelCase: boolean
  readonly themeLabel: string
  readonly unitNames: readonly string[]
  /** Beginning of the text. */
  readonly excerpt: string
  readonly movedOn: string
  /** What happened last. */
  readonly moved: string
  readonly endorsements: string
  readonly adoptions: number
}

const PER_PAGE = 20
const EXCERPT = 90

export function listPage(
  base: string,
  query: unknown,
  present: BoardPresent,
  language: Language,
): ListPage {
  const { asked, wanted, tooLong } = readListQuery(query)
  const { lines, years } = present.board
  const { lines: found, groups } = tooLong
    ? { lines: [], groups: new Map<string, number>() }
    : searchBoard(lines, wanted)
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE))
  const page = Math.min(asked.page, pages)
  const to = (change: Partial<ListQuery>) => listAddress(base, asked, change)
  const total = [...groups.values()].reduce((sum, count) => sum + count, 0)
  const errors: Record<string, string> = tooLong
    ? { q: boardWords[language].tooLong(LONGEST_SEARCH) }
    : {}
  return {
    base,
    form: { typed: { ...asked, page: '' }, errors },
    asked,
    narrowed: isNarrowed(asked),
    all: listAddress(base, asked, { q: '', theme: '', unit: '', group: '', year: '', model: '' }),
    groups: [
      { label: 'すべて', count: total, href: to({ group: '' }), on: asked.group === '' },
      ...keysOf(groupKeys).map((key: GroupKey) => ({
        label: groupKeys[key],
        count: groups.get(groupKeys[key]) ?? 0,
        href: to({ group: key }),
        on: asked.group === key,
      })),
    ],
    found: found.length,
    empty: lines.length === 0,
    rows: found.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((line) => boardRow(base, line)),
    page,
    pages,
    newer: page > 1 ? to({ page: page - 1 }) : null,
    older: page < pages ? to({ page: page + 1 }) : null,
    themes: keysOf(themes).map((value) => ({ value, label: themes[value] })),
    units: unitChoices(present),
    years: years.map((year) => ({
      value: String(year),
      label: datesIn[language].fiscalYear(year),
    })),
  }
}

export function boardRow(base: string, { entry, movedOn }: BoardLine): BoardRow {
  const text = entry.parts.map((part) => part.text.replaceAll('\n', ' ')).join(' ')
  const letters = Array.from(text.slice(0, 3 * EXCERPT))
  return {
    number: entry.number,
    href: `${base}/board/${entry.number}`,
    title: entry.title,
    stateLabel: entry.stateLabel,
    group: entry.group,
    modelCase: entry.state === 'model_case',
    themeLabel: entry.themeLabel,
    unitNames: entry.unitNames,
    excerpt: letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('')}…` : text,
    movedOn,
    moved: entry.steps.findLast(({ on }) => on === movedOn)?.act ?? entry.stateLabel,
    endorsements: entry.endorsements,
    adoptions: entry.adoptions.length,
  }
}
