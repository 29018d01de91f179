import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** What the program of the page says on which a proposal is written. */
const ja = {
  noUnit: '提案先の部を選んでください。分からないときは「分からない」を。',
  noTheme: 'テーマを選んでください。',
  noKind: '種類を選んでください。',
  noPublicity: '公開の範囲を選んでください。',
  effectsNone: '（選んでいません）',
  yes: 'はい',
  no: 'いいえ',
  deskFinds: '分からない（提案担当が探します）',
  and: '、',
  summaryToCome:
    '（ここに、提案担当が作り、あなたが控え番号で確かめた要旨が入ります。それまで、所属には何も見えません。）',
  seenByBureau:
    '提案先の所属の職員には、提案があることも見えません。担当する部長が、次のように読みます。',
  seenByUnit: '見えるのは、次の内容と受付の日付だけです。',
  seenByBureauSummary:
    '提案先の所属の職員には、提案があることも見えません。担当する部長が、次のように読みます。あなたの文章そのものは、所属には見えません。',
  seenByUnitSummary:
    '見えるのは、次の内容と受付の日付だけです。あなたの文章そのものは、所属には見えません。',
  clueIn: (part: Said) => say`（${part}）`,
  fix: '直す',
  fixOf: (part: Said, words: Said) => say`：${part}の「${words}」`,
  notLoaded:
    'プログラムを読み込めませんでした。つながりを確かめて、もう一度「確かめる」を押してください。',
  sendingNow: '送信しています…',
  sealing: '封をして送っています。画面を閉じないでください。',
  sendAgain: 'もう一度送る',
  unconnected: 'つながりませんでした',
  waitAndSend: '少し待って、もう一度送ってください。',
  otherReceipt:
    '書き留めた番号と違います。「控え番号をもう一度見る」で、紙の番号をお確かめください。',
  noCardLeft: 'この端末に、使える提案券がありません',
  noCardLeftText:
    '何も送られていません。この画面は閉じずに、別のタブでサインインすると、新しい券が届きます。そのあとで、もう一度送ってください。',
  slipOver: 'この紙の提案券では、送れなくなりました',
  slipOverText:
    '何も送られていません。書いている間に、提案箱が新しい四半期のものに替わりました。大事なところを紙に書き写してから、別の提案券を読み取って、書き直してください。',
  similarFound: (n: number) => `似た提案が${n}件あります。`,
  newTab: '（新しいタブで開きます）',
  endorse: '共感する',
  endorseOf: (title: Said) => say`：${title}`,
}

export type PostSaid = typeof ja

const easy: PostSaid = {
  noUnit: '提案先（ていあんさき）の 部を えらんでください。わからないときは「わからない」を。',
  noTheme: 'テーマを えらんでください。',
  noKind: '種類（しゅるい）を えらんでください。',
  noPublicity: 'だれが 読めるかを えらんでください。',
  effectsNone: '（えらんでいません）',
  yes: 'はい',
  no: 'いいえ',
  deskFinds: 'わからない（提案の 担当が さがします）',
  and: '、',
  summaryToCome:
    '（ここに 短い まとめが 入ります。提案の 担当が 作って、あなたが 控え（ひかえ）番号で 確かめます。それまで、所属には 何も 見えません。）',
  seenByBureau:
    '提案先の 所属の 職員には、提案が あることも 見えません。担当の 部長が、次のように 読みます。',
  seenByUnit: '見えるのは、次の 内容（ないよう）と 受け付けた 日にちだけです。',
  seenByBureauSummary:
    '提案先の 所属の 職員には、提案が あることも 見えません。担当の 部長が、次のように 読みます。あなたの 文章そのものは、所属には 見えません。',
  seenByUnitSummary:
    '見えるのは、次の 内容（ないよう）と 受け付けた 日にちだけです。あなたの 文章そのものは、所属には 見えません。',
  clueIn: (part) => say`（${part}）`,
  fix: 'なおす',
  fixOf: (part, words) => say`：${part}の「${words}」`,
  notLoaded:
    'プログラムを 読み込めませんでした。つながっているか 見て、もう一度「確かめる」を おしてください。',
  sendingNow: '送っています…',
  sealing: '封（ふう）を して 送っています。画面を 閉じないでください。',
  sendAgain: 'もう一度 送る',
  unconnected: 'つながりませんでした',
  waitAndSend: '少し 待って、もう一度 送ってください。',
  otherReceipt:
    '書いた 番号と ちがいます。「控え番号を もう一度 見る」で、紙の 番号を 確かめてください。',
  noCardLeft: 'この 端末（たんまつ）に、使える 提案券が ありません',
  noCardLeftText:
    '何も 送っていません。この 画面は 閉じないで、別の タブで サインインすると、新しい 券が 届きます。その 後で、もう一度 送ってください。',
  slipOver: 'この 紙の 提案券では、もう 送れません',
  slipOverText:
    '何も 送っていません。書いている 間に、提案箱が 新しい 四半期（3か月）の ものに かわりました。大事な ところを 紙に 書いてから、別の 提案券を 読み取って、書きなおしてください。',
  similarFound: (n) => `似た 提案が ${n}つ あります。`,
  newTab: '（新しい タブで 開きます）',
  endorse: '共感（きょうかん）する',
  endorseOf: (title) => say`：${title}`,
}

const en: PostSaid = {
  noUnit: 'Choose the department it is addressed to. If you do not know, choose “I do not know”.',
  noTheme: 'Choose a theme.',
  noKind: 'Choose a kind.',
  noPublicity: 'Choose who may read it.',
  effectsNone: '(none chosen)',
  yes: 'Yes',
  no: 'No',
  deskFinds: 'I do not know (the proposal desk finds out)',
  and: ', ',
  summaryToCome:
    '(Here stands the summary that the proposal desk writes and you check with your receipt number. Until then the unit sees nothing.)',
  seenByBureau:
    'Staff of the unit do not even see that there is a proposal. The head of the department reads it like this.',
  seenByUnit: 'Only the following and the date of receipt can be seen.',
  seenByBureauSummary:
    'Staff of the unit do not even see that there is a proposal. The head of the department reads it like this. The unit does not see your own text.',
  seenByUnitSummary:
    'Only the following and the date of receipt can be seen. The unit does not see your own text.',
  clueIn: (part) => say` (${part})`,
  fix: 'Change',
  fixOf: (part, words) => say`: “${words}” in ${part}`,
  notLoaded: 'The program could not be loaded. Check your connection and press “Check” again.',
  sendingNow: 'Sending…',
  sealing: 'Sealing and sending. Please do not close this page.',
  sendAgain: 'Send again',
  unconnected: 'No connection',
  waitAndSend: 'Wait a moment and send again.',
  otherReceipt:
    'This is not the number you wrote down. Compare the paper with “See the receipt number again”.',
  noCardLeft: 'There is no usable proposal card on this device',
  noCardLeftText:
    'Nothing has been sent. Do not close this page; sign in in another tab and new cards arrive. Then send again.',
  slipOver: 'This paper slip can no longer send a proposal',
  slipOverText:
    'Nothing has been sent. While you were writing, the proposal box changed to a new quarter. Copy what matters onto paper, then read another proposal slip and write it again.',
  similarFound: (n) => `Similar proposals: ${n}.`,
  newTab: ' (opens in a new tab)',
  endorse: 'Support',
  endorseOf: (title) => say`: ${title}`,
}

export const postSaidJa = ja
export const postSaidWords: Catalogue<PostSaid> = { ja, easy, en }
