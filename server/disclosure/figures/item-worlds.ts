import { HIDDEN_LEVEL, TOO_COARSE, type ValuePrinter } from './display-value.ts'
import type { Sheet } from './worlds.ts'

/** The answers to one item, what is printed of them, and whether other answers would print the same. */
export interface ItemWorlds {
  readonly sheet: Sheet
  readonly codes: number
  /** The truth: people by class × code, and by cell × code. */
  readonly given: Int32Array
  readonly counts: Int32Array
  /** Wider steps taken by each cell; `HIDDEN_LEVEL`: hidden. */
  readonly levels: Uint8Array
  /** What each cell prints (`ValuePrinter`), `printer.width` numbers each. */
  readonly printed: Int32Array
  readonly printer: ValuePrinter
  /** Does every cell print the same when the classes answer like this? Counts all of them anew. */
  isWorld(people: Int32Array): boolean
  /** Does this cell? */
  printsSame(cell: number, people: Int32Array): boolean
  /** The next wider step; in the end nothing. Not for a cell that is hidden already. */
  widen(cell: number): void
}

/**
 * @param given people by class of the sheet × code.
 * @param levels where each cell begins; nothing widened unless told.
 */
export function itemWorlds(
  sheet: Sheet,
  printer: ValuePrinter,
  codes: number,
  given: Int32Array,
  levels = new Uint8Array(sheet.kinds.length),
): ItemWorlds {
  const { kinds, members, weights } = sheet
  const { width } = printer
  const counts = new Int32Array(kinds.length * codes)
  const printed = new Int32Array(kinds.length * width)
  const other = new Int32Array(codes)
  const scratch = new Int32Array(width)
  for (let cell = 0; cell < kinds.length; cell += 1) {
    count(cell, given)
    counts.set(other, cell * codes)
    print(cell)
  }
  return { sheet, codes, given, counts, levels, printed, printer, isWorld, printsSame, widen }

  function count(cell: number, people: Int32Array): void {
    other.fill(0)
    for (let i = members.starts[cell]!; i < members.starts[cell + 1]!; i += 1) {
      const at = members.values[i]! * codes
      for (let code = 0; code < codes; code += 1) other[code]! += people[at + code]!
    }
  }

  function print(cell: number): void {
    printer.print(counts, cell * codes, kinds[cell]!, levels[cell]!, printed, cell * width)
  }

  function printsSame(cell: number, people: Int32Array): boolean {
    count(cell, people)
    printer.print(other, 0, kinds[cell]!, levels[cell]!, scratch, 0)
    const truth = cell * width
    const step = printed[truth]!
    // A blank: that it is not the usual one (too few answers), only a reader of the repair could tell.
    if (step <= 0) {
      return levels[cell] === 0 || step !== TOO_COARSE ? scratch[0]! <= 0 : scratch[0] === step
    }
    for (let i = 0; i < width; i += 1) if (scratch[i] !== printed[truth + i]) return false
    return true
  }

  function isWorld(people: Int32Array): boolean {
    for (let c = 0; c < weights.length; c += 1) {
      let left = weights[c]!
      for (let at = c * codes; at < (c + 1) * codes; at += 1) {
        if (people[at]! < 0) return false
        left -= people[at]!
      }
      if (left !== 0) return false
    }
    for (let cell = 0; cell < kinds.length; cell += 1) if (!printsSame(cell, people)) return false
    return true
  }

  function widen(cell: number): void {
    levels[cell] = Math.min(levels[cell]! + 1, HIDDEN_LEVEL)
    print(cell)
  }
}
