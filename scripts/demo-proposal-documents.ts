/** Sample proposals: 文書事務. */
import {
  accept,
  adopt,
  answered,
  ask,
  confirmEffect,
  interim,
  leaveUnanswered,
  merge,
  opinion,
  releaseQuestion,
  reply,
  reportAdoption,
  reportEffect,
  route,
  unmerge,
} from './demo-proposal-acts.ts'
import { ago, form, lastYear, sameDay, type Story, thisYear } from './demo-proposal-story.ts'

export const documentsStories: readonly Story[] = [
  {
    key: 'inquiry-forms',
    out: lastYear(0.06),
    form: form('1210', 'documents', 'digital', ['time', 'safety']),
    endorsements: 60,
    written: {
      title: '庁内の照会は、エクセルの配布をやめて入力フォームにする',
      current:
        '庁内の照会は、エクセルのファイルを添付した通知が来て、課でまとめて返信しています。照会した側は100以上のファイルを1つずつ開いて、1つの表に貼り付けています。列を勝手に増やした課、空のまま返した課、古い様式で返した課があり、そのたびに電話がかかってきます。回答する側も、課の中の係に転送し、集めて、貼り直すという同じ作業をしています。照会1件で、全庁ではおよそ60時間かかっている計算です。',
      idea: '庁内のネットワークで使える入力フォームを用意し、照会はフォームで行うことを原則にする。回答した課と、まだの課が一目で分かり、集計も自動になる。様式を作るのが苦手な課のために、よく使う形（人数の照会、有無の照会、意見の照会）の見本を3つ置いておく。',
      effect: '照会は年間およそ600件と聞いています。半分がフォームになるだけでも大きいと思います。',
    },
    steps: [
      route(1, '1210'),
      accept(1),
      interim(5, '電子申請サービスの庁内用の機能で実現できるかを試しています。'),
      ask(2, '回答をまとめる作業で、いちばん時間のかかるところはどこでしょうか。'),
      releaseQuestion(1),
      reply(
        3,
        '係から集めた答えを貼り直すところです。係が直接入力して、課の代表が最後に確かめて送れると、いちばん助かります。',
      ),
      ...answered(
        8,
        {
          conclusion: 'done',
          reason:
            '庁内用の入力フォームを使えるようにし、見本を3つ置きました。係ごとに入力し、課の代表が確かめて送る機能も付けています。人事課、財政課、行政管理課の定例の照会から切り替えます。',
          date: sameDay,
          hours: 9000,
        },
        'DX第41号',
      ),
      reportEffect(
        72,
        7600,
        '切り替えた照会は212件でした。1件あたり照会する側で6時間、回答する側で合わせて30時間の短縮です。',
      ),
      confirmEffect(5),
      adopt(6, '1810', '福祉保健部の中の照会も、すべてフォームにします。'),
      adopt(2, '2510', '土木部の工事の進み具合の照会に使います。'),
      adopt(3, '3050', '学校への調査で、学校から直接入力していただきます。'),
      reportAdoption(30, '3050', 420, '学校への調査18件を切り替えました。'),
      reportAdoption(9, '1810', 260, '部の中の照会は月に12件ほどでした。'),
    ],
    ends: 'confirmed',
  },
  {
    key: 'inquiry-forms-again',
    out: lastYear(0.11),
    form: form(null, 'documents', 'inquiry', ['time']),
    endorsements: 7,
    written: {
      title: '照会の回答を、画面から入力できるようにしてほしい',
      current:
        '照会のたびにエクセルを開いて、課でまとめて、返信しています。列がずれていて、書き直しになることも多いです。',
      idea: '入力フォームで、直接答えられるようにする。',
      effect: '集計する側も楽になると思います。',
    },
    steps: [merge(1, 'inquiry-forms')],
    ends: 'merged',
  },
  {
    key: 'two-registers',
    out: lastYear(0.3),
    form: form('1140', 'documents', 'abolish', ['time']),
    endorsements: 7,
    written: {
      title: '紙の文書収受簿と、文書管理システムの二重の登録をやめる',
      current:
        '届いた文書を文書管理システムに登録した後、課の収受簿（紙）にも同じことを書いています。前任から「決まりだから」と引き継ぎました。',
      idea: 'システムの登録だけにする。',
      effect: '1日10件として、毎日20分。',
    },
    steps: [
      route(2, '1140'),
      accept(5),
      ...answered(8, {
        conclusion: 'in_place',
        reason:
          '文書管理システムの導入のときに文書取扱規程を改正し、紙の収受簿は廃止しています。周知が行き届かず、続けている課があったことが分かりましたので、あらためて全所属に通知しました。',
        where:
          '文書取扱規程第9条、庁内掲示板の「文書事務の手引」12ページ。現金と金券の収受だけは、これまでどおり金券収受簿に書いてください。',
      }),
    ],
    ends: 'in_place',
  },
  {
    key: 'council-papers',
    out: lastYear(0.62),
    form: form('3410', 'documents', 'abolish', ['time', 'cost']),
    endorsements: 8,
    written: {
      title: '議会の資料の紙の配布をやめて、タブレットだけにする',
      current:
        '議案や委員会の資料を、電子データと紙の両方で用意しています。差替えがあると、両面印刷した200部の差替えを総出で行います。夜になることもあります。議場にタブレットが入ったのに、紙は減っていません。',
      idea: '紙を希望する方の分だけを印刷する。差替えはデータだけにする。',
      effect: '印刷と差替えの時間、紙代。',
    },
    steps: [
      route(2, '3410'),
      accept(3),
      interim(
        9,
        '議会での資料の扱いは議会運営委員会で決められるため、委員会への報告の準備をしています。',
      ),
      ...answered(26, {
        conclusion: 'declined',
        reason:
          '資料の配布の方法は議会が決めることであり、事務局だけで変えることはできません。議会運営委員会では、議案は当面、紙と電子を併用することとされました。一方、差替えの多い委員会の参考資料は電子だけとすることが認められ、別に実施しています。',
        reasonCode: 'other_way',
        wouldChange:
          '参考資料の電子化の状況を1年見て、議会運営委員会で議案も電子だけとすることが決まれば、実施できます。',
      }),
    ],
    ends: 'declined',
  },
  {
    key: 'school-stamps',
    out: ago(1),
    form: form('3050', 'documents', 'abolish', ['time']),
    endorsements: 0,
    written: {
      title: '学校から市教委への報告書の公印をなくしてください',
      current:
        '学校から出す報告のうち、校長の公印が要るものがまだ20種類以上あります。公印のためだけに原本を持って行きます。',
      idea: '電子データの提出だけにする。要るものだけを一覧で示す。',
      effect: '学校の事務と教頭の時間',
    },
    steps: [],
    ends: 'received',
  },
  {
    key: 'same-survey-twice',
    out: ago(28),
    form: form('1810', 'documents', 'inquiry', ['time', 'service']),
    endorsements: 6,
    written: {
      title: '福祉施設への調査を、課どうしで相談して1回にまとめる',
      current:
        '高齢者や障害者の施設に、福祉総務課、介護保険課、危機対策担当、環境政策課から、似た内容の調査（定員、職員の数、避難の計画、電気の使用量など）が別々に届いています。施設から「先月も同じことを書いた」と苦情がありました。答えの数字が課によって違い、後で確かめるのに時間がかかります。',
      idea: '施設の基本の情報を1つの台帳にして、毎年1回だけ更新してもらう。各課は台帳を見て、足りないことだけを聞く。台帳の更新は介護保険課の指定の更新の時期に合わせると、施設の手間も増えません。',
      effect: '施設の方の負担が大きく減る。市役所への信頼にもつながる。',
    },
    steps: [
      route(1, '1810', '1840'),
      accept(3),
      interim(6, '2つの課で、施設に出している調査を書き出しています。いまのところ11件ありました。'),
      opinion(
        3,
        '1840',
        '指定の更新は6年ごとなので、毎年の更新は、加算の届出の時期に合わせる方がよいと考えます。',
      ),
      ask(
        12,
        '台帳にまとめるとよい項目のうち、課によって数字の数え方が違っているものがあれば、教えてください。',
      ),
    ],
    ends: 'reviewing',
  },
  {
    key: 'form-samples',
    out: thisYear(0.35),
    form: form('1210', 'documents', 'other', ['time']),
    endorsements: 5,
    written: {
      title: '申請様式の「押印」の欄が残っている一覧を見たい',
      current:
        '押印の廃止の後も、欄だけ残った様式が窓口に出ていて、市民に「押すのですか」と聞かれます。',
      idea: '残っている様式を一覧にして、誰でも知らせられるようにする。',
      effect: '',
    },
    steps: [
      route(1, '1210'),
      merge(2, 'inquiry-forms'),
      unmerge(3),
      accept(1),
      ask(2, 'お気付きの様式があれば、名称を教えてください。分かる範囲で構いません。'),
      releaseQuestion(1),
      leaveUnanswered(3),
      ...answered(6, {
        conclusion: 'in_place',
        reason:
          '様式の一覧と、押印の要否、直す予定の時期を、行政DX推進課のページで公開しています。直っていない様式は、そのページの「知らせる」から、所属を書かずに知らせることができます。',
        where: '庁内掲示板 → 行政DX推進課 → 「様式の見直し一覧」',
      }),
    ],
    ends: 'in_place',
  },
]
