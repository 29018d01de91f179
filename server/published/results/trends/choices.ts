import { plain, type Said } from '../../../../views/words/phrase.ts'
import type { Group } from '../groups.ts'
import type { Item, ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'
import { numbered } from '../view/answers-table.ts'

/** A choice of a list in the page's language; `lang` where the words are the city's. */
export interface Choice {
  readonly value: string
  readonly text: string
  readonly lang: 'ja' | null
  readonly on: boolean
}

export interface ChoiceGroup {
  readonly label: string
  readonly lang: 'ja' | null
  readonly choices: readonly Choice[]
}

export type Choices = readonly ChoiceGroup[]

/** 全庁, and the groups of every table that is cut once; 課 below their 部. */
export function groupChoices(model: ResultsModel, now: Group, speech: Speech): Choices {
  const choice = (group: Group): Choice => ({
    value: group.id,
    ...optionText(speech.group(group), speech),
    on: group === now,
  })
  const simple = model.tables.filter(({ attributes }) => attributes.length === 1)
  const isListed = now === model.whole || now.table.length === 1
  return [
    {
      ...optionText(speech.w.figure.whole, speech),
      choices: [
        choice(model.whole),
        ...(isListed ? [] : [{ ...choice(now), ...optionText(speech.fullGroup(now), speech) }]),
      ],
    },
    ...simple.flatMap(({ attributes, groups }) => {
      const own = groups.filter(({ state }) => state !== 'rest')
      const parents = [...new Set(own.map(({ parent }) => parent))]
      return parents.map((parent) => {
        const above = parent === null ? undefined : model.groups.get(parent)
        const isBelow = parents.length > 1 && above !== undefined && above !== model.whole
        return {
          ...optionText(isBelow ? speech.fullGroup(above) : speech.table(attributes), speech),
          choices: own.filter((group) => group.parent === parent).map(choice),
        }
      })
    }),
  ].map(({ text, lang, choices }) => ({ label: text, lang, choices }))
}

export function itemChoices({ themes }: ResultsModel, now: Item, speech: Speech): Choices {
  return themes.map((theme) => {
    const { text, lang } = optionText(speech.theme(theme), speech)
    const items = [...theme.items, ...theme.questions.flatMap(({ options }) => options)]
    return {
      label: text,
      lang,
      choices: items.map((item) => ({
        value: item.id,
        ...optionText(numbered(speech, item, speech.item(item)), speech),
        on: item === now,
      })),
    }
  })
}

/** An option has no marks inside: as a whole it is Japanese or not. */
function optionText(said: Said, { language }: Speech): Pick<Choice, 'text' | 'lang'> {
  const parts = [said].flat()
  const isCity = parts.some((part) => typeof part === 'object' && 'ja' in part)
  return { text: plain(said), lang: language === 'en' && isCity ? 'ja' : null }
}
