import { formatJstDay } from '../../../calendar/jst.ts'

/** 「全庁的お知らせ」: a title and short paragraphs. */
export function portal(subject: string, paragraphs: readonly string[]): string {
  return [`【${subject}】`, '', ...paragraphs, ''].join('\n')
}

interface LetterItem {
  readonly label: string
  readonly lines: readonly string[]
}

/** One numbered entry below 記. */
export function item(label: string, ...lines: readonly string[]): LetterItem {
  return { label, lines }
}

/** 通知文 with 記, as 文書管理システム takes it: plain lines, nobody named. */
export function letter(
  { today, title }: { readonly today: string; readonly title: string },
  subject: string,
  about: string,
  items: readonly LetterItem[],
): string {
  const numbered = items.flatMap(({ label, lines }, i) => [
    `${fullWidth(i + 1)}　${label}`,
    ...lines.flatMap((line) => line.split('\n')).map((line) => `　　${line}`),
  ])
  return [
    `${'　'.repeat(26)}（文書番号）`,
    `${'　'.repeat(26)}${formatJstDay(today).replace(/（.）$/, '')}`,
    '',
    '各所属長　様',
    '',
    `${'　'.repeat(26)}人事課長`,
    '',
    `　　　${subject}（通知）`,
    '',
    `　「${title}」の${about}について、下記のとおりお知らせします。所属長は、所属の職員に周知してください。`,
    '',
    `${'　'.repeat(16)}記`,
    '',
    ...numbered,
    '',
    `${'　'.repeat(30)}以上`,
    '',
  ].join('\n')
}

function fullWidth(n: number): string {
  return String(n).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
}
