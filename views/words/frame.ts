import type { Catalogue } from './language.ts'

const ja = {
  skip: '本文へ進む',
  pages: '主なページ',
  languages: '言語',
  places: {
    survey: 'アンケート',
    results: '結果',
    indicators: '指標',
    proposals: '提案',
    board: '提案の一覧',
    bulletin: 'かわるばん',
    inbox: '提案への回答',
    review: '年１回の確認',
    desk: '提案担当',
    roster: '名簿',
    office: '人事課',
    admin: '管理',
  },
  number: (number: string) => `職員番号 ${number}`,
  signOut: 'サインアウト',
  sample: '見本データ',
  sampleWords: '架空の市と架空の職員による見本です。',
  about: '風通し（Kazetoshi）　職員アンケートと業務改善提案',
  anonymity: '匿名性のしくみ',
  /** Said once on pages of officials, which are in Japanese only. */
  japaneseOnly: '',
}

export type FrameWords = typeof ja

const easy: FrameWords = {
  skip: '本文（ほんぶん）へ',
  pages: 'おもな ページ',
  languages: 'ことば',
  places: {
    survey: 'アンケート',
    results: '結果（けっか）',
    indicators: '目標（もくひょう）の数字',
    proposals: '提案（ていあん）',
    board: '提案の一覧（いちらん）',
    bulletin: 'かわるばん',
    inbox: '提案への 答え',
    review: '年１回の 確認（かくにん）',
    desk: '提案の 係（かかり）',
    roster: '名簿（めいぼ）',
    office: '人事課（じんじか）',
    admin: '管理（かんり）',
  },
  number: (number) => `職員番号（しょくいんばんごう） ${number}`,
  signOut: 'サインアウト（やめる）',
  sample: '見本（みほん）データ',
  sampleWords: '本当の 市では ありません。見本の 市と 職員（しょくいん）です。',
  about: '風通し（かぜとおし）　職員の アンケートと 仕事を よくする 提案（ていあん）',
  anonymity: '名前が わからない しくみ',
  japaneseOnly: 'この ページは ふつうの 日本語だけです。',
}

const en: FrameWords = {
  skip: 'Skip to main content',
  pages: 'Main pages',
  languages: 'Language',
  places: {
    survey: 'Survey',
    results: 'Results',
    indicators: 'Indicators',
    proposals: 'Propose',
    board: 'All proposals',
    bulletin: 'Bulletin',
    inbox: 'Answer proposals',
    review: 'Yearly review',
    desk: 'Proposal desk',
    roster: 'Roster',
    office: 'Personnel',
    admin: 'Administration',
  },
  number: (number) => `Staff number ${number}`,
  signOut: 'Sign out',
  sample: 'Sample data',
  sampleWords: 'An invented city with invented staff.',
  about: 'Kazetoshi: staff survey and improvement proposals',
  anonymity: 'How anonymity works',
  japaneseOnly: 'This page is in Japanese only.',
}

export const frameWords: Catalogue<FrameWords> = { ja, easy, en }
