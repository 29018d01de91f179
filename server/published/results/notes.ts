import { plain } from '../../../views/words/phrase.ts'
import { type NoteFacts, notesWords } from '../../../views/words/results-notes.ts'
import type { PublishedSet } from '../../survey/published-set.ts'
import type { Table } from './groups.ts'
import type { Item } from './model.ts'

type Rules = Pick<PublishedSet, 'k' | 'kDistribution' | 'roundingPeople' | 'rule' | 'scale'>

/** Which rule made the figures, in one line. */
export function ruleLine({ k, roundingPeople, rule }: Rules): string {
  const what = rule === 'simple' ? '部' : '全庁より細かい区分'
  return `公表の基準 ${k}人未満は非表示（差し引きで分かる${rule === 'simple' ? '部' : '区分'}も非表示）、${what}の割合は${roundingPeople}人以上に当たる幅で丸め`
}

/** What the sentences about reading the figures depend on. */
export function noteFacts(
  { k, kDistribution, roundingPeople, rule, scale }: Rules,
  tables: readonly Table[],
  items: readonly Pick<Item, 'option' | 'audience'>[],
): Omit<NoteFacts, 'best' | 'second'> {
  return {
    k,
    kDistribution,
    people: roundingPeople,
    simple: rule === 'simple',
    five: scale === 5,
    similar: tables.some(({ key }) => key === 'similar'),
    several: items.some(({ option }) => option !== null),
    managers: items.some(({ audience }) => audience !== null),
  }
}

/** How to read the figures, in Japanese: the same sentences on the page and in the workbook. */
export function readingNotes(
  facts: Omit<NoteFacts, 'best' | 'second'>,
  [best = '', second = '']: readonly string[],
): string[] {
  return notesWords.ja.notes({ ...facts, best, second }).map(plain)
}
