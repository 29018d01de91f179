/** Sample proposals: 事務執行, at desks and counters. */
import {
  accept,
  adopt,
  answered,
  confirmEffect,
  exclude,
  giveBackToAuthor,
  interim,
  markDone,
  opinion,
  publish,
  reportAdoption,
  reportEffect,
  rewrite,
  route,
  summarise,
  approveSummary,
  rejectSummary,
  draft,
  approve,
} from './demo-proposal-acts.ts'
import { ago, days, form, lastYear, type Story, thisYear } from './demo-proposal-story.ts'

export const executionStories: readonly Story[] = [
  {
    key: 'inquiry-calendar',
    out: lastYear(0.14),
    form: form(null, 'execution', 'inquiry', ['time']),
    endorsements: 12,
    written: {
      title: '照会の締切が重ならないように、全庁の照会カレンダーを作る',
      current:
        '決算、議会、予算の時期に、照会の締切が同じ週に集中します。当課では1週間に11件の締切が重なったことがありました。照会する側は、ほかの課がいつ何を聞いているかを知りません。しかも「至急」「本日中」と付いたものが毎週あります。',
      idea: '照会を出す前に、カレンダーに締切を登録する。1週間に5件までなど、全庁で上限を決め、あふれたら日をずらす。回答の期間は10日以上を原則とする。毎年同じ内容のものは、前年の答えを付けて「変更があるものだけ」と聞けば足りると思います。',
      effect: '残業の減少。急ぎの照会が減れば、窓口に集中できます。',
    },
    steps: [
      route(2, '1020'),
      accept(5),
      interim(7, '1か月間に出された照会をすべて集めて、締切と、重なりを調べています。'),
      ...answered(18, {
        conclusion: 'partly_planned',
        reason:
          '照会カレンダーを庁内掲示板に設け、照会する所属が締切を登録することとします。回答の期間は8開庁日以上を原則とし、毎年の照会は前年の答えを付けて出します。',
        part: '1週間の件数の上限は、国や県からの締切の短い照会があるため、設けません。重なりが5件を超える週は、登録の画面に知らせが出るようにします。',
        date: days(20),
      }),
      markDone(
        22,
        'partly_done',
        1800,
        'カレンダーと原則を定めて、通知しました。最初の月の登録は、照会の74％でした。',
      ),
    ],
    ends: 'partly_done',
  },
  {
    key: 'branch-calling',
    out: lastYear(0.7),
    form: form('1740', 'execution', 'digital', ['service', 'workplace']),
    endorsements: 6,
    written: {
      title: '支所の窓口にも番号の発券機と呼出しの表示を置く',
      current:
        '本庁の市民課には発券機がありますが、支所にはありません。転入の多い時期は、順番をめぐって市民どうしが言い争いになることがあります。職員が名前を呼ぶので、個人の情報という点でも気になります。',
      idea: '来庁者の多い3つの支所に、簡易な発券機と画面を置く。待ち人数をホームページで見られるようにする。',
      effect: '',
    },
    steps: [
      route(2, '1740', '2671', '2661'),
      accept(4),
      interim(6, '支所ごとの来庁者の数と、置く場所を確かめています。'),
      opinion(4, '2671', '待合いの場所が狭いため、表示の画面は壁に掛けるものを希望します。'),
      opinion(1, '2661', '来庁者の半分は農林の相談です。用件を選べる発券機だと助かります。'),
      ...answered(14, {
        conclusion: 'partly_planned',
        reason:
          '来庁者の多い東山支所と港町支所に、用件を選べる発券機と壁掛けの画面を置きます。名前での呼出しは、それまでの間も番号札（手渡し）に替えます。',
        part: '待ち人数のホームページへの表示は、支所の回線の更新が必要なため行いません。ほかの8つの支所は、1時間に3人を超える時間帯が少ないため、番号札で対応します。',
        date: days(220),
      }),
    ],
    ends: 'partly_planned',
  },
  {
    key: 'reservation-mail',
    out: lastYear(0.2),
    form: form('3060', 'execution', 'procedure', ['time', 'service']),
    endorsements: 6,
    written: {
      title: '予約本の連絡を、電話からメールに替える',
      current:
        '予約の本が届くと、1件ずつ電話で連絡しています。カウンターの風見さんは、午前中ずっと電話をしています。つながらないことが多く、3回かけることもあります。',
      idea: 'メールアドレスのある方には、自動でメールを送る。',
      effect: '1日40件の電話が減る。',
    },
    steps: [
      giveBackToAuthor(
        1,
        '職員のお名前が書かれています。どなたのことか分からない書き方に直していただけますか。ほかの部分は、このままで結構です。',
      ),
      rewrite(4, {
        current:
          '予約の本が届くと、1件ずつ電話で連絡しています。カウンターの職員が、午前中ずっと電話をしています。つながらないことが多く、3回かけることもあります。',
      }),
      route(1, '3060'),
      accept(2),
      ...answered(7, {
        conclusion: 'in_place',
        reason:
          'メールでの連絡は、図書館システムの更新のときから使えるようになっています。ただ、利用者の登録のときに希望をうかがっていなかったため、使われていませんでした。登録の用紙に欄を設け、返却のときにもお声がけします。',
        where: '図書館システムの「利用者情報 → 連絡方法」。手順は館内の業務手順書の7章にあります。',
      }),
    ],
    ends: 'in_place',
  },
  {
    key: 'national-survey',
    out: lastYear(0.88),
    form: form(null, 'execution', 'inquiry', ['time']),
    endorsements: 0,
    written: {
      title: '国の統計調査の調査票を、もっと短くしてほしい',
      current:
        '国の調査の調査票が細かすぎて、調査員の方も、答える世帯の方も困っています。問い合わせの電話が1日中鳴ります。',
      idea: '調査票の項目を半分にする。',
      effect: '',
    },
    steps: exclude(
      2,
      'beyond',
      '調査票の内容は国が法令で定めており、市では変えることができません。いただいた声は、県を通じて国に出す「統計調査の改善の意見」に加えました。問い合わせの電話の受け方など、市でできることについての提案は、いつでもお待ちしています。',
    ),
    ends: 'out_of_scope',
  },
  {
    key: 'case-record',
    out: lastYear(0.5),
    form: form('1830', 'execution', 'procedure', ['time', 'safety'], { publicity: 'summary' }),
    endorsements: 6,
    written: {
      title: '訪問の記録の書き方を、選択式と短い文に替える',
      current:
        '家庭訪問の記録を、1件につき自由な文章で1ページ以上書くことになっています。係では5人で担当していて、私は毎週、木曜の夜に残ってまとめて書いています。同じことを月次の報告にも書き写します。書き方が人によって違うので、急な休みのときに代わりの人が読んでも、次に何をすればよいか分かりません。',
      idea: '「健康」「住まい」「収入」「次にすること」の4つの欄に分け、変わりがなければチェックだけにする。月次の報告は、記録から自動で抜き出す。',
      effect: '1件20分の短縮。引継ぎの漏れが減る。',
    },
    steps: [
      summarise(
        1,
        '訪問の記録の様式を見直す',
        '家庭訪問の記録は自由な文章で書いており、時間がかかる上、ほかの人が読んで次にすることが分かりにくい。欄を分けた選択式の様式にし、月次の報告は記録から抜き出すようにしたい。',
      ),
      approveSummary(3),
      route(1, '1830'),
      accept(2),
      interim(6, '課の中に小さな作業班を作り、様式の案を作っています。'),
      ...answered(13, {
        conclusion: 'planned',
        reason:
          '4つの欄の様式を2か月試し、監査の指摘事項を満たすことを確かめました。全部の係で使い始めます。月次の報告への書写しは、やめます。',
        date: days(20),
      }),
      markDone(18, 'done', 1400, '新しい様式に替えました。古い様式は使いません。'),
      reportEffect(68, 1750, '記録1件の時間は平均38分から17分になりました。月におよそ420件です。'),
      confirmEffect(4),
      adopt(10, '1820', '障害のある方の相談の記録も、同じ4つの欄にします。'),
      reportAdoption(45, '1820', 480, '記録の時間が1件15分短くなりました。'),
    ],
    ends: 'confirmed',
  },
  {
    key: 'visit-notices',
    out: ago(5),
    form: form('1870', 'execution', 'procedure', ['time', 'service'], { publicity: 'summary' }),
    endorsements: 0,
    written: {
      title: '赤ちゃん訪問の日程調整を、電話だけにしない',
      current:
        '訪問の約束を電話だけで取っています。出産直後のお母さんは電話に出られないことが多く、つながるまでに平均4回かけています。昼休みと夕方に電話が集中し、相談室が足りません。',
      idea: '出生届のときに、希望の連絡方法を選んでもらう。選んだ人には、予約の画面を案内する。',
      effect: '電話の時間が半分になる。',
    },
    steps: [
      summarise(
        1,
        '訪問の日程の調整に、電話のほかの方法を加える',
        '訪問の約束を電話だけで取っており、つながるまでに何度もかけている。希望する方には予約の画面を案内したい。',
      ),
      rejectSummary(
        1,
        '「出生届のときに選んでもらう」というところが、いちばん言いたいことです。入れていただけますか。',
      ),
      summarise(
        1,
        '訪問の日程の調整に、電話のほかの方法を加える',
        '訪問の約束を電話だけで取っており、つながるまでに何度もかけている。出生届のときに希望の連絡方法を選んでもらい、希望する方には予約の画面を案内したい。',
      ),
    ],
    ends: 'received',
  },
  {
    key: 'move-in-one-form',
    out: thisYear(0.5),
    form: form('1210', 'execution', 'digital', ['service', 'time']),
    endorsements: 8,
    written: {
      title: '転入のとき、住所と名前を何度も書かなくてよい窓口にする',
      current:
        '転入の方に、市民課、国保年金課、子ども・子育て課、学務課、水道局の窓口で、同じ住所と名前を5回書いてもらっています。お子さんを抱いて2時間かかる方もいます。案内する側も、書き間違いの確認に時間を取られています。',
      idea: '最初の窓口で1度だけ聞き取り、申請書を全部印刷して渡す。職員が行き先を説明できるように、必要な手続の一覧も一緒に出す。',
      effect: '転入は年におよそ4,500件。',
    },
    steps: [
      route(2, '1210', '1740'),
      accept(3),
      interim(6, '市民課と一緒に、申請書の項目の突合せをしています。'),
      opinion(
        2,
        '1740',
        '水道の手続は、窓口ではなく、電話と画面での受付が多いため、後からでよいと考えます。',
      ),
      draft(11, {
        conclusion: 'planned',
        reason:
          '「書かない窓口」の仕組みを市民課に置き、国保、子育て、学校の手続の申請書を一度に印刷します。手続の一覧も、世帯ごとに出るようにします。水道は、次の段階で加えます。',
        date: days(120),
      }),
      approve(3, 'DX第77号'),
      publish(1),
    ],
    ends: 'planned',
  },
]
