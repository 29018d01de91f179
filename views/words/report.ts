import { easy } from './report-easy.ts'
import { en } from './report-en.ts'
import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'

/** 庁議・部会への報告; what tables of other pages say already is taken from their catalogues. */
const ja = {
  title: (year: string) => `働き方・仕事の進め方改革　${year}の報告`,
  short: (year: string) => `報告　${year}`,
  continued: '（続き）',
  page: (page: number, of: number) => `${page}／${of}ページ`,
  asOf: (day: string) => `データの日付 ${day}`,
  year: '年度',
  pdf: 'PDF（A4で2枚）',
  xlsx: 'もとの表（Excel）',
  gap: '',
  print: 'この画面をブラウザーで印刷しても、A4の2枚になります。',
  how: '公表した数字から、そのまま作られます。手直しは要りません（作込不要）。',
  missing: 'PDFの字体にない文字があります',
  missingText: (characters: Said): Said =>
    say`PDFでは「〓」と印刷されます：${characters}。この画面の印刷と Excel では、そのまま出ます。`,
  from: 'もとのページ',
  sources: {
    indicators: '指標',
    results: 'アンケートの結果',
    numbers: '業務改善提案の数字',
    actions: '所属の改善施策',
  },
  reading: '数字の読み方',
  readingOf: { survey: 'アンケート', indicators: '指標', notes: '注', proposals: '業務改善提案' },
  rule: (k: number, people: number) =>
    `${k}人に満たない区分と、引き算で分かってしまう区分は「非表示」です。部別の割合は${people}人以上に当たる幅で丸め、幅が5ポイント以上なら「約」を付けています。`,
  onlyPublished: '公表した数字だけを使っています。',
  sep: '、',
  note: (inner: string) => `（${inner}）`,
  cite: (source: Said) => say`出典　${source}`,
  sample: (value: string) => `${value}（見本）`,
  points: (points: number) =>
    `${points > 0 ? '＋' : points < 0 ? '－' : '±'}${Math.abs(points).toFixed(1)}`,
  none: '－',
  more: (count: number, page: string) => `ほか${count}件は「${page}」のページと Excel にあります。`,
  indicators: {
    title: '指標の現状と目標',
    counts: (met: number, missed: number, none: number) =>
      `達成${met}、未達成${missed}${none === 0 ? '' : `、判定なし${none}`}`,
    heads: {
      name: '指標',
      year: '年度',
      now: '現状',
      before: '前年度',
      goal: '目標',
      verdict: '判定',
    },
    empty: '指標は、まだ登録されていません。',
    name: (heading: Said, label: Said): Said => say`${heading}　${label}`,
    longTerm: (goal: Said): Said => say`（将来 ${goal}）`,
    gap: (before: string, now: string) => `差 ${before}→${now}`,
    reference: '参考',
    reasons: {
      'not-surveyed': '調査なし',
      'no-entry': '数値なし',
      'no-target': 'この年度の目標なし',
      break: '系列の断絶',
      'not-surveyed-before': '前年度は調査なし',
      'no-entry-before': '前年度の数値なし',
    },
  },
  survey: {
    whole: 'アンケート　全庁',
    respondents: (n: string) => `回答者 ${n}`,
    heads: {
      name: '指標',
      share: '割合',
      valid: '有効回答',
      margin: '誤差（95％）',
      change: '前回との差',
    },
    within: (change: string) => `${change}（横ばい）`,
    empty: 'この年度のアンケートの結果は、まだ公表されていません。',
    tooFew: (k: number) => `回答者が${k}人に満たないため、回答者数も割合も公表していません。`,
    dates: (reference: string, first: string, last: string, published: string) =>
      `基準日 ${reference}　回答期間 ${first}〜${last}　公表日 ${published}`,
    first:
      '「前回との差」は、このしくみで公表した前回のアンケートとの差です。前回がないため「－」です。',
    bureaus: 'アンケート　部別（建制順）',
    bureau: '部',
    people: '回答者',
    bureausEmpty: '部別の表は公表していません。',
  },
  proposals: {
    received: '業務改善提案　この年度に受け付けて一覧に載せたもの（今の状態）',
    sum: '計',
    receivedEmpty: 'この年度の提案の数字はありません。',
    times: '業務改善提案　答えの早さ（受付から最初の結論まで）',
    restFew: (units: number, least: number) =>
      `ほか${units}所属は、回答が${least}件未満のため表示しません。`,
    allFew: (units: number, least: number) =>
      `回答した${units}所属は、どれも${least}件未満のため表示しません。`,
    hours: '業務改善提案　この年度に実施したものの効果（年間の時間。受け付けた年度は問いません）',
    hoursOf: (n: string) => `${n}時間`,
    hidden: '業務改善提案　一覧に載っていないもの（件数の幅）',
    zero: (band: string) => `0件も「${band}」と示します。`,
  },
  followUp: {
    stopWorks: 'やめる業務',
    stopHours: (hours: string) => `計 年間${hours}時間`,
    stopHeads: { unit: '所属', name: '業務', state: '決定', hours: '年間の時間' },
    stopEmpty: 'この年度に決めたものは、まだありません。',
    cases: '優良事例',
    caseHeads: { unit: '所属', title: '題名', effect: '効果' },
    casesEmpty: 'この年度に全庁に共有したものは、まだありません。',
    clipped: '「…」の続きは「所属の改善施策」のページと Excel にあります。',
    review: (units: number, actions: number, done: number) =>
      `年１回の確認：${units}所属が確認。改善施策 ${actions}件（うち実施済 ${done}件）`,
  },
}

export type ReportWords = typeof ja

export const reportWords: Catalogue<ReportWords> = { ja, easy, en }
