/** The way of an answer, proposals, and what everybody can do: Japanese sentence → [やさしい日本語, English]. */
export const stepSentences = {
  サインインする: ['サインインする', 'Sign in'],
  '残るのは「回答券を渡した」という印だけで、時刻は残りません。': [
    '残るのは「回答券（かいとうけん）を 渡（わた）した」という しるしだけです。時間は 残りません。',
    'All that is kept is a mark that the answer card was handed out. The time is not kept.',
  ],
  '紙の回答券を使う方は、サインインしません。だれがどの券を受け取ったかは記録しません。': [
    '紙の 回答券を 使う 人は、サインインしません。だれが どの 券を もらったかは 記録（きろく）しません。',
    'Those who use a paper slip do not sign in. Who was given which slip is not recorded.',
  ],
  '目隠しをした回答券に、印を押す': [
    '見えないように した 回答券に、印（いん）を おす',
    'The answer card is signed blindfold',
  ],
  'サーバーは券の番号を見ずに印を押します。使われた券を後で見ても、だれに渡した券か分かりません。':
    [
      'サーバーは 券の 番号を 見ないで 印を おします。使われた 券を 後で 見ても、だれに 渡した 券か わかりません。',
      'The server signs the card without seeing its number. Whoever looks at a used card later cannot tell to whom it was given.',
    ],
  '券は一人に1枚で、1回だけ使えます。': [
    '券は 一人に 1枚です。1回だけ 使えます。',
    'Everybody gets one card, and it can be used once.',
  ],
  '自分の端末の中で、回答に封をする': [
    '自分の パソコンの 中で、答えに 封（ふう）を する',
    'The answer is sealed inside your own device',
  ],
  'だれの回答も同じ大きさの、読めないかたまりになります。': [
    'みんなの 答えが、同じ 大きさの 読めない かたまりに なります。',
    'Every answer becomes an unreadable block of the same size.',
  ],
  '送るときは、サインインの印（クッキー）を付けず、別の通信を使います。': [
    '送るときは、サインインの しるし（クッキー）を つけません。別の 通信を 使います。',
    'It is sent without the cookie of your sign-in, over another connection.',
  ],
  回答箱に入る: ['回答箱（かいとうばこ）に 入る', 'It goes into the box of answers'],
  '回答と券を、別々のくじで決めた場所に入れます。届いた順も、どの券の回答かも残りません。': [
    '答えと 券を、別々の くじで 決めた 場所に 入れます。来た 順番も、どの 券の 答えかも 残りません。',
    'Answer and card are put into places drawn by lot, each by itself. Neither the order of arrival nor which card belongs to which answer is kept.',
  ],
  '時刻、端末、アドレスは、どこにも書きません。': [
    '時間、パソコン、アドレスは、どこにも 書きません。',
    'Time, device and address are written nowhere.',
  ],
  鍵の保管者がそろって開ける: [
    '鍵（かぎ）を 持つ 人が 集まって 開ける',
    'The keepers of the key open it together',
  ],
  '締切の後、決めた人数の鍵の保管者が合言葉を入れないと、開きません。': [
    '終わった後、決めた 人数の 鍵を 持つ 人が 合言葉（あいことば）を 入れないと、開きません。',
    'After the close it opens only when as many keepers as agreed enter their passphrases.',
  ],
  '締切の後、鍵の保管者（{names}）が合言葉を入れないと、開きません。': [
    '終わった後、鍵を 持つ 人が 合言葉を 入れないと、開きません。',
    'After the close it opens only when the keeper of the key enters a passphrase.',
  ],
  '締切の後、鍵の保管者{posts}人（{names}）の全員が合言葉を入れないと、開きません。': [
    '終わった後、鍵を 持つ {posts}人 全員が 合言葉を 入れないと、開きません。',
    'After the close it opens only when all {posts} keepers enter their passphrases.',
  ],
  '締切の後、鍵の保管者{posts}人（{names}）のうち{need}人が合言葉を入れないと、開きません。': [
    '終わった後、鍵を 持つ {posts}人の 中の {need}人が 合言葉を 入れないと、開きません。',
    'After the close it opens only when {need} of the {posts} keepers enter their passphrases.',
  ],
  '合言葉が足りなくなると、だれにも開けられません。アンケートは中止し、回答箱は開けずに廃棄します。':
    [
      '合言葉が たりなくなると、だれも 開けられません。アンケートを やめて、回答箱を 開けないで すてます。',
      'When too few passphrases are left, nobody can open it. The survey is cancelled and the box is destroyed unopened.',
    ],
  '合言葉を{lost}人分なくすと、だれにも開けられません。そのときはアンケートを中止し、回答箱は開けずに廃棄します。':
    [
      '合言葉を {lost}人分 なくすと、だれも 開けられません。そのときは アンケートを やめて、回答箱を 開けないで すてます。',
      'When {lost} passphrases are lost, nobody can open it. The survey is then cancelled and the box is destroyed unopened.',
    ],
  集計した表が残る: ['まとめた 表（ひょう）が 残る', 'The tables remain'],
  '回答はメモリーの中だけで集計し、1人ずつの回答は、どこにも書きません。自由記述は、ほかの答えと切り離し、並べ替えて残します。':
    [
      '答えは メモリーの 中だけで 数えます。1人ずつの 答えは、どこにも 書きません。自由に 書いた 文章は、ほかの 答えと 分けて、順番を かえて 残します。',
      'Answers are counted in memory only; no single person’s answers are written anywhere. Free texts are kept apart from all other answers, and sorted.',
    ],
  '{k}人に満たない区分は表示しません。引き算で分かってしまう区分も、公表の前に隠します。': [
    '{k}人より 少ない グループは 見せません。引き算（ひきざん）で わかって しまう グループも、出す 前に かくします。',
    'Groups of fewer than {k} people are not shown. Groups that could be found by subtraction are hidden before the publication too.',
  ],
  '決めた人数に満たない区分は表示しません。引き算で分かってしまう区分も、公表の前に隠します。': [
    '決めた 人数より 少ない グループは 見せません。引き算（ひきざん）で わかって しまう グループも、出す 前に かくします。',
    'Groups below the agreed number are not shown. Groups that could be found by subtraction are hidden before the publication too.',
  ],
  '提案も、目隠しをした提案券と封で、書いた人と結び付かないようにしています。残るのは日付だけです。':
    [
      '提案（ていあん）も、見えないように した 提案券と 封で、書いた 人と つながらないように しています。残るのは 日付（ひづけ）だけです。',
      'Proposals too are kept apart from who wrote them by blindfold cards and seals. Only the date is kept.',
    ],
  'ちがうのは、提案は人が読むことです。提案担当が、開庁日の朝にまとめて開け、順番を入れ替えてから読みます。':
    [
      'ちがうのは、提案は 人が 読むことです。提案の 係（かかり）が、朝に まとめて 開けて、順番を かえてから 読みます。',
      'What differs is that people read them. The proposal desk opens them together in the morning of a working day and reads them in another order.',
    ],
  鍵の番号を見比べる: ['鍵の 番号を 比（くら）べる', 'Compare the number of the key'],
  'お知らせの紙の番号、回答の画面の番号、鍵の一覧の番号が同じなら、全員が同じ鍵で封をしています。':
    [
      'お知らせの 紙、答える 画面、鍵の 一覧の 番号が 同じなら、みんなが 同じ 鍵で 封を しています。',
      'If the numbers on the paper notice, on the answer page and in the list of keys agree, everybody seals with the same key.',
    ],
  自分の印を見る: ['自分の しるしを 見る', 'Look at your own mark'],
  '受け取っていないのに「渡しました」と出ていたら、だれかがあなたの券を使ったおそれがあります。': [
    'もらっていないのに「渡しました」と 出たら、だれかが あなたの 券を 使ったかも しれません。',
    'If it says “Handed out” although you took no card, somebody may have used yours.',
  ],
  数を検算する: ['数を 計算して 確かめる', 'Check the count'],
  '結果の公表の後、使われた券の一覧を保存すると、回答の数と券の数が合うことを、だれでも計算できます。':
    [
      '結果（けっか）が 出た 後、使われた 券の 一覧（いちらん）を 保存（ほぞん）すると、答えの 数と 券の 数が 合うか、だれでも 計算できます。',
      'After the publication anybody can save the list of used cards and work out that answers and cards agree.',
    ],
  攻撃してみる: ['こわしてみる', 'Attack it'],
  'サーバーのファイルと写しを全部使って、人と回答を結び付けようとする道具を、監査や職員団体の方も動かせます。':
    [
      'サーバーの ファイルと 写しを 全部 使って、人と 答えを つなげようとする 道具（どうぐ）が あります。監査（かんさ）や 職員団体（しょくいんだんたい）の 人も 使えます。',
      'Auditors and the staff union can run a tool that uses all files and copies of the server and tries to join people with answers.',
    ],
} as const satisfies Record<string, readonly [easy: string, en: string]>
