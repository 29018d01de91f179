import type { Theme } from './catalogue.ts'
import type { BoardLine } from './board.ts'
import type { BoardEntry } from './readings.ts'
import { type BoardGroup, boardGroups } from './states.ts'

/** What a reader of the board looks for; null: any. */
export interface BoardQuery {
  /** In the form of `plainForm`; all of them have to occur. */
  readonly words: readonly string[]
  readonly theme: Theme | null
  /** A 課, or a 部 with everything below it. */
  readonly unit: string | null
  readonly group: BoardGroup | null
  readonly fiscalYear: number | null
  /** 好事例 only. */
  readonly modelCases: boolean
}

export interface Found {
  /** In the order of the board. */
  readonly lines: readonly BoardLine[]
  /** How many of each group would be found if the group were not asked for. */
  readonly groups: ReadonlyMap<BoardGroup, number>
}

/** A word may stand anywhere in the text: two letters (残業, 会議) are enough, and one too. */
export function searchBoard(lines: readonly BoardLine[], query: BoardQuery): Found {
  const groups = new Map<BoardGroup, number>(boardGroups.map((group) => [group, 0]))
  const found: BoardLine[] = []
  for (const line of lines) {
    if (!fits(line, query)) continue
    const { group } = line.entry
    groups.set(group, (groups.get(group) ?? 0) + 1)
    if (query.group === null || query.group === group) found.push(line)
  }
  return { lines: found, groups }
}

/** Words of a search box, apart by spaces (full-width ones too), each once. */
export function wordsOf(typed: string): string[] {
  return [...new Set(plainForm(typed).split(/\s+/))].filter((word) => word !== '')
}

/** NFKC and lower case, without what is invisible: texts and words are compared in this form. */
export function plainForm(text: string): string {
  return (
    text
      // Sorting a run of marks takes quadratic time in ICU; nobody writes nine on a letter.
      .replace(/(\p{M}{8})\p{M}+/gu, '$1')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
      .replace(/\p{Cc}/gu, ' ')
  )
}

/** Everything of an entry that a page of the board shows in words. */
export function searchedText(entry: BoardEntry): string {
  const answers = entry.answers.flatMap(({ label, signedBy, answer, reasonLabel }) => [
    label,
    answer.reason,
    reasonLabel,
    answer.part,
    answer.where,
    answer.wouldChange,
    ...signedBy,
  ])
  const adoptions = entry.adoptions.flatMap(({ unit, text }) => [unit, text])
  const all = [
    entry.number,
    entry.number.replaceAll('-', ''),
    entry.title,
    ...entry.parts.map(({ text }) => text),
    entry.themeLabel,
    entry.kindLabel,
    entry.stateLabel,
    ...entry.unitNames,
    entry.interim?.text,
    entry.trial?.text,
    entry.outcome?.measuredText,
    entry.modelCase?.text,
    ...answers,
    ...adoptions,
  ]
  // A word has no line break in it, so none is found across two texts.
  return all
    .flatMap((text) => (text === undefined || text === '' ? [] : [plainForm(text)]))
    .join('\n')
}

function fits({ entry, searched, fiscalYear, bureaus }: BoardLine, query: BoardQuery): boolean {
  const { words, theme, unit } = query
  return (
    (theme === null || entry.theme === theme) &&
    (query.fiscalYear === null || fiscalYear === query.fiscalYear) &&
    (!query.modelCases || entry.state === 'model_case') &&
    (unit === null || entry.units.includes(unit) || bureaus.includes(unit)) &&
    words.every((word) => searched.includes(word))
  )
}
