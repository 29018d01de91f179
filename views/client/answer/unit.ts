import { japaneseOf, shown } from '../language/spoken.ts'
import { byId, controlById } from './page.ts'

/** 部 → 課: two lists, the second filled by the first. Position in the questionnaire is the value. */
export interface UnitChoice {
  readonly bureaus: readonly { readonly name: string; readonly sections: readonly string[] }[]
  /** null until something was chosen in both lists (or 「部は答えない」). */
  chosen(): { bureau: number | null; section: number | null } | null
  /** What the review repeats. */
  words(): readonly (string | HTMLElement)[]
}

export function setUpUnit(): UnitChoice {
  const bureau = controlById('bureau', HTMLSelectElement)
  const section = controlById('section', HTMLSelectElement)
  const lines = byId('units').textContent.split('\n')
  const bureaus = lines
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
    .map(([name = '', ...sections]) => ({ name, sections }))
  addOptions(
    bureau,
    bureaus.map(({ name }) => name),
  )
  const sectionsOf = () => bureaus[Number(bureau.value || '-')]?.sections ?? []

  bureau.addEventListener('change', () => {
    section.length = 2
    section.value = ''
    addOptions(section, sectionsOf())
    section.disabled = sectionsOf().length === 0
  })
  bureau.form?.addEventListener('reset', () => {
    section.length = 2
    section.disabled = true
  })

  return {
    bureaus,
    chosen() {
      if (bureau.value === '') return null
      if (sectionsOf().length === 0) return { bureau: position(bureau), section: null }
      return section.value === '' ? null : { bureau: position(bureau), section: position(section) }
    },
    words() {
      const named = [bureau, section].filter((list) => !list.disabled && list.value !== '')
      return named.flatMap((list, i) => [...(i === 0 ? [] : ['　']), chosenWords(list)])
    },
  }
}

function addOptions(list: HTMLSelectElement, names: readonly string[]): void {
  for (const [i, name] of names.entries()) {
    const option = new Option(name, String(i))
    option.lang = 'ja'
    list.append(option)
  }
}

/** Names of units are Japanese in every language. */
function chosenWords(list: HTMLSelectElement): HTMLElement {
  const words = document.createElement('span')
  const [option] = list.selectedOptions
  words.textContent = option ? japaneseOf(option) : ''
  const { w } = option?.dataset ?? {}
  if (w === undefined) words.lang = 'ja'
  else words.dataset['w'] = w
  return shown(words)
}

function position(list: HTMLSelectElement): number | null {
  return /^\d+$/.test(list.value) ? Number(list.value) : null
}
