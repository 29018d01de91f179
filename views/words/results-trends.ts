import type { Catalogue } from './language.ts'
import { joined, type Said, say } from './phrase.ts'

/** Values of one question over the years. */
const ja = {
  title: '年ごとの推移',
  of: (name: Said): Said => say`${name}の推移`,
  none: '公表した結果は、まだありません。',
  choose: '見るものを選ぶ',
  group: '対象',
  item: '設問',
  show: '表示する',
  tableOf: (name: Said): Said => say`${name}の肯定的な回答の割合`,
  choseOf: (name: Said): Said => say`${name}で選んだ人の割合`,
  year: '年度',
  change: '前回との差',
  changeOf: (name: Said): Said => say`前回との差（${name}）`,
  chart: '図は、表と同じ値です。',
  widths: '縦の線は、丸めの幅です。',
  notAsked: '設問なし',
  notPlanned: '表なし',
  before: '－',
  called: (name: Said): Said => say`当時は「${name}」`,
  first: '－',
  cut: '線の切れ目は、非表示の年か、比べられない年です。',
  asPublished:
    'どの値も、その年に公表した値です。新しく計算した値はありません。前回との差は、公表した値どうしの差です。',
  oneYear: '公表した年が一つだけなので、推移はまだ見られません。来年から、ここに並びます。',
  reorganised: (year: string, name: Said): Said =>
    say`組織改正のため、${name}と同じ範囲の値は、${year}より前にはありません。`,
  recut: (year: string, name: Said): Said =>
    say`区分の見直しのため、${name}と同じ範囲の値は、${year}より前にはありません。`,
  ancestor: (ancestor: Said, name: Said): Said =>
    say`${ancestor}は、${name}も、その前の組織も含み、どの年も同じ範囲です。長い動きは${ancestor}で見てください。`,
  from: (name: Said, units: readonly Said[]): Said =>
    say`${name}は、${joined(
      units.map((unit) => say`「${unit}」`),
      '',
    )}の仕事を引き継いでいます。`,
  hiddenNow: (name: Said): Said =>
    say`${name}は、人数が少ないため非表示の年があります。非表示の年は、図の線が切れます。`,
  instead: (name: Said): Said => say`代わりに、${name}の値を並べています。`,
  toUnit: (name: Said): Said => say`${name}の結果をくわしく見る`,
}

export type TrendsWords = typeof ja

const easy: TrendsWords = {
  title: '年ごとの 変化（へんか）',
  of: (name) => say`${name}の 変化`,
  none: '出した 結果は、まだ ありません。',
  choose: '見る ものを えらぶ',
  group: 'だれの',
  item: '質問',
  show: '見る',
  tableOf: (name) => say`${name}の よい 答えの 割合（わりあい）`,
  choseOf: (name) => say`${name}で えらんだ 人の 割合`,
  year: '年度（ねんど）',
  change: '前との ちがい',
  changeOf: (name) => say`前との ちがい（${name}）`,
  chart: '図は、表と 同じ 数字です。',
  widths: 'たての 線は、数字の はばです。',
  notAsked: '質問なし',
  notPlanned: '表なし',
  before: '－',
  called: (name) => say`前の 名前「${name}」`,
  first: '－',
  cut: '線が 切れている ところは、数字を 出さない 年か、くらべられない 年です。',
  asPublished: 'どの 数字も、その 年に 出した 数字です。新しく 計算した 数字は ありません。',
  oneYear: 'まだ 1年だけです。来年から 変化が 見られます。',
  reorganised: (year, name) =>
    say`組織（そしき）が かわったので、${name}と 同じ ところの 数字は、${year}より 前には ありません。`,
  recut: (year, name) =>
    say`分け方が かわったので、${name}と 同じ ところの 数字は、${year}より 前には ありません。`,
  ancestor: (ancestor, name) =>
    say`${ancestor}には、${name}も 前の 組織も 入っています。長い 変化は ${ancestor}で 見てください。`,
  from: (name, units) =>
    say`${name}は、${joined(
      units.map((unit) => say`「${unit}」`),
      '',
    )}の 仕事を 引きつぎました。`,
  hiddenNow: (name) => say`${name}は、人が 少ないので 数字を 出さない 年が あります。`,
  instead: (name) => say`かわりに、${name}の 数字を 出しています。`,
  toUnit: (name) => say`${name}の 結果を くわしく 見る`,
}

const en: TrendsWords = {
  title: 'Trends over the years',
  of: (name) => say`Trend: ${name}`,
  none: 'No results have been published yet.',
  choose: 'What to look at',
  group: 'Of whom',
  item: 'Question',
  show: 'Show',
  tableOf: (name) => say`Share of favourable answers: ${name}`,
  choseOf: (name) => say`Share of those who chose it: ${name}`,
  year: 'Fiscal year',
  change: 'Change',
  changeOf: (name) => say`Change (${name})`,
  chart: 'The chart shows the values of the table.',
  widths: 'Vertical bars are the widths of rounding.',
  notAsked: 'not asked',
  notPlanned: 'no such table',
  before: '–',
  called: (name) => say`then called ${name}`,
  first: '–',
  cut: 'The line is interrupted where a year is not shown or cannot be compared.',
  asPublished:
    'Every value is as it was published in its year; nothing is worked out anew. Changes are differences of published values.',
  oneYear: 'Only one year has been published: there will be a trend from next year on.',
  reorganised: (year, name) =>
    say`After a reorganisation there are no values for the same part of the city as ${name} before ${year}.`,
  recut: (year, name) =>
    say`After a change of categories there are no values for the same people as ${name} before ${year}.`,
  ancestor: (ancestor, name) =>
    say`For the long run look at: ${ancestor}. It contains ${name} and what was there before it, and is the same in all years.`,
  from: (name, units) => say`${name} has taken over the work of ${joined(units, ', ')}.`,
  hiddenNow: (name) =>
    say`${name} is not shown in some years, as it had few people; there the line is interrupted.`,
  instead: (name) => say`Shown beside it instead: ${name}.`,
  toUnit: (name) => say`Detailed results: ${name}`,
}

export const trendsWords: Catalogue<TrendsWords> = { ja, easy, en }
