import type { Clue, findClues } from '../../../server/proposals/clues.ts'
import type { Written } from '../../../server/proposals/message.ts'
import { byId } from '../answer/page.ts'
import type { Chosen, Draft } from './draft.ts'
import { button, element, rows, unseen } from './element.ts'

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
  const tags = chosen.filter(([term]) => term === 'テーマ' || term === '種類')
  const whole = [tagLine(tags), ...textOf(written, found)]
  byId('seen-note').textContent = seenNote(summary, aboutHead)
  byId('seen').replaceChildren(
    ...(summary ? [tagLine(tags), element('p', 'muted', SUMMARY_TO_COME)] : whole),
  )
  byId('own').hidden = !summary
  byId('own-text').replaceChildren(...(summary ? textOf(written, found) : []))
  byId('chosen').replaceChildren(...rows(chosen))
}

export function clearCheck(): void {
  for (const id of ['clues-list', 'seen', 'own-text', 'chosen']) byId(id).replaceChildren()
}

const SUMMARY_TO_COME =
  '（ここに、提案担当が作り、あなたが控え番号で確かめた要旨が入ります。それまで、所属には何も見えません。）'

function seenNote(summary: boolean, aboutHead: boolean): string {
  const who = aboutHead
    ? '提案先の所属の職員には、提案があることも見えません。担当する部長が、次のように読みます。'
    : '見えるのは、次の内容と受付の日付だけです。'
  return summary ? `${who}あなたの文章そのものは、所属には見えません。` : who
}

/** One line a clue: the words, where they stand, advice, and the way back. */
function clueItems(found: Found, correct: (field: string) => void): HTMLElement[] {
  return parts.flatMap(([part, label]) =>
    found[part].map(({ words, advice }) =>
      element(
        'li',
        '',
        element('p', '', element('mark', '', words), ` （${label}）`),
        element('p', 'small', advice),
        withMore(
          button('button-text button-small', '直す', () => correct(part)),
          `：${label}の「${words}」`,
        ),
      ),
    ),
  )
}

function withMore(made: HTMLButtonElement, words: string): HTMLButtonElement {
  made.append(unseen(words))
  return made
}

function tagLine(tags: Chosen): HTMLElement {
  return element('p', 'tags', ...tags.flatMap(([, words]) => [element('span', 'tag', words), ' ']))
}

function textOf(written: Written, found: Found): HTMLElement[] {
  return parts.flatMap(([part, label]) => {
    const text = written[part]
    if (text === '') return []
    const marked = highlighted(text, found[part])
    if (part === 'title') return [element('h3', '', ...marked)]
    return [element('h4', '', label), element('p', 'text', ...marked)]
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
