import { controlById } from '../answer/page.ts'

/** 部 → 課: two lists, the second filled by the first. The value is the unit's code. */
export interface UnitPicker {
  /** undefined: nothing was chosen yet; null: 分からない. */
  chosen(): string | null | undefined
  words(): string
}

interface Unit {
  readonly code: string
  readonly name: string
}

/** The page brings a line a 部: `code name`, its 課 behind tabs. */
export function setUpUnitPicker(): UnitPicker {
  const bureau = controlById('bureau', HTMLSelectElement)
  const section = controlById('section', HTMLSelectElement)
  const lines = (document.getElementById('units')?.textContent ?? '').split('\n').filter(Boolean)
  const bureaus = lines.map((line) => line.split('\t').map(readUnit))
  addOptions(
    bureau,
    bureaus.flatMap(([first]) => first ?? []),
  )

  const showSections = () => {
    const [, ...sections] = bureaus.find(([first]) => first?.code === bureau.value) ?? []
    section.length = 1
    section.value = ''
    addOptions(section, sections)
    section.disabled = sections.length === 0
  }
  bureau.addEventListener('change', showSections)
  bureau.form?.addEventListener('reset', () => {
    bureau.value = ''
    showSections()
  })

  return {
    chosen() {
      if (bureau.value === '') return undefined
      if (bureau.value === '-') return null
      return section.value === '' ? bureau.value : section.value
    },
    words() {
      if (bureau.value === '') return ''
      if (bureau.value === '-') return '分からない（提案担当が探します）'
      const part = section.value === '' ? [] : [section.selectedOptions[0]?.text ?? '']
      return [bureau.selectedOptions[0]?.text ?? '', ...part].join('　')
    },
  }
}

function readUnit(text: string): Unit {
  const at = text.indexOf(' ')
  return { code: text.slice(0, at), name: text.slice(at + 1) }
}

function addOptions(list: HTMLSelectElement, units: readonly Unit[]): void {
  list.append(...units.map(({ code, name }) => new Option(name, code)))
}
