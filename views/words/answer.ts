import { type Said, say } from './phrase.ts'

/** The answer page as it comes: every step of it. */
export const answerJa = {
  wait: '準備しています',
  noCard: '回答券を受け取ってください',
  noCardText: '回答には、お一人に1枚の回答券を使います。このタブには、まだ回答券がありません。',
  take: '回答券を受け取る',
  slip: '紙の回答券を使う',
  before: '受付は、まだ始まっていません',
  from: '受付は',
  fromEnd: 'からです。',
  closed: '受付は終わりました',
  closedText: '結果は、集計が終わると「結果」のページで公表します。',
  results: '結果のページへ',
  offlineText:
    '庁内のネットワークにつながっているかを確かめて、もう一度お試しください。回答券は使われていません。',
  unsafe: (contact: Said) =>
    say`封をする鍵が、回答券を受け取ったときのものと違います。回答は送られていません。${contact}へお知らせください。`,
  done: '回答を受け付けました',
  doneSlip: 'ありがとうございました。使った券は、細断してください。',
  nothingLeft: '回答の内容は、この端末に残っていません。',
  doneOwn: 'ありがとうございました。この端末で回答済みです。',
  sharedDevice: '共用の端末では、',
  signOut: '職員の画面へ戻ってサインアウト',
  closeTab: 'してから、このタブを閉じてください。',
  contacts: '相談の窓口',
  next: '次の人へ',
  thanks: 'あと',
  thanksEnd: '秒で、はじめの画面に戻ります。',
  size: (questions: number) => `選ぶ問いが${questions}問あります。`,
  sizeTexts: (questions: number, texts: number) =>
    `選ぶ問いが${questions}問、書く欄が${texts}つあります。`,
  minutes: (minutes: number) => `${minutes}分ほどで終わります。`,
  stopped: '締切は、今は停止しています。回答は、いつもどおりできます。',
  until: '受付は',
  untilEnd: 'までです。',
  shared:
    'この端末は、ほかの人も使います。3分さわらないと、入力を消してはじめの画面に戻ります（その前にお知らせします）。券は、送信するまで使われません。',
  promise: 'この回答は匿名です',
  apart: 'だれが回答券を受け取ったかと、どの回答がだれのものかは、管理者にも結び付けられません。',
  sealed:
    '回答は、この端末の中で封をしてから送ります。締切の後、鍵の保管者がそろって開け、集計してから廃棄します。個々の回答は残りません。',
  voluntary: (contact: Said) =>
    say`回答は任意です。勤務時間内に回答できます。所属長は、回答したか・何と答えたかを尋ねません。尋ねられたら${contact}へ。`,
  grain: 'あなたの回答は、次の区分で公表されます',
  onlyFrom: '',
  only: 'の集計だけです。',
  cross: '「×」は、2つを組み合わせた集計です。',
  textsApart: '書かれた文章は、選んだ答えから切り離し、順番を入れ替えて扱います。',
  readers: (posts: Said) =>
    say`原文を読むのは${posts}の２名です。だれのことか分かる言葉を伏せ、回答者が20人以上、文章が5件以上のときだけ、結果に載せます。`,
  keySame: 'お知らせの紙にある番号と同じなら、全員が同じ鍵で封をしています。',
  seenAnswering:
    '庁内の通信を見張る人には、回答に参加したことが分かることがあります。内容は分かりません。',
  collusion:
    '鍵の保管者が約束に反して示し合わせ、通信の記録も持っていれば、鍵を廃棄するまでは結び付けられるおそれがあります。',
  style: '文章の書き方から、だれが書いたか推し量られることがあります。',
  progress: '選んだ問い',
  questions: '問',
  nextBlank: '次の空欄へ',
  noNames: '人の名前や、だれのことか分かる内容は書かないでください。空欄のままで構いません。',
  elsewhere:
    'ハラスメントの相談、法令違反の通報、心身の不調の相談は、この欄ではなく次の窓口へお願いします。',
  noAnswer: 'わからない・答えない',
  anyNumber: '当てはまるものを、いくつでも選べます。',
  aboutYou: 'あなたについて',
  aboutYouText:
    '所属も属性も、答えないことを選べます。答えた人は、それぞれに示した集計に入ります。',
  number: (n: number) => `問${n}`,
  managersNumber: (n: number) => `管理職の問${n}`,
  unitOn: 'の所属',
  counted: '公表する集計：',
  notCounted: '公表する集計には使いません',
  facility: (example: Said) =>
    say`施設で働いている人は、課の欄で「${example}」のような、施設の種類が付いたものを選んでください。`,
  noBureau: '部は答えない',
  noSection: '課は答えない',
  refuse: '回答しない',
  managersFree: '管理職の方への問いです。答えは任意です。',
  managersOnly: '管理職の方だけお答えください。',
  blanks: 'まだ選んでいない問いが',
  blanksEnd: '問あります',
  blanksText: '答えたくない問いは、空欄のままで構いません。',
  proceed: 'このまま進む',
  toReview: '回答を確かめる',
  review: '回答の確認',
  notSent: 'まだ送られていません。この内容でよければ送信してください。',
  final:
    '送信した後は、直したり取り消したりできません。どれがあなたの回答か、だれにも見分けられないためです。',
  send: 'この内容で送信する',
  backToAnswers: '回答に戻る',
  quit: 'やめて、はじめの画面に戻る',
  idleAnswer:
    'さわらないでいると、入力を消して、はじめの画面に戻ります。送信していなければ、回答券は使われません。',
  cancelledText: (contact: Said) =>
    say`受け取った回答券は、もう使いません。そのままで構いません。問い合わせ先は、${contact}です。`,
}

export type AnswerWords = typeof answerJa
