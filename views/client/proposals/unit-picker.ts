import { postSaidJa } from '../../words/post-said.ts'
import { controlById } from '../answer/page.ts'
import { speaker } from '../language/spoken.ts'
import { element, japanese, said } from './element.ts'

const { line } = speaker(postSaidJa)

/** 部 → 課: two lists, the second filled by the first. The value is the unit's code. */
export interface UnitPicker {
  /** undefined: nothing was chosen yet; null: 分からない. */
  chosen(): string | null | undefined
  words(): HTMLElement
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
      if (bureau.value === '') return element('span', '')
      if (bureau.value === '-') return said(line('deskFinds'))
      const chosen = section.value === '' ? [bureau] : [bureau, section]
      return japanese(chosen.map((list) => list.selectedOptions[0]?.text ?? '').join('　'))
    },
  }
}

function readUnit(text: string): Unit {
  const at = text.indexOf(' ')
  return { code: text.slice(0, at), name: text.slice(at + 1) }
}

function addOptions(list: HTMLSelectElement, units: readonly Unit[]): void {
  for (const { code, name } of units) {
    const option = new Option(name, code)
    option.lang = 'ja'
    list.append(option)
  }
}
