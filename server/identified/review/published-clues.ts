import { type ClueKind, findClues } from '../../proposals/clues.ts'

/** What must not stand in what everybody reads: people go by their posts. */
const KINDS: readonly ClueKind[] = ['person', 'contact', 'number']

/** Not 「1200円」「300件」. */
const STAFF_NUMBER = /(?<![\d０-９.,年])[0-9０-９]{5,8}(?![\d０-９]|円|件|人|時間|枚|回|千|万)/gu

/** Words that look like a name, a telephone number or a staff number; each once. */
export function publishedClues(text: string): string[] {
  const found = findClues(text)
    .filter(({ kind }) => KINDS.includes(kind))
    .map(({ words }) => words)
  return [...new Set([...found, ...(text.match(STAFF_NUMBER) ?? [])])]
}
