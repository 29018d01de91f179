import { formatJstDay } from '../../calendar/jst.ts'
import type { Publicity } from '../../proposals/catalogue.ts'
import type { ShownAnswer, ShownText } from '../../proposals/shown.ts'

/** What the text is made of. No person is in it: an answer is signed by units. */
export interface AnsweredProposal {
  readonly number: string
  readonly publicity: Publicity
  /** As everybody but 提案担当 reads it; null when it was deleted. */
  readonly text: ShownText | null
  readonly answer: ShownAnswer
}

/** A published answer as plain text for 文書管理システム. */
export function answerAsText({ number, publicity, text, answer }: AnsweredProposal): string {
  const shown = publicity === 'closed' ? null : text
  const { decisionNumber, signedBy, on } = answer
  const head = [
    `件名　　業務改善提案への回答について${shown === null ? '' : `（${oneLine(shown.title)}）`}`,
    `提案番号　${number}`,
    `公表日　${formatJstDay(on)}`,
    ...(decisionNumber === '' ? [] : [`決裁番号　${decisionNumber}`]),
  ]
  return paragraphs([
    head.join('\n'),
    section('提案の要旨', gistOf(publicity, shown)),
    section('回答', conclusionOf(answer)),
    section('理由', answer.answer.reason),
    ...detailsOf(answer),
    signedBy.join('\n'),
  ])
}

/** The notice for all staff: only of what everybody may read. */
export function noticeText({ number, text, answer }: AnsweredProposal): string {
  const title = text === null ? '' : `「${oneLine(text.title)}」`
  return paragraphs([
    `【業務改善提案】回答のお知らせ（提案番号 ${number}）`,
    `業務改善提案${title}に、次のとおり回答しました。`,
    conclusionOf(answer),
    section('理由', answer.answer.reason),
    '詳しい内容は、風通しの「提案の一覧」で、提案番号からご覧ください。',
    answer.signedBy.join('、'),
  ])
}

const LONGEST_GIST = 300

function gistOf(publicity: Publicity, text: ShownText | null): string {
  if (publicity === 'closed') return '提案者の希望により、提案の内容は掲載していません。'
  if (text === null) return '保存期間の満了などにより、本文は消去されています。'
  const idea = text.parts.find(({ label }) => label === '改善の案') ?? text.parts[0]
  return shortened(idea?.text ?? '')
}

/** Ends with a whole sentence where there is one in the second half. */
function shortened(text: string): string {
  const flat = text.replaceAll(/\s*\n\s*/g, ' ')
  const characters = Array.from(flat)
  if (characters.length <= LONGEST_GIST) return flat
  const cut = characters.slice(0, LONGEST_GIST).join('')
  const end = cut.lastIndexOf('。')
  return end > cut.length / 2 ? `${cut.slice(0, end + 1)}（以下略）` : `${cut}…（以下略）`
}

/** 「実施予定（令和9年4月1日（木）から）」 */
function conclusionOf({ label, reasonLabel, answer }: ShownAnswer): string {
  const { conclusion, date, nextDate } = answer
  if (date !== null && conclusion.endsWith('planned'))
    return `${label}（予定日　${formatJstDay(date)}）`
  if (date !== null) return `${label}（実施日　${formatJstDay(date)}）`
  if (nextDate !== null) return `${label}（次に回答する日　${formatJstDay(nextDate)}）`
  return reasonLabel === '' ? label : `${label}（${reasonLabel}）`
}

function detailsOf({ answer }: ShownAnswer): string[] {
  const { part, where, wouldChange, hours, committee } = answer
  const details: readonly (readonly [string, string])[] = [
    ['実施する部分と、残りを実施しない理由', part],
    ['どこを見れば分かるか', where],
    ['何が変われば実施できるか', wouldChange],
    ['見込まれる効果', hours === null ? '' : `年間${hours.toLocaleString('ja-JP')}時間の削減`],
    ['部会の議', committee],
  ]
  return details.filter(([, text]) => text !== '').map(([label, text]) => section(label, text))
}

function section(label: string, text: string): string {
  return `【${label}】\n${text}`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`
}
