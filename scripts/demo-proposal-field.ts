/** Sample proposals: 事務執行, in nurseries, schools, stations and on the roads. */
import {
  accept,
  acceptedByTime,
  adopt,
  answered,
  confirmEffect,
  interim,
  markDone,
  mask,
  modelCase,
  notOurs,
  reconsider,
  reply,
  ask,
  releaseQuestion,
  reportAdoption,
  reportEffect,
  returnLapsed,
  giveBackToAuthor,
  route,
  startTrial,
} from './demo-proposal-acts.ts'
import { ago, days, form, lastYear, sameDay, type Story } from './demo-proposal-story.ts'

export const fieldStories: readonly Story[] = [
  {
    key: 'nap-check',
    out: lastYear(0),
    form: form('3120', 'execution', 'digital', ['time', 'safety']),
    endorsements: 58,
    written: {
      title: '午睡チェック表と保育日誌の二度書きをなくす',
      current:
        '0歳児は5分ごと、1歳児は10分ごとに、眠っているときの様子を紙の表に書いています。同じことを午睡の後に保育日誌に写し、さらに連絡帳にも書きます。子どもが起き始める時間と重なるので、1人は見守り、1人はひたすら書いている状態です。\n書き写すときに時刻を間違えることもあり、監査の前には日誌と表を突き合わせて直しています。遅番の職員がこの作業のために残ることも珍しくありません。',
      idea: 'クラスに1台のタブレットで、子どもの名前に触れるだけで時刻が残り、日誌と連絡帳にそのまま入るようにしてほしいです。\nまず2、3の園で試し、手がふさがっているときに使えるか、通信が切れたときに記録が残るかを確かめてから広げるとよいと思います。紙の表は、タブレットが使えないときのために1枚だけ残しておけば安心です。',
      effect:
        '1クラスで1日40分。0・1歳児のクラスは28園で60ほどあるので、年間で9,000時間を超える計算になります。なにより、子どもを見る時間が増えます。',
    },
    steps: [
      route(1, '3120', '1210'),
      accept(2),
      ask(
        3,
        '試すとすれば、どのような大きさのクラスが適していると思いますか。園の名前は書かないでください。',
      ),
      releaseQuestion(0),
      reply(
        3,
        '人数の多い園と、少ない園の両方で試すのがよいです。少ない園では1人で見る時間があり、そこで使えなければ意味がないからです。',
      ),
      interim(2, '3つの園で試すことにしました。機器は、いまあるタブレットを使います。'),
      startTrial(
        4,
        days(40),
        '大きさの違う3つの園の0・1歳児クラスで、記録の時間と、記録の漏れを紙のときと比べます。',
      ),
      ...answered(
        36,
        {
          conclusion: 'done',
          reason:
            '3つの園での試行で、記録の時間が1クラス1日あたり43分短くなり、記録の漏れもなくなりました。28園のすべての0・1歳児クラスで使い始めました。通信が切れたときは機器の中に残り、後で送られます。',
          date: sameDay,
          hours: 9000,
        },
        '保第120号',
      ),
      reportEffect(66, 9600, '28園61クラスの3か月の平均で、1日あたり41分の短縮でした。'),
      confirmEffect(3),
      modelCase(
        5,
        '現場の手の動きから考え、試してから広げた例です。「紙を1枚だけ残す」という工夫で、安心して切り替えることができました。',
      ),
      adopt(7, '3110', '放課後児童クラブの入室と退室の記録を、同じやり方にします。'),
      adopt(2, '1850', '介護予防の教室の出席と体調の記録に使います。'),
      adopt(4, '3350', '仮眠の交替と点検の記録を、触れるだけの入力にします。'),
      reportAdoption(38, '3110', 1100, '12のクラブで始め、日報への書写しがなくなりました。'),
      reportAdoption(6, '1850', 190, '教室1回あたり15分の短縮です。'),
    ],
    ends: 'model_case',
  },
  {
    key: 'lunch-orders',
    out: lastYear(0.7),
    form: form('3040', 'execution', 'digital', ['time', 'safety']),
    endorsements: 6,
    written: {
      title: '給食の食数の変更を、ファクスと電話からやめたい',
      current:
        '学級閉鎖や行事で食数が変わると、学校がファクスを送り、届いたかどうかを内線5123に電話で確かめています。調理場では、ファクスを見ながらホワイトボードに書き写します。字がつぶれて6と8を間違えたことがありました。アレルギーの食数もこの方法です。',
      idea: '学校が画面で入力し、調理場の画面に変更だけが色で出るようにする。',
      effect: '間違いがなくなる。朝の30分が空く。',
    },
    steps: [
      mask(1, ['current', '内線5123']),
      route(0, '3040'),
      accept(3),
      interim(6, '学務課と、学校で使っている連絡の仕組みに加えられるかを確かめています。'),
      ...answered(21, {
        conclusion: 'planned',
        reason:
          '学校の連絡の仕組みに食数の画面を加えます。アレルギーの食数は、学校と調理場の両方の確認がそろわないと確定しないようにします。',
        date: days(45),
      }),
      markDone(
        44,
        'done',
        2100,
        '40校と全部の調理場で使い始めました。ファクスは、停電のときだけ使います。',
      ),
    ],
    ends: 'done',
  },
  {
    key: 'road-photos',
    out: lastYear(0.45),
    form: form('2530', 'execution', 'digital', ['time', 'service']),
    endorsements: 7,
    written: {
      title: '道路の通報の写真と位置を、現場で台帳に入れる',
      current:
        '穴や倒木の通報を受けると、地図を印刷して現場に行き、写真を撮り、戻ってから台帳のエクセルに住所を入力し、写真を縮めて貼っています。1日に10件あると、夕方の2時間はこの作業です。直したかどうかを聞かれても、担当が外にいると答えられません。',
      idea: '業務用のスマートフォンで、写真を撮ると位置と一緒に台帳に入るようにする。直したら「完了」を押す。',
      effect: '年におよそ2,400件 × 15分',
    },
    steps: [
      route(2, '2530'),
      acceptedByTime(),
      interim(6, '使っている地図の仕組みの機能と費用を確認しています。'),
      ask(2, '現場で入力する項目は、最低限どれだけあれば足りるでしょうか。'),
      releaseQuestion(1),
      reply(3, '写真、位置、種類（穴・倒木・側溝・その他）、直したかどうか、の4つで足ります。'),
      ...answered(12, {
        conclusion: 'declined',
        reason:
          '専用の仕組みの導入には、初年度に約1,200万円がかかり、今の件数では効果が見合いません。',
        reasonCode: 'cost',
        wouldChange: '費用が300万円以下になれば、実施できます。',
      }),
      reconsider(
        5,
        '専用の仕組みでなくても、公園で使っている庁内の地図に、写真の付いた点を置く機能があります。それなら費用はかからないのではないでしょうか。',
      ),
      accept(3),
      ...answered(
        16,
        {
          conclusion: 'planned',
          reason:
            'ご指摘の庁内の地図の機能で、4つの項目を現場で入力できることを確かめました。業務用のスマートフォン6台で始めます。前の回答では専用の仕組みだけを比べており、検討が足りませんでした。',
          date: days(230),
        },
        '道管第305号',
      ),
    ],
    ends: 'planned',
  },
  {
    key: 'river-mowing',
    out: ago(6),
    form: form('2510', 'execution', 'procedure', ['time', 'service']),
    endorsements: 4,
    written: {
      title: '草刈りの委託を、道路と河川と公園で一緒に出す',
      current:
        '同じ場所の道路と河川と公園の草刈りが、別々の契約で、別々の週に行われています。隣だけ刈られて、苦情の電話が来ます。',
      idea: '地区ごとにまとめて1つの契約にする。まとめられない場合も、時期だけは合わせる。',
      effect: '設計と検査の手間、苦情の対応',
    },
    steps: [
      route(1, '2510'),
      notOurs(
        3,
        '2530',
        '当課は部内の調整を担当していますが、草刈りの件数の8割が道路です。道路管理課が主となり、河川港湾課と公園緑地課を関係所属とすることを提案します。',
      ),
    ],
    ends: 'routing',
  },
  {
    key: 'park-requests',
    out: ago(80),
    form: form('2340', 'execution', 'other', ['service', 'time']),
    endorsements: 6,
    written: {
      title: '公園の使用の届を、電話1本で済むものは電話だけにする',
      current:
        '町内会のラジオ体操や清掃でも、使用届を窓口に出してもらっています。受付の担当は私を含めて3人しかいないので、外に出ていると待たせてしまいます。届の内容は、毎年ほとんど同じです。',
      idea: '火を使わない、場所を囲わないものは、電話か画面での連絡だけにする。',
      effect: '年間400件ほどの届',
    },
    steps: [
      giveBackToAuthor(
        1,
        '「3人しかいない」の部分から、書いた方が分かるおそれがあります。よろしければ書き直してください。このままでよければ、その部分を伏せて進めます。',
      ),
      returnLapsed(),
      mask(1, ['current', '私を含めて3人しかいない']),
      route(0, '2340'),
      acceptedByTime(),
    ],
    ends: 'reviewing',
  },
  {
    key: 'equipment-check',
    out: ago(34),
    form: form('3350', 'execution', 'digital', ['time', 'safety']),
    endorsements: 8,
    written: {
      title: '車両と資機材の点検表を、紙からバーコードにする',
      current:
        '毎朝の点検で、車両ごとに100以上の項目を紙の表に○で書き、本部に月に一度、束で送っています。前の日と同じ○を写すだけになりがちで、空気呼吸器の残圧の変化にも気付きにくいです。',
      idea: '資機材にバーコードを貼り、読み取って数値だけを入れる。前回との差が大きいときに色が変わるようにする。1つの隊で試してから決めてはどうでしょうか。',
      effect: '1隊1日20分。見落としが減る。',
    },
    steps: [
      route(1, '3310', '3350'),
      accept(3),
      interim(5, '試す隊と、使う機器を決めています。'),
      startTrial(
        6,
        days(50),
        '中央消防署の1つの隊で、資機材60点にバーコードを貼り、点検の時間と異常の発見の数を紙と比べます。',
      ),
    ],
    ends: 'trial',
  },
]
