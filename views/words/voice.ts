import { type CountWords, countWords } from './counts.ts'
import type { Catalogue } from './language.ts'

/** What surrounds every page of the anonymous side, and what a shared tablet says before it forgets. */
const ja = {
  skip: '本文へ進む',
  languages: '言語',
  sample: '見本データ',
  sampleWords: '架空の市と架空の職員による見本です。',
  warning: '注意',
  connect: 'もう一度つなぐ',
  offline: 'つながりませんでした',
  secured: '安全を確かめられないため、止めました',
  key: '鍵の番号',
  keyAbout: '鍵の番号と、知っておいていただきたいこと',
  promised: '匿名性のしくみと、確かめ方（新しいタブ）',
  appraisal:
    'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）',
  spread:
    '封をするプログラムは庁内のサーバーが配ります。画面を記録する端末の仕組みは、このしくみの外にあります。',
  choose: '選んでください',
  bureau: '部',
  section: '課',
  back: '戻る',
  first: 'はじめのページへ',
  idle: 'まだ使っていますか',
  idleLeft: 'あと',
  idleSeconds: '秒',
  stay: '続ける',
  wipe: '消して終わる',
}

export type VoiceWords = typeof ja & CountWords

const easy: typeof ja = {
  skip: '本文（ほんぶん）へ',
  languages: 'ことば',
  sample: '見本（みほん）データ',
  sampleWords: '本当の 市では ありません。見本の 市と 職員（しょくいん）です。',
  warning: '注意（ちゅうい）',
  connect: 'もう一度 つなぐ',
  offline: 'つながりませんでした',
  secured: '安全（あんぜん）か どうか わからないので、止めました',
  key: '鍵（かぎ）の 番号',
  keyAbout: '鍵（かぎ）の 番号と、知って おいて ほしい こと',
  promised: '名前が わからない しくみと、確かめ方（新しい タブ）',
  appraisal:
    'アンケートの 答え・集計（しゅうけい）した 数字、提案（ていあん）を したか どうか、提案の 内容（ないよう）、提案の 数は、人事考課（じんじこうか）（仕事の 評価）に 使いません。（仕事を 見なおす 取組（とりくみ）そのものは、プログラムで 人事考課の 項目（こうもく）に なっています。）',
  spread:
    '封（ふう）を する プログラムは 市役所の サーバーが くばります。画面を 記録（きろく）する 端末の しくみは、この しくみの 外に あります。',
  choose: 'えらんでください',
  bureau: '部',
  section: '課',
  back: 'もどる',
  first: 'はじめの ページへ',
  idle: 'まだ 使っていますか',
  idleLeft: 'あと ',
  idleSeconds: '秒（びょう）',
  stay: '続ける',
  wipe: '消（け）して 終わる',
}

const en: typeof ja = {
  skip: 'Skip to main content',
  languages: 'Language',
  sample: 'Sample data',
  sampleWords: 'An invented city with invented staff.',
  warning: 'Note',
  connect: 'Connect again',
  offline: 'No connection',
  secured: 'Stopped, because it could not be verified as safe',
  key: 'Key number',
  keyAbout: 'Key number, and what you should know',
  promised: 'How anonymity works, and how to check it (new tab)',
  appraisal:
    'Survey answers and figures, whether proposals were made, what they say and how many there are, are not used in personnel appraisal. (Efforts to review work are, as such, an item of appraisal under the programme.)',
  spread:
    'The program that seals is delivered by the city’s server. Anything on a device that records its screen is beyond the reach of this scheme.',
  choose: 'Please choose',
  bureau: 'Department',
  section: 'Section',
  back: 'Back',
  first: 'To the first page',
  idle: 'Are you still there?',
  idleLeft: '',
  idleSeconds: ' seconds left',
  stay: 'Go on',
  wipe: 'Delete and finish',
}

export const voiceWords: Catalogue<VoiceWords> = {
  ja: { ...ja, ...countWords.ja },
  easy: { ...easy, ...countWords.easy },
  en: { ...en, ...countWords.en },
}
