import type { Language } from '../../../views/words/language.ts'
import { joined, type Said } from '../../../views/words/phrase.ts'
import { figureWords } from '../../../views/words/results-figures.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { translationOf } from './translation.ts'

/** 「全庁」「部」「部×性別」 in the reader's language; attributes as the questionnaire translates them. */
export function tableNameIn(
  questionnaire: Questionnaire,
  table: readonly string[],
  language: Language,
): Said {
  const f = figureWords[language]
  const units: Readonly<Record<string, string>> = {
    bu: f.bureau,
    ka: f.section,
    similar: f.similar,
  }
  const attribute = (id: string): Said => {
    const label = questionnaire.attributes.find((a) => a.id === id)?.label ?? id
    if (language === 'ja') return units[id] ?? label
    return units[id] ?? translationOf(questionnaire, language).attribute(id) ?? { ja: label }
  }
  return table.length === 0 ? f.whole : joined(table.map(attribute), f.by)
}
