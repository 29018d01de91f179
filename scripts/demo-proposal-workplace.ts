/** Sample proposals: 職場環境. */
import {
  route,
  mask,
  releaseQuestion,
  refuseQuestion,
  accept,
  interim,
  ask,
  answered,
  startTrial,
  questionLapsed,
} from './demo-proposal-acts.ts'
import {
  ago,
  days,
  form,
  lastYear,
  months,
  sameDay,
  type Story,
  thisYear,
} from './demo-proposal-story.ts'

export const workplaceStories: readonly Story[] = [
  {
    key: 'nap-rooms',
    out: lastYear(0.15),
    form: form('3310', 'workplace', 'workplace', ['workplace', 'safety']),
    endorsements: 10,
    written: {
      title: '消防署の仮眠室を、1人ずつ仕切ってほしい',
      current:
        '仮眠室は大部屋で、出動のたびに全員が目を覚まします。いびきや着替えの音も気になり、続けて2時間眠れる日はまれです。女性の職員の仮眠室は、物置を使っています。',
      idea: '間仕切りで1人ずつの空間にし、出動の知らせはその隊だけに流す。建替えまで待たず、既製品の間仕切りでもよい。',
      effect: '睡眠不足による事故を防ぐ。採用にもよい影響があると思います。',
    },
    steps: [
      route(2, '3310', '3350'),
      accept(3),
      interim(7, '各署の広さと、消防法令上の扱いを調べています。'),
      ...answered(20, {
        conclusion: 'continued',
        reason:
          '間仕切りで天井までふさぐと、警報と換気の設備の改修が要ることが分かりました。ふさがない高さで効果があるかを、他市の例で確かめます。女性の職員の仮眠室は、先に相談室を改めて使えるようにしました。',
        nextDate: months(5),
      }),
      ...answered(
        80,
        {
          conclusion: 'planned',
          reason:
            '高さ1.8メートルの間仕切りと、隊ごとに鳴り分ける知らせの組合せで、3つの署の仮眠室を個室に近い形にします。他市では、起こされる回数が半分になっていました。',
          date: days(220),
        },
        '消総第58号',
      ),
    ],
    ends: 'planned',
  },
  {
    key: 'crew-showers',
    out: lastYear(0.32),
    form: form('1930', 'workplace', 'workplace', ['workplace', 'safety']),
    endorsements: 6,
    written: {
      title: '収集から戻った後のシャワーの順番を何とかしてほしい',
      current:
        '夏は全部の班が同じ時間に戻り、シャワー3つに30人が並びます。作業着のまま昼ごはんを食べる人もいます。',
      idea: '使っていない女子更衣室の脇の2つも使えるようにする。班の戻りの時間を15分ずつずらす。',
      effect: '体調の管理',
    },
    steps: [
      route(2, '1930'),
      accept(2),
      ask(2, 'どの係の、何班の方でしょうか。'),
      refuseQuestion(
        1,
        '提案した方が分かるおそれのある質問です。提案の内容についての質問に替えてください。',
      ),
      ask(1, '時間をずらす場合、15分で足りるでしょうか。'),
      releaseQuestion(1, 'Q2XX'),
      questionLapsed(12, 'Q2XX'),
      ...answered(3, {
        conclusion: 'done',
        reason:
          '女子更衣室の脇の2つの配管を直し、使えるようにしました。戻りの時間は、収集の経路に影響のない4つの班で20分ずらしています。',
        date: sameDay,
        hours: 300,
      }),
    ],
    ends: 'done',
  },
  {
    key: 'staggered-hours',
    out: lastYear(0.35),
    form: form('1110', 'workplace', 'procedure', ['workplace', 'time']),
    endorsements: 15,
    written: {
      title: '時差出勤を、前の日までの申請で使えるようにする',
      current:
        '時差出勤は、前の月の20日までに1か月分を申請することになっています。子どもの通院や介護は、前の日にならないと分からないことがほとんどで、使える人がいません。結局、時間の休暇を細切れに取っています。',
      idea: '前日の正午までの申請で使えるようにする。窓口の体制に支障があるときだけ、所属長が日を変えられることにする。',
      effect: '子育てや介護をしている職員が働き続けられる。',
    },
    steps: [
      route(1, '1110'),
      accept(3),
      interim(6, '条例と規則の定めと、他市の取扱いを調べています。'),
      ...answered(20, {
        conclusion: 'continued',
        reason:
          '勤務時間規則の改正が必要です。窓口のある所属への影響を確かめるため、まず本庁の3課で前日までの申請を認め、状況を見ます。',
        nextDate: months(4),
      }),
      ...answered(70, {
        conclusion: 'continued',
        reason:
          '3課では月に41件の利用があり、支障は2件でした。窓口のある5課と支所1か所に広げ、支障の多い時間帯がないかを確かめます。',
        nextDate: months(5),
      }),
      ...answered(85, {
        conclusion: 'continued',
        reason:
          '窓口のある課でも支障は少ないことが分かりました。全庁での実施に向けて、規則の改正と、庶務のシステムの改修の見積りを進めています。',
        nextDate: months(5),
      }),
    ],
    ends: 'continued',
  },
  {
    key: 'library-shifts',
    out: ago(37),
    form: form('3060', 'workplace', 'workplace', ['workplace', 'service']),
    endorsements: 7,
    written: {
      title: '土日の勤務の希望を、画面から出せるようにする',
      current:
        '土日の勤務表は、紙の希望表を回して担当が手作業で組んでいます。毎月、組むのに2日、直すのに1日かかります。急な休みの代わりも、電話で順に聞いています。',
      idea: '希望を画面で入力し、案を自動で作る。代わりを頼むときも、画面で募る。',
      effect: '月に3日分の作業',
    },
    steps: [
      route(2, '3060'),
      accept(2),
      interim(7, '勤務表を作る機能を、いまの庶務のシステムで試せるかを確認しました。'),
      startTrial(
        5,
        days(60),
        '中央図書館のカウンターの勤務表で2か月試し、組む時間と、希望のかなった割合を比べます。',
      ),
    ],
    ends: 'trial',
  },
  {
    key: 'half-day-telework',
    out: thisYear(0.15),
    form: form('1110', 'workplace', 'procedure', ['workplace'], { publicity: 'closed' }),
    endorsements: 0,
    written: {
      title: '在宅勤務を半日でも使えるようにしてほしい',
      current:
        '在宅勤務は1日単位です。午前に会議や窓口の当番が1つあるだけで、その日は使えません。私の担当では週に2日は当番があるため、制度があっても使ったことがありません。',
      idea: '午前または午後だけの在宅勤務を認める。移動は休憩時間にする。',
      effect: '通勤時間の長い職員の負担が減る。',
    },
    steps: [
      mask(1, ['current', '私の担当では週に2日']),
      route(1, '1110'),
      accept(4),
      interim(7, '移動の時間の扱いについて、県と他市に照会しています。'),
      ...answered(22, {
        conclusion: 'declined',
        reason:
          '移動の時間の扱いと、通勤の途中の災害の取扱いについて、国の考え方がまだ示されていません。職員の不利益になるおそれがあるため、いまは見送ります。',
        reasonCode: 'timing',
        wouldChange:
          '国または県から、半日の在宅勤務のときの移動の扱いが示されれば、規則を改めて実施します。',
      }),
    ],
    ends: 'declined',
  },
]
