import { z } from 'zod'
import { answeringMinutes, GOAL_MINUTES, wordingAdvice } from '../../../survey/answering-time.ts'
import { allItems, chosenItems, moveItem } from '../../../survey/chosen-items.ts'
import type { SurveyDraft } from '../../../survey/draft.ts'
import type { QuestionBank } from '../../../survey/question-bank.ts'
import type { Item } from '../../../survey/questionnaire.ts'
import { chosen } from '../form-fields.ts'
import { draftPath, type Part, type PartContext } from './part.ts'

/** A ballot has a fixed size, and nobody answers more in one sitting. */
const MOST = { choices: 40, texts: 5, characters: 3000 }

/** Which questions are asked, in which order; own ones have a page of their own. */
export const questionsPart: Part<{ readonly items: string[] }> = {
  id: 'questions',
  fields: ['items'],
  schema: ({ draft, options }) =>
    z.object({
      items: chosen(allItems(draft, options.bank).map(({ id }) => id)).superRefine(
        (itemIds, issues) => {
          const fault = tooMuch(chosenItems({ ...draft, itemIds }, options.bank))
          if (fault !== null) issues.addIssue({ code: 'custom', message: fault })
        },
      ),
    }),
  typed: ({ draft }) => ({ items: draft.itemIds.join('\n') }),
  change: (draft, { items }) => ({ ...draft, itemIds: items }),
  shown: (context) => ({
    themes: themesOf(context),
    minutes: minutesOf(context.draft, context.options.bank),
    goal: GOAL_MINUTES,
    own: `${draftPath(context.survey)}/questions/own`,
  }),
  leads: (act, { options }) => orderAct(options.bank, act),
  look: {
    do: 'minutes',
    schema: (context) => questionsPart.schema(context),
    async show(_request, form, value, { draft, options }) {
      const { items: itemIds } = value as { items: string[] }
      const minutes = minutesOf({ ...draft, itemIds }, options.bank)
      return { status: 200, form, shown: { minutes } }
    },
  },
}

/** Minutes for these questions and attributes. */
export function minutesOf(draft: SurveyDraft, bank: QuestionBank): number {
  return answeringMinutes(chosenItems(draft, bank), draft.attributeIds.length)
}

/** A press of 「上へ」 or 「下へ」 (`up:ID`, `down:ID`), after the ticks of the form; null: another button. */
function orderAct(bank: QuestionBank, act: string) {
  const [direction, id] = [act.split(':')[0], act.slice(act.indexOf(':') + 1)]
  if (direction !== 'up' && direction !== 'down') return null
  return {
    to: `#q-${id}`,
    change: (draft: SurveyDraft): SurveyDraft => ({
      ...draft,
      itemOrder: [...moveItem(draft, bank, id, direction === 'up' ? -1 : 1)],
    }),
  }
}

function tooMuch(items: readonly Item[]): string | null {
  const texts = items.filter((item) => item.type === 'text')
  const choices = items.length - texts.length
  const characters = texts.reduce((sum, item) => sum + item.maxChars, 0)
  if (choices > MOST.choices) {
    return `選んで答える設問は${MOST.choices}問までにしてください（今は${choices}問）。`
  }
  if (texts.length > MOST.texts) {
    return `自由記述は${MOST.texts}問までにしてください（今は${texts.length}問）。`
  }
  if (characters > MOST.characters) {
    return `自由記述の文字数は、合わせて${MOST.characters}文字までにしてください（今は${characters}文字）。`
  }
  return null
}

const KINDS = { scale: '段階', multi: 'いくつでも', text: '自由記述' } as const

function themesOf({ draft, options }: PartContext) {
  const items = allItems(draft, options.bank)
  return options.bank.sections.map(({ id, label }) => {
    const own = items.filter((item) => item.section === id)
    return {
      label,
      items: own.map((item, place) => ({
        id: item.id,
        text: item.text,
        tags: [
          KINDS[item.type],
          ...(item.type !== 'text' && item.audience !== undefined ? [`${item.audience}だけ`] : []),
          ...(item.type === 'scale' && item.indicator !== undefined ? ['指標'] : []),
        ],
        options: item.type === 'multi' ? item.options : [],
        isOwn: draft.ownItems.some((one) => one.id === item.id),
        advice: draft.ownItems.some((one) => one.id === item.id) ? wordingAdvice(item.text) : [],
        first: place === 0,
        last: place === own.length - 1,
      })),
    }
  })
}
