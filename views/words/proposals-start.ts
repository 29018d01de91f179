import type { Catalogue } from './language.ts'

const ja = {
  title: '業務改善提案',
  lead: '全職員が、いつでも、名前を書かずに、業務の改善を提案できます。',
  cardsFrom: (day: string) => `提案券と共感券は、${day}から届きます。`,
  cardsFromWhy:
    'パスワードが再発行されたばかりのためです。心当たりがないときは、人事課へお知らせください。',
  ways: {
    propose: [
      '提案する',
      '自分の所属のことも、ほかの所属のことも書けます。5分ほどです。',
      '提案を書く',
    ],
    follow: [
      '続きを見る',
      '控え番号で、回答を読んだり、質問に答えたりできます。',
      '控え番号を入力する',
    ],
    board: [
      'みんなの提案',
      '提案と、所属からの回答を読めます。よいと思ったら「共感する」を。',
      '提案の一覧へ',
    ],
    inbox: ['自所属への提案', '所属として回答する提案の一覧です。', '提案への回答へ'],
  },
  after: '提案してからの流れ',
  steps: [
    [
      '封をして送る。',
      '提案は、書いた端末の中で封をしてから、提案箱に入れます。このとき、控え番号が一度だけ表示されます。',
    ],
    [
      '開庁日の朝にまとめて開ける。',
      '提案担当が開け、順番を入れ替えてから読みます。残るのは日付だけで、時刻は残りません。',
    ],
    [
      '所属が検討し、必ず回答する。',
      '結論と理由は、提案の一覧で全職員が読めます（公開しないことも選べます）。',
    ],
    [
      '控え番号で続ける。',
      '質問への返事、書き直し、取下げ、再検討の希望も、名前を出さずにできます。',
    ],
  ],
  who: 'だれが提案したかは、分かりません',
  whoText: [
    '名前・職員番号・所属は、聞かず、残しません。提案には、この端末にある',
    '提案券',
    'を1枚使います。券は、サインインした全員に自動で届きます。目隠しをしたまま印を押すため、どの券がだれのものかは、管理者にも分かりません。',
  ],
  appraisal:
    'アンケートの回答・集計値、提案の有無や内容、件数は、人事考課に使いません。（見直しの取組そのものは、プログラムにより人事考課の評価項目です。）',
  limits: 'このしくみで守れないこと',
  risks: [
    '庁内の通信を見張る人には、このパソコンが提案のページを開いたことや、何かを送ったことが分かることがあります。内容は分かりません。',
    '文章の書き方や、書いた人しか知らないことから、だれが書いたか推し量られることがあります。送る前に、気を付けたいところを画面がお知らせします。',
    'この端末の中を調べられる人には、券を使ったかどうかが分かることがあります。どの提案に使ったかは分かりません。',
    '封を開ける鍵は、提案担当が持っています。通信の記録も持つ人と示し合わせれば、箱の鍵を廃棄するまでは、封を開けて結び付けられるおそれがあります。',
    '封をするプログラムは庁内のサーバーが配ります。画面を記録する端末の仕組みは、このしくみの外にあります。',
  ],
  cards: 'この端末にある券',
  noScript:
    '券を受け取るには、JavaScriptが必要です。職場のタブレットか、ほかのパソコンをお使いください。',
  posts: '提案券',
  endorsements: '共感券',
  nothing: 'ありません',
  working: '券を受け取っています…',
  noneLeft: 'この四半期にお渡しできる券は、これで全部です。次の四半期のはじめに、また届きます。',
  comesFrom: (day: string) => `${day}から、サインインしたときに自動で届きます。`,
  notOpen: '提案箱は、まだ用意されていません。用意ができると、サインインしたときに自動で届きます。',
  noStorage:
    'このブラウザーは情報を保存しない設定のため、券を受け取れません。ほかのブラウザーか、職場のタブレットをお使いください。',
  offline:
    'つながりませんでした。庁内のネットワークにつながっているかを確かめて、ページを開き直してください。',
  unsafe: '安全を確かめられないため、受け取りを止めました',
  unsafeText: '鍵の番号か、券の印が正しくありません。行政管理課へお知らせください。',
  usedUp: '今月の分は、このブラウザーではもう使い切ったか、消えています。もう一組を受け取れます。',
  moreNote:
    '受け取ると、「この四半期に何枚お渡ししたか」の数だけが職員番号とともに残ります。自動で届く分より多く受け取ったことは、そこから分かります。何に使ったか、使ったかどうかは、分かりません。',
  more: 'もう一組を受け取る',
  monthly: [
    '月に一度、サインインしたときに自動で届きます。共用のタブレットでは、タブを閉じると券も消えます。紙の提案券をお持ちのときは、サインインせずに、',
    '紙の券を読み取る',
    '画面から提案できます。',
  ],
  key: '鍵の番号',
  keyNote: '　提案のページに出る番号と同じなら、全員が同じ鍵で封をしています。',
}

export type ProposalsStartWords = typeof ja

const easy: ProposalsStartWords = {
  title: '仕事を よくする 提案（ていあん）',
  lead: '職員は だれでも、いつでも、名前を 書かないで、仕事を よくする 提案が できます。',
  cardsFrom: (day) => `提案券（ていあんけん）と 共感券（きょうかんけん）は、${day}から 届きます。`,
  cardsFromWhy:
    'パスワードを 新しく した すぐ後だからです。知らないときは、人事課（じんじか）に 知らせてください。',
  ways: {
    propose: [
      '提案する',
      '自分の 職場のことも、ほかの 職場のことも 書けます。5分ぐらいです。',
      '提案を 書く',
    ],
    follow: [
      '続きを 見る',
      '控え番号（ひかえばんごう）で、答えを 読んだり、質問に 答えたり できます。',
      '控え番号を 入れる',
    ],
    board: [
      'みんなの 提案',
      '提案と、職場からの 答えを 読めます。いいと 思ったら「共感する（いいね）」を おしてください。',
      '提案の 一覧（いちらん）へ',
    ],
    inbox: ['自分の 職場への 提案', '職場として 答える 提案の 一覧です。', '提案への 答えへ'],
  },
  after: '提案した 後の こと',
  steps: [
    [
      '封（ふう）を して 送る。',
      '提案は、パソコンの 中で 封を してから、提案箱に 入れます。このとき、控え番号が 1回だけ 出ます。',
    ],
    [
      '朝に まとめて 開ける。',
      '提案の 係（かかり）が 開けて、順番を かえてから 読みます。残るのは 日付だけです。時間は 残りません。',
    ],
    [
      '職場が 考えて、かならず 答える。',
      '答えと 理由（りゆう）は、提案の 一覧で みんなが 読めます（公開しないことも えらべます）。',
    ],
    [
      '控え番号で 続ける。',
      '質問への 返事、書きなおし、取り下げ、もう一度 考えてほしいことも、名前を 出さないで できます。',
    ],
  ],
  who: 'だれが 提案したかは わかりません',
  whoText: [
    '名前・職員番号・所属は、聞きません。残しません。提案には、この パソコンに ある ',
    '提案券',
    'を 1枚 使います。券は、サインインした みんなに 自動で 届きます。見ないで 印を おすので、どの 券が だれの ものかは、管理者にも わかりません。',
  ],
  appraisal:
    'アンケートの 答えや まとめた 数、提案したか どうか、提案の 内容や 数は、人事考課（仕事の 評価〔ひょうか〕）に 使いません。（仕事を 見なおす 取組〔とりくみ〕は、プログラムの 決まりで 人事考課の 評価の 項目です。）',
  limits: 'この しくみで 守れないこと',
  risks: [
    '庁内の 通信を 見ている 人には、この パソコンが 提案の ページを 開いたことや、何か 送ったことが わかることが あります。内容は わかりません。',
    '文章の 書き方や、書いた 人しか 知らないことから、だれが 書いたか わかることが あります。送る 前に、気を つける ところを 画面が 知らせます。',
    'この パソコンの 中を 調べられる 人には、券を 使ったか どうかが わかることが あります。どの 提案に 使ったかは わかりません。',
    '封を 開ける 鍵は、提案の 係が 持っています。通信の 記録を 持つ 人と 約束を やぶって 集まると、鍵を すてるまでは、提案と 人を つなげられるかも しれません。',
    '封を する プログラムは 庁内の サーバーが 配ります。画面を 記録する 道具からは 守れません。',
  ],
  cards: 'この パソコンに ある 券',
  noScript:
    '券を もらうには、JavaScriptが 必要です。職場の タブレットか、ほかの パソコンを 使ってください。',
  posts: '提案券',
  endorsements: '共感券',
  nothing: 'ありません',
  working: '券を もらっています…',
  noneLeft: 'この 3か月の 券は、これで 全部です。次の 3か月の はじめに、また 届きます。',
  comesFrom: (day) => `${day}から、サインインすると 自動で 届きます。`,
  notOpen:
    '提案箱は、まだ 準備（じゅんび）が できていません。できると、サインインしたときに 自動で 届きます。',
  noStorage:
    'この ブラウザーは 情報を 保存（ほぞん）しないので、券を もらえません。ほかの ブラウザーか、職場の タブレットを 使ってください。',
  offline: 'つながりませんでした。ネットワークを 確かめて、ページを もう一度 開いてください。',
  unsafe: '安全か どうか わからないので、止めました',
  unsafeText:
    '鍵の 番号か、券の 印が 正しくありません。行政管理課（ぎょうせいかんりか）に 知らせてください。',
  usedUp: '今月の 券は、この ブラウザーでは もう ありません。もう一組 もらえます。',
  moreNote:
    'もらうと、「この 3か月に 何枚 渡したか」の 数だけが 職員番号と いっしょに 残ります。多く もらったことは わかります。何に 使ったか、使ったか どうかは、わかりません。',
  more: 'もう一組 もらう',
  monthly: [
    '月に 1回、サインインすると 自動で 届きます。みんなで 使う タブレットでは、タブを 閉じると 券も 消えます。紙の 提案券が あるときは、サインインしないで、',
    '紙の 券を 読み取る',
    ' 画面から 提案できます。',
  ],
  key: '鍵の 番号',
  keyNote: '　提案の ページに 出る 番号と 同じなら、みんなが 同じ 鍵で 封を しています。',
}

const en: ProposalsStartWords = {
  title: 'Improvement proposals',
  lead: 'All members of staff can propose improvements, at any time and without a name.',
  cardsFrom: (day) => `Proposal and support cards come from ${day} on.`,
  cardsFromWhy:
    'Your password has just been reset. If you did not ask for it, tell the personnel section.',
  ways: {
    propose: [
      'Make a proposal',
      'About your own section or any other. It takes about five minutes.',
      'Write a proposal',
    ],
    follow: [
      'Follow yours',
      'With your receipt number you can read answers and reply to questions.',
      'Enter the receipt number',
    ],
    board: [
      'All proposals',
      'Read proposals and what the departments answer. Support what you find good.',
      'To the list',
    ],
    inbox: ['Proposals to your unit', 'Those that you answer for your unit.', 'To the answers'],
  },
  after: 'What happens to a proposal',
  steps: [
    [
      'It is sealed and sent.',
      'A proposal is sealed on your device before it goes into the box. A receipt number is shown once.',
    ],
    [
      'It is opened with others in the morning of a working day.',
      'The proposal desk opens the box and reads in another order. Only the date is kept, never the time.',
    ],
    [
      'The department considers it and has to answer.',
      'All staff can read conclusion and reasons in the list (you may also choose not to publish).',
    ],
    [
      'You go on with the receipt number.',
      'Replying, rewriting, withdrawing and asking for another review work without your name too.',
    ],
  ],
  who: 'Nobody can tell who proposed it',
  whoText: [
    'Name, staff number and unit are neither asked for nor kept. A proposal uses one of the ',
    'proposal cards',
    ' on this device. Everybody who signs in is given them. They are signed blindfold, so that not even an administrator can tell whose card it is.',
  ],
  appraisal:
    'Answers and results of the survey, and whether, what and how often anybody proposes, are not used in appraisals. (Taking part in the review of work itself is an item of appraisal under the programme.)',
  limits: 'What this does not protect from',
  risks: [
    'Whoever watches the network may learn that this PC opened the page for proposals or sent something, but not what it said.',
    'From the style of a text, or from what only its author knows, somebody may guess who wrote it. Before it is sent, the page points out what to mind.',
    'Whoever can search this device may learn whether a card was used, but not for which proposal.',
    'The proposal desk holds the key that opens the seals. Together with somebody who has recordings of the network it might join proposals with people until the key of the box is destroyed.',
    'The program that seals comes from the city’s own server. Tools that record the screen of a device are outside of this.',
  ],
  cards: 'Cards on this device',
  noScript: 'Cards need JavaScript. Please use a tablet at your workplace or another PC.',
  posts: 'Proposal cards',
  endorsements: 'Support cards',
  nothing: 'None',
  working: 'Taking cards…',
  noneLeft: 'These are all the cards of this quarter. More come at the beginning of the next one.',
  comesFrom: (day) => `They come by themselves when you sign in, from ${day} on.`,
  notOpen:
    'The proposal box is not ready yet. Once it is, cards come by themselves when you sign in.',
  noStorage:
    'This browser is set to keep nothing, so it cannot take cards. Please use another browser or a tablet at your workplace.',
  offline: 'No connection. Check that you are on the city’s network and open the page again.',
  unsafe: 'Stopped, because it could not be verified as safe',
  unsafeText:
    'The number of the key or the signature of a card is wrong. Please tell the administrative section.',
  usedUp:
    'This month’s cards have been used up in this browser, or are gone. You can take another set.',
  moreNote:
    'Only the number of cards handed out in this quarter is kept with your staff number. It shows that more were taken than come by themselves; it never shows what for, or whether they were used.',
  more: 'Take another set',
  monthly: [
    'They come once a month when you sign in. On a shared tablet they are gone when the tab is closed. With a paper slip you can propose without signing in: ',
    'read the slip',
    '.',
  ],
  key: 'Number of the key',
  keyNote: ' If it is the same as on the page for proposals, everybody seals with the same key.',
}

export const proposalsStartWords: Catalogue<ProposalsStartWords> = { ja, easy, en }
