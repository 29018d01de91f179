import { type Said, say } from './phrase.ts'
import type { Catalogue } from './language.ts'

/** A published share as the words need it. */
export interface ShareFacts {
  readonly percent: number
  readonly decimals: 0 | 1
  readonly bound: 'orLess' | 'orMore' | null
  readonly about: boolean
}

/** Points, one decimal; null: the widths of rounding leave it open. */
interface Range {
  readonly from: number | null
  readonly to: number | null
}

const ja = {
  withheld: '非表示（少人数のため）',
  blank: '非表示',
  none: '－',
  figure: ({ percent, decimals, bound, about }: ShareFacts) =>
    `${about ? '約' : ''}${percent.toFixed(decimals)}％${bound === null ? '' : bound === 'orLess' ? '以下' : '以上'}`,
  span: (from: number, to: number) => `${from}〜${to}％`,
  people: (n: number) => `${n.toLocaleString('ja-JP')}人`,
  valid: (n: number) => `有効回答 ${n.toLocaleString('ja-JP')}人`,
  whole: '全庁',
  rest: 'その他（合算）',
  bureau: '部',
  section: '課',
  similar: '類似所属',
  by: '×',
  and: '・',
  list: '、',
  gap: '　',
  bands: { favourable: '肯定', between: 'どちらともいえない', unfavourable: '否定' },
  managers: '管理職',
  number: (n: number, managers: boolean) => `${managers ? '管理職の' : ''}問${n}`,
  optionOf: (question: Said, option: Said): Said => say`${question}：${option}`,
  inside: '丸めの幅の中',
  difference: (range: Range) => differenceIn(range, '＋', '－', '〜', '丸めの幅の中'),
  year: (year: number) => (year === 2019 ? '令和元年度' : `令和${year - 2018}年度`),
  lastYear: '前年度',
  lastTime: (year: string) => `前回（${year}）`,
  changeSince: (word: string) => `${word}との差`,
  valueThen: (word: string, value: string) => `${word} ${value}`,
  brokenScale: (word: string): Said =>
    `尺度（回答の選択肢）が変わったため、${word}とは比べられません。`,
  broken: (reason: string, word: string): Said => `${reason}、${word}とは比べられません。`,
  brokenItem: (reason: string): Said => `${reason}比べられません`,
  restDiffers: (word: string): Said =>
    `「その他（合算）」の中身は年度ごとに違うため、${word}とは比べられません。`,
  hiddenThen: (word: string, name: Said): Said =>
    say`${word}は${name}の値を公表していないため、比べられません。`,
  comparedAt: (isUnit: boolean, word: string, name: Said): Said =>
    say`${isUnit ? '組織改正' : '区分の見直し'}のため、${word}とは${name}で比べています。`,
  newItem: '今回からの設問',
  newOption: '今回からの選択肢',
  reworded: '文言が変わり比べられません',
  askedOthers: '対象が変わり比べられません',
}

export type FigureWords = typeof ja

const easy: FigureWords = {
  ...ja,
  withheld: '出しません（人が 少ないため）',
  blank: '出しません',
  people: (n) => `${n.toLocaleString('ja-JP')}人`,
  valid: (n) => `数えた 答え ${n.toLocaleString('ja-JP')}人`,
  whole: '市役所の 全体',
  rest: 'そのほか（合計）',
  bureau: '部（ぶ）',
  section: '課（か）',
  similar: '類似所属（にた 職場）',
  bands: { favourable: 'よい 答え', between: 'どちらとも いえない', unfavourable: 'よくない 答え' },
  managers: '管理職（かんりしょく）',
  inside: 'はばの 中',
  difference: (range) => differenceIn(range, '＋', '－', '〜', 'はばの 中'),
  year: (year) => `${year}年度（${ja.year(year)}）`,
  lastYear: '1年前',
  lastTime: (year) => `前の アンケート（${year}）`,
  changeSince: (word) => `${word}との ちがい`,
  brokenScale: (word) => `答えの 選び方が かわったので、${word}と くらべられません。`,
  broken: (reason, word) => `${reason}、${word}と くらべられません。`,
  brokenItem: (reason) => `${reason}くらべられません`,
  restDiffers: (word) =>
    `「そのほか（合計）」に 入る 人は 年で ちがうので、${word}と くらべられません。`,
  hiddenThen: (word, name) => say`${word}は ${name}の 数字を 出していないので、くらべられません。`,
  comparedAt: (isUnit, word, name) =>
    say`${isUnit ? '組織（そしき）' : '分け方'}が かわったので、${word}とは ${name}で くらべています。`,
  newItem: '今回 はじめての 質問',
  newOption: '今回 はじめての 答え',
  reworded: '文が かわったので くらべられません',
  askedOthers: '聞いた 人が かわったので くらべられません',
}

const english = (n: number) => n.toLocaleString('en-GB')

const en: FigureWords = {
  withheld: 'Not shown (too few people)',
  blank: 'Not shown',
  none: '–',
  figure: ({ percent, decimals, bound, about }) =>
    `${about ? 'about ' : ''}${percent.toFixed(decimals)}%${bound === null ? '' : bound === 'orLess' ? ' or less' : ' or more'}`,
  span: (from, to) => `${from} to ${to}%`,
  people: english,
  valid: (n) => `${english(n)} valid answers`,
  whole: 'Whole city',
  rest: 'Others (combined)',
  bureau: 'Departments',
  section: 'Sections',
  similar: 'Similar workplaces',
  by: ' × ',
  and: ', ',
  list: ', ',
  gap: ' ',
  bands: { favourable: 'Favourable', between: 'Neither', unfavourable: 'Unfavourable' },
  managers: 'Managers',
  number: (n, managers) => `${managers ? 'Managers’ Q' : 'Q'}${n}`,
  optionOf: (question, option) => say`${question}: ${option}`,
  inside: 'within rounding',
  difference: (range) => differenceIn(range, '+', '−', ' to ', 'within rounding'),
  year: (year) => `fiscal ${year}`,
  lastYear: 'last year',
  lastTime: (year) => `the survey before (${year})`,
  changeSince: (word) => `Change since ${word}`,
  valueThen: (word, value) => `${word}: ${value}`,
  brokenScale: (word) =>
    `The answers that could be chosen have changed: nothing can be compared with ${word}.`,
  broken: (reason, word) =>
    say`Nothing can be compared with ${word}. Reason (in Japanese): ${{ ja: reason }}`,
  brokenItem: (reason) => say`not comparable: ${{ ja: reason }}`,
  restDiffers: (word) =>
    `Who is in “Others (combined)” differs from year to year: it cannot be compared with ${word}.`,
  hiddenThen: (word, name) =>
    say`No value of ${name} was published for ${word}, so there is nothing to compare with.`,
  comparedAt: (isUnit, word, name) =>
    say`After a ${isUnit ? 'reorganisation' : 'change of categories'} the comparison with ${word} is made for: ${name}.`,
  newItem: 'new question',
  newOption: 'new option',
  reworded: 'wording changed, not comparable',
  askedOthers: 'other people were asked, not comparable',
}

export const figureWords: Catalogue<FigureWords> = { ja, easy, en }

/** 「＋1.1」 of exact shares, 「＋2〜＋6」 of rounded ones: a range of whole points has no decimals. */
function differenceIn(
  { from, to }: Range,
  plus: string,
  minus: string,
  until: string,
  inside: string,
): string {
  if (from === null || to === null) return inside
  const isExact = from === to
  const decimals = !isExact && Number.isInteger(from) && Number.isInteger(to) ? 0 : 1
  const signed = (points: number) =>
    `${points > 0 ? plus : points < 0 ? minus : '±'}${Math.abs(points).toFixed(decimals)}`
  return isExact ? signed(from) : `${signed(from)}${until}${signed(to)}`
}
