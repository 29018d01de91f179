import { formatJst, formatJstDay } from '../../../calendar/jst.ts'
import { stopNow, type SurveyChange } from '../../../survey/survey-changes.ts'
import type { NoticeFacts, NoticeText } from './notice-facts.ts'
import { item, letter, portal } from './notice-layout.ts'

/** Texts about what was changed after the announcement, in the order of the changes. */
export function changeTexts(
  facts: NoticeFacts,
): (Omit<NoticeText, 'current'> & { readonly apt: boolean })[] {
  return facts.changes.map((change) => {
    const { moment, subject, about, lines, apt } = words(change, facts)
    const contact = `問い合わせ先：${facts.contact}`
    return {
      kind: change.kind === 'correction' ? `correction-${change.number}` : kindOf(change),
      moment,
      when: formatJstDay(change.day),
      subject,
      portal: portal(subject, [...lines.map(([label, text]) => `${label}：${text}`), contact]),
      formal: letter(facts, subject, about, [
        ...lines.map(([label, text]) => item(label, text)),
        item('問い合わせ先', facts.contact),
      ]),
      apt,
    }
  })
}

/** A stop may be made again: each has its own text. */
function kindOf({ kind, number }: SurveyChange): string {
  return kind === 'stop' || kind === 'resumption' ? `${kind}-${number}` : kind
}

interface ChangeWords {
  readonly moment: string
  readonly subject: string
  readonly about: string
  readonly lines: readonly (readonly [string, string])[]
  readonly apt: boolean
}

function words(change: SurveyChange, facts: NoticeFacts): ChangeWords {
  const { closedBefore, closesNow } = change
  const { title, phase, changes, staffAddress } = facts
  const asking = phase === 'before' || phase === 'open'
  const before = closedBefore === null ? '' : formatJst(closedBefore)
  const now = closesNow === null ? '' : formatJst(closesNow)
  switch (change.kind) {
    case 'extension':
      return {
        moment: '締切の延長',
        subject: `「${title}」の締切を延長しました`,
        about: '締切の延長',
        lines: [
          ['前の締切', before],
          ['新しい締切', now],
          ['理由', change.words],
          ['回答のページ', staffAddress],
        ],
        apt: asking,
      }
    case 'correction':
      return {
        moment: '正誤のお知らせ',
        subject: `「${title}」の正誤のお知らせ`,
        about: '正誤',
        lines: [['正誤', change.words]],
        apt: phase !== 'cancelled',
      }
    case 'stop':
      return {
        moment: '災害等による期限停止',
        subject: `「${title}」の期限を停止しました`,
        about: '期限の停止',
        lines: [
          ['停止を始めた日', formatJstDay(change.day)],
          ['理由', change.words],
          [
            '締切',
            closedBefore === null
              ? '締切は過ぎています。公表の後の確認などの期限を停止します。'
              : `${before}を過ぎても締め切りません。新しい締切は、再開するときにお知らせします。`,
          ],
        ],
        apt: change === stopNow(changes),
      }
    case 'resumption':
      return {
        moment: '期限停止の終わり',
        subject: `「${title}」の期限の停止が終わりました`,
        about: '期限の停止の終わり',
        lines: [
          ['停止の最後の日', formatJstDay(change.day)],
          ...(closesNow === null ? [] : ([['新しい締切', now]] as const)),
          ['締切の数え方', change.words],
        ],
        apt: phase !== 'cancelled' && change === changes.at(-1),
      }
  }
  return {
    moment: '中止',
    subject: `「${title}」を中止しました`,
    about: '中止',
    lines: [
      ['中止した日', formatJstDay(change.day)],
      ['理由', change.words],
      [
        '回答の扱い',
        '届いていた回答は、回答箱を開けずに、箱と鍵ごと廃棄します。だれも読みません。',
      ],
    ],
    apt: true,
  }
}
