/** What is promised and what is tried against it: Japanese sentence → [やさしい日本語, English]. */
export const proofSentences = {
  '使われた回答券を見ても、だれに渡した券か分からない': [
    '使われた 回答券を 見ても、だれに 渡した 券か わからない',
    'A used answer card does not tell to whom it was given',
  ],
  '国際標準（RFC 9474）の例題どおりに印を押すこと、渡した記録と使われた券のどの組み合わせにもつじつまが合ってしまうこと、悪意をもって印を押しても端末が気付いて止めることを試します。':
    [
      '国際標準（RFC 9474）の 例の とおりに 印を おすこと、どの 組み合わせも 合って しまうこと、悪い 印を おすと パソコンが 気づいて 止めることを ためします。',
      'That signing follows the test vectors of RFC 9474, that every pair of record and used card fits equally well, and that a device notices and stops at a dishonest signature.',
    ],
  '一人に1枚、1枚で1回だけ。回答の数は、渡した券の数を超えない': [
    '一人に 1枚、1枚で 1回だけ。答えの 数は、渡した 券より 多くならない',
    'One card each, used once: there are no more answers than cards handed out',
  ],
  '同じ券で2回送る、偽の券を作る、別のアンケートの券を使う、券の一覧を書き換える、を試します。': [
    '同じ 券で 2回 送る、にせの 券を 作る、別の アンケートの 券を 使う、券の 一覧を 書きかえる、を ためします。',
    'Sending twice with one card, forging cards, using cards of another survey, changing the list of cards.',
  ],
  '回答は端末の中で封をし、だれの回答も同じ大きさになる': [
    '答えは パソコンの 中で 封を して、みんな 同じ 大きさに なる',
    'Answers are sealed inside the device, and all have the same size',
  ],
  '箱のファイルから回答の言葉を探す、空欄だけの回答と長い自由記述の大きさを比べる、鍵がないまま開ける、を試します。':
    [
      '箱の ファイルから 答えの ことばを さがす、空の 答えと 長い 文章の 大きさを 比べる、鍵なしで 開ける、を ためします。',
      'Searching the files of the box for words of answers, comparing an empty answer with a long text, opening without the key.',
    ],
  '回答は、サインインの印（クッキー）も参照元も付けず、別の通信で送る': [
    '答えは、クッキーも 前の ページの 名前も つけないで、別の 通信で 送る',
    'Answers are sent without cookie or referrer, over another connection',
  ],
  '本物のブラウザーで回答し、サーバーに届いた通信を、サインインの通信と1本ずつ比べます。': [
    '本物の ブラウザーで 答えて、サーバーに 来た 通信を、サインインの 通信と 比べます。',
    'A real browser answers, and each connection at the server is compared with those of the sign-in.',
  ],
  '回答箱には、届いた順も、券と回答の組も残らない': [
    '回答箱には、来た 順番も、券と 答えの 組も 残らない',
    'The box keeps neither the order of arrival nor pairs of card and answer',
  ],
  '同じ回答を違う順で入れて、ファイルが1バイトも違わないことを比べます。書きかけの記録や消し跡から、順を読もうともします。':
    [
      '同じ 答えを ちがう 順番で 入れて、ファイルが 全く 同じか 比べます。消した 跡から 順番を 読もうとも します。',
      'The same answers in another order must give the same file, byte for byte. Journals and deleted remains are read for the order too.',
    ],
  '回答した時刻、端末、アドレスを、どこにも残さない': [
    '答えた 時間、パソコン、アドレスを、どこにも 残さない',
    'Time, device and address of an answer are kept nowhere',
  ],
  'すべてのファイルの表と値から時刻とアドレスを探し、200の違うアドレスから使った後に、すべての出力を調べます。':
    [
      '全部の ファイルから 時間と アドレスを さがします。200の アドレスから 使った 後に、全部の 出力を 調べます。',
      'All tables and values are searched for times and addresses, and all output after use from 200 addresses.',
    ],
  '職員番号のある側と、回答のある側に、同じ値がない': [
    '職員番号の ある 側と、答えの ある 側に、同じ 値が ない',
    'No value stands both beside staff numbers and beside answers',
  ],
  '両方のファイルとログを8バイトずつ比べます。プログラムの中の壁も確かめます。': [
    '両方の ファイルと 記録を 8バイトずつ 比べます。プログラムの 中の 壁も 確かめます。',
    'Both sides’ files and logs are compared in pieces of eight bytes, and the wall inside the program is checked.',
  ],
  '回答を、端末のディスクに一度も書かない': [
    '答えを、パソコンの ディスクに 一度も 書かない',
    'Answers are never written to the disk of the device',
  ],
  '本物のブラウザーのフォルダーを、送信の後、閉じた後、途中で電源を切った後に全部調べます。「戻る」を押し、閉じたタブも開き直します。':
    [
      '本物の ブラウザーの フォルダーを、送った 後、閉じた 後、電源を 切った 後に 全部 調べます。「戻る」を おして、閉じた タブも 開きます。',
      'The whole folder of a real browser is searched after sending, after closing and after a power cut; “Back” is pressed and closed tabs are reopened.',
    ],
  'だれにも同じ画面、同じプログラム、同じ鍵が届く': [
    'みんなに 同じ 画面、同じ プログラム、同じ 鍵が 来る',
    'Everybody gets the same page, the same program and the same key',
  ],
  '5人と、サインインしていない人に届くものを1バイトずつ比べます。鍵の一覧は書き足すだけで、書き換えると分かります。':
    [
      '5人と、サインインしていない 人に 来る ものを 比べます。鍵の 一覧は 書きたすだけです。書きかえると わかります。',
      'What five people and a stranger get is compared byte for byte. The list of keys only grows; changing it shows.',
    ],
  '決めた人数の鍵の保管者がそろわないと、だれにも開けられない': [
    '決めた 人数の 鍵を 持つ 人が いないと、だれも 開けられない',
    'Nobody can open the box without the agreed number of keepers',
  ],
  '用紙を1枚なくす、異動する、立会いを断る、のそれぞれから開封まで行います。人数の足りない合言葉や古い用紙では開かないことも試します。':
    [
      '紙を 1枚 なくす、異動（いどう）する、ことわる、から 開けるまで してみます。合言葉が たりないときや 古い 紙では 開かないことも ためします。',
      'A sheet is lost, a keeper moves or refuses, and the box is opened all the same; too few passphrases and old sheets do not open it.',
    ],
  '鍵がそろわなくなったら、回答箱は開けずに廃棄する': [
    '鍵が たりなくなったら、回答箱は 開けないで すてる',
    'When too few keys are left, the box is destroyed unopened',
  ],
  '用紙を2枚なくして中止し、箱・控え・鍵・渡した記録が全部消えること、職員に知らせることを確かめます。':
    [
      '紙を 2枚 なくして 中止し、箱・控え・鍵・渡した 記録が 全部 消えること、職員に 知らせることを 確かめます。',
      'Two sheets are lost, the survey is cancelled: box, copy, key and marks are gone, and staff are told.',
    ],
  '開封しても、1人ずつの回答は、どこにも書かない': [
    '開けても、1人ずつの 答えは、どこにも 書かない',
    'Even at the opening no single person’s answers are written anywhere',
  ],
  '開封の途中と後に、すべてのファイルから回答の行を探します。途中で電源も切ります。': [
    '開ける 途中と 後に、全部の ファイルから 答えの 行を さがします。途中で 電源も 切ります。',
    'During and after the opening all files are searched for rows of answers, with power cuts in between.',
  ],
  '自由記述は、決めた2人だけが読み、2人がそろって認めたものだけを載せる': [
    '自由に 書いた 文章は、決めた 2人だけが 読む。2人が 認めた ものだけを 出す',
    'Free texts are read by two named posts only, and shown only where both agree',
  ],
  'ほかの役割で開く、1人だけで公表する、伏せた名前や窓口へ渡した文章を、公表したものの中から探す、を試します。':
    [
      'ほかの 役割で 開く、1人だけで 出す、かくした 名前や 窓口に 渡した 文章を、出した ものの 中から さがす、を ためします。',
      'Opening them in other roles, publishing alone, and searching everything published for masked names and texts that were passed on.',
    ],
  '公表した数字をどう引き算しても、少ない人数の結果は出てこない': [
    '出した 数字を どう 引き算しても、少ない 人数の 結果は 出てこない',
    'No subtraction of published numbers gives the result of a small group',
  ],
  '公表する数字のあらゆる足し引きと、だれが答えたかを知る人の推理を、計算で試します。通らなければ公表できません。':
    [
      '出す 数字の 全部の たし算と 引き算、だれが 答えたか 知っている 人の 推理（すいり）を、計算で ためします。だめなら 出せません。',
      'All sums and differences of the numbers, and what somebody who knows who answered could infer, are tried by computation. What fails is not published.',
    ],
  '紙の券は、だれがどれを受け取ったかを記録せず、前もって決めた枚数より増えない': [
    '紙の 券は、だれが どれを もらったか 記録しない。決めた 枚数より ふえない',
    'Slips are not recorded by person, and there are never more than were announced',
  ],
  '紙の券の記録から、職場、順番、番号を当てようとします。余分な券や、使い終えた券も試します。': [
    '紙の 券の 記録から、職場、順番、番号を 当てようと します。多すぎる 券や、使った 券も ためします。',
    'From the record of slips one tries to guess workplace, order and number; surplus and used slips are tried too.',
  ],
  '自分の回答券が渡されたかどうかは、自分の画面に出る': [
    '自分の 回答券が 渡されたか どうかは、自分の 画面に 出る',
    'Your own page says whether your card was handed out',
  ],
  '受け取る前、受け取った後、再発行の後の画面を見比べます。': [
    'もらう 前、もらった 後、もう一度 もらった 後の 画面を 比べます。',
    'The page before, after, and after a new card was given are compared.',
  ],
  'パスワードを再発行した人が、本人に代わって回答することはできない': [
    'パスワードを 新しく した 人が、その人の かわりに 答えることは できない',
    'Whoever resets a password cannot answer in that person’s place',
  ],
  '再発行した日に券を取ろうとし、本人に知らせが出ることを確かめます。': [
    '新しく した 日に 券を 取ろうと します。本人に 知らせが 出ることを 確かめます。',
    'A card is asked for on the day of the reset, and the person is told.',
  ],
  '提案と、書いた人を結び付けられない': [
    '提案と、書いた 人を つなげられない',
    'A proposal cannot be joined with its author',
  ],
  '提案箱、控え番号、提案の日付、端末の中から、書いた人を当てようとします。': [
    '提案箱、控え番号、日付、パソコンの 中から、書いた 人を 当てようと します。',
    'From the proposal box, receipts, dates and the device one tries to guess the author.',
  ],
  '担当者の画面に、だれの回答か、だれの提案かは出ない': [
    '担当者の 画面に、だれの 答えか、だれの 提案かは 出ない',
    'No official’s page shows whose answer or proposal it is',
  ],
  '役割ごとに担当者のページを開き、入れないことと、見えてはいけないものがないことを確かめます。': [
    '役割ごとに ページを 開いて、入れないことと、見えては いけない ものが ないことを 確かめます。',
    'Officials’ pages are opened in every role: who may not enter cannot, and nothing shows that may not.',
  ],
  '職員番号といっしょに残すのは、「残るもの」の表に書いたものだけ': [
    '職員番号と いっしょに 残すのは、「残る もの」の 表に 書いた ものだけ',
    'Only what the tables below “What is kept” name is kept with a staff number',
  ],
  '保存しているすべての表と列を、許された一覧と比べます。期限のあるものは、期限に消えることを試します。':
    [
      '残している 全部の 表を、ゆるされた 一覧と 比べます。期限が ある ものは、期限に 消えることを ためします。',
      'Every stored table and column is compared with a list of what is allowed; what has a term is seen to go.',
    ],
  '毎晩の写しを全部持っていても、結び付けられない': [
    '毎晩の 写しを 全部 持っていても、つなげられない',
    'Not even all nightly copies join people with answers',
  ],
  '14晩の写しを並べて、その日に増えた印と、増えた回答を組み合わせようとします。': [
    '14日分の 写しを ならべて、その日に ふえた しるしと 答えを 組み合わせようと します。',
    'Copies of 14 nights are laid side by side to pair the marks and answers that were added each day.',
  ],
  'こわす側の道具を、だれでも動かせる': [
    'こわす 側の 道具を、だれでも 使える',
    'Anybody can run the tools of an attacker',
  ],
  'ファイル、記録、写しから人と回答を結び付ける試みを、まとめて行います。わざと漏らした写しでは、漏れを見つけることも試しています。':
    [
      'ファイル、記録、写しから 人と 答えを つなげる ことを、まとめて ためします。わざと もらした 写しでは、もれを 見つけることも ためします。',
      'All attempts to join people with answers from files, logs and copies in one go; on copies with a planted leak the leak is found.',
    ],
  '守れないことを、先に書いておく': [
    '守れないことを、先に 書いておく',
    'What cannot be protected is said beforehand',
  ],
  '試験では確かめられないことです。守れないことの一覧と、攻撃の記録の「仕組みの上で残ること」に書いてあります。':
    [
      '試験では 確かめられないことです。守れないことの 一覧と、攻撃の 記録に 書いて あります。',
      'This no test can show. It is written in the list of limits and in the record of attacks.',
    ],
  '攻撃の記録（最近のもの）': ['攻撃（こうげき）の 記録（最近）', 'Record of attacks (latest)'],
  鍵の一覧: ['鍵の 一覧', 'List of keys'],
  '説明書「結果を確かめる」': ['説明書「結果を 確かめる」', 'Manual “Checking the results”'],
  だれでも確かめられます: ['だれでも 確かめられます', 'Anybody can check'],
  公表前の点検記録: ['出す 前の 点検の 記録', 'Record of the check before publication'],
  守れないことの一覧: ['守れないことの 一覧', 'List of limits'],
  自分の画面: ['自分の 画面', 'Your own page'],
  紙の回答券の一覧: ['紙の 回答券の 一覧', 'List of paper slips'],
  保有文書と保存期間: ['文書と 保存（ほぞん）の 期間', 'Documents held, and for how long'],
} as const satisfies Record<string, readonly [easy: string, en: string]>
