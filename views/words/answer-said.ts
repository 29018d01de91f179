import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** What the program of the answer page says by itself. */
const ja = {
  edit: '直す',
  colon: '：',
  and: '、',
  blank: '（空欄）',
  toTheReview: '確認へ進む',
  toNextBlank: '次の空欄へ',
  othersBlank: (n: number) => `ほか${n}問`,
  themesDone: (theme: Said, n: number) => say`${theme}に答えました。残り${n}問です。`,
  sendingNow: '送信しています…',
  sealing: '封をして送っています。画面を閉じないでください。',
  sendAgain: 'もう一度送る',
  unsure: '届いたかどうかを確かめられませんでした',
  unsureText:
    'つながりを確かめて「もう一度送る」を押してください。入力は消えていません。同じ回答が二重に数えられることはありません。',
  refusalTitle: (words: Said) => words,
  refusalText: (words: Said) => words,
}

export type AnswerSaid = typeof ja

const easy: AnswerSaid = {
  edit: 'なおす',
  colon: '：',
  and: '、',
  blank: '（空いています）',
  toTheReview: '確認（かくにん）へ 進む',
  toNextBlank: '次の 空いている ところへ',
  othersBlank: (n) => `ほかに ${n}問`,
  themesDone: (theme, n) => say`${theme}に 答えました。あと ${n}問です。`,
  sendingNow: '送っています…',
  sealing: '封（ふう）を して 送っています。画面を 閉じないでください。',
  sendAgain: 'もう一度 送る',
  unsure: '届（とど）いたか どうか、わかりませんでした',
  unsureText:
    'つながっているか 見て、「もう一度 送る」を おしてください。入力は 消えていません。同じ 答えを 2回 数えることは ありません。',
  refusalTitle: (words) => words,
  refusalText: (words) => words,
}

const en: AnswerSaid = {
  edit: 'Edit',
  colon: ': ',
  and: ', ',
  blank: '(blank)',
  toTheReview: 'Go on to check',
  toNextBlank: 'Next blank',
  othersBlank: (n) => `${n} more`,
  themesDone: (theme, n) => say`${theme}: answered. ${n} questions left.`,
  sendingNow: 'Sending…',
  sealing: 'Sealing and sending. Please do not close this page.',
  sendAgain: 'Send again',
  unsure: 'It could not be found out whether your answers arrived',
  unsureText:
    'Check your connection and press “Send again”. Nothing you entered is lost. The same answers are never counted twice.',
  refusalTitle: (words) => words,
  refusalText: (words) => words,
}

export const answerSaidJa = ja
export const answerSaidWords: Catalogue<AnswerSaid> = { ja, easy, en }
