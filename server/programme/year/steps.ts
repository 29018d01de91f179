/** The steps of a fiscal year, in their usual order. */
export const stepIds = [
  'roster',
  'moves',
  'values',
  'reference-day',
  'revision',
  'approval',
  'announcement',
  'open',
  'reminder',
  'close',
  'opening',
  'publication',
  'feedback',
  'review',
  'stop-work',
] as const
export type StepId = (typeof stepIds)[number]

export interface StepWords {
  readonly label: string
  /** Who does it. */
  readonly who: string
  /** What is to be done, in one or two sentences. */
  readonly what: string
}

export const stepWords: Readonly<Record<StepId, StepWords>> = {
  roster: {
    label: '４月１日付けの名簿の取込み（予約）',
    who: '人事課・情報担当',
    what: '新しい名簿を、取り込む日を４月１日にして３月のうちに読み込みます。所属の統合や分割は、承継先も登録します。',
  },
  moves: {
    label: '人事異動後の役割の確認と引継ぎ',
    who: '人事課・情報担当・各所属',
    what: '職員の約３分の１が異動します。推進責任者と推進担当者、鍵の保管者、手で付けた役割を確かめ、「引継ぎ」で渡します。',
  },
  values: {
    label: '前年度の指標の値の登録（翌年度４月１日時点のものを含む）',
    who: '人事課・所管課',
    what: '業務統計、庶務事務システム、人事情報から値を集め、出典と時点を付けて登録し、もう１人が承認します。',
  },
  'reference-day': {
    label: 'アンケートの基準日',
    who: '人事課',
    what: 'この日に在籍し、対象に含まれる職員に回答券を渡します。それまでに名簿の誤りを直します。',
  },
  revision: {
    label: 'プログラムの改訂（６月改訂）',
    who: '人事課・行政管理課・所管課',
    what: '指標の現状と目標を見直し、新しい版を作って、新旧対照表とともに全庁に知らせます。',
  },
  approval: {
    label: 'アンケートの案の決裁',
    who: '人事課',
    what: '設問、対象、公表計画、保存期間を決めて、起案資料で決裁を受けます。',
  },
  announcement: {
    label: 'アンケートの実施の決定とお知らせ',
    who: '人事課',
    what: '鍵を作り、試しに開封してから実施を決定します。決定したら、全庁に知らせます。',
  },
  open: {
    label: 'アンケートの受付開始',
    who: '全職員',
    what: '回答の受付が自動で始まります。',
  },
  reminder: {
    label: '受付中のお知らせ',
    who: '人事課',
    what: '期間の半ばに、全員に同じ文で知らせます。だれが回答したかには触れません。',
  },
  close: {
    label: 'アンケートの締切',
    who: '人事課',
    what: '受付が自動で終わります。年度をまたぐことはできません。',
  },
  opening: {
    label: 'アンケートの開封・集計',
    who: '人事課・鍵の保管者',
    what: '鍵の保管者がそろい、合言葉で回答箱を開けて集計します。',
  },
  publication: {
    label: '結果の公表と回答箱の廃棄',
    who: '人事課',
    what: '公表前に点検し、全職員に公表します。アンケートから出る指標の値も、同時に入ります。',
  },
  feedback: {
    label: '各所属での話し合い（フィードバック）',
    who: '推進責任者・推進担当者',
    what: '自分の所属の結果を印刷して職場で話し合い、改善施策を３つまで決めます。',
  },
  review: {
    label: '年１回の確認',
    who: '推進責任者',
    what: '改善施策、やめる業務、プログラムの施策、優良事例を、所属ごとに１つの画面で確かめます。変わりがなければ、ボタン１つで終わります。',
  },
  'stop-work': {
    label: 'やめる業務を翌年度の予算編成へ',
    who: '行政管理課・財政課',
    what: '廃止または見直す業務の一覧を、予算編成の資料として書き出します。',
  },
}
