import type { Catalogue } from './language.ts'
import type { Said } from './phrase.ts'

/** What the program of the card page says. */
const ja = {
  refusalTitle: (words: Said) => words,
  refusalText: (words: Said) => words,
  taking: '回答券を受け取っています…',
  checking: '回答券を確かめています…',
  unsafe: '安全を確かめられないため、受け取りを止めました',
  unsafeText: '鍵の番号か、回答券の印が正しくありません。人事課へお知らせください。',
  noMemory: 'このブラウザーには、回答券を置けません',
  noMemoryText: '何も送っていません。ほかのブラウザーか、ほかのパソコンをお使いください。',
  offline: 'つながりませんでした',
  offlineText: '庁内のネットワークにつながっているかを確かめて、もう一度ボタンを押してください。',
  surveySlip:
    'これは「紙の回答券」の番号です。回答券を受け取ったときに表示された、Cで始まる番号を入力してください。',
  proposalSlip:
    'これは「紙の提案券」の番号です。回答券を受け取ったときに表示された、Cで始まる番号を入力してください。',
  noCode:
    '番号を読み取れません。回答券を受け取ったときに表示された、Cで始まる番号を入力してください。英数字18文字です。',
  otherCard:
    'この番号は、今のあなたの回答券のものではありません。別のアンケートの番号か、再発行の前の番号です。別の紙がないか、確かめてください。',
}

export type CardSaid = typeof ja

const easy: CardSaid = {
  refusalTitle: (words) => words,
  refusalText: (words) => words,
  taking: '回答券（かいとうけん）を 受け取っています…',
  checking: '回答券を 確かめています…',
  unsafe: '安全（あんぜん）か どうか わからないので、受け取るのを 止めました',
  unsafeText:
    '鍵（かぎ）の 番号か、回答券の 印が 正しく ありません。人事課（じんじか）に 知らせてください。',
  noMemory: 'この ブラウザーには、回答券を 置けません',
  noMemoryText: '何も 送っていません。ほかの ブラウザーか、ほかの パソコンを 使ってください。',
  offline: 'つながりませんでした',
  offlineText:
    '市役所の ネットワークに つながっているか 見てください。そして もう一度 ボタンを おしてください。',
  surveySlip:
    'これは「紙の 回答券」の 番号です。回答券を 受け取った ときに 見た、Cで 始まる 番号を 入力してください。',
  proposalSlip:
    'これは「紙の 提案券」の 番号です。回答券を 受け取った ときに 見た、Cで 始まる 番号を 入力してください。',
  noCode:
    '番号を 読めません。回答券を 受け取った ときに 見た、Cで 始まる 番号を 入力してください。英字（えいじ）と 数字の 18文字です。',
  otherCard:
    'この 番号は、今の あなたの 回答券の ものでは ありません。別の アンケートの 番号か、前の 番号です。別の 紙が ないか、見てください。',
}

const en: CardSaid = {
  refusalTitle: (words) => words,
  refusalText: (words) => words,
  taking: 'Taking your answer card…',
  checking: 'Checking your answer card…',
  unsafe: 'Stopped, because it could not be verified as safe',
  unsafeText:
    'The key number or the stamp on the card is not right. Please tell the personnel section.',
  noMemory: 'This browser cannot hold an answer card',
  noMemoryText: 'Nothing has been sent. Please use another browser or another PC.',
  offline: 'No connection',
  offlineText: 'Check that you are connected to the city’s network, then press the button again.',
  surveySlip:
    'This is the number of a survey slip. Enter the number beginning with C that was shown when you took your answer card.',
  proposalSlip:
    'This is the number of a proposal slip. Enter the number beginning with C that was shown when you took your answer card.',
  noCode:
    'This number cannot be read. Enter the number beginning with C that was shown when you took your answer card. It has 18 letters and digits.',
  otherCard:
    'This is not the number of your present answer card. It is of another survey, or from before it was issued again. See whether there is another paper.',
}

export const cardSaidJa = ja
export const cardSaidWords: Catalogue<CardSaid> = { ja, easy, en }
