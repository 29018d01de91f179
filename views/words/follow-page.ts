import { followJa, type FollowWords } from './follow.ts'
import type { Catalogue } from './language.ts'
import { say } from './phrase.ts'
import { voiceWords, type VoiceWords } from './voice.ts'

const easy: FollowWords = {
  enter: '提案（ていあん）の 続きを 見る',
  enterText:
    '提案したときに 書いた 控え（ひかえ）番号で、答えを 読んだり、質問（しつもん）に 答えたり できます。',
  receiptLabel: '控え番号',
  receiptHelp:
    '英字（えいじ）と 数字の 21文字です。ハイフンや 空白は あっても なくても いいです。大文字でも 小文字でも いいです。',
  must: '※かならず',
  may: 'なくても いいです',
  unknown: 'この 控え番号の 提案は、見つかりません',
  unknownYet: (most) =>
    `送ったばかりの 提案は、提案箱（ていあんばこ）を 開けるまで 見られません。市役所が 次に 開く 日の 朝から 見てください（届いた 数が 少ない 日は、長くて ${most}開庁日）。`,
  unknownTyped: '番号が まちがっていないか、紙を もう一度 見てください。',
  unknownOver:
    '保存（ほぞん）の 期間が すぎると、控え番号は 消えます。公開した 提案は、提案の 一覧（いちらん）で 読めます。',
  look: '続きを 見る',
  anew: '新しく 提案する',
  thread: '提案の 続き',
  road: '提案の 進みぐあい',
  road0: '受付',
  road1: '担当を 決める',
  road2: '考える',
  road3: '答え',
  road4: 'する',
  rewrite: '書きなおす',
  rewriteText:
    '上の「書きなおしの お願い」を 読んで、なおしてください。期限（きげん）を すぎると、提案の 担当（たんとう）が よくない ところを かくして、先に 進めます。',
  titleLabel: '題（だい）',
  currentLabel: '今の ようす',
  ideaLabel: 'よくする 案',
  effectLabel: 'よく なること',
  sendRewritten: '書きなおした ものを 送る',
  summary: 'まとめを 確かめる',
  summaryText:
    '「短い まとめだけ」の 提案です。所属（しょぞく）と 全部の 職員（しょくいん）が 読むのは、次の まとめだけです。あなたの ことが わかる 書き方が ないか、確かめてください。返事が ないまま 期限を すぎると、この まとめで 先に 進みます。',
  approve: 'この まとめで よい',
  reject: 'なおしてほしい',
  noteLabel: 'なおしてほしい ところ',
  answers: '担当の 所属の 答え',
  reconsider: 'もう一度 考えてほしい',
  reconsiderText:
    '答えが 出てから 30日まで、1回だけ お願いできます。前の 提案に 書いていない 理由（りゆう）や 事情（じじょう）を 書いてください。',
  reasonLabel: '新しい 理由',
  texts: '提案の 内容（ないよう）',
  past: 'これまでの こと',
  withdraw: '取り下げる（やめる）',
  withdrawIt: '提案を 取り下げる',
  withdrawText: '取り下げると、この 提案を 考えることは 終わります。もとに もどせません。',
  sureLabel: '確認（かくにん）',
  sure: '取り下げます。もとに もどせないことを 確かめました',
  hunt: '提案した 人を さがそうとする ことが あったとき',
  huntText: (desk) =>
    say`だれが 提案したかを さがすことは、いけないことです。ここに 書いたことは、${desk}だけが 読みます。所属にも 提案の 担当にも 知らせません。`,
  tell: '知らせる',
  huntLabel: '何が ありましたか',
  huntHelp: '名前を 書かなくても いいです。',
  late: 'あなたが 送ったものは、市役所が 次に 開く 日の 朝に 入ります。一度に 送れるのは 5つまでです。入ったか どうかは、次の 開庁日に、もう一度 控え番号で 確かめてください。入っていないときは、もう一度 送れます。',
  nothingLeft:
    '控え番号と 文章は、この 端末（たんまつ）に 残していません。この ページから 出ると、画面からも 消えます。',
  done: '見終わったので、消して 終わる',
  idleFollow:
    'さわらないと、画面の 内容と 入力を 消して、はじめの 画面に もどります。控え番号で、もう一度 見られます。',
  question: '担当の 所属からの 質問',
  questionText:
    '答えなくても いいです。答えなくても、提案の あつかいは 悪く なりません。所属が 読むのは、次の ところの 文章だけです。',
  reply: '返事（へんじ）',
  sendReply: '返事を 送る',
  noReply: '答えない',
  flag: 'だれが 書いたか さがす 質問だと 思う',
  flagText: (desk) =>
    say`この 質問を ${desk}に 知らせます。担当の 所属には、答えが なかったことだけが 見えます。`,
  flagReason: 'そう 思う 理由',
  sendFlag: 'だれか さがす 質問だと 知らせる',
}

const en: FollowWords = {
  enter: 'Follow up a proposal',
  enterText:
    'With the receipt number that you wrote down when you made the proposal, you can read answers and reply to questions.',
  receiptLabel: 'Receipt number',
  receiptHelp:
    '21 letters and digits. Hyphens, spaces, capitals or small letters make no difference.',
  must: '*Required',
  may: 'Optional',
  unknown: 'There is no proposal with this receipt number',
  unknownYet: (most) =>
    `A proposal that was just sent does not appear before the box is opened. Look again from the morning of the next working day (if few have arrived, after up to ${most} working days).`,
  unknownTyped: 'Compare the number with your paper once more.',
  unknownOver:
    'Receipt numbers are deleted when the retention period ends. Public proposals can be read in the list of proposals.',
  look: 'Follow up',
  anew: 'Make a new proposal',
  thread: 'Your proposal',
  road: 'How far the proposal is',
  road0: 'Received',
  road1: 'Unit in charge',
  road2: 'Review',
  road3: 'Answer',
  road4: 'Done',
  rewrite: 'Rewrite',
  rewriteText:
    'Read the request above and change your text. When the time is up, the proposal desk masks what gave cause for it and goes on.',
  titleLabel: 'Title',
  currentLabel: 'How it is now',
  ideaLabel: 'What to improve',
  effectLabel: 'What it would bring',
  sendRewritten: 'Send what I rewrote',
  summary: 'Check the summary',
  summaryText:
    'This proposal is “summary only”. The unit and all staff read nothing but the following summary. Check that nothing in it points at you. If you do not reply in time, it goes on with this summary.',
  approve: 'This summary is fine',
  reject: 'Ask for a change',
  noteLabel: 'What should be changed',
  answers: 'Answer of the unit in charge',
  reconsider: 'Wish for another review',
  reconsiderText:
    'You can wish for it once, up to 30 days after the answer was published. Give reasons or circumstances that were not in the proposal.',
  reasonLabel: 'New reasons',
  texts: 'The proposal',
  past: 'What has happened',
  withdraw: 'Withdraw',
  withdrawIt: 'Withdraw the proposal',
  withdrawText: 'This ends the review of the proposal. It cannot be undone.',
  sureLabel: 'Confirmation',
  sure: 'I withdraw it, and I know that this cannot be undone',
  hunt: 'If somebody tries to find out who made it',
  huntText: (desk) =>
    say`Trying to find out who made a proposal is forbidden. What you write here is read only by ${desk}. It reaches neither the unit nor the proposal desk.`,
  tell: 'Tell',
  huntLabel: 'What happened?',
  huntHelp: 'You need not give names.',
  late: 'What you send takes effect on the morning of the next working day. Up to 5 can be sent at a time. On that day, check with your receipt number whether it has taken effect. If it has not, you can send it again.',
  nothingLeft:
    'Neither the receipt number nor any text is left on this device. When you leave this page, they are gone from the screen too.',
  done: 'I have finished; delete and leave',
  idleFollow:
    'If nothing is touched, what is shown and entered is deleted and the start screen comes back. You can look again with your receipt number.',
  question: 'Question of the unit in charge',
  questionText:
    'You need not answer. Not answering does no harm to the proposal. The unit reads only what you write here.',
  reply: 'Reply',
  sendReply: 'Send the reply',
  noReply: 'Do not answer',
  flag: 'I think this question tries to identify me',
  flagText: (desk) =>
    say`This question is reported to ${desk}. The unit only sees that there was no answer.`,
  flagReason: 'Why you think so',
  sendFlag: 'Report it as an attempt to identify me',
}

/** Everything that the page of the receipt shows as it comes. */
export const followPageWords: Catalogue<VoiceWords & FollowWords> = {
  ja: { ...voiceWords.ja, ...followJa },
  easy: { ...voiceWords.easy, ...easy },
  en: { ...voiceWords.en, ...en },
}
