/** Sample proposals: 新しいオフィスづくり. */
import {
  accept,
  answered,
  ask,
  exclude,
  interim,
  leaveUnanswered,
  markDone,
  releaseQuestion,
  reopen,
  route,
  startTrial,
} from './demo-proposal-acts.ts'
import { ago, days, form, lastYear, type Story, thisYear } from './demo-proposal-story.ts'

export const officeStories: readonly Story[] = [
  {
    key: 'meeting-room-screens',
    out: lastYear(0.72),
    form: form('1330', 'office', 'workplace', ['time', 'workplace']),
    endorsements: 10,
    written: {
      title: '会議室に画面と電源を備え付けて、準備の時間をなくす',
      current:
        '会議のたびに、大型の画面と延長コードを別の階から運んでいます。台車は1台だけです。1時間の会議のために、準備と片付けで30分かかります。',
      idea: '10人以上の会議室には画面を壁に付け、机に電源を通す。',
      effect: '',
    },
    steps: [
      route(2, '1330', '1220'),
      accept(3),
      ask(3, '画面の備え付けを特に急ぐのは、何人くらいの会議でしょうか。'),
      releaseQuestion(1),
      leaveUnanswered(3),
      interim(1, '会議室ごとの利用の回数と、電源の容量を調べています。'),
      ...answered(15, {
        conclusion: 'partly_planned',
        reason: '本庁の12の会議室のうち、利用の多い7つの部屋に画面を備え付け、机に電源を通します。',
        part: '残りの5つの部屋は、電源の容量が足りないため、庁舎の設備の更新まで待ちます。それまでは、移動式の画面を各階に1台ずつ置きます。',
        date: days(50),
      }),
      markDone(
        50,
        'partly_done',
        800,
        '7つの部屋の工事が終わりました。移動式の画面も4台置いています。',
      ),
    ],
    ends: 'partly_done',
  },
  {
    key: 'slow-start',
    out: thisYear(0.05),
    form: form('1210', 'office', 'digital', ['time']),
    endorsements: 6,
    written: {
      title: '朝、パソコンが使えるまでに10分かかるのを直してほしい',
      current:
        '始業のときに電源を入れると、更新が始まり、使えるまで10分かかる日があります。窓口を開けるのに間に合いません。',
      idea: '更新を夜のうちに終わらせる。',
      effect: '1日10分 × 全員',
    },
    steps: [
      route(1, '1210', '1220'),
      accept(1),
      ...answered(5, {
        conclusion: 'in_place',
        reason:
          '更新は19時から22時の間に自動で行う設定になっています。電源を切らずに「更新して終了」を選ぶと、朝の待ち時間がなくなります。電源のコードを抜いている機器では働かないことが分かりましたので、共用の機器の置き方を各課にお知らせしました。',
        where: '庁内掲示板 → 行政DX推進課 → 「パソコンの終わり方（1ページ）」',
      }),
    ],
    ends: 'in_place',
  },
  {
    key: 'bad-chairs',
    out: thisYear(0.4),
    form: form('1330', 'office', 'other', []),
    endorsements: 0,
    written: {
      title: '椅子が古い',
      current: '椅子が古くて、がたがたします。',
      idea: '何とかしてほしい。',
      effect: '',
    },
    steps: exclude(
      2,
      'no_idea',
      'どの所属の、どのような椅子を、どうするとよいかが書かれていないため、所属で検討することができません。壊れて危ない椅子は、管財課の備品担当がすぐに交換します（手続は物品交換依頼書1枚です）。入替えの順番や、余っている椅子の使い方についての提案であれば、あらためてお寄せください。',
    ),
    ends: 'out_of_scope',
  },
  {
    key: 'internal-chat',
    out: ago(44),
    form: form('1210', 'office', 'digital', ['time', 'workplace']),
    endorsements: 11,
    written: {
      title: '庁内の短い連絡を、電話からチャットに替えたい',
      current:
        '「会議の部屋が変わりました」「資料を共有フォルダに置きました」といった短い連絡を、電話で1人ずつしています。相手が席にいないと、折り返しを待ち、伝言の付箋を貼り、また電話が鳴ります。窓口の対応や計算の途中で電話を取ると、どこまでやったか分からなくなります。係で1週間数えてみたところ、内線は1人1日に平均14回、そのうち9回は「急がないが、伝えておきたい」用件でした。\n保育園や支所、現場のように、職員がいつも席にいるとは限らない職場では、つながるまでに何度もかけ直しています。聞き間違いもあり、日にちや部屋の番号を取り違えたことが、この半年で3回ありました。\n庁内メールもありますが、件名を付けて、宛先を選んで、あいさつを書いてとなると、短い用件には向きません。全員に送られたメールに埋もれて、読まれていないこともあります。',
      idea: '庁内のネットワークの中で使えるチャットを、まず3つの部で試す。約束ごとを最初に決めておくことが大切だと思います。\n1 夜間と休日は送らない。送っても、次の開庁日の朝に届くようにする。\n2 決裁や指示の代わりにしない。決まったことは文書で残す。\n3 個人の情報や市民の情報は書かない。\n4 既読が分かる機能は使わない。返事を急かされているように感じるからです。\n5 記録を残す期間を決める。\n個人のパソコンのない職場では、共用のタブレットで見られるようにする。\n試した後で、内線の回数が本当に減ったかを同じ方法で数え、減らなければやめる、というところまで決めてから始めれば、道具が増えただけになることはないと思います。費用は、いま使っている業務用の仕組みに付いている機能で足りるかどうかを、先に確かめてください。',
      effect:
        '電話で中断される回数が減ります。1回の中断で、元の仕事に戻るのに数分かかると言われています。1人1日5回減れば、3つの部だけでも年に数千時間になります。',
    },
    steps: [
      route(1, '1210', '1220'),
      accept(3),
      interim(7, '情報セキュリティの基準を満たす方法を、情報システム担当課と確かめています。'),
      startTrial(
        8,
        days(55),
        '3つの部（約260人）で、17時15分以降は送れない設定にして試し、外線を除く電話の回数を前の月と比べます。',
      ),
    ],
    ends: 'trial',
  },
  {
    key: 'free-desks',
    out: ago(44),
    form: form('1330', 'office', 'workplace', ['workplace', 'time']),
    endorsements: 6,
    written: {
      title: '打合せ用の机を、予約なしで使えるようにしてほしい',
      current:
        '2人で10分話すだけでも、会議室の予約が要ります。空いている部屋も予約だけ入っていて、実際には使われていません。',
      idea: '各階に予約の要らない打合せの机を2つ置く。15分使わなければ予約を自動で取り消す。',
      effect: '',
    },
    steps: [
      route(2, '1330'),
      accept(3),
      ...answered(8, {
        conclusion: 'in_place',
        reason: '各階の廊下側に打合せ用の机を置いています。予約は要りません。',
        where: '庁舎の案内図（各階の掲示）',
      }),
      reopen(
        25,
        '回答の公表の後、3階と5階の打合せ用の机が荷物置場になっており使えない、という声が複数ありました。予約の自動の取消しについても、回答がありませんでした。もう一度、検討をお願いします。',
      ),
    ],
    ends: 'reopened',
  },
  {
    key: 'nursery-wifi',
    out: thisYear(0.45),
    form: form('1210', 'office', 'digital', ['time', 'service']),
    endorsements: 7,
    written: {
      title: '保育園と支所の会議室にも無線のネットワークを',
      current:
        '保育園では事務室の1台しか庁内のネットワークにつながりません。オンラインの研修は、園長の席を空けてもらって受けています。',
      idea: '事務室と休憩室に無線を入れる。支所は会議室だけでよい。',
      effect: '研修のための移動がなくなる。',
    },
    steps: [
      route(2, '1210', '3120'),
      accept(2),
      interim(6, '回線の容量と、工事の要る園を調べています。'),
      ...answered(18, {
        conclusion: 'partly_planned',
        reason: '保育園28園の事務室と、10の支所の会議室に、庁内の無線を入れます。',
        part: '休憩室は、電波の届きにくい建物が多く、追加の工事に1園あたり40万円かかるため、今回は行いません。事務室の無線が届く園では、休憩室でも使えます。',
        date: days(160),
      }),
    ],
    ends: 'partly_planned',
  },
  {
    key: 'second-monitor',
    out: thisYear(0.25),
    form: form('1210', 'office', 'digital', ['time']),
    endorsements: 7,
    written: {
      title: '全員に2台目の画面を配ってほしい',
      current:
        '資料を見ながら入力する仕事が多く、画面を何度も切り替えています。審査の係だけには2台あります。',
      idea: '全員に2台目の画面を配る。',
      effect: '入力の間違いが減る。',
    },
    steps: [
      route(1, '1210', '1220'),
      accept(2),
      interim(8, '2台目の画面のある係で、実際の使い方を聞いています。'),
      ...answered(16, {
        conclusion: 'declined',
        reason:
          '4つの係で2週間比べたところ、照合や審査の仕事では時間が12％短くなりましたが、ほかの仕事では差がありませんでした。全員に配るのではなく、照合や審査の多い係からの申請を受けて貸し出しています。',
        reasonCode: 'effect',
        wouldChange:
          '照合や審査以外の仕事でも時間が5％以上短くなることを示せる係があれば、貸出しの対象に加えます。試すための2台組を、2週間お貸しします。',
      }),
    ],
    ends: 'declined',
  },
]
