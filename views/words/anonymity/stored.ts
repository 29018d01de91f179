/** What is kept and who sees what: Japanese sentence → [やさしい日本語, English]. */
export const storedSentences = {
  '職員番号、所属、職位、年代、性別、任用形態、職種、任命権者、在職区分、個人PCの有無、役割（氏名はありません）':
    [
      '職員番号、所属、職位（しょくい）、年代、性別、働き方、仕事の 種類、任命権者、在職の 区分、自分の PCが あるか、役割（名前は ありません）',
      'Staff number, unit, position, age group, sex, employment, kind of work, appointing authority, status, whether you have a PC of your own, roles (no names)',
    ],
  名簿: ['名簿（めいぼ）', 'Roster'],
  名簿から外れるまで: ['名簿から なくなるまで', 'Until you leave the roster'],
  'パスワードの照合値（元のパスワードには戻せません）': [
    'パスワードを 確かめる 値（あたい）（元の パスワードには もどせません）',
    'A check value of your password (the password cannot be worked out from it)',
  ],
  '変えるまで、または名簿から外れるまで': [
    'かえるまで、または 名簿から なくなるまで',
    'Until you change it or leave the roster',
  ],
  'サインイン中の印（有効な日だけで、時刻はありません）': [
    'サインイン中の しるし（使える 日だけです。時間は ありません）',
    'A mark that you are signed in (the day it is valid for, no time)',
  ],
  'サインアウトか、翌日まで': [
    'サインアウトまで、または 次の 日まで',
    'Until you sign out, or the next day',
  ],
  '回答券を渡した印、紙の券の対象か、再発行したか（時刻も、使ったかどうかもありません）': [
    '回答券を 渡した しるし、紙の 券の 人か、もう一度 出したか（時間も、使ったか どうかも ありません）',
    'A mark that the answer card was handed out, whether you get a slip, whether it was issued again (no time, nor whether it was used)',
  ],
  回答券の記録: ['回答券の 記録（きろく）', 'Record of answer cards'],
  '自動では消えません（中止したときは、その日に消します）': [
    '自動では 消えません（中止のときは、その 日に 消します）',
    'Not deleted by itself (deleted the same day if the survey is cancelled)',
  ],
  '最初のパスワード（自分のパスワードを決めるまで）と、取り込む日を待つ名簿のファイル': [
    '最初の パスワード（自分の パスワードを 決めるまで）と、日を 待つ 名簿の ファイル',
    'First passwords (until you choose your own) and roster files that wait for their day',
  ],
  '情報担当の一覧、名簿': ['情報担当の 一覧、名簿', 'List of the system administrator, roster'],
  '情報担当が一覧を消すまで、名簿を取り込むまで': [
    '情報担当が 一覧を 消すまで、名簿を 入れるまで',
    'Until the administrator deletes the list, or the roster is loaded',
  ],
  提案券と共感券を渡した印: [
    '提案券と 共感券を 渡した しるし',
    'Marks that proposal and support cards were handed out',
  ],
  提案券の記録: ['提案券の 記録', 'Record of proposal cards'],
  四半期の提案箱の鍵を廃棄するまで: [
    '3か月の 提案箱の 鍵を すてるまで',
    'Until the key of the quarter’s proposal box is destroyed',
  ],
  '役割のある職員が担当者として行った操作（日時があります。回答や提案をした人の記録ではありません）':
    [
      '役割の ある 職員が した 操作（日と 時間が あります。答えや 提案を した 人の 記録では ありません）',
      'What officials did in their office (with date and time; no record of who answered or proposed)',
    ],
  操作の記録: ['操作の 記録', 'Record of officials’ acts'],
  '{years}年度': ['{years}年度', '{years} fiscal years'],
  '対象になった職員の、所属と属性ごとの人数': [
    '答える 職員の、所属と 属性（ぞくせい）ごとの 人数',
    'How many people were asked, by unit and attributes',
  ],
  封をした回答: ['封を した 答え', 'Sealed answers'],
  '回答箱と、2台目のディスクの控え': [
    '回答箱と、2台目の ディスク',
    'Box of answers, and its copy on a second disk',
  ],
  '回答箱（控えはありません）': ['回答箱（控えは ありません）', 'Box of answers (no copy)'],
  '開封から{days}日以内に、鍵といっしょに廃棄': [
    '開けてから {days}日の 中に、鍵と いっしょに すてます',
    'Destroyed with the key within {days} days of the opening',
  ],
  '1人ずつの回答': ['1人ずつの 答え', 'The answers of one person'],
  どこにもありません: ['どこにも ありません', 'Nowhere'],
  '―': ['―', '–'],
  '自由記述（ほかの答えと切り離し、並べ替えたもの）': [
    '自由に 書いた 文章（ほかの 答えと 分けて、順番を かえた もの）',
    'Free texts (apart from all other answers, sorted)',
  ],
  '結果に載せてから{shown}日（載せないときは、結果の公表から{unread}日）': [
    '結果に 出してから {shown}日（出さないときは、結果を 出してから {unread}日）',
    '{shown} days after they are shown ({unread} days after the results if they are not)',
  ],
  '自由記述を読む2人（1人は人事課、1人は人事課の外）': [
    '自由な 文章を 読む 2人（1人は 人事課、1人は ほかの ところ）',
    'The two who read free texts (one of the personnel section, one of elsewhere)',
  ],
  並べ替えた自由記述の原文: ['順番を かえた 自由な 文章', 'The sorted free texts as written'],
  '書いた人、所属、選んだ答え、書いた日と順番': [
    '書いた 人、所属、えらんだ 答え、書いた 日と 順番',
    'Who wrote them, the unit, the chosen answers, the day and the order',
  ],
  別のファイル: ['別の ファイル', 'A file of its own'],
  '公表した表、使われた回答券の一覧、開封・集計記録、鍵の一覧': [
    '出した 表、使われた 回答券の 一覧、開けて 数えた 記録、鍵の 一覧',
    'Published tables, list of used cards, record of the opening, list of keys',
  ],
  結果のページ: ['結果の ページ', 'Pages of results'],
  公表したまま残ります: ['出したまま 残ります', 'They stay published'],
  '提案の本文と回答（受け付けた日だけで、書いた人はありません）': [
    '提案の 文章と 答え（受け取った 日だけです。書いた 人は ありません）',
    'Texts and answers of proposals (with the day of receipt, not the author)',
  ],
  提案のファイル: ['提案の ファイル', 'File of proposals'],
  '結論の年度の終わりから{period}': [
    '答えの 年度の 終わりから {period}',
    '{period} from the end of the fiscal year of the conclusion',
  ],
  '控え番号の照合値（だれのものかは分かりません）': [
    '控え番号を 確かめる 値（だれの ものかは わかりません）',
    'Check values of receipts (nobody can tell whose)',
  ],
  '完結した年度の終わりから{period}': [
    '終わった 年度の 終わりから {period}',
    '{period} from the end of the fiscal year in which it was completed',
  ],
  '紙の券の照合値と、使われた印（職場も人もありません）': [
    '紙の 券を 確かめる 値と、使われた しるし（職場も 人も ありません）',
    'Check values of slips, and marks that they were used (no workplace, no person)',
  ],
  紙の券の記録: ['紙の 券の 記録', 'Record of slips'],
  '回答券（回答するまで）。その後は「回答済み」の印だけ（回答はありません）': [
    '回答券（答えるまで）。その後は「回答済み」の しるしだけ（答えは ありません）',
    'The answer card (until you answer), then a mark that you answered (no answers)',
  ],
  '回答したタブ。早めに受け取った券は、ブラウザー': [
    '答えた タブ。早く もらった 券は ブラウザー',
    'The tab in which you answered; of a card taken early, the browser',
  ],
  'タブを閉じるまで。早めに受け取った券は、回答するまで': [
    'タブを 閉じるまで。早く もらった 券は 答えるまで',
    'Until the tab is closed; of a card taken early, until you answer',
  ],
  '提案券と共感券、前に使った日': [
    '提案券と 共感券、前に 使った 日',
    'Proposal and support cards, and the day of the last visit',
  ],
  ブラウザー: ['ブラウザー', 'The browser'],
  '券は四半期の終わりまで。消す設定なら、閉じるまで': [
    '券は 3か月の 終わりまで。消す 設定なら 閉じるまで',
    'Cards until the end of the quarter; until you close it, if the browser is set to forget',
  ],
  情報担当: ['情報担当（じょうほうたんとう）', 'System administrator'],
  '名簿、役割、担当者の操作の記録。サーバーのファイルを直接開けば、だれに回答券を渡したか、並べ替えた自由記述、提案の本文も':
    [
      '名簿、役割、担当者の 操作の 記録。サーバーの ファイルを 直接 開くと、だれに 回答券を 渡したか、順番を かえた 自由な 文章、提案の 文章も',
      'Roster, roles, record of officials’ acts. Opening the files of the server directly: also to whom answer cards were handed out, the sorted free texts, the texts of proposals',
    ],
  '封をした回答の中身、だれの回答か、だれの提案か、本人が決めたパスワード': [
    '封を した 答えの 中身、だれの 答えか、だれの 提案か、自分で 決めた パスワード',
    'What is in a sealed answer, whose answer or proposal it is, the password that you chose',
  ],
  人事課: ['人事課（じんじか）', 'Personnel section'],
  '名簿、回答券を渡した割合（全庁で1日1回、5％刻み）、再発行を申し出た人、公表する表': [
    '名簿、回答券を 渡した 割合（全体で 1日 1回、5％ずつ）、もう一度 ほしいと 言った 人、出す 表',
    'Roster, share of cards handed out (whole city, once a day, steps of 5%), who asked for a new card, the tables to be published',
  ],
  '公表する表より細かい数字、だれの回答か、だれの提案か': [
    '出す 表より 細かい 数字、だれの 答えか、だれの 提案か',
    'Numbers finer than the published tables, whose answer or proposal it is',
  ],
  提案担当: ['提案の 係', 'Proposal desk'],
  '提案の本文、提案箱を開けた日': [
    '提案の 文章、提案箱を 開けた 日',
    'Texts of proposals, the day on which the box was opened',
  ],
  '書いた人、届いた時刻と順番、だれの控え番号か': [
    '書いた 人、来た 時間と 順番、だれの 控え番号か',
    'Who wrote it, time and order of arrival, whose receipt it is',
  ],
  提案を受けた所属: ['提案を 受けた 所属', 'Department that has to answer'],
  '提案担当が確かめ、必要なところを伏せた本文': [
    '係が 確かめて、ひつような ところを かくした 文章',
    'The text as checked and, where needed, masked by the proposal desk',
  ],
  '伏せたところ、書いた人': ['かくした ところ、書いた 人', 'What was masked, and who wrote it'],
  鍵の保管者: ['鍵を 持つ 人', 'Keepers of the key'],
  自分の用紙の合言葉: ['自分の 紙の 合言葉', 'The passphrase on the own sheet'],
  '回答（開封しても、画面に出るのは進み具合だけです）': [
    '答え（開けても、画面に 出るのは 進み方だけです）',
    'Answers (even at the opening the screen only shows how far it has come)',
  ],
  所属長: ['所属長（上の 人）', 'Heads of units'],
  '全員と同じ、公表された結果': [
    'みんなと 同じ、出された 結果',
    'The published results, the same as everybody',
  ],
  'だれが回答券を受け取ったか、だれが回答したか': [
    'だれが 回答券を もらったか、だれが 答えたか',
    'Who took an answer card, and who answered',
  ],
} as const satisfies Record<string, readonly [easy: string, en: string]>
