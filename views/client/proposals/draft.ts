import type { Post, Written } from '../../../server/proposals/message.ts'
import { cleanLine, cleanText } from '../../../server/proposals/plain-text.ts'
import { type Faults, textControl, ticked, tickedWords } from './fields.ts'
import type { UnitPicker } from './unit-picker.ts'

/** What the author has written and chosen; receipt and keys come later. */
export type Draft = Omit<Post, 'kind' | 'receipt' | 'authorKey'>

/** Terms and words of what was chosen, for the last look. */
export type Chosen = readonly (readonly [term: string, words: string])[]

/** The four texts of a form, as they will be sent. */
export function readWritten(form: HTMLFormElement): Written {
  const value = (name: string) => textControl(form, name).value
  return {
    title: cleanLine(value('title')),
    current: cleanText(value('current')),
    idea: cleanText(value('idea')),
    effect: cleanText(value('effect')),
  }
}

export function writtenFaults({ title, current, idea }: Written): Faults {
  return [
    ...(title === '' ? [['title', '件名を書いてください。'] as const] : []),
    ...(current === '' ? [['current', '今の状況を書いてください。'] as const] : []),
    ...(idea === '' ? [['idea', '改善の案を書いてください。'] as const] : []),
  ]
}

/** @returns the draft, or what is missing in the order of the page. */
export function readDraft(
  form: HTMLFormElement,
  unit: UnitPicker,
): { readonly draft: Draft; readonly chosen: Chosen } | { readonly faults: Faults } {
  const written = readWritten(form)
  const aimedAt = unit.chosen()
  const [theme] = ticked(form, 'theme')
  const [type] = ticked(form, 'type')
  const [publicity] = ticked(form, 'publicity')
  const texts = new Map(writtenFaults(written))
  const text = (name: string): Faults => {
    const message = texts.get(name)
    return message === undefined ? [] : [[name, message]]
  }
  const choice = (value: unknown, name: string, message: string): Faults =>
    value === undefined ? [[name, message]] : []
  const faults: Faults = [
    ...text('title'),
    ...choice(aimedAt, 'unit', '提案先の部を選んでください。分からないときは「分からない」を。'),
    ...choice(theme, 'theme', 'テーマを選んでください。'),
    ...choice(type, 'type', '種類を選んでください。'),
    ...text('current'),
    ...text('idea'),
    ...choice(publicity, 'publicity', '公開の範囲を選んでください。'),
  ]
  if (faults.length > 0 || aimedAt === undefined) return { faults }
  const aboutHead = ticked(form, 'aboutHead').length > 0
  // The page offers the closed lists of `catalogue.ts`, and the opening checks them again.
  const draft = {
    written,
    aimedAt,
    theme,
    type,
    effects: ticked(form, 'effects'),
    publicity,
    aboutHead,
  } as Draft
  const chosen: Chosen = [
    ['提案先', unit.words()],
    ['テーマ', tickedWords(form, 'theme')],
    ['種類', tickedWords(form, 'type')],
    ['期待できる効果', tickedWords(form, 'effects') || '（選んでいません）'],
    ['公開の範囲', tickedWords(form, 'publicity')],
    ['所属長本人に関わること', aboutHead ? 'はい' : 'いいえ'],
  ]
  return { draft, chosen }
}
