/** Sample proposals: 会計事務. */
import {
  accept,
  adopt,
  answered,
  ask,
  confirmEffect,
  interim,
  markDone,
  mask,
  merge,
  modelCase,
  releaseQuestion,
  reply,
  reportAdoption,
  reportEffect,
  route,
} from './demo-proposal-acts.ts'
import { ago, days, form, lastYear, type Story, thisYear } from './demo-proposal-story.ts'

export const accountingStories: readonly Story[] = [
  {
    key: 'fewer-attachments',
    out: lastYear(0.02),
    form: form('2710', 'accounting', 'abolish', ['time', 'cost']),
    endorsements: 14,
    written: {
      title: '支出命令書に付ける書類を減らせないでしょうか',
      current:
        '物品の支払いのとき、請求書のほかに、納品書の写し、見積書の写し、発注の決裁の写しを付けて会計課に出しています。全部、財務会計システムと文書管理システムに入っているものです。1件につき5枚から8枚、1か月でファイル1冊になります。',
      idea: 'システムで見られるものは付けない。必要なときに会計課が画面で確かめる。',
      effect: '紙と時間の両方が減ります。',
    },
    steps: [
      route(1, '2710'),
      accept(2),
      interim(6, '審査で実際に使っている書類と、使っていない書類を、2週間分の伝票で調べます。'),
      ask(2, '添付をやめたときに、発注した側で困ることがあるとすれば、どのような場合でしょうか。'),
      releaseQuestion(1),
      reply(
        3,
        '検査の日付が請求書に書かれていない場合だけ、後で説明に困ると思います。検査日をシステムに入力する欄があれば、困りません。',
      ),
      ...answered(
        10,
        {
          conclusion: 'planned',
          reason:
            '調べた1,840件のうち、審査で納品書と見積書の写しを見たのは31件でした。10万円未満の物品は、添付を請求書だけにします。検査日は、支出命令書の摘要に入力してください。',
          date: days(12),
        },
        '会第96号',
      ),
      markDone(11, 'done', 1900, '会計事務の手引を改め、全所属に通知しました。'),
      reportEffect(
        72,
        2240,
        '添付の枚数は月に約2万1千枚減りました。発注側の作業の短縮を1件8分として計算しています。',
      ),
      confirmEffect(3),
      modelCase(
        5,
        '「念のため」付けていた書類を、実際に使われているかを数えて、やめた例です。支所、水道局、消防でも同じようにできます。',
      ),
      adopt(6, '2820', '水道局の会計でも、同じ範囲で添付を減らします。'),
      adopt(1, '3310', '消防本部の物品でも同じ扱いにします。'),
      reportAdoption(35, '2820', 210, '月におよそ150件が対象になりました。'),
      reportAdoption(12, '3310', 95, '各消防署からの送付も、電子だけになりました。'),
    ],
    ends: 'model_case',
  },
  {
    key: 'travel-expenses',
    out: ago(6),
    form: form(null, 'accounting', 'digital', ['time']),
    endorsements: 6,
    written: {
      title: '近距離の出張旅費の計算を自動にしてほしい',
      current:
        '公用車が取れず電車やバスで出張したとき、運賃を乗換案内で調べ、画面を印刷して旅行命令に付けています。数百円の旅費に20分かけています。',
      idea: '庶務のシステムに、駅名を入れると運賃が出る機能を付ける。または、よく行く所の運賃表を毎年作って、それを見ればよいことにする。',
      effect: '年間の出張の件数 × 15分',
    },
    steps: [route(2, '1110')],
    ends: 'routing',
  },
  {
    key: 'travel-printouts',
    out: ago(3),
    form: form('1110', 'accounting', 'abolish', ['time', 'cost']),
    endorsements: 2,
    written: {
      title: '旅費の精算で、乗換案内の画面を印刷して付けるのをやめたい',
      current:
        '電車の出張のたびに、乗換案内の画面を印刷して旅行命令書に付けています。金額を確かめる人も、また同じ画面を開いて見ています。',
      idea: '運賃は庶務のシステムで自動で計算し、印刷した画面の添付はやめる。',
      effect: '',
    },
    steps: [merge(1, 'travel-expenses')],
    ends: 'merged',
  },
  {
    key: 'petty-cash',
    out: thisYear(0.2),
    form: form('2710', 'accounting', 'digital', ['time', 'safety']),
    endorsements: 6,
    written: {
      title: '資金前渡の現金をやめて、法人カードにする',
      current:
        '行事の材料や高速道路の料金のため、資金前渡で現金を預かり、金庫で保管し、残金を1円まで数えて戻しています。保育園では、園長が昼休みに銀行へ行っています。内線4417の係では、月に一度は数え直しをしています。',
      idea: '課ごとに法人カードを1枚持ち、利用の明細で精算する。',
      effect: '現金の事故がなくなる。',
    },
    steps: [
      mask(1, ['current', '内線4417の係']),
      route(0, '2710'),
      accept(3),
      interim(6, '指定金融機関と、カードの条件について相談しています。'),
      ...answered(23, {
        conclusion: 'declined',
        reason:
          '資金前渡の件数は5年間で4割に減り、1件あたりの金額も小さくなっています。カードの年会費、明細の突合せ、紛失への備えを考えると、いまの件数では費用が効果を上回ります。高速道路の料金は、後納カードで現金を使わずに支払えますので、管財課にお申し込みください。',
        reasonCode: 'cost',
        wouldChange:
          '年会費の要らない公共団体向けのカードを指定金融機関が始めるか、現金でしか払えない支出が年に1,000件を超えるようになれば、実施できます。',
      }),
    ],
    ends: 'declined',
  },
]
