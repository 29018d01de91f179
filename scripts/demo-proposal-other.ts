/** Sample proposals: その他, and those that still lie in the box when the sample city opens. */
import {
  accept,
  answered,
  approve,
  approveSummary,
  draft,
  erase,
  interim,
  referTo,
  route,
  submit,
  summarise,
  withdraw,
} from './demo-proposal-acts.ts'
import { ago, days, form, lastYear, months, step, type Story } from './demo-proposal-story.ts'

export const otherStories: readonly Story[] = [
  {
    key: 'transfer-wish',
    out: lastYear(0.95),
    form: form('1110', 'other', 'other', [], { publicity: 'closed' }),
    endorsements: 0,
    written: {
      title: '異動の希望が聞いてもらえません',
      current:
        '3年続けて異動の希望を書いていますが、かないません。家族の介護があり、家から近い職場を希望しています。',
      idea: '希望の理由を、もう一度見てもらいたいです。',
      effect: '',
    },
    steps: referTo(
      2,
      'personnel',
      'お気持ちを書いてくださり、ありがとうございます。お一人の異動についてのご希望は、提案の仕組みではお答えできません。人事相談窓口では、所属長を通さずに、介護の事情も含めてお話をうかがいます。この提案は、どの所属にも送っていません。「異動の希望の書き方や聞き方を変える」といった仕組みの提案は、いつでもお待ちしています。',
    ),
    ends: 'referred',
  },
  {
    key: 'leaked-list',
    out: lastYear(0.25),
    form: form('1820', 'other', 'procedure', ['time']),
    endorsements: 0,
    written: {
      title: '施設への送付先の一覧を、みんなで使えるようにする',
      current:
        '送付先を毎回打ち直しています。今使っている一覧を貼ります。【見本：施設名、担当の方の氏名、電話番号が5件続く】',
      idea: '一覧を1つにして共有する。',
      effect: '',
    },
    steps: [
      ...erase(
        1,
        ['current'],
        '外部の方の氏名と電話番号が書かれていたため、「今の状況」を直ちに消去しました。',
      ),
      withdraw(2),
      // Kept short for the sample: what was withdrawn has reached the end of its time.
      step(60, 'system', { act: 'expire', kinds: ['texts'] }),
    ],
    ends: 'expired',
  },
  {
    key: 'evening-counter',
    out: ago(72),
    form: form('1740', 'other', 'procedure', ['service', 'workplace'], { publicity: 'summary' }),
    endorsements: 6,
    written: {
      title: '木曜の夜の窓口延長を、予約制にする',
      current:
        '木曜は19時まで窓口を開けていますが、17時半を過ぎると、来る人は平均4人です。それでも7人が残っています。冬は1人も来ない日がありました。一方で、昼休みは30分以上待たせています。',
      idea: '夜は予約のあった分だけにして、残る人を2人に減らす。減らした分を昼の窓口に回す。',
      effect: '残業は年に1,000時間ほど減り、昼の待ち時間も短くなる。',
    },
    steps: [
      summarise(
        1,
        '夜間の窓口を予約制にする',
        '夜間の窓口の延長は、来る人が少ない時間帯がある。予約制にして残る職員を減らし、その分を昼の窓口に回したい。',
      ),
      approveSummary(2),
      route(1, '1740'),
      accept(3),
      interim(6, '1年分の時間ごとの来庁者の数を集計しています。'),
      ...answered(20, {
        conclusion: 'continued',
        reason:
          '18時以降の来庁者は全体の0.8％でしたが、その6割がマイナンバーカードの受取りで、ほかの日には来られない方でした。カードの受取りを予約制にする案と、土曜の開庁に替える案を比べるため、3か月間、窓口でご希望をうかがいます。',
        nextDate: months(5),
      }),
    ],
    ends: 'continued',
  },
  {
    key: 'business-visits',
    out: ago(80),
    form: form('2010', 'other', 'procedure', ['time', 'service']),
    endorsements: 7,
    written: {
      title: '企業訪問の記録を、商工部の3課で1つにする',
      current:
        '同じ会社に、3つの課が別々に訪問し、同じことを聞いています。「先週も市役所の人が来た」と言われました。記録は課ごとのフォルダにあり、ほかの課からは見られません。',
      idea: '会社ごとのカードを1つにし、訪問の予定も見えるようにする。',
      effect: '訪問の重なりがなくなり、会社との話も深まる。',
    },
    steps: [
      route(2, '2010', '2020', '2030'),
      accept(4),
      interim(6, '3課の記録の様式を持ち寄り、共通の項目を決めました。'),
      ...answered(22, {
        conclusion: 'continued',
        reason:
          '共通のカードを30社分作って使い始めました。会社の秘密に関わる記録をどこまで共有するかの取決めがまとまっていないため、結論は次の回答の日までお待ちください。',
        nextDate: months(4),
      }),
      draft(36, {
        conclusion: 'planned',
        reason:
          '3課で共有する項目と、会社の了解を得てから共有する項目の取決めがまとまりました。訪問の多い300社から、共通のカードに切り替えます。訪問の予定も、3課の共有の予定表に入れます。',
        date: days(45),
      }),
      submit(0),
      approve(2),
    ],
    ends: 'continued',
  },
]

/** Sealed, for the visitor to open: the passphrase is printed at the end. */
export const waitingStories: readonly Pick<Story, 'key' | 'form' | 'written'>[] = [
  {
    key: 'returned-post',
    form: form('1140', 'general', 'procedure', ['cost', 'time']),
    written: {
      title: '宛先不明で戻った郵便の集計をやめる',
      current: '戻った郵便の数を、課ごとに毎月報告しています。何に使われているか、誰も知りません。',
      idea: '報告をやめる。必要なら、郵便の担当が窓口で数えれば足ります。',
      effect: '',
    },
  },
  {
    key: 'assessment-maps',
    form: form('1350', 'execution', 'digital', ['time', 'service']),
    written: {
      title: '窓口の地図の印刷を、市民が自分でできるようにする',
      current:
        '地番の入った地図を窓口で印刷して渡しています。1日に60枚、1枚に5分かかります。市民も並んで待っています。',
      idea: '窓口の脇に、市民が使える端末を置く。ホームページで見られる範囲も広げる。',
      effect: '窓口の混雑が減る。',
    },
  },
  {
    key: 'lost-property',
    form: form(null, 'execution', 'procedure', ['time']),
    written: {
      title: '庁舎の落とし物の届け先を1つにしてほしい',
      current:
        '落とし物が、階ごとに別の課に届けられています。問い合わせの電話が、3つも4つもの課に回されます。内線2199でまとめて受けていたこともあるそうです。',
      idea: '1階の総合案内に集め、一覧を共有する。',
      effect: '市民をお待たせしない。',
    },
  },
]
