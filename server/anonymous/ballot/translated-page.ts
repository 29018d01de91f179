import { datesIn } from '../../calendar/dates-in.ts'
import { planWords } from '../../../views/words/plan.ts'
import { joined, marked, type Said, say } from '../../../views/words/phrase.ts'
import { kDistributionOf } from '../../survey/plan-in-words.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import type { QuestionnaireWords } from '../../survey/questionnaire-words.ts'

/** What the answer page says of this survey; `name` is what the form calls a control (s0, m0, t0, a0). */
export interface SaidOfSurvey {
  readonly period: { readonly opensAt: Date; readonly closesAt: Date }
  readonly items: readonly { readonly id: string; readonly name: string }[]
}

type Other = 'easy' | 'en'
type Texts = ReadonlyMap<string, Said>

/**
 * The page's own texts in the other languages, a line each: key, やさしい日本語, English, parted by tabs. A
 * key stands in `data-t`. What nobody has translated is missing; the browser leaves it in Japanese.
 */
export function translatedPage(q: Questionnaire, said: SaidOfSurvey): string {
  const [easy, en] = [textsIn('easy', q, said), textsIn('en', q, said)]
  const cell = (texts: Texts, key: string) => marked(texts.get(key) ?? '').replace(/\s+/g, ' ')
  return [...new Set([...easy.keys(), ...en.keys()])]
    .map((key) => [key, cell(easy, key), cell(en, key)].join('\t'))
    .join('\n')
}

function textsIn(language: Other, q: Questionnaire, { period, items }: SaidOfSurvey): Texts {
  const { at, day } = datesIn[language]
  const words = q.translations?.[language]
  return new Map<string, Said>([
    ['opensAt', at(period.opensAt)],
    ['closesAt', at(period.closesAt)],
    ['referenceDay', day(q.referenceDay)],
    ...planTexts(language, q),
    ...(words === undefined ? [] : questionTexts(q, items, words)),
  ])
}

function planTexts(language: Other, q: Questionnaire): [string, Said][] {
  const w = planWords[language]
  const name = (table: readonly string[]) => tableNameIn(language, q, table)
  const withOne = (ids: readonly string[]) =>
    joined(q.tables.filter((table) => table.some((id) => ids.includes(id))).map(name), w.and)
  const finest = q.attributes.find(({ id }) => id === 'age') ?? q.attributes[0]
  const never = finest === undefined ? '' : w.never(name(['ka', finest.id]))
  return [
    ['tables', joined(q.tables.map(name), w.and)],
    ['k', say`${w.k(q.k)}${never}`],
    ['distribution', w.distribution(kDistributionOf(q), q.scale === 5)],
    ['unit.tables', withOne(['bu', 'ka', 'similar'])],
    ...q.attributes.map(({ id }, i): [string, Said] => [`a${i}.tables`, withOne([id])]),
  ]
}

function tableNameIn(language: Other, q: Questionnaire, table: readonly string[]): Said {
  const { whole, units } = planWords[language]
  const named = (id: string): Said => {
    const label = q.attributes.find((attribute) => attribute.id === id)?.label ?? id
    const translated = q.translations?.[language].attributes[id]?.label
    return units[id as keyof typeof units] ?? inSentence(translated) ?? { ja: label }
  }
  return table.length === 0 ? whole : joined(table.map(named), language === 'en' ? ' × ' : '×')
}

/** 「Age group」 within a list of tables. */
function inSentence(label: string | undefined): string | undefined {
  return label === undefined ? undefined : label.charAt(0).toLowerCase() + label.slice(1)
}

function questionTexts(
  q: Questionnaire,
  items: SaidOfSurvey['items'],
  words: QuestionnaireWords,
): [string, Said][] {
  const listed = (name: string, list: readonly string[], wanted: number | undefined) =>
    list.length === wanted ? list.map((text, i): [string, Said] => [`${name}.${i}`, text]) : []
  const options = (id: string) => {
    const item = q.items.find((one) => one.id === id)
    return item?.type === 'multi' ? item.options.length : undefined
  }
  const found: (readonly [string, string | undefined])[] = [
    ['title', words.title],
    ['purpose', words.purpose],
    ...Object.entries(words.sections).map(([id, label]) => [`h.${id}`, label] as const),
    ...items.map(({ id, name }) => [name, words.items[id]] as const),
    ...q.attributes.map(({ id }, i) => [`a${i}`, words.attributes[id]?.label] as const),
  ]
  return [
    ...found.flatMap(([key, text]): [string, Said][] => (text === undefined ? [] : [[key, text]])),
    ...listed('o', words.options, q.options.length),
    ...items.flatMap(({ id, name }) => listed(name, words.multi[id] ?? [], options(id))),
    ...q.attributes.flatMap((attribute, i) =>
      listed(`a${i}`, words.attributes[attribute.id]?.options ?? [], attribute.options.length),
    ),
  ]
}
