import type { Clue, findClues } from '../../../server/proposals/clues.ts'
import type { Written } from '../../../server/proposals/message.ts'
import { postSaidJa } from '../../words/post-said.ts'
import { byId } from '../answer/page.ts'
import { copyOf, type Line, put, silence, speaker } from '../language/spoken.ts'
import { adviceOn } from './clue-advice.ts'
import type { Chosen, Draft } from './draft.ts'
import { button, element, japanese, rows, said, term, unseen } from './element.ts'

const { line } = speaker(postSaidJa)

const parts = [
  ['title', '件名'],
  ['current', '今の状況'],
  ['idea', '改善の案'],
  ['effect', '期待できる効果'],
] as const
type Part = (typeof parts)[number][0]

type Found = Readonly<Record<Part, readonly Clue[]>>

/** The last look: clues with advice, and what the unit will see. Nothing of it leaves the page. */
export function showCheck(
  { written, publicity, aboutHead }: Draft,
  chosen: Chosen,
  find: typeof findClues,
  correct: (field: string) => void,
): void {
  const { title, current, idea, effect } = written
  const found: Found = {
    title: find(title),
    current: find(current),
    idea: find(idea),
    effect: find(effect),
  }
  const count = parts.reduce((sum, [part]) => sum + found[part].length, 0)
  byId('clues').hidden = count === 0
  byId('no-clues').hidden = count > 0
  byId('clues-count').textContent = String(count)
  byId('clues-list').replaceChildren(...clueItems(found, correct))

  const summary = publicity === 'summary'
  // Theme and kind, as `readDraft` orders them.
  const tags = chosen.slice(1, 3).map(([, words]) => words)
  const whole = [tagLine(tags), ...textOf(written, found)]
  put(byId('seen-note'), seenNote(summary, aboutHead))
  byId('seen').replaceChildren(
    ...(summary ? [tagLine(tags), said(line('summaryToCome'), 'p', 'muted')] : whole),
  )
  byId('own').hidden = !summary
  byId('own-text').replaceChildren(...(summary ? textOf(written, found) : []))
  byId('chosen').replaceChildren(...rows(chosen))
}

export function clearCheck(): void {
  for (const id of ['clues-list', 'seen', 'own-text', 'chosen']) byId(id).replaceChildren()
  silence(byId('seen-note'))
}

function seenNote(summary: boolean, aboutHead: boolean): Line {
  if (aboutHead) return line(summary ? 'seenByBureauSummary' : 'seenByBureau')
  return line(summary ? 'seenByUnitSummary' : 'seenByUnit')
}

/** One line a clue: the words, where they stand, advice, and the way back. */
function clueItems(found: Found, correct: (field: string) => void): HTMLElement[] {
  return parts.flatMap(([part, label]) =>
    found[part].map((clue) =>
      element(
        'li',
        '',
        element(
          'p',
          '',
          japanese(clue.words, 'mark'),
          ' ',
          said(line('clueIn', partWords(part, label))),
        ),
        said(adviceOn(clue), 'p', 'small'),
        withMore(
          button('button-text button-small', line('fix'), () => correct(part)),
          line('fixOf', partWords(part, label), { ja: clue.words }),
        ),
      ),
    ),
  )
}

/** 件名 is a field of the page, the others are headings of every proposal. */
function partWords(part: Part, label: string) {
  return part === 'title' ? { text: 'titleLabel', japanese: label } : { term: label }
}

function withMore(made: HTMLButtonElement, words: Line): HTMLButtonElement {
  made.append(unseen(words))
  return made
}

function tagLine(tags: readonly HTMLElement[]): HTMLElement {
  return element(
    'p',
    'tags',
    ...tags.flatMap((words) => [element('span', 'tag', copyOf(words)), ' ']),
  )
}

function textOf(written: Written, found: Found): HTMLElement[] {
  return parts.flatMap(([part, label]) => {
    const text = written[part]
    if (text === '') return []
    const marked = highlighted(text, found[part])
    if (part === 'title') return [element('h3', '', ...marked)]
    return [term(label, 'h4'), element('p', 'text', ...marked)]
  })
}

function highlighted(text: string, clues: readonly Clue[]): (string | Node)[] {
  const pieces: (string | Node)[] = []
  let at = 0
  for (const { start, end } of clues) {
    pieces.push(text.slice(at, start), element('mark', '', text.slice(start, end)))
    at = end
  }
  return [...pieces, text.slice(at)]
}
