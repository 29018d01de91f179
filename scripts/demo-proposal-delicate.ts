/** Sample proposals: 職場環境, where the writer could be found, or somebody needs another door. */
import {
  route,
  mask,
  giveBackToAuthor,
  summarise,
  releaseQuestion,
  referTo,
  accept,
  interim,
  ask,
  approveSummary,
  flagQuestion,
} from './demo-proposal-acts.ts'
import { ago, form, step, type Story } from './demo-proposal-story.ts'

export const delicateStories: readonly Story[] = [
  {
    key: 'counter-breaks',
    out: ago(3),
    form: form('1740', 'workplace', 'workplace', ['workplace'], { publicity: 'closed' }),
    endorsements: 0,
    written: {
      title: '昼の窓口当番の休憩を、きちんと取れるようにしてほしい',
      current:
        '私の担当の係では、昼の当番の日に休憩が30分しか取れないことが続いています。内線2731の電話も同時に受けています。昨年の10月に異動してきてから、ずっとこの状態です。',
      idea: '昼の当番を2人にして、電話は代表で受けてもらう。',
      effect: '',
    },
    steps: [
      mask(
        1,
        ['current', '私の担当の係'],
        ['current', '内線2731'],
        ['current', '昨年の10月に異動してきて'],
      ),
    ],
    ends: 'received',
  },
  {
    key: 'pump-station-heat',
    out: ago(5),
    form: form('2560', 'workplace', 'workplace', ['workplace', 'safety']),
    endorsements: 0,
    written: {
      title: 'ポンプ場の点検のときの暑さ対策',
      current:
        'ポンプ場の地下は夏に40度を超えます。先週も、風見主任が点検の途中で気分が悪くなりました。2人で行く決まりですが、人が足りず1人で行く日があります。',
      idea: '送風機と冷却ベストを備え、1人での点検をやめる。',
      effect: '熱中症の防止',
    },
    steps: [
      giveBackToAuthor(
        1,
        '体調を崩した方のお名前が書かれています。お名前を除いて書き直していただけますか。安全に関わることですので、書き直しを待たず、点検の体制について土木部に一般的な注意をお願いしました。',
      ),
    ],
    ends: 'returned',
  },
  {
    key: 'loud-reprimands',
    out: ago(61),
    form: form(null, 'workplace', 'other', ['workplace'], { publicity: 'closed' }),
    endorsements: 0,
    written: {
      title: '大きな声での指導について',
      current:
        '間違いがあると、ほかの職員や市民の前で、長い時間、大きな声で叱られます。自分だけでなく、何人かが同じ思いをしています。朝、席に着くのがつらいです。',
      idea: '指導は別の部屋で、短い時間で行うようにしてほしいです。',
      effect: '',
    },
    steps: referTo(
      1,
      'harassment',
      'つらい中で書いてくださり、ありがとうございます。この内容は、提案としてではなく、相談としてお受けするのがよいと考えました。ハラスメント相談窓口では、相談した方の名前や所属を伏せたまま、話を聞くことができます。この提案は、どの所属にも送らず、公開もしません。眠れない、食べられないといったことがあれば、健康相談（産業医）にもお話しください。',
    ),
    ends: 'referred',
  },
  {
    key: 'hall-night-shift',
    out: ago(34),
    form: form('1720', 'workplace', 'procedure', ['workplace', 'time'], { publicity: 'summary' }),
    endorsements: 5,
    written: {
      title: '夜の催しの立会いを、毎回2人から交替制に替える',
      current:
        '夜間の催しのとき、職員が2人、終わりまで立ち会っています。鍵の管理だけのために21時半まで残ることが月に8回あります。',
      idea: '鍵の管理は委託の警備に任せ、職員は呼出しの当番にする。',
      effect: '月16人分の夜の勤務がなくなる。',
    },
    steps: [
      summarise(
        1,
        '夜間の催しの立会いの方法を見直す',
        '夜間の催しに職員が2人立ち会っているが、鍵の管理が主な仕事になっている。鍵の管理は委託の警備に任せ、職員は呼出しの当番としたい。',
      ),
      approveSummary(3),
      route(1, '1720'),
      accept(3),
      interim(6, '警備の委託の内容と、催しの主催者との約束を確かめています。'),
      ask(2, 'この日程の当番に当たったことのある方でしょうか。実際の様子を確かめたいためです。'),
      releaseQuestion(1),
      flagQuestion(
        3,
        '当番の表を見れば、誰かが分かってしまう質問だと思います。答えないと進まないのでしょうか。',
      ),
    ],
    ends: 'reviewing',
  },
  {
    key: 'morning-speeches',
    out: ago(28),
    form: form('2820', 'workplace', 'abolish', ['time', 'workplace'], {
      publicity: 'closed',
      aboutHead: true,
    }),
    endorsements: 0,
    written: {
      title: '毎朝の全員での朝礼を、週に1回にしてほしい',
      current:
        '毎朝、始業の前に全員が立って集まり、所属長の話を15分ほど聞きます。早番の人は家を出る時間を早めています。話の内容は大切だと思いますが、始業の前なので、勤務の扱いになっていません。',
      idea: '朝礼は週に1回、始業の後に10分で行う。ほかの日は、文字での連絡にする。',
      effect: '1人あたり月に5時間',
    },
    steps: [
      route(2, '2820'),
      step(4, 'director', { act: 'accept' }),
      step(5, 'director', {
        act: 'interim',
        text: '始業前の集まりの扱いについて、局全体の状況を確かめています。始業前に出席を求めることは、すぐにやめるよう伝えました。',
      }),
    ],
    ends: 'reviewing',
  },
]
