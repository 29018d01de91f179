import type { Catalogue } from './language.ts'
import type { Said } from './phrase.ts'

/** What the program of the slip page says: the camera, wrong numbers, and why a slip cannot be used. */
const ja = {
  refusalTitle: (words: Said) => words,
  refusalText: (words: Said) => words,
  preparing: 'カメラを準備しています…',
  aim: '券のQRを、枠の中に映してください。',
  otherQr: 'このQRは、紙の券のものではありません。券に印刷されたQRを映してください。',
  empty: '券に書いてある番号を入力してください。',
  foreign: (letter: string) =>
    `「${letter}」は、番号に使わない文字です。英字と数字だけを入力してください。`,
  isReceipt:
    '提案の控え番号のようです。紙の券の番号は18文字です。控え番号は、はじめの画面の「控え番号で提案の続きを見る」で使います。',
  short: (n: number) =>
    `あと${n}文字足りません。番号は18文字です。抜けたところがないか、4文字ずつ、紙と見比べてください。`,
  long: (n: number) =>
    `${n}文字多く入っています。番号は18文字です。重なったところがないか、4文字ずつ、紙と見比べてください。`,
  letterU: '「U」は、番号に使わない文字です。「V」ではないか、紙と見比べてください。',
  slipOfFinger:
    'どこか1文字が違うようです。4文字ずつ、紙と見比べてください。8とB、5とS、2とZ、6とGは、よく間違えられます。',
  noSurvey: '今は、紙の回答券を使えません',
  noSurveyText:
    '回答を受け付けているアンケートがありません。受付の期間が、券に書いてあります。券は使われていません。',
  answerSent: 'この回答券は、前に使われています',
  answerSentText:
    'この券での回答は、届いています。続けて入力しても、数えられません。ご自分の券で、まだ答えていないときは、人事課にある別の券をお使いください。この券は、細断してください。',
  proposalSent: 'この提案券は、前に使われています',
  proposalSentText:
    '同じ提案券で送れる提案は、1件だけです。もう1件提案するときは、新しい提案券をお使いください。',
  unsafe: '安全を確かめられないため、止めました',
  unsafeSurvey:
    '封をする鍵か、届いた内容が正しくありません。券は使われていません。この画面のまま、人事課へお知らせください。',
  unsafeProposal:
    '封をする鍵か、届いた内容が正しくありません。券は使われていません。この画面のまま、行政管理課へお知らせください。',
  unknown: 'この番号の券は、登録されていません',
  unknownSurvey:
    '番号を入力したときは、4文字ずつ、紙と見比べてください。前の回の券は使えません。QRを読み取ってもこの表示になるときは、人事課にある別の券をお使いください。',
  unknownProposal:
    '番号を入力したときは、4文字ずつ、紙と見比べてください。QRを読み取ってもこの表示になるときは、置き場にある別の券をお使いください。',
  usedElsewhere: 'この券は、ほかの端末で使われています',
  usedElsewhereText:
    '1枚の券は、1回しか使えません。心当たりがないときは、人事課にある別の券をお使いください。この券は、細断してください。',
  used: 'この券は、前に使われています',
  usedText:
    '1枚の券は、1回しか使えません。読み取った後、送らないまま四半期が替わった券も使えません。置き場にある別の券をお使いください。',
  over: '受付は終わりました',
  overText:
    '券に書かれた締切を過ぎたため、この券はもう使えません。細断してください。結果は、集計が終わると公表されます。',
  notYet: '受付は、まだ始まっていません',
  notYetText:
    '受付の期間は、券に書いてあります。始まってから、同じ券をもう一度お使いください。券は使われていません。',
  noBox: '提案箱の準備ができていません',
  noBoxText:
    '行政管理課へお問い合わせください。券は使われていません。同じ券を、後でもう一度お使いいただけます。',
  unconnected: 'つながりませんでした',
  unconnectedText:
    '庁内のネットワークにつながっているかを確かめて、「もう一度試す」を押してください。続けて同じ券を使えます。',
  noMemory: 'この端末では、紙の券を使えません',
  noMemoryText:
    'ブラウザーが、画面を移る間の一時的な記憶を許していません。プライベートブラウズを終えるか、ほかの端末をお使いください。券は使われていません。',
}

export type SlipSaid = typeof ja

const easy: SlipSaid = {
  refusalTitle: (words) => words,
  refusalText: (words) => words,
  preparing: 'カメラを 準備（じゅんび）しています…',
  aim: '券の QRを、わくの 中に 入れてください。',
  otherQr: 'この QRは、紙の 券の ものでは ありません。券の QRを うつしてください。',
  empty: '券に 書いてある 番号を 入力してください。',
  foreign: (letter) => `「${letter}」は、番号に ない 文字です。英字と 数字だけ 入力してください。`,
  isReceipt:
    '提案（ていあん）の 控え（ひかえ）番号のようです。紙の 券の 番号は 18文字です。控え番号は、はじめの 画面の「控え番号で 提案の 続きを 見る」で 使います。',
  short: (n) =>
    `あと ${n}文字 足りません。番号は 18文字です。ぬけた ところが ないか、4文字ずつ、紙と くらべてください。`,
  long: (n) =>
    `${n}文字 多いです。番号は 18文字です。2回 入れた ところが ないか、4文字ずつ、紙と くらべてください。`,
  letterU: '「U」は、番号に ない 文字です。「V」では ないか、紙と くらべてください。',
  slipOfFinger:
    'どこか 1文字が ちがうようです。4文字ずつ、紙と くらべてください。8と B、5と S、2と Z、6と Gは、よく まちがえます。',
  noSurvey: '今は、紙の 回答券（かいとうけん）を 使えません',
  noSurveyText:
    '今 答えられる アンケートが ありません。答えられる 期間（きかん）は、券に 書いてあります。券は 使っていません。',
  answerSent: 'この 回答券は、もう 使っています',
  answerSentText:
    'この 券の 答えは、届（とど）いています。もう一度 答えても、数えません。自分の 券で、まだ 答えていないときは、人事課（じんじか）に ある 別の 券を 使ってください。この 券は、細かく 切って すててください。',
  proposalSent: 'この 提案券（ていあんけん）は、もう 使っています',
  proposalSentText:
    '同じ 提案券で 送れる 提案は、1つだけです。もう 1つ 提案するときは、新しい 提案券を 使ってください。',
  unsafe: '安全（あんぜん）か どうか わからないので、止めました',
  unsafeSurvey:
    '封（ふう）を する 鍵（かぎ）か、届いた 内容が 正しく ありません。券は 使っていません。この 画面の まま、人事課（じんじか）に 知らせてください。',
  unsafeProposal:
    '封（ふう）を する 鍵（かぎ）か、届いた 内容が 正しく ありません。券は 使っていません。この 画面の まま、行政管理課（ぎょうせいかんりか）に 知らせてください。',
  unknown: 'この 番号の 券は、登録（とうろく）されていません',
  unknownSurvey:
    '番号を 入力したときは、4文字ずつ、紙と くらべてください。前の 回の 券は 使えません。QRを 読み取っても だめなときは、人事課（じんじか）に ある 別の 券を 使ってください。',
  unknownProposal:
    '番号を 入力したときは、4文字ずつ、紙と くらべてください。QRを 読み取っても だめなときは、置き場に ある 別の 券を 使ってください。',
  usedElsewhere: 'この 券は、ほかの 端末（たんまつ）で 使っています',
  usedElsewhereText:
    '1枚の 券は、1回だけ 使えます。自分で 使っていないときは、人事課に ある 別の 券を 使ってください。この 券は、細かく 切って すててください。',
  used: 'この 券は、もう 使っています',
  usedText:
    '1枚の 券は、1回だけ 使えます。読み取った 後、送らないで 四半期（3か月）が かわった 券も 使えません。置き場に ある 別の 券を 使ってください。',
  over: 'アンケートは 終わりました',
  overText:
    '券に 書いてある 締切（しめきり）を すぎたので、この 券は もう 使えません。細かく 切って すててください。結果（けっか）は、数え終わったら 知らせます。',
  notYet: 'まだ 始まっていません',
  notYetText:
    '答えられる 期間は、券に 書いてあります。始まってから、同じ 券を もう一度 使ってください。券は 使っていません。',
  noBox: '提案箱（ていあんばこ）の 準備が できていません',
  noBoxText:
    '行政管理課（ぎょうせいかんりか）に 聞いてください。券は 使っていません。同じ 券を、後で もう一度 使えます。',
  unconnected: 'つながりませんでした',
  unconnectedText:
    '市役所の ネットワークに つながっているか 見てください。そして「もう一度 する」を おしてください。同じ 券を 使えます。',
  noMemory: 'この 端末では、紙の 券を 使えません',
  noMemoryText:
    'ブラウザーが、画面を 移る 間の 記憶（きおく）を ゆるしていません。プライベートブラウズを やめるか、ほかの 端末を 使ってください。券は 使っていません。',
}

const en: SlipSaid = {
  refusalTitle: (words) => words,
  refusalText: (words) => words,
  preparing: 'Getting the camera ready…',
  aim: 'Hold the QR code of your slip into the frame.',
  otherQr:
    'This QR code is not one of a paper slip. Hold the QR code printed on your slip into the frame.',
  empty: 'Please type the number on your slip.',
  foreign: (letter) => `“${letter}” is never part of a number. Type letters and digits only.`,
  isReceipt:
    'This seems to be the receipt number of a proposal. The number of a slip has 18 characters. Receipt numbers are used with “Follow up a proposal with a receipt number” on the start screen.',
  short: (n) =>
    `${n} characters are missing. The number has 18. Compare it with the paper, four characters at a time.`,
  long: (n) =>
    `There are ${n} characters too many. The number has 18. Compare it with the paper, four characters at a time.`,
  letterU: '“U” is never part of a number. Look at the paper: is it a “V”?',
  slipOfFinger:
    'One character seems to be wrong. Compare it with the paper, four characters at a time. 8 and B, 5 and S, 2 and Z, 6 and G are often mixed up.',
  noSurvey: 'Survey slips cannot be used now',
  noSurveyText:
    'No survey is open. The slip says when it can be used. Your slip has not been used.',
  answerSent: 'This survey slip was used before',
  answerSentText:
    'The answers given with it have arrived. Answering again would not be counted. If it is your own slip and you have not answered yet, use another one from the personnel section. Please shred this one.',
  proposalSent: 'This proposal slip was used before',
  proposalSentText: 'One slip sends one proposal. To make another proposal, use a new slip.',
  unsafe: 'Stopped, because it could not be verified as safe',
  unsafeSurvey:
    'The sealing key, or what was received, is not right. Your slip has not been used. Leave this screen as it is and tell the personnel section.',
  unsafeProposal:
    'The sealing key, or what was received, is not right. Your slip has not been used. Leave this screen as it is and tell the administrative section.',
  unknown: 'There is no slip with this number',
  unknownSurvey:
    'If you typed it, compare it with the paper, four characters at a time. Slips of an earlier survey cannot be used. If you read the QR code and still see this, use another slip from the personnel section.',
  unknownProposal:
    'If you typed it, compare it with the paper, four characters at a time. If you read the QR code and still see this, take another slip where they are laid out.',
  usedElsewhere: 'This slip has been used on another device',
  usedElsewhereText:
    'A slip can be used once. If it was not you, use another one from the personnel section. Please shred this one.',
  used: 'This slip was used before',
  usedText:
    'A slip can be used once. Nor can one that was read but not sent before the quarter changed. Take another slip where they are laid out.',
  over: 'The survey has closed',
  overText:
    'The closing printed on the slip has passed, so it can no longer be used. Please shred it. The results are published once they are counted.',
  notYet: 'The survey has not opened yet',
  notYetText:
    'The slip says when it can be used. Use the same slip again then. It has not been used.',
  noBox: 'The proposal box is not ready',
  noBoxText:
    'Please ask the administrative section. Your slip has not been used, and you can use it later.',
  unconnected: 'No connection',
  unconnectedText:
    'Check that you are connected to the city’s network and press “Try again”. You can go on with the same slip.',
  noMemory: 'Paper slips cannot be used on this device',
  noMemoryText:
    'The browser does not allow the short memory that is needed between two pages. End private browsing or use another device. Your slip has not been used.',
}

export const slipSaidJa = ja
export const slipSaidWords: Catalogue<SlipSaid> = { ja, easy, en }
