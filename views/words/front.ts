import type { Catalogue } from './language.ts'

const ja = {
  title: 'はじめに',
  heading: '風通しの良い職場へ',
  lead: '働き方と仕事の進め方について、年1回、職員のみなさんに無記名でお聞きし、結果を全員にお知らせします。仕事の進め方の改善は、いつでも、名前を出さずに提案できます。',
  notReady: 'まだ準備ができていません',
  notReadyText:
    'プログラムを起動した画面に表示された「設定用のリンク」を、ブラウザーで開いてください。',
  answer: 'アンケートに答える',
  propose: '業務改善を提案する',
  results: '結果を見る',
  anonymous: '回答は無記名です',
  how: '職員番号とパスワードでサインインし、「回答券」を受け取ってから答えます。',
  promise: 'だれが回答券を受け取ったかと、どの回答がだれのものかは、管理者にも結び付けられません。',
  anonymity: '匿名性のしくみと、確かめ方',
}

export type FrontWords = typeof ja

const easy: FrontWords = {
  title: 'はじめに',
  heading: '話しやすい 職場（しょくば）に',
  lead: '働き方と 仕事の 進め方について、1年に 1回、職員の みなさんに 名前を 聞かないで たずねます。結果（けっか）は みんなに 知らせます。仕事を よくする 提案（ていあん）は、いつでも、名前を 出さないで できます。',
  notReady: 'まだ 準備（じゅんび）が できていません',
  notReadyText: 'プログラムの 画面に 出た「設定用のリンク」を、ブラウザーで 開いてください。',
  answer: 'アンケートに 答える',
  propose: '提案（ていあん）を する',
  results: '結果を 見る',
  anonymous: '答えに 名前は ありません',
  how: '職員番号（しょくいんばんごう）と パスワードで サインインします。「回答券（かいとうけん）」を 受け取って 答えます。',
  promise:
    'だれが 回答券を 受け取ったかと、どの 答えが だれの ものかは、システムを 管理（かんり）する 人にも つなげられません。',
  anonymity: '名前が わからない しくみと、確かめ方',
}

const en: FrontWords = {
  title: 'Welcome',
  heading: 'A workplace where opinions can pass',
  lead: 'Once a year all staff are asked, without names, how they work and how work is done. Everybody sees the results. Improvements can be proposed at any time, without a name.',
  notReady: 'Not ready yet',
  notReadyText: 'Open the set-up link that the program printed when it started.',
  answer: 'Answer the survey',
  propose: 'Propose an improvement',
  results: 'See the results',
  anonymous: 'Answers carry no name',
  how: 'Sign in with your staff number and password, take an answer card, then answer.',
  promise:
    'Nobody, not even an administrator, can join who took an answer card with which answer is whose.',
  anonymity: 'How anonymity works, and how to check it',
}

export const frontWords: Catalogue<FrontWords> = { ja, easy, en }
