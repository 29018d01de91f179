import type { Post, Written } from '../../../server/proposals/message.ts'
import { cleanLine, cleanText } from '../../../server/proposals/plain-text.ts'
import { authorSaidJa } from '../../words/author-said.ts'
import type { PostWords } from '../../words/post.ts'
import { postSaidJa } from '../../words/post-said.ts'
import { type Line, lineOfPage, speaker } from '../language/spoken.ts'
import { said } from './element.ts'
import { type Faults, textControl, ticked, tickedWords } from './fields.ts'
import type { UnitPicker } from './unit-picker.ts'

const { line } = speaker({ ...authorSaidJa, ...postSaidJa })

/** What the author has written and chosen; receipt and keys come later. */
export type Draft = Omit<Post, 'kind' | 'receipt' | 'authorKey'>

/** Terms and words of what was chosen, for the last look. */
export type Chosen = readonly (readonly [term: Line, words: HTMLElement])[]

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
    ...(title === '' ? [['title', line('noTitle')] as const] : []),
    ...(current === '' ? [['current', line('noCurrent')] as const] : []),
    ...(idea === '' ? [['idea', line('noIdea')] as const] : []),
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
  const choice = (value: unknown, name: string, message: Line): Faults =>
    value === undefined ? [[name, message]] : []
  const faults: Faults = [
    ...text('title'),
    ...choice(aimedAt, 'unit', line('noUnit')),
    ...choice(theme, 'theme', line('noTheme')),
    ...choice(type, 'type', line('noKind')),
    ...text('current'),
    ...text('idea'),
    ...choice(publicity, 'publicity', line('noPublicity')),
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
  const words = (name: string) => tickedWords(form, name, line('and')) ?? said(line('effectsNone'))
  const chosen: Chosen = [
    [label('unitLabel'), unit.words()],
    [label('themeLabel'), words('theme')],
    [label('kindLabel'), words('type')],
    [label('effectsLabel'), words('effects')],
    [label('publicityLabel'), words('publicity')],
    [label('headLabel'), said(line(aboutHead ? 'yes' : 'no'))],
  ]
  return { draft, chosen }
}

/** What the page calls a field. */
function label(key: keyof PostWords & `${string}Label`): Line {
  return lineOfPage(key)
}
