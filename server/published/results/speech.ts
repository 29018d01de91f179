import type { Language } from '../../../views/words/language.ts'
import { joined, type Said, say } from '../../../views/words/phrase.ts'
import { type ResultsWords, resultsWords } from '../../../views/words/results.ts'
import type { Audience, Questionnaire } from '../../survey/questionnaire.ts'
import { type Dates, datesIn } from '../../calendar/dates-in.ts'
import type { Difference } from './difference.ts'
import { type Figure, spanOf } from './figures.ts'
import { type Group, WHOLE } from './groups.ts'
import type { Item, Question, ResultsModel, Theme } from './model.ts'
import { tableNameIn } from './table-name-in.ts'
import { translationOf } from './translation.ts'

/**
 * How one survey is spoken of in one language. In Japanese these are the words of the questionnaire and of
 * the set themselves; otherwise its translation where it has one, else the same words marked as Japanese.
 */
export interface Speech {
  readonly language: Language
  readonly w: ResultsWords
  readonly dates: Dates
  /** What it is called: by the city. */
  readonly title: Said
  readonly options: readonly Said[]
  readonly bands: readonly string[]
  number(of: Pick<Item | Question, 'number'>): string
  theme(theme: Theme): Said
  /** Without its number; of an option: its question and itself. */
  item(item: Item): Said
  question(question: Question): Said
  option(item: Item): Said
  audience(audience: Audience): string
  /** 「部×性別」 */
  table(attributes: readonly string[]): Said
  /** In its table, and with what it is cut from. */
  group(group: Group): Said
  fullGroup(group: Group): Said
  figure(figure: Figure): string
  span(figure: Figure): string
  difference(difference: Difference): string
}

type Asked = Pick<ResultsModel, 'questionnaire' | 'options' | 'bands' | 'groups'>

const kept = new WeakMap<Asked, Map<Language, Speech>>()

/** Made once for each model and language. */
export function speechOf(model: Asked, language: Language): Speech {
  const known = kept.get(model) ?? new Map<Language, Speech>()
  kept.set(model, known)
  const speech =
    known.get(language) ?? (language === 'ja' ? japanese(model) : other(model, language))
  known.set(language, speech)
  return speech
}

function japanese(model: Asked): Speech {
  return {
    ...common(model, 'ja'),
    title: model.questionnaire.title,
    options: model.options,
    bands: model.bands,
    number: ({ number }) => number,
    theme: ({ label }) => label,
    item: ({ text }) => text,
    question: ({ text }) => text,
    option: ({ option, text }) => option ?? text,
    group: ({ label }) => label,
    fullGroup: (group) => (group.id === WHOLE ? resultsWords.ja.figure.whole : group.fullLabel),
  }
}

function other(model: Asked, language: Exclude<Language, 'ja'>): Speech {
  const shared = common(model, language)
  const f = shared.w.figure
  const words = translationOf(model.questionnaire, language)
  const question = (id: string, text: string): Said => words.item(id) ?? { ja: text }
  const option = ({ id, option: label, text }: Item): Said =>
    words.itemOption(id) ?? { ja: label ?? text }
  const bands = [f.bands.favourable, f.bands.between, f.bands.unfavourable]
  const bare = (id: string) => id.replace(/\.\d+$/, '')
  const textOf = (item: Item) =>
    item.option === null ? item.text : item.text.slice(0, -(item.option.length + 1))
  const partOf = (attribute: string, code: string): Said =>
    words.category(attribute, code) ?? { ja: unitName(model.questionnaire, code) ?? code }
  const fullGroup = (group: Group): Said => {
    if (group.id === WHOLE) return f.whole
    const own = joined(
      group.table.flatMap((id) =>
        group.keys[id] === undefined ? [] : [partOf(id, group.keys[id])],
      ),
      f.and,
    )
    if (group.state !== 'rest') return own
    return own.length === 0 ? f.rest : say`${own}${f.gap}${f.rest}`
  }
  return {
    ...shared,
    title: words.title() ?? { ja: model.questionnaire.title },
    options: model.options.map((label, i) => words.option(i) ?? { ja: label }),
    bands: model.bands.length === 3 ? bands : bands.filter((_, i) => i !== 1),
    number: ({ number }) => {
      const [, managers, n] = /^(管理職の)?問(\d+)$/.exec(number) ?? []
      return n === undefined ? number : f.number(Number(n), managers !== undefined)
    },
    theme: ({ id, label }) => words.section(id) ?? { ja: label },
    item: (item) =>
      item.option === null
        ? question(item.id, item.text)
        : f.optionOf(question(bare(item.id), textOf(item)), option(item)),
    question: ({ id, text }) => question(id, text),
    option,
    group: (group) => {
      if (group.state === 'rest') return f.rest
      const last = group.table.at(-1)
      return last === undefined ? f.whole : partOf(last, group.keys[last] ?? group.label)
    },
    fullGroup,
  }
}

function common({ questionnaire }: Asked, language: Language) {
  const w = resultsWords[language]
  const f = w.figure
  return {
    language,
    w,
    dates: datesIn[language],
    audience: (audience: Audience) => (audience === '管理職' ? f.managers : audience),
    table: (ids: readonly string[]) => tableNameIn(questionnaire, ids, language),
    figure: (figure: Figure) =>
      f.figure({ ...figure, about: figure.step >= 5 || figure.bound !== null }),
    span: (figure: Figure) => {
      const { from, to } = spanOf(figure)
      return f.span(from / 10, to / 10)
    },
    difference: (difference: Difference) => f.difference(difference),
  }
}

function unitName({ bureaus }: Questionnaire, code: string): string | undefined {
  for (const bureau of bureaus) {
    if (bureau.code === code) return bureau.name
    const section = bureau.sections.find((one) => one.code === code)
    if (section !== undefined) return section.name
  }
  return undefined
}
