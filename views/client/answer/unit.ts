import { byId, controlById } from './page.ts'

/** 部 → 課: two lists, the second filled by the first. Position in the questionnaire is the value. */
export interface UnitChoice {
  readonly bureaus: readonly { readonly name: string; readonly sections: readonly string[] }[]
  /** null until something was chosen in both lists (or 「部は答えない」). */
  chosen(): { bureau: number | null; section: number | null } | null
  /** What the review repeats. */
  words(): string
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
      return named.map((list) => list.selectedOptions[0]?.text ?? '').join('　')
    },
  }
}

function addOptions(list: HTMLSelectElement, names: readonly string[]): void {
  list.append(...names.map((name, i) => new Option(name, String(i))))
}

function position(list: HTMLSelectElement): number | null {
  return /^\d+$/.test(list.value) ? Number(list.value) : null
}
