import { type Said, say } from './phrase.ts'

/** The page on which an author comes back with the receipt: every part of it. */
export const followJa = {
  enter: '提案の続きを見る',
  enterText: '提案したときに書き留めた控え番号で、回答を読んだり、質問に答えたりできます。',
  receiptLabel: '控え番号',
  receiptHelp: '21文字の英数字です。ハイフンや空白、大文字・小文字の違いは気にしなくて構いません。',
  must: '※必須',
  may: '任意',
  unknown: 'この控え番号の提案は、見つかりません',
  unknownYet: (most: number) =>
    `送ったばかりの提案は、提案箱を開けるまで出てきません。次の開庁日の朝からご覧ください（届いた数が少ない日は、最長で${most}開庁日）。`,
  unknownTyped: '番号の写し間違いがないか、紙をもう一度お確かめください。',
  unknownOver: '保存期間が過ぎると、控え番号は消えます。公開された提案は、提案の一覧で読めます。',
  look: '続きを見る',
  anew: '新しく提案する',
  thread: '提案の続き',
  road: '提案の進み具合',
  road0: '受付',
  road1: '所管照会',
  road2: '検討',
  road3: '回答',
  road4: '実施',
  rewrite: '書き直す',
  rewriteText:
    '上の「書き直しのお願い」を読んで、直してください。期限を過ぎると、提案担当が差し支えのある箇所を伏せて、先に進めます。',
  titleLabel: '件名',
  currentLabel: '今の状況',
  ideaLabel: '改善の案',
  effectLabel: '期待できる効果',
  sendRewritten: '書き直した内容を送る',
  summary: '要旨を確かめる',
  summaryText:
    '「要旨のみ」の提案です。所属と全職員が読むのは、次の要旨だけです。あなたのことが分かる書き方がないか、確かめてください。返事がないまま期限を過ぎると、この要旨で先に進みます。',
  approve: 'この要旨でよい',
  reject: '手直しを希望する',
  noteLabel: '直してほしいところ',
  answers: '所管の回答',
  reconsider: '再検討を希望する',
  reconsiderText:
    '回答の公表から30日まで、一度だけ希望できます。前の提案に書いていない理由や事情を書いてください。',
  reasonLabel: '新しい理由',
  texts: '提案の内容',
  past: '経過',
  withdraw: '取り下げる',
  withdrawIt: '提案を取り下げる',
  withdrawText: '取り下げると、この提案の検討は終わります。元に戻せません。',
  sureLabel: '確認',
  sure: '取り下げます。元に戻せないことを確かめました',
  hunt: '提案者を探そうとする動きがあったとき',
  huntText: (desk: Said) =>
    say`だれが提案したかを探すことは、禁じられています。ここに書いたことは${desk}だけが読みます。所属にも提案担当にも伝わりません。`,
  tell: '知らせる',
  huntLabel: '何がありましたか',
  huntHelp: '名前を書かなくても構いません。',
  late: 'あなたが送ったものは、次の開庁日の朝に反映されます。一度に送れるのは5件までです。反映されたかどうかは、次の開庁日に、もう一度控え番号で確かめてください。反映されていないときは、もう一度送れます。',
  nothingLeft:
    '控え番号と文章は、この端末に残していません。このページを離れると、画面からも消えます。',
  done: '見終わったので、消して終わる',
  idleFollow:
    'さわらないでいると、画面の内容と入力を消して、はじめの画面に戻ります。控え番号で、もう一度見られます。',
  question: '所管からの質問',
  questionText:
    '答えなくても構いません。答えないことで、提案の扱いが悪くなることはありません。所管が読むのは、次の欄の文章だけです。',
  reply: '返事',
  sendReply: '返事を送る',
  noReply: '答えない',
  flag: '特定しようとする質問だと思う',
  flagText: (desk: Said) =>
    say`この質問を${desk}に知らせます。所管には、答えがなかったことだけが見えます。`,
  flagReason: 'そう思う理由',
  sendFlag: '特定しようとする質問だと知らせる',
}

export type FollowWords = typeof followJa
