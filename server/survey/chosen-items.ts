import type { OwnItem, SurveyDraft } from './draft.ts'
import type { QuestionBank } from './question-bank.ts'
import type { Item } from './questionnaire.ts'

type Questions = Pick<SurveyDraft, 'itemIds' | 'itemOrder' | 'ownItems'>

/** The questions of a draft, theme by theme, in the order of the page. */
export function chosenItems(draft: Questions, bank: QuestionBank): Item[] {
  return allItems(draft, bank).filter(({ id }) => draft.itemIds.includes(id))
}

/** Every question that can be chosen, theme by theme, in the order of the page: bank and own ones. */
export function allItems(draft: Questions, bank: QuestionBank): Item[] {
  const all = [
    ...bank.items.map(({ core: _core, ...item }): Item => item),
    ...draft.ownItems.map(ownItem),
  ]
  const themes = bank.sections.map(({ id }) => id)
  const placed = new Map(draft.itemOrder.map((id, place) => [id, place]))
  const rank = (item: Item, natural: number) => placed.get(item.id) ?? placed.size + natural
  return all
    .map((item, natural) => ({
      item,
      theme: themes.indexOf(item.section),
      rank: rank(item, natural),
    }))
    .toSorted((a, b) => a.theme - b.theme || a.rank - b.rank)
    .map(({ item }) => item)
}

/** `itemOrder` with one question a place up (-1) or down (+1) within its theme. */
export function moveItem(
  draft: Questions,
  bank: QuestionBank,
  id: string,
  by: -1 | 1,
): readonly string[] {
  const all = allItems(draft, bank)
  const order = all.map((item) => item.id)
  const at = order.indexOf(id)
  const other = at + by
  if (at < 0 || all[other] === undefined || all[other].section !== all[at]?.section) return order
  return order.with(at, order[other] ?? '').with(other, id)
}

function ownItem({ id, type, section, text, options, maxChars, audience }: OwnItem): Item {
  const asked = audience === 'all' ? {} : { audience }
  if (type === 'text') return { type, id, section, text, maxChars }
  if (type === 'multi') return { type, id, section, text, options, ...asked }
  return { type, id, section, text, ...asked }
}
