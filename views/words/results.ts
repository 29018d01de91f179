import type { Catalogue } from './language.ts'
import { figureWords, type FigureWords } from './results-figures.ts'
import { groupsWords, type GroupsWords } from './results-groups.ts'
import { notesWords, type NotesWords } from './results-notes.ts'
import { resultsPagesWords, type ResultsPagesWords } from './results-pages.ts'
import { trendsWords, type TrendsWords } from './results-trends.ts'
import { unitPageWords, type UnitPageWords } from './results-unit.ts'

/** Everything the results pages say, by where it is said. */
export interface ResultsWords {
  readonly page: ResultsPagesWords
  readonly figure: FigureWords
  readonly group: GroupsWords
  readonly note: NotesWords
  readonly unit: UnitPageWords
  readonly trend: TrendsWords
}

export const resultsWords: Catalogue<ResultsWords> = {
  ja: of('ja'),
  easy: of('easy'),
  en: of('en'),
}

function of(language: 'ja' | 'easy' | 'en'): ResultsWords {
  return {
    page: resultsPagesWords[language],
    figure: figureWords[language],
    group: groupsWords[language],
    note: notesWords[language],
    unit: unitPageWords[language],
    trend: trendsWords[language],
  }
}
