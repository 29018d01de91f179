import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** The list of surveys, and everything around the figures of one. */
const ja = {
  title: 'アンケートの結果',
  short: '結果',
  none: 'アンケートは、まだ行われていません。',
  noneText: '締切の後に集計し、ここで公表します。',
  more: '結果をくわしく見る',
  earlier: 'これまでの結果',
  publishedIn: (day: string) => `（公表日 ${day}）`,
  proof: '回答の画面と鍵が、だれにも同じものであることを確かめられます。',
  keys: '鍵の一覧',
  anonymity: '匿名性のしくみ',
  resultsOf: (title: Said): Said => say`${title}の結果`,
  /** Of the window: cannot mark what in it is Japanese. */
  windowOf: (part: string | null, title: string) =>
    `${part === null ? '' : `${part}｜`}${title}の結果`,
  respondents: '回答者',
  referenceDay: (day: string) => `基準日 ${day}`,
  period: (from: string, to: string): readonly [string, string] => [`回答期間 ${from}〜`, to],
  publishedOn: (day: string) => `公表日 ${day}`,
  news: {
    before: (opens: string, closes: string) =>
      `回答の受付は、${opens}から${closes}までです。結果は、締切の後に集計して公表します。`,
    open: (closes: string | null) =>
      `${closes === null ? '' : `${closes}まで`}回答を受け付けています。途中の結果は出しません。締切の後に集計して公表します。`,
    closed: (closes: string) => `${closes}に締め切りました。集計と確認が終わりしだい公表します。`,
    opened: '集計が終わり、公表に向けて確認しています。',
    nothing: '公表できる結果はありませんでした。',
    cancelled: 'このアンケートは中止しました。結果はありません。',
  },
  tooFew: '公表できる結果はありません。',
  tooFewText: (k: number) => `回答者が${k}人に満たないため、回答者数も割合も公表しません。`,
  contents: 'このページの内容',
  parts: {
    indicators: '指標',
    whole: '全庁の結果',
    bureaus: '部ごとの指標',
    tables: 'くわしい表',
    notes: '数字の読み方',
  },
  withdrawn: (names: Said, decision: string): Said =>
    say`取りやめた表：${names}（決裁番号 ${decision}）。公表前の点検を通らなかったため、公表していません。`,
  files: 'すべての表を、ファイルで保存できます。',
  xlsx: 'Excel で保存',
  cp932: 'CSV で保存（Shift_JIS）',
  utf8: 'CSV で保存（UTF-8）',
  inspected: '公表する前に、数字の組み合わせから個々の回答が分からないことを確かめています。',
  inspection: '公表前の点検記録',
  verifiable:
    '回答の数が回答券の数と合うこと、鍵と設問が途中で変わっていないことを、公開したファイルで確かめられます。',
  verify: 'だれでも確かめられます',
  find: '自分の所属から見る',
  trends: '年ごとの推移',
}

export type ResultsPagesWords = typeof ja

const easy: ResultsPagesWords = {
  title: 'アンケートの 結果（けっか）',
  short: '結果（けっか）',
  none: 'アンケートは、まだ していません。',
  noneText: '終わってから 数えて、ここに 出します。',
  more: '結果を くわしく 見る',
  earlier: '今までの 結果',
  publishedIn: (day) => `（出した 日 ${day}）`,
  proof: '答える 画面と 鍵（かぎ）が、みんな 同じか どうかを 確かめられます。',
  keys: '鍵の 一覧（いちらん）',
  anonymity: '名前が わからない しくみ',
  resultsOf: (title) => say`${title}の 結果`,
  windowOf: (part, title) => `${part === null ? '' : `${part}｜`}${title}の 結果`,
  respondents: '答えた 人',
  referenceDay: (day) => `基準日（きじゅんび） ${day}`,
  period: (from, to) => [`答えた 期間（きかん） ${from}から `, to],
  publishedOn: (day) => `出した 日 ${day}`,
  news: {
    before: (opens, closes) =>
      `${opens}から ${closes}まで 答えられます。結果は、終わってから 数えて 出します。`,
    open: (closes) =>
      `${closes === null ? '' : `${closes}まで `}答えられます。途中の 結果は 出しません。終わってから 数えて 出します。`,
    closed: (closes) => `${closes}に 終わりました。数えて 確かめたら、結果を 出します。`,
    opened: '数えおわりました。今、確かめています。',
    nothing: '出せる 結果は ありませんでした。',
    cancelled: 'この アンケートは やめました。結果は ありません。',
  },
  tooFew: '出せる 結果は ありません。',
  tooFewText: (k) => `答えた 人が ${k}人より 少ないので、人数も 割合（わりあい）も 出しません。`,
  contents: 'この ページに ある もの',
  parts: {
    indicators: '大事な 数字（指標）',
    whole: '市役所の 全体の 結果',
    bureaus: '部（ぶ）ごとの 大事な 数字',
    tables: 'くわしい 表',
    notes: '数字の 読み方',
  },
  withdrawn: (names, decision) =>
    say`やめた 表：${names}（決裁番号 ${decision}）。出す 前の 点検（てんけん）で だめだったので、出していません。`,
  files: '全部の 表を ファイルで 保存（ほぞん）できます。',
  xlsx: 'Excel で 保存',
  cp932: 'CSV で 保存（Shift_JIS）',
  utf8: 'CSV で 保存（UTF-8）',
  inspected: '出す 前に、一人一人の 答えが 数字から わからないことを 確かめました。',
  inspection: '出す 前の 点検（てんけん）の 記録',
  verifiable:
    '答えの 数が 回答券（かいとうけん）の 数と 合うこと、鍵と 質問が かわっていないことを、だれでも ファイルで 確かめられます。',
  verify: 'だれでも 確かめられます',
  find: '自分の 職場（しょくば）から 見る',
  trends: '年ごとの 変化（へんか）',
}

const en: ResultsPagesWords = {
  title: 'Survey results',
  short: 'Results',
  none: 'There has been no survey yet.',
  noneText: 'Results are counted after it closes, and published here.',
  more: 'See the results in detail',
  earlier: 'Earlier results',
  publishedIn: (day) => ` (published on ${day})`,
  proof: 'Anybody can check that everybody was given the same answer page and the same key.',
  keys: 'List of keys',
  anonymity: 'How anonymity works',
  resultsOf: (title) => say`Results: ${title}`,
  windowOf: () => 'Survey results',
  respondents: 'Respondents',
  referenceDay: (day) => `Reference day: ${day}`,
  period: (from, to) => [`Open from ${from} to `, to],
  publishedOn: (day) => `Published: ${day}`,
  news: {
    before: (opens, closes) =>
      `Open from ${opens} to ${closes}. Results are counted and published after it closes.`,
    open: (closes) =>
      `${closes === null ? 'Open now' : `Open until ${closes}`}. There are no results in between; they are counted and published after it closes.`,
    closed: (closes) =>
      `Closed on ${closes}. The results will be published as soon as they are counted and checked.`,
    opened: 'Counted, and being checked before the publication.',
    nothing: 'There were no results that could be published.',
    cancelled: 'This survey was cancelled. There are no results.',
  },
  tooFew: 'There are no results that can be published.',
  tooFewText: (k) =>
    `Fewer than ${k} people answered, so neither their number nor any share is published.`,
  contents: 'On this page',
  parts: {
    indicators: 'Indicators',
    whole: 'The whole city',
    bureaus: 'Indicators by department',
    tables: 'Detailed tables',
    notes: 'How to read the figures',
  },
  withdrawn: (names, decision) =>
    say`Table left out: ${names} (decision number ${{ ja: decision }}). It did not pass the check before the publication and is not published.`,
  files: 'All tables can be saved as files (in Japanese).',
  xlsx: 'Save for Excel',
  cp932: 'Save as CSV (Shift_JIS)',
  utf8: 'Save as CSV (UTF-8)',
  inspected:
    'Before the publication it was checked that no combination of figures gives away an answer.',
  inspection: 'Record of the check before publication',
  verifiable:
    'Published files show that answers and cards agree in number, and that keys and questions were not changed.',
  verify: 'Anybody can check this',
  find: 'Begin with your own unit',
  trends: 'Trends over the years',
}

export const resultsPagesWords: Catalogue<ResultsPagesWords> = { ja, easy, en }
