import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** Groups of people and tables of them. */
const ja = {
  favourable: '肯定的な回答',
  /** As a column's head: where it may break. */
  favourableParts: ['肯定的な', '回答'] as readonly string[],
  chose: '選んだ人',
  question: '設問',
  option: '選択肢',
  answersOf: (audience: string) => `${audience}の回答`,
  severalNote: 'いくつでも選べる問いで、選んだ人の割合です。',
  wholeOnly: (audience: string) => `${audience}の回答です。全庁の結果だけを公表します。`,
  countOnly: '人数だけを示します',
  favourableShare: '肯定的な回答の割合',
  wholeNote: '建制順です。値は人数に応じて丸めています。',
  shareNote: '肯定的な回答の割合です。',
  choseNote: '選んだ人の割合です。',
  restNote: '「その他（合算）」は、公表した区分を除いた残りです。',
  orderNote: '建制順や選択肢の順で、割合の順ではありません。',
  indicators: '指標',
  resultsBy: (name: Said): Said => say`${name}ごとの結果`,
  peopleTable: '回答者数',
  themes: '設問の分野',
  doorAll: (groups: number) => `${groups}区分すべてを公表`,
  door: (groups: number, shown: number) => `${groups}区分のうち${shown}区分を公表`,
  questionIs: (text: Said): Said => say`設問「${text}」`,
  roundedIs: (figure: string) => `丸めた値（${figure}）です。`,
  respondents: '回答者',
  rate: '割合',
  width: '幅',
  widths: '「約」の付いた割合の幅を見る',
  parts: '内訳',
  heat: {
    title: '色の区分（肯定的な回答の割合）',
    classes: [
      '40％未満',
      '40〜50％',
      '50〜60％',
      '60〜70％',
      '70〜80％',
      '80％以上',
    ] as readonly string[],
  },
  hiddenText: (
    name: Said,
  ): { readonly before: Said; readonly after: string; readonly name: Said } => ({
    before:
      '人数が少ない区分と、ほかの数字から少人数の結果が分かってしまう区分は、回答者数も割合も公表しません。代わりに',
    name,
    after: 'の結果を示しています。',
  }),
  restOf: (whole: Said, without: readonly Said[]): Said =>
    say`${whole}から、公表している区分${without.length === 0 ? '' : say`（${without.flatMap((label) => say`「${label}」`)}）`}を除いた残りの人の合計です。非表示の区分の人と、区分を答えなかった人が入ります。`,
  bandsOnly: (bands: readonly string[]) =>
    `選択肢ごとではなく、${bands.join('・')}にまとめて示しています。`,
  notAlone: (unit: Said, similar: Said): Said =>
    say`${unit}だけの結果は集計していません。仕事の似た所属をまとめた類似所属「${similar}」の結果を示しています。`,
  within: (unit: Said, larger: Said): Said =>
    say`${unit}だけの結果は集計していません。${larger}に含まれます。`,
}

export type GroupsWords = typeof ja

const easy: GroupsWords = {
  favourable: 'よい 答え',
  favourableParts: ['よい 答え'],
  chose: 'えらんだ 人',
  question: '質問',
  option: '答え',
  answersOf: (audience) => `${audience}の 答え`,
  severalNote: 'いくつ えらんでも よい 質問です。えらんだ 人の 割合（わりあい）です。',
  wholeOnly: (audience) => `${audience}の 答えです。市役所の 全体の 結果だけを 出します。`,
  countOnly: '人数だけ 出します',
  favourableShare: 'よい 答えの 割合（わりあい）',
  wholeNote: '決まった 順番です。人数が 少ないと、だいたいの 数字に しています。',
  shareNote: 'よい 答えの 割合（わりあい）です。',
  choseNote: 'えらんだ 人の 割合です。',
  restNote: '「そのほか（合計）」は、ほかの 行に 入っていない 人です。',
  orderNote: '決まった 順番で、割合の 順番では ありません。',
  indicators: '大事な 数字（指標）',
  resultsBy: (name) => say`${name}ごとの 結果`,
  peopleTable: '答えた 人の 数',
  themes: '質問の 種類（しゅるい）',
  doorAll: (groups) => `${groups}の 区分（くぶん）を 全部 出しています`,
  door: (groups, shown) => `${groups}の 区分の 中の ${shown}を 出しています`,
  questionIs: (text) => say`質問「${text}」`,
  roundedIs: (figure) => `だいたいの 数字（${figure}）です。`,
  respondents: '答えた 人',
  rate: '割合',
  width: 'はば',
  widths: '「約」の ついた 割合の はばを 見る',
  parts: '中の 分け方',
  heat: {
    title: '色の 意味（よい 答えの 割合）',
    classes: ['40％より 少ない', '40〜50％', '50〜60％', '60〜70％', '70〜80％', '80％より 多い'],
  },
  hiddenText: (name) => ({
    before:
      '人が 少ない ところは、だれの 答えか わかるかも しれないので、人数も 割合も 出しません。かわりに、',
    name,
    after: 'の 結果を 出しています。',
  }),
  restOf: (whole, without) =>
    say`${whole}から、数字を 出した 区分${without.length === 0 ? '' : say`（${without.flatMap((label) => say`「${label}」`)}）`}を のぞいた 人の 合計です。数字を 出さない 区分の 人と、区分を 答えなかった 人が 入ります。`,
  bandsOnly: (bands) => `${bands.join('・')}に まとめています。`,
  notAlone: (unit, similar) =>
    say`${unit}だけの 結果は ありません。仕事が にた 職場を まとめた「${similar}」の 結果です。`,
  within: (unit, larger) => say`${unit}だけの 結果は ありません。${larger}に 入っています。`,
}

const en: GroupsWords = {
  favourable: 'Favourable answers',
  favourableParts: ['Favourable ', 'answers'],
  chose: 'Chose it',
  question: 'Question',
  option: 'Option',
  answersOf: (audience) => `Asked of: ${audience}`,
  severalNote: 'Several options could be chosen; the share of those who chose each.',
  wholeOnly: (audience) => `Asked of: ${audience}. Published for the whole city only.`,
  countOnly: 'Number of people only',
  favourableShare: 'Share of favourable answers',
  wholeNote:
    'In the official order of units. Values are rounded according to the number of people.',
  shareNote: 'Share of favourable answers. ',
  choseNote: 'Share of those who chose it. ',
  restNote: '“Others (combined)” are all who are in none of the published groups. ',
  orderNote: 'In the official order of units or of options, not ranked by share.',
  indicators: 'Indicators',
  resultsBy: (name) => say`Results by: ${name}`,
  peopleTable: 'Number of respondents',
  themes: 'Themes',
  doorAll: (groups) => `all ${groups} groups published`,
  door: (groups, shown) => `${shown} of ${groups} groups published`,
  questionIs: (text) => say`Question: ${text}`,
  roundedIs: (figure) => `A rounded value (${figure}).`,
  respondents: 'Respondents',
  rate: 'Share',
  width: 'Range',
  widths: 'Ranges of shares with “about”',
  parts: 'Broken down',
  heat: {
    title: 'Colours (share of favourable answers)',
    classes: ['below 40%', '40 to 50%', '50 to 60%', '60 to 70%', '70 to 80%', '80% or more'],
  },
  hiddenText: (name) => ({
    before:
      'For groups that are small, or that other figures would give away, neither the number of people nor any share is published. Shown instead: ',
    name,
    after: '.',
  }),
  restOf: (whole, without) =>
    say`Everybody of ${whole} who is in none of the published groups${without.length === 0 ? '' : say` (${without.flatMap((label, i) => [i === 0 ? '' : ', ', label].flat())})`}: people of groups that are not shown, and those who did not say.`,
  bandsOnly: (bands) => `Answers are put together as: ${bands.join(', ')}.`,
  notAlone: (unit, similar) =>
    say`${unit} is not counted by itself. The results of “${similar}” are shown, which brings together units with similar work.`,
  within: (unit, larger) => say`${unit} is not counted by itself; it is part of ${larger}.`,
}

export const groupsWords: Catalogue<GroupsWords> = { ja, easy, en }
