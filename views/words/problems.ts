import type { ProblemCode } from '../../server/http/problems.ts'
import type { Catalogue } from './language.ts'

/** A refusal in another language; the Japanese words are those of the catalogue of refusals itself. */
export type RefusalWords = Readonly<Record<ProblemCode, readonly [title: string, next: string]>>

const easy: RefusalWords = {
  'bad-request': [
    '送（おく）った 内容を 読めませんでした。',
    '前の ページに もどって、もう一度 してください。',
  ],
  'identity-not-wanted': [
    'この ページは、だれか わかる 情報が ついた 通信を 受け取りません。',
    '情報担当（じょうほうたんとう）に 知らせてください。',
  ],
  'sign-in-required': ['サインインが 必要です。', 'サインインして、もう一度 してください。'],
  'sign-in-failed': [
    '職員番号（しょくいんばんごう）か パスワードが ちがいます。',
    'もう一度 見てください。わからないときは 情報担当（じょうほうたんとう）に 聞いてください。',
  ],
  'not-allowed': ['あなたは これが できません。', '担当（たんとう）の 人に たのんでください。'],
  'cross-site': [
    'ほかの サイトから 送られたので、受け取りませんでした。',
    'この システムの ページを もう一度 開いてください。',
  ],
  'needs-tls': [
    '担当者の 仕事は、https の 通信だけで できます。',
    'アドレスを https:// に かえて 開いてください。開けないときは 情報担当に 知らせてください。アンケートと 提案は、このまま できます。',
  ],
  'password-change-required': [
    '最初の パスワードの ままです。',
    'サインインして、新しい パスワードを 決めてください。',
  ],
  'not-eligible': [
    'あなたは この アンケートの 対象（たいしょう）では ありません。',
    '基準日（きじゅんび）に 働いていた 人が 答えます。わからないときは 人事課（じんじか）に 聞いてください。',
  ],
  'not-found': [
    'その ページは ありません。',
    'アドレスを 見てください。または はじめの ページから 進んでください。',
  ],
  'card-already-issued': [
    '回答券（かいとうけん）は、もう 受け取っています。',
    '受け取った パソコンの 同じ 画面で 答えてください。なくしたときは、回答券の ページで 再発行（さいはっこう）を たのめます。',
  ],
  'slip-instead': [
    'あなたの 回答券は 紙（かみ）です。',
    '職場で 紙の 回答券を もらって、QRコードか 番号で 答えてください。紙が ないときは 人事課に 知らせてください。',
  ],
  'reissue-refused': [
    '回答券を もう一度 出すことは できません。',
    '回答券の ページを もう一度 開いてください。',
  ],
  'card-after-reset': [
    'パスワードを 新しくした すぐ後なので、まだ 券を 受け取れません。',
    '次の 開庁日（かいちょうび）から 受け取れます。知らないうちに 新しく なったときは、人事課に 知らせてください。',
  ],
  'slip-unknown': [
    'この 番号の 紙は ありません。',
    '番号を もう一度 見てください。だめなときは ほかの 紙を 使ってください。',
  ],
  'slip-used': [
    'この 紙は、もう 使われています。',
    '同じ 紙は 一度だけ 使えます。ほかの 紙を 使ってください。',
  ],
  'slip-withdrawn': [
    'この 紙の 提案券（ていあんけん）は、使えなくなりました。',
    '新しい 紙を 使ってください。何も 送られていません。',
  ],
  'letters-closed': [
    'アンケートの 間は、最初の パスワードの 手紙を 開けません。',
    '「パスワードの再発行」で 一人ずつ 手紙を 作ってください。',
  ],
  conflict: [
    'ほかの 操作が 先に あったので、受け取りませんでした。',
    'ページを もう一度 開いて、今の ようすを 見てください。',
  ],
  'not-open': ['今は 答えられません。', '答えられる 期間（きかん）を 見てください。'],
  'survey-closed': ['この アンケートは 終わりました。', '結果（けっか）を 待ってください。'],
  gone: ['この ページは もう 使えません。', 'はじめの ページから 進んでください。'],
  'too-large': ['送った 内容が 大きすぎます。', '文字や ファイルを 小さく してください。'],
  'unsupported-media': ['この 形では 受け取れません。', 'ページから もう一度 してください。'],
  'card-invalid': [
    '回答券を 確かめられませんでした。',
    'もう一度、回答券を 受け取る ところから してください。答えは 残っていません。',
  ],
  'form-invalid': [
    '入力に なおす ところが あります。',
    '赤い しるしの ところを なおして、もう一度 送ってください。',
  ],
  'not-encodable': [
    'Shift_JIS（CP932）で 書けない 文字が あります。',
    'UTF-8 の CSV か Excel を 使ってください。',
  ],
  'too-many-attempts': [
    '何回も まちがえたので、少し 待ってください。',
    '1分ぐらい 待って、もう一度 してください。',
  ],
  internal: [
    'システムの 中で 問題が ありました。',
    '少し 待って、もう一度 してください。続くときは 情報担当に 知らせてください。',
  ],
  busy: ['今 とても こんでいます。', '少し 待って、もう一度 してください。'],
}

const en: RefusalWords = {
  'bad-request': ['What was sent could not be read.', 'Go back to the page before and try again.'],
  'identity-not-wanted': [
    'This page takes no request that says who is asking.',
    'A browser extension or a relay may add something. Please tell the system administrator.',
  ],
  'sign-in-required': ['Please sign in.', 'Sign in, then try again.'],
  'sign-in-failed': [
    'The staff number or the password is wrong.',
    'Please check what you typed. If you do not know it, ask the system administrator.',
  ],
  'not-allowed': ['You are not allowed to do this.', 'Ask whoever is in charge of it.'],
  'cross-site': [
    'This came from another site and was refused.',
    'Open a page of this system and do it again from there.',
  ],
  'needs-tls': [
    'The work of officials needs an encrypted connection (https).',
    'Open the page again with https:// in its address. If that fails, tell the system administrator. You can still answer and propose.',
  ],
  'password-change-required': [
    'You still have your first password.',
    'Sign in and choose a new password.',
  ],
  'not-eligible': [
    'You are not among those who are asked in this survey.',
    'Those in service on the reference day are asked. If you think you should be, ask the personnel section.',
  ],
  'not-found': ['There is no such page.', 'Check the address, or begin at the first page.'],
  'card-already-issued': [
    'You have taken your answer card already.',
    'Answer on the device where you took it, or enter the card code. If you have lost both, you can ask for a new card on the page of the answer card.',
  ],
  'slip-instead': [
    'Your answer card is a paper slip.',
    'Take a slip at your workplace and answer on a tablet or PC with its QR code or number. If there are none, tell the personnel section.',
  ],
  'reissue-refused': [
    'No new answer card can be given.',
    'Open the page of the answer card again and see how things stand.',
  ],
  'card-after-reset': [
    'Your password has just been reset, so no card can be taken yet.',
    'You can take it from the next working day on. If you did not ask for the reset, tell the personnel section.',
  ],
  'slip-unknown': [
    'There is no slip with this number.',
    'Check the number. If the QR code leads here too, use another slip.',
  ],
  'slip-used': [
    'This slip has been used before.',
    'A slip can be used once. Please use another one.',
  ],
  'slip-withdrawn': [
    'This proposal slip is no longer valid.',
    'All slips of this printing were withdrawn. Please use a new one. Nothing has been sent.',
  ],
  'letters-closed': [
    'While a survey is open, the letters with first passwords cannot be opened.',
    'Use the reset of a password to make a letter for one person.',
  ],
  conflict: [
    'Something else was done first, so this was refused.',
    'Open the page again and see how things stand.',
  ],
  'not-open': ['No answers are taken at present.', 'Please see when the survey is open.'],
  'survey-closed': ['This survey has closed.', 'Please wait for the results.'],
  gone: ['This page is used up.', 'Please begin at the first page.'],
  'too-large': ['What was sent is too large.', 'Please send less text or a smaller file.'],
  'unsupported-media': [
    'This form of content is not taken.',
    'Please use the pages of the system.',
  ],
  'card-invalid': [
    'The answer card could not be verified.',
    'Take your answer card again. No answer has been stored.',
  ],
  'form-invalid': [
    'Something has to be corrected.',
    'Correct what is marked in red and send it again.',
  ],
  'not-encodable': [
    'A character cannot be written in Shift_JIS (CP932).',
    'Use CSV in UTF-8, or Excel.',
  ],
  'too-many-attempts': ['Too many wrong attempts in a row.', 'Wait about a minute and try again.'],
  internal: [
    'Something went wrong inside the system.',
    'Wait a little and try again. If it goes on, tell the system administrator.',
  ],
  busy: ['The system is busy at the moment.', 'Please try again in a little while.'],
}

export const refusalWords: Readonly<Record<'easy' | 'en', RefusalWords>> = { easy, en }

const words = {
  ja: {
    first: 'はじめのページへ',
    staff: '職員のページへ（サインイン）',
    number: (status: number) => `お問い合わせのときは、番号 ${status} をお伝えください。`,
  },
  easy: {
    first: 'はじめの ページへ',
    staff: '職員（しょくいん）の ページへ',
    number: (status: number) => `だれかに 聞くときは、番号 ${status} を 言ってください。`,
  },
  en: {
    first: 'To the first page',
    staff: 'To the staff pages (sign in)',
    number: (status: number) => `If you ask somebody about it, say number ${status}.`,
  },
}

export const problemPageWords: Catalogue<typeof words.ja> = words
