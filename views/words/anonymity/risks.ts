/** What is not protected: Japanese sentence → [やさしい日本語, English]. */
export const riskSentences = {
  通信を見張る人: ['通信を 見ている 人', 'Whoever watches the network'],
  '庁内の通信をその場で見張る人には、端末が回答や提案に参加したことが分かることがあります。内容は分かりません。':
    [
      '庁内（ちょうない）の 通信を その場で 見ている 人には、その パソコンが 答えたことや 提案したことが わかることが あります。内容は わかりません。',
      'Whoever watches the network live may learn that a device took part in a survey or made a proposal, but not what it said.',
    ],
  サーバーの書換え: ['サーバーの 書きかえ', 'A changed server'],
  '封をするプログラムは、庁内のサーバーが配ります。書き換えを防ぐことはできませんが、画面と鍵の照合値を見比べると気付けます。':
    [
      '封（ふう）を する プログラムは、庁内の サーバーが 配（くば）ります。書きかえを 止めることは できません。画面と 鍵の 番号を 比べると 気づけます。',
      'The program that seals comes from the city’s own server. That it is changed cannot be prevented, but comparing the check values of pages and keys shows it.',
    ],
  鍵の保管者の約束破り: ['鍵を 持つ 人が 約束を やぶること', 'Keepers who break their promise'],
  '鍵の保管者が約束に反して示し合わせ、通信の記録か古い写しも持っていると、鍵を廃棄するまでは、回答と人を結び付けられるおそれがあります。':
    [
      '鍵を 持つ 人が 約束を やぶって 集まり、通信の 記録や 古い 写しも 持っていると、鍵を すてるまでは、答えと 人を つなげられるかも しれません。',
      'Keepers who join forces against their promise and also hold recordings of the network or old copies might join answers with people until the key is destroyed.',
    ],
  '鍵の保管者{need}人が約束に反して示し合わせ、通信の記録か古い写しも持っていると、鍵を廃棄するまでは、回答と人を結び付けられるおそれがあります。':
    [
      '鍵を 持つ {need}人が 約束を やぶって 集まり、通信の 記録や 古い 写しも 持っていると、鍵を すてるまでは、答えと 人を つなげられるかも しれません。',
      '{need} keepers who join forces against their promise and also hold recordings of the network or old copies might join answers with people until the key is destroyed.',
    ],
  '鍵の保管者{need}人が約束に反し、通信の記録か古い写しも持っていると、鍵を廃棄するまでは、回答と人を結び付けられるおそれがあります。':
    [
      '鍵を 持つ {need}人が 約束を やぶって、通信の 記録や 古い 写しも 持っていると、鍵を すてるまでは、答えと 人を つなげられるかも しれません。',
      '{need} keeper who breaks the promise and also holds recordings of the network or old copies might join answers with people until the key is destroyed.',
    ],
  答えない人の券: ['答えない 人の 券', 'Cards of those who do not answer'],
  '券を渡す側が、答えない人の分の券を使うと、結果が薄まります。その人の画面には「渡しました」と出ます。':
    [
      '券を 渡す 側が、答えない 人の 券を 使うと、結果が 正しくなくなります。その人の 画面には「渡しました」と 出ます。',
      'If those who hand out cards use the cards of people who do not answer, the results are diluted. The page of those people then says “Handed out”.',
    ],
  書きぶり: ['書き方', 'How you write'],
  '自由記述や提案は、書き方や、その人しか知らないことから、だれが書いたか推し量られることがあります。':
    [
      '自由に 書いた 文章や 提案は、書き方や、その人しか 知らない ことから、だれが 書いたか わかることが あります。',
      'From the style of a free text or proposal, or from what only one person knows, somebody may guess who wrote it.',
    ],
  端末を記録する道具: ['パソコンを 記録する 道具', 'Tools that record the device'],
  '画面や文字の入力を記録する道具が端末に入っていると、このしくみでは守れません。': [
    '画面や 打った 文字を 記録する 道具が パソコンに 入っていると、この しくみでは 守れません。',
    'If a device has a tool that records its screen or keyboard, this system cannot protect you.',
  ],
  古い写し: ['古い 写し', 'Old copies'],
  '受付中の回答箱と開封の鍵は、バックアップに入れません。名簿、渡した印、消した提案などは、写し（バックアップ、更新の前の写し）を消すまで残ります。':
    [
      '受付中の 回答箱と 開ける 鍵は、バックアップに 入れません。名簿（めいぼ）、渡した しるし、消した 提案などは、写しを 消すまで 残ります。',
      'Boxes that still take answers and the keys that open them are never in a backup. The roster, marks of cards handed out and deleted proposals remain in copies (backups, copies before an update) until those are deleted.',
    ],
  サインインの順: ['サインインの 順番', 'The order of sign-ins'],
  'サーバーのファイルからは、直近10分のサインインの順が読めることがあります。時刻は分からず、回答箱の中の順とも結び付きません。':
    [
      'サーバーの ファイルから、最近 10分の サインインの 順番が わかることが あります。時間は わかりません。回答箱の 中の 順番とも つながりません。',
      'From the files of the server the order of the sign-ins of the last ten minutes can sometimes be read: never a time, and never joined with the order in the box.',
    ],
  公表した表からの推測: ['表からの 推測（すいそく）', 'Guesses from the tables'],
  '表の点検は「確かに分かってしまうこと」を防ぎます。当たりそうな推測までは防げません。': [
    '表の 点検（てんけん）は「はっきり わかって しまうこと」を 止めます。たぶん そうだろうという 推測は 止められません。',
    'The check of the tables prevents what would be certain. It cannot prevent a guess that is probably right.',
  ],
  少ない人数の中の人: ['少ない 人数の 中の 人', 'Inside a small group'],
  '{k}人の区分では、自分の答えを知っている人から見ると、残りは{others}人になります。': [
    '{k}人の グループでは、自分の 答えを 知っている 人から 見ると、残りは {others}人に なります。',
    'In a group of {k}, somebody who knows the own answer sees the other {others}.',
  ],
  '少ない人数の区分では、自分の答えを知っている人から見ると、残りはそれより1人少なくなります。': [
    '少ない 人数の グループでは、自分の 答えを 知っている 人から 見ると、残りは 1人 少なく なります。',
    'In a small group, somebody who knows the own answer sees one person fewer.',
  ],
  鍵を作るとき: ['鍵を 作るとき', 'When the key is made'],
  '保管者の用紙は、作るときに1回だけ画面に出ます。その画面を見た人がサーバーのファイルも持っていると、箱を開けられるおそれがあります。':
    [
      '鍵を 持つ 人の 紙は、作るときに 1回だけ 画面に 出ます。その 画面を 見た 人が サーバーの ファイルも 持っていると、箱を 開けられるかも しれません。',
      'The sheets of the keepers appear on a screen once, when they are made. Whoever saw that screen and also has the files of the server might open the box.',
    ],
  作り直す前の用紙: ['作りなおす 前の 紙', 'Sheets from before they were renewed'],
  '用紙を作り直しても、前の鍵のファイルの写しが残っていると、前の用紙で開きます。前の用紙は細断します。':
    [
      '紙を 作りなおしても、前の 鍵の ファイルの 写しが 残っていると、前の 紙で 開きます。前の 紙は 細かく 切って すてます。',
      'Even after sheets are renewed, an old sheet opens an old copy of the key file. Old sheets are shredded.',
    ],
  端末に残る跡: ['パソコンに 残る 跡（あと）', 'Traces on the device'],
  'サインインして受け取った回答券は、使った後も、古い記録が端末のディスクに残ることがあります。分かるのは、その券が使われたことまでです。紙の券なら残りません。':
    [
      'サインインして もらった 回答券は、使った 後も、古い 記録が パソコンの ディスクに 残ることが あります。わかるのは、その 券が 使われたことまでです。紙の 券なら 残りません。',
      'Of a card taken after signing in, an old record may remain on the disk of the device after it was used. It tells no more than that the card was used. Of a paper slip nothing remains.',
    ],
  なくした回答券: ['なくした 回答券', 'Lost cards'],
  '再発行を受けた後も、なくした券は使えます。同じ人が2度答えることを防げないため、再発行は対象者の{percent}％（少なくとも1枚）までとし、枚数を公表します。':
    [
      'もう一度 もらった 後も、なくした 券は 使えます。同じ 人が 2回 答えることを 止められないので、もう一度 出すのは 全体の {percent}％（少なくとも 1枚）までです。枚数を 公表します。',
      'A lost card still works after a new one was given. Since the same person could answer twice, at most {percent}% of those asked (at least one) are given anew, and the number is published.',
    ],
  '再発行を受けた後も、なくした券は使えます。同じ人が2度答えることを防げないため、再発行は対象者の{percent}％まで（このアンケートでは{cap}枚まで）とし、枚数を公表します。':
    [
      'もう一度 もらった 後も、なくした 券は 使えます。同じ 人が 2回 答えることを 止められないので、もう一度 出すのは 全体の {percent}％まで（この アンケートでは {cap}枚まで）です。枚数を 公表します。',
      'A lost card still works after a new one was given. Since the same person could answer twice, at most {percent}% of those asked (in this survey {cap}) are given anew, and the number is published.',
    ],
  紙の券を渡す職場: ['紙の 券を 渡す 職場', 'Workplaces that hand out slips'],
  '紙の券は、持っている人が使えます。だれが券を取ったかを職場の人が見て覚えることや、券の写真から使われたと知ることは、防げません。':
    [
      '紙の 券は、持っている 人が 使えます。だれが 券を 取ったかを 職場の 人が 見ることや、券の 写真から 使われたと 知ることは、止められません。',
      'Whoever holds a slip can use it. That people at the workplace remember who took one, or learn from a photograph of it that it was used, cannot be prevented.',
    ],
  紙で答える人が少ないとき: ['紙で 答える 人が 少ないとき', 'When few people answer on paper'],
  '使われた紙の券の数は、全庁の数だけを締切の後に公表します。紙で答える人がごく少ないと、その人たちが答えたかどうかが、数から推し量られることがあります。':
    [
      '使われた 紙の 券の 数は、全体の 数だけを、終わった後に 公表します。紙で 答える 人が とても 少ないと、その人たちが 答えたか どうか、数から わかるかも しれません。',
      'The number of slips used is published for the whole city only, after the close. Where very few people answer on paper, it may let others guess whether they did.',
    ],
  紙の券を印刷する人: ['紙の 券を 印刷（いんさつ）する 人', 'Whoever prints the slips'],
  '番号は、印刷する担当者の画面に出ます。手元に残して使っても数が合わなくなるよう、印刷した数、使われた数、書き損じ、残りを公表します。':
    [
      '番号は、印刷する 人の 画面に 出ます。こっそり 使うと 数が 合わなくなるように、印刷した 数、使われた 数、書きまちがい、残りを 公表します。',
      'The numbers appear on the screen of the official who prints them. So that keeping some does not pay, the numbers printed, used, spoilt and left over are published.',
    ],
  カメラのアプリで開いた紙の券: [
    'カメラの アプリで 開いた 紙の 券',
    'Slips opened with a camera app',
  ],
  '紙の券のQRを、端末に付いているカメラのアプリで開くと、番号が履歴に残ります。「紙の券を使う」画面で読み取ってください。':
    [
      '紙の 券の QRを カメラの アプリで 開くと、番号が 履歴（りれき）に 残ります。「紙の券を使う」画面で 読み取ってください。',
      'If the QR code of a slip is opened with the camera app of a device, its number stays in the history. Read it on the page for paper slips.',
    ],
  最初のパスワードの手紙: ['最初の パスワードの 手紙', 'Letters with first passwords'],
  '手紙を読んだ人は、本人としてサインインできます。前に券を持てた人は、翌開庁日まで回答券を受け取れません。':
    [
      '手紙を 読んだ 人は、その人として サインインできます。前に 券を 持てた 人は、次の 開庁日まで 回答券を もらえません。',
      'Whoever reads a letter can sign in as that person. Somebody who could take a card before cannot take one until the next working day.',
    ],
  提案の鍵: ['提案の 鍵', 'The key of the proposals'],
  '提案箱の鍵は、提案担当が持っています。通信の記録か箱の古い写しも持っていると、四半期の鍵を廃棄するまでは、封を開けられます。':
    [
      '提案箱の 鍵は、提案の 係が 持っています。通信の 記録や 箱の 古い 写しも 持っていると、3か月の 鍵を すてるまでは、封を 開けられます。',
      'The proposal desk holds the key of the proposal box. With recordings of the network or old copies of the box it could open the seals until the key of the quarter is destroyed.',
    ],
  回答箱の控えがない: ['回答箱の 控（ひか）えが ない', 'No second copy of the box'],
  '今は2台目のディスクに控えを書いていません。ディスクが壊れると、アンケートは中止になります。箱を古いものと差し替えられても、控えとの違いで気付くことができません。':
    [
      '今は 2台目の ディスクに 書いていません。ディスクが こわれると、アンケートは 中止に なります。箱を 古い ものと かえられても、気づけません。',
      'At present nothing is written to a second disk. If the disk fails, the survey is cancelled; and if the box were replaced by an older one, no difference would show it.',
    ],
  暗号化していない通信: [
    '暗号（あんごう）に していない 通信',
    'A connection that is not encrypted',
  ],
  '今は通信を暗号化していません。通信の途中を書き換えられる人がいると、別のプログラムを届けられるおそれがあります。':
    [
      '今は 通信を 暗号に していません。通信を 書きかえられる 人が いると、別の プログラムが 届（とど）くかも しれません。',
      'At present the connection is not encrypted. Whoever can change what passes might deliver another program.',
    ],
} as const satisfies Record<string, readonly [easy: string, en: string]>
