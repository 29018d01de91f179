import type { GroupingAttribute } from '../server/disclosure/microdata.ts'
import type { Tree } from './protect-trees.ts'

/** A level of a unit tree with all its codes. */
export interface Level {
  readonly id: string
  /** Position of the level above among the levels; null for a topmost one. */
  readonly parent: number | null
  /** Code in the file → position + 1. */
  readonly codes: ReadonlyMap<string, number>
  /** Number of the code above, by position; empty for a topmost level. */
  readonly above: readonly number[]
}

/** All levels of all trees, each after the one above it. */
export function levelsOf(trees: ReadonlyMap<string, Tree>): Level[] {
  const levels: Level[] = []
  const add = (id: string): number => {
    const known = levels.findIndex((level) => level.id === id)
    if (known >= 0) return known
    const tree = trees.get(id)
    const codes = tree === undefined ? codesBelow(id, trees) : [...tree.map.keys()]
    const above = tree?.parent ?? null
    const parent = above === null ? null : add(above)
    const upper = parent === null ? undefined : levels[parent]?.codes
    levels.push({
      id,
      parent,
      codes: new Map(codes.map((code, i) => [code, i + 1])),
      above:
        upper === undefined ? [] : codes.map((code) => upper.get(tree?.map.get(code) ?? '') ?? 0),
    })
    return levels.length - 1
  }
  for (const id of trees.keys()) add(id)
  return levels
}

/** Codes of a level that only the levels below it name, in order of first appearance. */
function codesBelow(id: string, trees: ReadonlyMap<string, Tree>): string[] {
  const below = [...trees.values()].filter(({ parent }) => parent === id)
  return [...new Set(below.flatMap(({ map }) => [...map.values()]))]
}

/** Whether a level can be read: its column is there, or one below it that tells it. */
export function readable(at: number, levels: readonly Level[], header: readonly string[]): boolean {
  return (
    header.includes(levels[at]?.id ?? '') ||
    levels.some(({ parent }, below) => parent === at && readable(below, levels, header))
  )
}

export function attributeOf(
  { id, parent, codes, above }: Level,
  levels: readonly Level[],
): GroupingAttribute {
  const categories = [...codes.keys()].map((code) => ({ code, label: code }))
  const upper = parent === null ? undefined : levels[parent]
  if (upper === undefined) return { id, categories, parent: null }
  return { id, categories, parent: { attribute: upper.id, of: above.map((code) => code - 1) } }
}

/**
 * Code of a person in each level, from the lowest level up: what a lower one says holds above it.
 *
 * @param said what the file says at each level, '' for nothing.
 * @param complain is told the level and why what was said there cannot be.
 */
export function standingOf(
  levels: readonly Level[],
  said: (level: number) => string,
  complain: (level: number, message: string) => void,
): number[] {
  const standing = levels.map(() => 0)
  for (let at = levels.length - 1; at >= 0; at -= 1) {
    const { codes, above, parent } = levels[at]!
    const word = said(at)
    const own = codes.get(word) ?? 0
    const derived = standing[at]!
    if (word !== '' && own === 0) {
      complain(at, 'hierarchies にないコードです。計画に加えるか、この値を直してください。')
    } else if (word !== '' && derived !== 0 && own !== derived) {
      const right = [...codes.keys()][derived - 1] ?? ''
      complain(
        at,
        `下の段の列からは「${right}」になります。どちらかの列か、hierarchies を直してください。`,
      )
    }
    const code = derived === 0 ? own : derived
    standing[at] = code
    if (parent === null || code === 0) continue
    const upper = above[code - 1] ?? 0
    if (standing[parent] !== 0 && standing[parent] !== upper) {
      complain(at, `上の段が、ほかの列から分かるものと違います。どれかの列を直してください。`)
    }
    standing[parent] = upper
  }
  return standing
}
