import type { GroupingAttribute } from '../server/disclosure/microdata.ts'
import type { Findings } from '../server/identified/roster/findings.ts'
import { columnsOf } from './protect-csv.ts'
import { attributeOf, levelsOf, readable, standingOf } from './protect-levels.ts'
import type { ProtectPlan } from './protect-plan.ts'

/** Codes of a respondent are 16 bits, 0 is "not said". */
const MOST_CATEGORIES = 0xfffe

/** Writes the codes of a row into `codes`, from `from` on. */
type ReadStanding = (
  cells: readonly string[],
  row: number,
  codes: Uint16Array,
  from: number,
) => void

/** Where people stand: the attributes of a plan, and the code of each person in each. */
export interface Standings {
  /** The levels of the unit trees from the top, then the others in order of the tables. */
  readonly attributes: readonly string[]
  /** How many of them, at the beginning, are levels of a unit tree. */
  readonly units: number
  /** Whether a column of this name is read. */
  reads(column: string): boolean
  /** @returns null when a column is missing or doubled (it is in `problems`). */
  readerOf(header: readonly string[], file: string, problems: Findings): ReadStanding | null
  /**
   * The attributes with their categories: units as in the plan, the others as they appeared in any file,
   * sorted by character codes. Codes written so far are `final[code]` of their attribute; null: unchanged.
   */
  finish(): {
    readonly attributes: readonly GroupingAttribute[]
    readonly final: readonly (Uint16Array | null)[]
  }
}

export function standingsOf({ trees, tables }: ProtectPlan): Standings {
  const levels = levelsOf(trees)
  const used = new Set(tables.flat())
  for (const { id, parent } of levels.toReversed()) {
    if (used.has(id) && parent !== null) used.add(levels[parent]?.id ?? '')
  }
  const units = levels.filter(({ id }) => used.has(id))
  const words = new Map<string, Map<string, number>>()
  for (const id of used) if (!units.some((unit) => unit.id === id)) words.set(id, new Map())
  const attributes = [...units.map(({ id }) => id), ...words.keys()]

  return {
    attributes,
    units: units.length,
    reads: (column) => words.has(column) || levels.some(({ id }) => id === column),

    readerOf(header, file, problems) {
      const wanted = [
        ...levels
          .filter(
            (level, at) =>
              header.includes(level.id) || (used.has(level.id) && !readable(at, levels, header)),
          )
          .map(({ id }) => id),
        ...words.keys(),
      ]
      const columns = columnsOf(header, wanted, file, problems)
      if (columns.size < wanted.length) return null
      const levelColumns = levels.map(({ id }) => columns.get(id) ?? -1)
      const unitLevels = units.map((unit) => levels.indexOf(unit))
      const wordColumns = [...words].map(([id, known]) => ({
        id,
        known,
        at: columns.get(id) ?? -1,
      }))
      return (cells, row, codes, from) => {
        const cell = (at: number) => (cells[at] ?? '').trim()
        const said = (level: number) => cell(levelColumns[level] ?? -1)
        const standing = standingOf(levels, said, (level, message) => {
          const column = levels[level]?.id ?? ''
          problems.add({ file, row, column, value: said(level) }, message)
        })
        let to = from
        for (const level of unitLevels) {
          codes[to] = standing[level] ?? 0
          to += 1
        }
        for (const { id, known, at } of wordColumns) {
          const place = { file, row, column: id, value: cell(at) }
          codes[to] = codeOf(known, place, problems)
          to += 1
        }
      }
    },

    finish() {
      const sorted = [...words].map(([id, known]) => ({
        id,
        known,
        all: [...known.keys()].toSorted(),
      }))
      return {
        attributes: [
          ...units.map((unit) => attributeOf(unit, levels)),
          ...sorted.map(({ id, all }) => ({
            id,
            categories: all.map((word) => ({ code: word, label: word })),
            parent: null,
          })),
        ],
        final: [
          ...units.map(() => null),
          ...sorted.map(({ known, all }) => {
            const codes = new Uint16Array(known.size + 1)
            for (const [i, word] of all.entries()) codes[known.get(word) ?? 0] = i + 1
            return codes
          }),
        ],
      }
    },
  }
}

/** Numbered by appearance. */
function codeOf(
  known: Map<string, number>,
  place: { file: string; row: number; column: string; value: string },
  problems: Findings,
): number {
  const word = place.value
  if (word === '') return 0
  const code = known.get(word)
  if (code !== undefined) return code
  if (word === '*') {
    problems.add(place, '「*」は全体を表す記号です。区分には別の言葉を使ってください。')
    return 0
  }
  if (known.size === MOST_CATEGORIES) {
    problems.add(
      place,
      `この列の区分が${MOST_CATEGORIES.toLocaleString('ja')}を超えます。職員番号や日付のように一人ひとり違う列を、表に使っていないか確かめてください。`,
    )
    return 0
  }
  known.set(word, known.size + 1)
  return known.size
}
