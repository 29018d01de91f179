import type { Catalogue } from './language.ts'
import { slipJa, type SlipWords } from './slip.ts'
import { voiceWords, type VoiceWords } from './voice.ts'

const easy: SlipWords = {
  wiped: '入力は 消えました。回答券（かいとうけん）は まだ 使っていません',
  wipedText: '同じ 券で、はじめから 答えられます。',
  unsure: '入力は 消えました。届（とど）いたか どうかは、わかりませんでした',
  unsureText:
    '同じ 券を もう一度 読み取ると、届いたか どうか わかります。届いていなければ、はじめから 答えられます。',
  wipedProposal: '入力は 消えました',
  wipedProposalText:
    'まだ 送っていなければ、同じ 提案券（ていあんけん）で、はじめから 書けます。もう 送った 後なら、同じ 券を 読み取ると、届いたか どうか わかります。',
  wipedCode: '入力した 番号は 消えました',
  wipedCodeText: '券は 使っていません。',
  start: '紙の 券を 使う',
  startText:
    '紙の 回答券（かいとうけん）か 紙の 提案券（ていあんけん）を、用意（ようい）してください。サインインは いりません。',
  scan: 'QRを 読み取る',
  enter: '番号を 入力する',
  calm: '安心（あんしん）して 使ってください',
  nobody: 'だれが どの 券を 受け取ったかは、記録（きろく）していません。',
  nothing: '番号も、答えた 内容（ないよう）も、この 端末（たんまつ）に 残りません。',
  reset: '3分 さわらないと、入力は 消えて、この 画面に もどります。',
  receipt: '控え（ひかえ）番号で 提案の 続きを 見る',
  picture:
    'カメラの 映像（えいぞう）は、この 端末の 中で 読み取るだけです。どこにも 送りません。残しません。',
  turn: 'カメラを かえる',
  stop: 'やめる',
  insecure: 'この 画面では、カメラを 使えません',
  insecureText:
    '通信が 暗号（あんごう）に なっていないので、ブラウザーが カメラを 使わせません。QRの 下の 番号を 入力すれば、同じように 使えます。',
  refused: 'カメラを 使うことが、ゆるされていません',
  refusedText:
    'QRの 下の 番号を 入力すれば、同じように 使えます。カメラを 使いたいときは、ブラウザーの 設定（せってい）で、この サイトに カメラを ゆるしてください。',
  noCamera: 'この 端末に、カメラが ありません',
  noCameraText: 'QRの 下の 番号を 入力すれば、同じように 使えます。',
  taken: 'カメラを 使えませんでした',
  takenText:
    'ほかの アプリが カメラを 使っているかも しれません。QRの 下の 番号を 入力すれば、同じように 使えます。',
  unreadable: 'QRの 番号を 読み取れませんでした',
  unreadableText:
    'よごれたり 折れたりして、読めない ところが あるようです。QRの 下の 番号を 入力してください。',
  code: '券の 番号',
  must: 'かならず',
  codeHelp:
    '英字（えいじ）と 数字の 18文字です。大文字でも 小文字でも いいです。ハイフンや 空白は あっても なくても いいです。',
  use: 'この 番号を 使う',
  toStart: 'はじめに もどる',
  typed: '入力した 番号',
  working: '券を 確かめています…',
  waiting: 'このまま 待ってください。',
  ownCard: 'これは、サインインして 使う 番号です',
  ownCardText: '自分の 回答券を、ほかの 端末でも 使う ための 番号です。この 画面では 使いません。',
  ownCardNext:
    'サインインして 回答券の ページを 開いて、「回答券の番号を入力する」で 使ってください。この 画面から 出ると、番号は ここに 残りません。',
  signIn: 'サインインへ 進む',
  again: 'もう一度 する',
  idleSlip:
    'さわらないと、入力した 番号を 消して、はじめの 画面に もどります。券は 使っていません。',
}

const en: SlipWords = {
  wiped: 'What you entered was deleted. Your slip has not been used',
  wipedText: 'You can answer from the beginning with the same slip.',
  unsure: 'What you entered was deleted. It could not be found out whether it arrived',
  unsureText:
    'Read the same slip again to find out whether it arrived. If it did not, you can answer from the beginning.',
  wipedProposal: 'What you entered was deleted',
  wipedProposalText:
    'If you had not sent it yet, you can write from the beginning with the same proposal slip. If you had, read the same slip to find out whether it arrived.',
  wipedCode: 'The number you entered was deleted',
  wipedCodeText: 'Your slip has not been used.',
  start: 'Use a paper slip',
  startText: 'Please have your survey slip or proposal slip at hand. You need not sign in.',
  scan: 'Read the QR code',
  enter: 'Type the number',
  calm: 'You can use this without worry',
  nobody: 'Nobody records who received which slip.',
  nothing: 'Neither the number nor what you answer stays on this device.',
  reset:
    'If nothing is touched for 3 minutes, what you entered is deleted and this screen comes back.',
  receipt: 'Follow up a proposal with a receipt number',
  picture: 'The picture is only read within this device. It is neither sent nor kept.',
  turn: 'Change camera',
  stop: 'Stop',
  insecure: 'The camera cannot be used on this page',
  insecureText:
    'The connection is not encrypted, so the browser does not lend its camera. Type the number below the QR code instead; it works just the same.',
  refused: 'The camera is not allowed',
  refusedText:
    'Type the number below the QR code instead; it works just the same. To use the camera, allow it for this site in the browser’s settings.',
  noCamera: 'No camera was found on this device',
  noCameraText: 'Type the number below the QR code instead; it works just the same.',
  taken: 'The camera could not be used',
  takenText:
    'Another app may be using it. Type the number below the QR code instead; it works just the same.',
  unreadable: 'The QR code could not be read',
  unreadableText: 'A part of it seems to be stained or folded. Type the number below the QR code.',
  code: 'Number of the slip',
  must: 'Required',
  codeHelp:
    '18 letters and digits. Capitals or small letters, hyphens and spaces make no difference.',
  use: 'Use this number',
  toStart: 'Back to the start',
  typed: 'What you typed',
  working: 'Checking your slip…',
  waiting: 'Please wait.',
  ownCard: 'This number is used after signing in',
  ownCardText:
    'It lets you use your own answer card on another device. It is not used on this screen.',
  ownCardNext:
    'Sign in, open the page of your answer card and use “Enter the number of an answer card”. The number does not stay here once you leave this screen.',
  signIn: 'Go to sign-in',
  again: 'Try again',
  idleSlip:
    'If nothing is touched, the number you entered is deleted and the start screen comes back. Your slip has not been used.',
}

export const slipPageWords: Catalogue<VoiceWords & SlipWords> = {
  ja: { ...voiceWords.ja, ...slipJa },
  easy: { ...voiceWords.easy, ...easy },
  en: { ...voiceWords.en, ...en },
}
