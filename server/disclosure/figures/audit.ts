import type { Audit, ItemValue } from '../../survey/published-set.ts'
import type { RespondentClasses } from '../classes.ts'
import type { Microdata, Policy } from '../microdata.ts'
import type { ReportStep } from '../protection.ts'
import { repairedChoice } from './choice-audit.ts'
import type { Answerer } from './choice-worlds.ts'
import { HIDDEN_LEVEL, readValue, valuePrinter } from './display-value.ts'
import { repaired } from './item-audit.ts'
import { type ItemReader, type ItemRules, kindUnder, readersOf } from './item-rules.ts'
import { type ItemWorlds, itemWorlds } from './item-worlds.ts'
import { neighboursOf } from './neighbours.ts'
import type { CertainPair } from './repair.ts'
import type { Sheet } from './worlds.ts'

export type AuditOutcome =
  | {
      readonly state: 'safe'
      readonly values: (cell: number, item: number) => ItemValue | null
      /** Wider steps taken, cell × item. */
      readonly levels: Uint8Array
      readonly audit: Audit
    }
  /** `cells` of which a pair stayed certain. */
  | { readonly state: 'refused'; readonly cells: readonly number[] }

/**
 * Makes sure that nobody's answer is certain, nor that it was favourable or was not, and widens or hides
 * figures until none is.
 *
 * The reader knows the roster and who took part, hence the size of every class. Certain would be what a
 * whole class answered in every world, in whole people, that prints the same. Only where all of a class were
 * on one side can that be, because the truth is such a world. For each of those another world is shown: an
 * assignment of answers, counted anew and compared figure by figure, in which one of them was on another
 * side, and so gave another answer as well. Where none is found the side counts as certain, whether it is
 * or not.
 */
export function auditAndRepair(
  sheet: Sheet,
  classes: RespondentClasses,
  data: Microdata,
  policy: Policy,
  report: ReportStep,
): AuditOutcome {
  const items = data.items.length
  const readers = readersOf(data, policy)
  const neighbours = neighboursOf(sheet)
  const levels = new Uint8Array(sheet.kinds.length * items)
  const values: (ItemValue | null)[] = []
  const sums = { certainBefore: 0, widened: 0, hiddenItems: 0 }
  const people = Array.from({ length: data.rows }, (_, row) => sheet.ofClass[classes.ofRow[row]!]!)
  for (let item = 0; item < items; item += 1) {
    const choice = data.choices?.find(({ first }) => first === item)
    const own = Array.from({ length: choice?.options ?? 1 }, (_, i) => readers[item + i]!)
    report('audit', item, items)
    const asked = own.map((reader) => worldsOf(sheet, people, reader))
    const [first] = asked
    const [reader] = own
    if (first === undefined || reader === undefined) continue
    const found =
      choice === undefined
        ? repaired(first, reader.rules, neighbours, item + 1)
        : repairedChoice(
            asked,
            answerersOf(people, own),
            choice.alone,
            reader.rules,
            neighbours,
            item + 1,
          )
    if (found.left.length > 0) return { state: 'refused', cells: cellsOf(sheet, found.left) }
    sums.certainBefore += found.certainBefore
    for (const [i, worlds] of asked.entries()) take(worlds, reader.rules, item + i)
    item += own.length - 1
  }
  report('audit', items, items)
  const { certainBefore, widened, hiddenItems } = sums
  return {
    state: 'safe',
    values: (cell, item) => values[cell * items + item] ?? null,
    levels,
    audit: { certainBefore, certainAfter: 0, widened, hiddenItems },
  }

  function take(worlds: ItemWorlds, rules: ItemRules, item: number): void {
    for (const [cell, kind] of worlds.sheet.kinds.entries()) {
      const level = worlds.levels[cell]!
      levels[cell * items + item] = level
      values[cell * items + item] = readValue(
        worlds.printed,
        cell * worlds.printer.width,
        kind,
        level,
        rules,
      )
      if (rules.wholeOnly && sheet.kinds[cell] !== 'whole') continue
      if (level >= HIDDEN_LEVEL) sums.hiddenItems += 1
      else if (level > 0) sums.widened += 1
    }
  }
}

/** The answers to one item by class; who was not asked is no member of it. */
function worldsOf(
  sheet: Sheet,
  people: readonly number[],
  { rules, code }: ItemReader,
): ItemWorlds {
  const codes = rules.scale + 1
  const given = new Int32Array(sheet.classes * codes)
  const weights = new Uint32Array(sheet.classes)
  for (const [row, of] of people.entries()) {
    const answer = code(row)
    if (answer < 0) continue
    given[of * codes + answer]! += 1
    weights[of]! += 1
  }
  const asked = askedSheet(sheet, weights, rules)
  return itemWorlds(asked, valuePrinter(rules), codes, given, startLevels(sheet, rules))
}

function startLevels({ kinds }: Sheet, { wholeOnly }: ItemRules) {
  return Uint8Array.from(kinds, (kind) =>
    wholeOnly === true && kind !== 'whole' ? HIDDEN_LEVEL : 0,
  )
}

function askedSheet(sheet: Sheet, weights: Uint32Array, rules: ItemRules): Sheet {
  const { members } = sheet
  const people = sheet.people.map((_, cell) => {
    let sum = 0
    for (let i = members.starts[cell]!; i < members.starts[cell + 1]!; i += 1) {
      sum += weights[members.values[i]!]!
    }
    return sum
  })
  const kinds = sheet.kinds.map((kind) => kindUnder(kind, rules))
  return { ...sheet, kinds, people, weights }
}

function answerersOf(people: readonly number[], readers: readonly ItemReader[]): Answerer[] {
  return people.flatMap((of, row) => {
    const codes = readers.map(({ code }) => code(row))
    return codes.some((code) => code < 0) ? [] : [{ of, codes }]
  })
}

function cellsOf({ cells }: Sheet, pairs: readonly CertainPair[]): number[] {
  const own = pairs.flatMap(({ of }) =>
    Array.from(cells.values.subarray(cells.starts[of], cells.starts[of + 1])),
  )
  return [...new Set(own)]
}
