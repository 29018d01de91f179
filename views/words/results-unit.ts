import type { Catalogue } from './language.ts'
import { joined, type Said, say } from './phrase.ts'

/** An item as sentences name it: 「問3」 and its words. */
export interface NamedItem {
  readonly number: string
  readonly text: Said
}

/** Pages that begin with one unit: what stands above its tables, the choice of a unit, 話し合いシート. */
const ja = {
  overviewOf: (name: Said): Said => say`${name}のあらまし`,
  wholeIs: (figure: string) => `全庁 ${figure}`,
  change: (then: string, difference: string) => `${then}（差 ${difference}）`,
  inWords: '分野ごとに、言葉で',
  inWordsNote: 'この中の設問どうしを比べたものです。ほかの所属との順位ではありません。',
  extremes: (most: readonly NamedItem[], high: string, least: readonly NamedItem[], low: string) =>
    say`肯定的な回答がいちばん多いのは${jaItems(most)}で${high}、いちばん少ないのは${jaItems(least)}で${low}です。`,
  alike: (low: string, high: string) =>
    low === high
      ? `どの設問も${low}です。`
      : `どの設問も${low}から${high}で、違いは丸めの幅の中です。`,
  only: (item: NamedItem, figure: string): Said => say`${jaItems([item])}は${figure}です。`,
  above: (numbers: readonly string[]) => `全庁より高い：${numbers.join('、')}。`,
  below: (numbers: readonly string[]) => `全庁より低い：${numbers.join('、')}。`,
  allAbove: 'どの設問も、全庁より高い値です。',
  allBelow: 'どの設問も、全庁より低い値です。',
  kin: (name: Said): Said => say`類似所属「${name}」`,
  asWhole: '全庁との違いは、どの設問も丸めの幅の中です。',
  discussion: '話し合いシート（A4）',
  trends: '年ごとの推移',
  printing: 'このページを印刷すると、A4用紙になります（内訳と幅の表は印刷しません）。',
  remembered:
    'このページのアドレスを「お気に入り」に入れると、次からも、この所属の結果から見られます。どの所属を見たかは、記録していません。',
  findTitle: '自分の所属から見る',
  findLead:
    '所属を選ぶと、その所属の結果から始まるページを開きます。人数の少ない所属では、代わりに仕事の似た類似所属と、部の結果を示します。',
  whole: (bureau: Said): Said => say`${bureau}の全体`,
  home: {
    title: '自所属の結果',
    everybody: '自分の所属の結果',
    acting: '（事務取扱）',
    shown: '結果を公表しています。',
    hidden: '人数が少ないため非表示です。類似所属と部の結果、話し合いシートを見られます。',
  },
  sheet: {
    title: '話し合いシート',
    lead: (unit: Said): Said => say`${unit}のみなさんへ`,
    about: (survey: Said, shown: readonly Said[]): Said =>
      say`${survey}の結果から、${joined(shown, '・')}の「肯定的な回答の割合」を示しています。`,
    hidden: (unit: Said): Said =>
      say`${unit}だけの結果は、人数が少ないため非表示です。だれの回答かが分からないようにするためで、所属長にも、人事課にも見えません。`,
    promise:
      'だれが何と答えたかは、だれも尋ねません。答えた人を探したり、言い当てたりしないでください。話したくないことは、話さなくてかまいません。',
    steps: ['話す', '決める', '書く'] as readonly string[],
    talk: '１　話す（20分）',
    talkText:
      '表を見て、「そうだと思う」「意外だ」と感じたところを出し合います。良いところも一つは挙げてください。',
    question: '設問',
    noticed: '気づいたこと・思い当たること',
    more: 'ほかに、この職場で話しておきたいこと',
    decide: '２　決める（10分）',
    decideText: '一つか二つに絞ります。自分たちでできること、やめられる仕事から選んでください。',
    what: 'すること・やめること',
    who: 'だれが',
    until: 'いつまでに',
    which: '関わる設問',
    write: '３　書く（5分）',
    writeText:
      '決めたことを、所属長が「年１回の確認」に登録します。来年の結果のページに、変化と並べて示されます。',
    register: '年１回の確認に登録する',
    registerNote: '所属長（推進責任者）の画面です。',
    back: '結果のページへ戻る',
    day: '話し合った日　　　　年　　　月　　　日',
    printing: '印刷すると、A4用紙2枚になります。',
  },
}

export type UnitPageWords = typeof ja

function jaItems(items: readonly NamedItem[]): Said {
  const [one] = items
  if (items.length === 1 && one !== undefined) return say`${one.number}「${one.text}」`
  return items.map(({ number }) => number).join('・')
}

const easy: UnitPageWords = {
  overviewOf: (name) => say`${name}の まとめ`,
  wholeIs: (figure) => `市役所の 全体 ${figure}`,
  change: (then, difference) => `${then}（ちがい ${difference}）`,
  inWords: '種類（しゅるい）ごとに、ことばで',
  inWordsNote: '質問と 質問を くらべています。ほかの 職場（しょくば）との 順番では ありません。',
  extremes: (most, high, least, low) =>
    say`よい 答えが いちばん 多いのは ${jaItems(most)}で ${high}です。いちばん 少ないのは ${jaItems(least)}で ${low}です。`,
  alike: (low, high) =>
    low === high
      ? `どの 質問も ${low}です。`
      : `どの 質問も ${low}から ${high}です。だいたい 同じです。`,
  only: (item, figure) => say`${jaItems([item])}は ${figure}です。`,
  above: (numbers) => `市役所の 全体より 高い：${numbers.join('、')}。`,
  below: (numbers) => `市役所の 全体より 低い：${numbers.join('、')}。`,
  allAbove: 'どの 質問も、市役所の 全体より 高いです。',
  allBelow: 'どの 質問も、市役所の 全体より 低いです。',
  kin: (name) => say`にた 職場「${name}」`,
  asWhole: '市役所の 全体と だいたい 同じです。',
  discussion: '話し合い（はなしあい）の 紙（A4）',
  trends: '年ごとの 変化（へんか）',
  printing: 'この ページを 印刷（いんさつ）すると、A4の 紙に なります。',
  remembered:
    'この ページの アドレスを「お気に入り」に 入れると、次も この 職場の 結果から 見られます。どの 職場を 見たかは、残しません。',
  findTitle: '自分の 職場（しょくば）から 見る',
  findLead:
    '職場を えらぶと、その 職場の 結果から はじまります。人が 少ない 職場は、にた 職場と 部の 結果を 出します。',
  whole: (bureau) => say`${bureau}の 全体`,
  home: {
    title: '自分の 職場の 結果（けっか）',
    everybody: '自分の 職場の 結果（けっか）',
    acting: '（事務取扱〔じむとりあつかい〕）',
    shown: '結果を 出しています。',
    hidden: '人が 少ないので 出していません。にた 職場と 部の 結果、話し合いの 紙が あります。',
  },
  sheet: {
    title: '話し合い（はなしあい）の 紙',
    lead: (unit) => say`${unit}の みなさんへ`,
    about: (survey, shown) =>
      say`${survey}の 結果です。${joined(shown, '・')}の「よい 答えの 割合（わりあい）」を 書いています。`,
    hidden: (unit) =>
      say`${unit}だけの 結果は、人が 少ないので 出していません。だれの 答えか わからないように するためです。所属長（しょぞくちょう）も 見られません。`,
    promise:
      'だれが 何と 答えたか、だれも 聞きません。だれの 答えか、さがさないでください。話したくないことは、話さなくて いいです。',
    steps: ['話す', '決める', '書く'],
    talk: '１　話す（20分）',
    talkText:
      '表を 見て、「そう 思う」「びっくりした」ところを 話します。よい ところも 話してください。',
    question: '質問',
    noticed: '気が ついたこと',
    more: 'ほかに 話したいこと',
    decide: '２　決める（10分）',
    decideText: '1つか 2つ 決めます。自分たちで できること、やめられる 仕事を えらんでください。',
    what: 'すること・やめること',
    who: 'だれが',
    until: 'いつまでに',
    which: '質問の 番号',
    write: '３　書く（5分）',
    writeText:
      '決めたことを、所属長が「年１回の 確認（かくにん）」に 書きます。来年の 結果の ページに 出ます。',
    register: '年１回の 確認に 書く',
    registerNote: '所属長の 画面です。',
    back: '結果の ページへ もどる',
    day: '話した 日　　　　年　　　月　　　日',
    printing: '印刷すると、A4の 紙 2枚に なります。',
  },
}

function enItems(items: readonly NamedItem[]): Said {
  const [one] = items
  if (items.length === 1 && one !== undefined) return say`${one.number} “${one.text}”`
  return items.map(({ number }) => number).join(', ')
}

const en: UnitPageWords = {
  overviewOf: (name) => say`At a glance: ${name}`,
  wholeIs: (figure) => `Whole city: ${figure}`,
  change: (then, difference) => `${then} (change: ${difference})`,
  inWords: 'Theme by theme, in words',
  inWordsNote: 'Questions are compared with each other; units are not ranked.',
  extremes: (most, high, least, low) =>
    say`Most favourable answers: ${enItems(most)}, ${high}. Fewest: ${enItems(least)}, ${low}.`,
  alike: (low, high) =>
    low === high
      ? `Every question: ${low}.`
      : `Every question lies between ${low} and ${high}; the difference is within rounding.`,
  only: (item, figure) => say`${enItems([item])}: ${figure}.`,
  above: (numbers) => `Above the whole city: ${numbers.join(', ')}.`,
  below: (numbers) => `Below the whole city: ${numbers.join(', ')}.`,
  allAbove: 'Every question is above the whole city.',
  allBelow: 'Every question is below the whole city.',
  kin: (name) => say`Similar workplaces (${name})`,
  asWhole: 'No question differs from the whole city by more than rounding.',
  discussion: 'Discussion sheet (A4)',
  trends: 'Trends over the years',
  printing: 'This page prints on A4 (without the breakdown and the ranges).',
  remembered:
    'Keep the address of this page among your favourites to begin with this unit next time. Nobody records which unit you look at.',
  findTitle: 'Begin with your own unit',
  findLead:
    'Choose a unit to open a page that begins with its results. For a unit with few people, similar workplaces and the department are shown instead.',
  whole: (bureau) => say`All of ${bureau}`,
  home: {
    title: 'Results of your units',
    everybody: 'Results of your unit',
    acting: ' (acting head)',
    shown: 'Its results are published.',
    hidden:
      'Not shown, as it has few people. Similar workplaces, the department and a discussion sheet are there.',
  },
  sheet: {
    title: 'Discussion sheet',
    lead: (unit) => say`For everybody in ${unit}`,
    about: (survey, shown) =>
      say`From ${survey}: shares of favourable answers of ${joined(shown, ', ')}.`,
    hidden: (unit) =>
      say`The results of ${unit} alone are not shown, as it has few people: nobody’s answer shall be recognisable. The head of the unit and the personnel section do not see them either.`,
    promise:
      'Nobody is asked what they answered. Please do not try to find out or to guess who answered what. Nobody has to talk about anything.',
    steps: ['Talk', 'Decide', 'Write'],
    talk: '1. Talk (20 minutes)',
    talkText:
      'Look at the table and say what seems right and what surprises you. Name at least one thing that goes well.',
    question: 'Question',
    noticed: 'What comes to mind',
    more: 'What else should be talked about here',
    decide: '2. Decide (10 minutes)',
    decideText:
      'Choose one or two things: what you can do yourselves, and work that can be given up.',
    what: 'What to do or give up',
    who: 'Who',
    until: 'Until when',
    which: 'Question',
    write: '3. Write (5 minutes)',
    writeText:
      'The head of the unit registers what was decided in the yearly review. Next year’s results show it beside the change.',
    register: 'Register it in the yearly review',
    registerNote: 'A page for heads of units, in Japanese.',
    back: 'Back to the results',
    day: 'Talked about on:',
    printing: 'It prints on two sheets of A4.',
  },
}

export const unitPageWords: Catalogue<UnitPageWords> = { ja, easy, en }
