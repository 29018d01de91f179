/** Sample proposals: 財務事務. */
import {
  accept,
  adopt,
  answered,
  ask,
  confirmEffect,
  interim,
  markDone,
  modelCase,
  releaseQuestion,
  reportAdoption,
  reportEffect,
  route,
} from './demo-proposal-acts.ts'
import { ago, days, form, lastYear, months, type Story, thisYear } from './demo-proposal-story.ts'

export const financeStories: readonly Story[] = [
  {
    key: 'budget-sheet',
    out: lastYear(0.55),
    form: form('1310', 'finance', 'abolish', ['time']),
    endorsements: 40,
    written: {
      title: '予算要求の「事業説明書」と「事業評価シート」を1枚にする',
      current:
        '予算要求のときに出す事業説明書と、決算のときに書く事業評価シートは、目的、対象、実績、課題の欄がほとんど同じです。違うのは文字の数と順番だけで、毎年、片方からもう片方へ書き写しています。私の課では事業が14あるので、係長と担当で合わせて5日ほどかかります。数字の更新漏れで、2つの書類の値が違っていることもありました。',
      idea: '1つの様式にして、予算の時期に書く欄と、決算の時期に書く欄を色で分ける。前年の分を複写してから直せば足りるようにし、増減のない事業は「変更なし」のチェックだけで済むようにする。',
      effect: '事業の数は全庁で約900と聞きました。1事業3時間として、2,700時間。',
    },
    steps: [
      route(2, '1310', '1020'),
      accept(2),
      interim(
        7,
        '様式が2つあるのは、所管が財政課と政策企画課に分かれていたためです。両課で、欄の突き合わせを始めました。',
      ),
      ...answered(10, {
        conclusion: 'planned',
        reason:
          '2つの書類を「事業シート」1枚にまとめ、次の予算要求から使います。決算のときは同じシートの実績の欄だけを書きます。増減のない事業は、確認のチェックのみとします。',
        date: days(25),
      }),
      markDone(
        24,
        'done',
        2500,
        '事業シートの様式と記入例を配り、説明は動画15分にまとめました。集合での説明会は行いませんでした。',
      ),
      reportEffect(
        66,
        3150,
        '予算要求と決算の両方で計りました。1事業あたり3.5時間の短縮です。記入の差戻しも312件から96件に減りました。',
      ),
      confirmEffect(3),
      modelCase(
        6,
        '2つの課がそれぞれ求めていた書類を、書く側の声から1枚にした例です。ほかの「似た書類」も、この進め方で見直すことができます。',
      ),
      adopt(8, '3010', '学校から集めている施設の要望書と点検表を、同じやり方で1枚にします。'),
      adopt(3, '1810', '補助金の交付申請のときと実績報告のときの調書をまとめます。'),
      reportAdoption(40, '3010', 160, '40校分を1枚にしました。学校の事務の方からも好評です。'),
    ],
    ends: 'model_case',
  },
  {
    key: 'budget-transfer',
    out: thisYear(0.08),
    form: form('1310', 'finance', 'procedure', ['time']),
    endorsements: 6,
    written: {
      title: '同じ目の中の少額の流用は、課長の決裁だけにしてほしい',
      current:
        '消耗品費から印刷製本費へ2万円を動かすのにも、流用の理由書を作り、財政課の合議を受けています。時期によっては3、4日待ちます。',
      idea: '同じ目の中で10万円までなら、課長の決裁と財務会計システムの入力だけで済むようにする。財政課は月に1回、一覧で確かめればよいと思います。',
      effect: '',
    },
    steps: [
      route(2, '1310'),
      accept(1),
      interim(8, '過去2年間の流用の件数と金額を調べています。'),
      ...answered(12, {
        conclusion: 'planned',
        reason:
          '流用の6割が10万円以下でした。同じ目の中で10万円までの流用は、所属長の決裁で足りることとし、予算事務の手引を改めます。人件費と扶助費に関わるものは、これまでどおりとします。',
        date: days(15),
      }),
      markDone(
        14,
        'done',
        340,
        '手引を改め、財務会計システムの経路も変更しました。理由書は不要です。',
      ),
    ],
    ends: 'done',
  },
  {
    key: 'house-survey-tablet',
    out: ago(19),
    form: form('1350', 'finance', 'digital', ['time', 'safety']),
    endorsements: 7,
    written: {
      title: '家屋調査の現地メモを、タブレットに直接入力したい',
      current:
        '新築家屋の調査では、紙の調査票に間取りと仕上げを書き、写真はデジタルカメラで撮り、役所に戻ってから評価システムに打ち直しています。1棟あたりの打直しは40分ほどです。雨の日は調査票がぬれて読めなくなることもあります。',
      idea: 'タブレットに調査票を入れ、現地で選択式で入力し、写真も同じ画面から撮る。通信が心配なら、戻ってからつなぐ方式でもよい。まずは1班だけで試してはどうでしょうか。',
      effect: '年間およそ700棟。1棟30分の短縮で350時間。転記の誤りもなくなる。',
    },
    steps: [
      route(2, '1350'),
      accept(3),
      interim(
        6,
        '評価システムの事業者に、外部からの取込みができるかを確認しています。現地での入力の方法も、あわせて検討します。',
      ),
      ask(2, '現地で入力する項目のうち、選択式にしにくいと思われるものがあれば教えてください。'),
      releaseQuestion(1),
    ],
    ends: 'reviewing',
  },
  {
    key: 'direct-debit',
    out: ago(72),
    form: form('1360', 'finance', 'digital', ['service', 'cost']),
    endorsements: 6,
    written: {
      title: '口座振替の申込みをスマートフォンでできるようにする',
      current:
        '口座振替の申込みは、3枚複写の紙に銀行印を押してもらっています。印の違いによる差戻しが多く、市民から「何度も書かされる」と叱られます。始まるまで2か月かかります。',
      idea: '銀行の画面で手続が完結する「Web口座振替受付」を使う。',
      effect: '差戻しの電話と郵送がなくなる。',
    },
    steps: [
      route(1, '1360'),
      accept(3),
      interim(7, '利用できる金融機関と、費用の見積りを確認しています。'),
      ...answered(20, {
        conclusion: 'continued',
        reason:
          '利用の多い6つの金融機関のうち4つは対応できますが、残りの2つの対応の時期が決まっていません。初期費用と1件ごとの手数料を、差戻しにかかっている費用と比べた資料を作り、次の予算で判断します。',
        nextDate: months(4),
      }),
    ],
    ends: 'continued',
  },
]
