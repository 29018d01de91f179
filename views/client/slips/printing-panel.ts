import { button, element } from '../proposals/element.ts'
import type { PrintingFacts } from './printing-facts.ts'
import { SLIPS_A_SHEET } from './sheets.ts'

export interface PrintingPanel {
  readonly element: HTMLElement
  working(phase: 'make' | 'send' | 'lay', done: number): void
  trouble(words: { readonly title: string; readonly text: string }): void
  /** The sheets are there and may be printed. */
  ready(): void
}

interface PrintingActs {
  readonly make: () => void
  readonly print: () => void
  /** All is on paper: the codes go. */
  readonly finish: () => void
}

const PHASES = {
  make: '番号を作っています…',
  send: '登録しています…',
  lay: '紙面を作っています…',
} as const

/** What stands above the sheets on the screen: what to do, how far it is, what went wrong. */
export function setUpPanel(facts: PrintingFacts, acts: PrintingActs): PrintingPanel {
  const make = button('button-large', `${facts.count}枚の番号を作って登録する`, acts.make)
  const phase = element('p', 'progress-text')
  const bar = document.createElement('progress')
  const progress = element('div', 'progress', phase, bar)
  const trouble = element('div', '')
  const before = element('div', '', ...introduction(facts), progress, element('p', 'actions', make))
  const after = element('div', '')
  const all = element('div', 'slip-panel screen-only', before, trouble, after)
  bar.max = facts.count
  bar.setAttribute('aria-label', '用意できた枚数')
  progress.hidden = true
  phase.setAttribute('role', 'status')

  return {
    element: all,
    working(name, done) {
      make.hidden = true
      progress.hidden = false
      trouble.replaceChildren()
      if (phase.textContent !== PHASES[name]) phase.textContent = PHASES[name]
      bar.value = done
    },
    trouble(words) {
      make.hidden = false
      make.textContent = 'もう一度、登録する'
      progress.hidden = true
      trouble.replaceChildren(notice('error', words.title, words.text))
    },
    ready() {
      before.replaceChildren()
      after.replaceChildren(...lastSteps(facts, acts))
      after.querySelector('h2')?.focus()
    },
  }
}

function introduction({ count, origin }: PrintingFacts): HTMLElement[] {
  const pages = Math.ceil(count / SLIPS_A_SHEET)
  return [
    element(
      'ol',
      '',
      element(
        'li',
        '',
        `A4の紙を${pages}枚、用意してください。1枚に${SLIPS_A_SHEET}枚の券が入ります。`,
      ),
      element(
        'li',
        '',
        '番号は、いまお使いのこの画面の中で作ります。サーバーが受け取るのは、照合のための値だけです。番号そのものは、送られません。',
      ),
      element(
        'li',
        '',
        '登録したら、印刷し終わるまで、この画面を閉じないでください。閉じると、同じ券はもう印刷できず、全部を作り直すことになります。',
      ),
      element(
        'li',
        '',
        'プリンターに文書が残る使い方（再印刷、文書ボックス）は避けて、人の目がある間に受け取ってください。',
      ),
    ),
    element(
      'p',
      '',
      `QRの行き先は ${origin}/voice/slip です。職場の端末から開けるアドレスか、確かめてください。`,
    ),
  ]
}

function lastSteps({ count }: PrintingFacts, acts: PrintingActs): HTMLElement[] {
  const heading = element('h2', 'first', `${count}枚を登録しました。印刷してください`)
  heading.tabIndex = -1
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.id = 'all-printed'
  const label = element('label', 'choice', box, `${count}枚すべてが、欠けずに印刷された`)
  const fault = element('p', 'field-error', '紙を確かめてから、印を付けてください。')
  fault.hidden = true
  fault.id = 'all-printed-error'
  fault.setAttribute('role', 'alert')
  const finish = button('button-large', '印刷した（番号を消して終わる）', () => {
    fault.hidden = box.checked
    if (box.checked) return acts.finish()
    box.setAttribute('aria-describedby', fault.id)
    box.focus()
  })
  return [
    notice(
      'warning',
      'この画面を閉じないでください',
      '番号は、この画面と紙にしかありません。印刷し終わるまで、再読み込みもしないでください。',
    ),
    heading,
    element('p', 'actions', button('button-large', '印刷する', acts.print)),
    element(
      'p',
      '',
      '拡大・縮小は「100%」、余白は「既定」のまま、片面で印刷します。紙の端の短い線に合わせて切ってください。刷り損じた紙は、もう一度「印刷する」で刷り直せます。',
    ),
    element('div', 'field', fault, label),
    element('p', 'actions', finish),
  ]
}

function notice(kind: 'warning' | 'error', title: string, text: string): HTMLElement {
  const words = element('div', '', element('p', 'notice-title', title), element('p', '', text))
  const made = element('div', `notice notice-${kind}`, words)
  if (kind === 'error') made.setAttribute('role', 'alert')
  return made
}
