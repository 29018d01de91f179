/** Sample proposals: 庶務事務. */
import {
  accept,
  acceptedByTime,
  answered,
  answeredByDirector,
  giveBack,
  interim,
  markDone,
  reconsider,
  reportEffect,
  reportHunt,
  route,
  withdraw,
  draft,
  submit,
  approve,
  publish,
  sendBack,
} from './demo-proposal-acts.ts'
import {
  ago,
  days,
  form,
  lastYear,
  sameDay,
  step,
  type Story,
  thisYear,
} from './demo-proposal-story.ts'

export const generalStories: readonly Story[] = [
  {
    key: 'commute-form',
    out: lastYear(0.75),
    form: form('1110', 'general', 'digital', ['time']),
    endorsements: 8,
    written: {
      title: '通勤届と扶養の届を、庶務のシステムから出せるようにする',
      current:
        '住所や通勤の方法が変わると、紙の通勤届に地図を貼り、課の庶務担当、人事課の順に回しています。書き方の問い合わせが多く、庶務担当は毎年4月に1週間これに取られます。',
      idea: '庶務のシステムに入力画面を作る。地図は経路検索の結果でよい。',
      effect: '4月の残業の削減',
    },
    steps: [
      route(2, '1110'),
      accept(4),
      interim(7, '手当の条例と規則で「書面」とされている届を洗い出しています。'),
      draft(18, {
        conclusion: 'planned',
        reason: '通勤届、住居届、扶養親族届の3つを、庶務のシステムから提出できるようにします。',
        date: days(60),
      }),
      submit(0),
      sendBack(
        1,
        '添付書類の扱いが書かれていません。写真でよいかどうかを、はっきり書いてください。',
      ),
      draft(2, {
        conclusion: 'planned',
        reason:
          '通勤届、住居届、扶養親族届の3つを、庶務のシステムから提出できるようにします。添付書類は写真やスキャンのデータでよいこととし、原本の提出は求めません。',
        date: days(60),
      }),
      submit(0),
      approve(1, '人第388号'),
      publish(1),
      markDone(
        55,
        'done',
        1600,
        '3つの届の電子提出を始めました。紙の届は、あと半年は受け付けます。',
      ),
      reportEffect(
        68,
        1720,
        '3つの届のうち92％が電子になりました。書き方の問い合わせは、月に140件から35件に減っています。',
      ),
    ],
    ends: 'done',
  },
  {
    key: 'paper-only-approval',
    out: lastYear(0.5),
    form: form('1860', 'general', 'procedure', ['time', 'workplace'], {
      publicity: 'closed',
      aboutHead: true,
    }),
    endorsements: 0,
    written: {
      title: '休暇や出張の伺いを、所属長が紙でも求めるのをやめてほしい',
      current:
        '庶務のシステムで申請しているのに、所属長の考えで、同じ内容を紙の伺いでも出しています。在席しているときに直接渡すことになっていて、戻るのを待って帰れない日があります。',
      idea: 'システムの承認だけにする。急ぎのときは電話で補えばよいと思います。',
      effect: '課の全員の時間。気持ちの面でも楽になります。',
    },
    steps: [
      route(2, '1860'),
      step(3, 'director', { act: 'accept' }),
      step(5, 'director', {
        act: 'interim',
        text: '提案の内容を受け止め、部内のほかの課の取扱いも確かめています。',
      }),
      ...answeredByDirector(8, {
        conclusion: 'done',
        reason:
          '部の全部の課について、休暇と出張の伺いは庶務のシステムの承認だけとするよう、部長から取扱いを示しました。紙の伺いは使いません。',
        date: sameDay,
        hours: 260,
      }),
    ],
    ends: 'done',
  },
  {
    key: 'bicycle-keys',
    out: ago(19),
    form: form('1140', 'general', 'other', ['workplace']),
    endorsements: 0,
    written: {
      title: '庁用の自転車の鍵の受渡しを、もっと簡単にしてほしい',
      current:
        '自転車の鍵を借りるのに、台帳に氏名、行き先、戻る時刻を書き、課長の印が要ります。近くの銀行に行くだけでも同じです。',
      idea: '番号式の鍵にして、予約表に名前を書くだけにする。',
      effect: '',
    },
    steps: [
      route(1, '1140'),
      acceptedByTime(),
      reportHunt(
        3,
        '朝の打合せで「自転車の件を書いたのは誰か」と聞かれました。責められたわけではありませんが、名乗り出るまで待つような雰囲気でした。',
      ),
      withdraw(1),
    ],
    ends: 'withdrawn',
  },
  {
    key: 'health-check-slots',
    out: ago(37),
    form: form('1110', 'general', 'digital', ['time', 'service']),
    endorsements: 7,
    written: {
      title: '職員の健康診断の日程を、自分で選べるようにしてほしい',
      current:
        '健康診断の日時は課ごとに割り当てられ、窓口や現場の都合で行けないときは、庶務担当が電話で調整しています。毎年、当課では半分以上が変更しています。受けそびれる人も出ています。',
      idea: '空いている枠を画面に出し、本人が選ぶ。締切までに選ばない人だけを割り当てる。',
      effect: '庶務担当の調整と、受診率の向上。',
    },
    steps: [
      route(1, '1110'),
      accept(2),
      interim(6, '健診機関の予約の仕組みについて確認しています。'),
      ...answered(15, {
        conclusion: 'declined',
        reason:
          '健診機関の予約の仕組みは団体ごとの割当てを前提としており、個人での予約には別の契約が必要です。いまの契約の期間中は難しいと判断しました。',
        reasonCode: 'timing',
        wouldChange: '健診機関との契約の更新のときに、個人での予約を仕様に入れれば実施できます。',
      }),
      reconsider(
        6,
        '健診機関のホームページを見たところ、今年から団体でも「予約枠の開放」という無料の機能が使えると書かれていました。契約を変えなくてもできるのではないでしょうか。もう一度、確かめていただけないでしょうか。',
      ),
    ],
    ends: 'reopened',
  },
  {
    key: 'part-time-attendance',
    out: thisYear(0.22),
    form: form('1110', 'general', 'digital', ['time', 'safety']),
    endorsements: 10,
    written: {
      title: '会計年度任用職員の出勤簿を、システムにする',
      current:
        '会計年度任用職員の出勤簿は、いまも紙に印を押しています。月末に庶務担当が電卓で時間を集計し、報酬の計算表に打ち込みます。勤務の形が一人ひとり違うので、毎月2、3件は間違いが見つかり、翌月に直しています。私のところのように任用職員が多い施設では、月末の2日間はこの作業だけで終わります。',
      idea: '正規の職員と同じく、カードで記録できるようにする。施設にはタブレットを1台置き、名前を選んで押す方法でもよいと思います。時間の集計と報酬の計算まで自動にできれば、間違いがなくなります。',
      effect: '任用職員はおよそ1,300人。1人につき月20分としても、年に5,000時間を超えます。',
    },
    steps: [
      route(2, '1110', '1220'),
      accept(2),
      interim(7, '庶務のシステムの契約の範囲と、施設の通信の状況を調べています。'),
      draft(20, {
        conclusion: 'partly_planned',
        reason:
          '本庁と支所の会計年度任用職員について、庶務のシステムのカードによる記録を始めます。時間の集計と報酬の計算も自動になります。',
        part: '保育園、学校、消防署は、施設の通信環境と、早番・遅番の勤務の登録に改修が必要なため、今回は含めません。',
        date: days(140),
      }),
      submit(0),
      approve(2),
      giveBack(
        1,
        '結論はこのままで結構です。「今回は含めません」の施設について、次に判断する時期を書き足していただけないでしょうか。',
      ),
      draft(2, {
        conclusion: 'partly_planned',
        reason:
          '本庁と支所の会計年度任用職員について、庶務のシステムのカードによる記録を始めます。時間の集計と報酬の計算も自動になります。',
        part: '保育園、学校、消防署は、施設の通信環境と、早番・遅番の勤務の登録に改修が必要なため、今回は含めません。改修の見積りがそろう、次の予算要求のときに判断します。',
        date: days(140),
      }),
      submit(0),
      approve(1),
      publish(1),
    ],
    ends: 'partly_planned',
  },
]
