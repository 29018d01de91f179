import type { Catalogue } from './language.ts'

/** かわるばん around its content, which is in Japanese. */
const ja = {
  title: 'かわるばん',
  lead: '提案への回答、指標、やめる業務、優良事例から、市役所の仕事が変わったことを1枚にまとめています。',
  numberTitle: (number: number) => `第${number}号`,
  number: (number: number) => `第${number}号`,
  publishedOn: (day: string) => `${day} 公表`,
  none: 'まだ公表した号はありません',
  noneText: '公表すると、ここに新しい号から並びます。',
  numbers: '号の一覧',
  all: 'ほかの号',
  print: 'A4の1枚に印刷できます。',
  corrected: '訂正あり',
  japanese: '',
}

export type BulletinWords = typeof ja

const easy: BulletinWords = {
  title: 'かわるばん',
  lead: '市役所（しやくしょ）の 仕事が どう かわったかを、1枚の 紙に まとめました。',
  numberTitle: (number) => `${number}号（ごう）`,
  number: (number) => `${number}号（ごう）`,
  publishedOn: (day) => `${day}に 出しました`,
  none: 'まだ ありません',
  noneText: '新しい 号が 出ると、ここに ならびます。',
  numbers: '全部の 号',
  all: 'ほかの 号',
  print: 'A4の 紙 1枚に 印刷（いんさつ）できます。',
  corrected: '直した ところが あります',
  japanese: '中の 文章は、ふつうの 日本語です。',
}

const en: BulletinWords = {
  title: 'Bulletin',
  lead: 'One page on what has changed in the work of the city hall: answers to proposals, indicators, tasks that were stopped, good examples.',
  numberTitle: (number) => `Bulletin no. ${number}`,
  number: (number) => `No. ${number}`,
  publishedOn: (day) => `Published on ${day}`,
  none: 'No issue yet',
  noneText: 'Issues will be listed here, newest first.',
  numbers: 'All issues',
  all: 'Other issues',
  print: 'Prints on one page of A4.',
  corrected: 'with a correction',
  japanese: 'The text is in Japanese.',
}

export const bulletinWords: Catalogue<BulletinWords> = { ja, easy, en }
