import { en } from './indicators-en.ts'
import { easy } from './indicators-easy.ts'
import type { Catalogue } from './language.ts'

const ja = {
  title: '指標：現状と目標',
  lead: '「働き方・仕事の進め方改革」実行プログラムの目標が、どこまで進んだかを示します。',
  empty: '指標は、まだ登録されていません。',
  emptyText: '人事課が実行プログラムの指標を登録すると、ここで、だれでも見られるようになります。',
  summary: (year: string, goals: number, met: number, missed: number, none: number) =>
    `${year}は、${goals}の目標のうち、達成${met}、未達成${missed}${none === 0 ? '' : `、判定なし${none}`}です。`,
  summaryReference: (year: string) =>
    `${year}の数値を、この版の目標と比べています。その年度の目標ではないため、参考です。`,
  edition: '実行プログラムの版',
  year: '年度',
  yearNow: (year: string) => `${year}（現状）`,
  yearBefore: (year: string) => `${year}（参考）`,
  editionName: (label: string, _day: string) => label,
  yearShort: (year: number) => (year < 2019 ? `${year}` : `R${year - 2018}`),
  current: '現状及び目標',
  history: '指標の推移',
  gap: '差',
  columns: {
    pillar: '改革の柱',
    heading: '項目',
    indicator: '指標',
    now: '現状',
    figure: '数値',
    before: '前年度',
    target: '目標',
    verdict: '判定',
    trend: '推移',
  },
  reference: '（参考）',
  referenceTitle: '（参考）現行目標との比較',
  verdicts: { met: '達成', missed: '未達成', none: '判定なし' },
  reasons: {
    'not-surveyed': '調査をしていない年度（－）です。',
    'no-entry': 'この年度の数値は、まだありません。',
    'no-target': 'この年度の目標はありません。',
    break: '前年度との間で指標の中身が変わった（おそれがある）ため、比べられません。',
    'not-surveyed-before': '前年度は調査をしていない（－）ため、比べられません。',
    'no-entry-before': '前年度の数値がないため、比べられません。',
  },
  flat: '横ばい',
  flatText: '増減は誤差の範囲です。',
  notFlat: '増減は誤差の範囲を超えています。',
  respondents: (n: string, margin: string | null) =>
    `有効回答 ${n}人${margin === null ? '' : `、±${margin}ポイント`}`,
  gapNow: (now: string, before: string | null) =>
    `差 ${now}${before === null ? '' : `（前年度 ${before}）`}`,
  longTerm: '将来の目標',
  goalOf: (goal: string, years: string) => `${goal}（${years}）`,
  notSurveyed: '－',
  notSurveyedSpoken: '調査未実施',
  noEntry: '記載なし',
  breakMark: '系列の断絶',
  breakShort: '断絶',
  sample: '見本データ',
  trendKey: {
    line: '折れ線の各点が１年度、大きい点が最も新しい年度です。',
    goal: '横の破線は、目標の値です。',
    cut: '縦の線（断絶）の前後は、比べられません。',
    none: '「－」は調査をしていない年度です。0ではありません。折れ線はそこで切れます。',
  },
  breaks: '系列の断絶',
  breakFrom: (year: string) => `${year}から`,
  breakPossible: '名前や数え方が変わったため、前年度とは比べません。',
  breakSure: '前年度とは比べません。',
  notes: '注',
  reading: '数字の読み方',
  readingLines: [
    '判定は、目標の言葉どおりに行います。「増加させる」「減少させる」は前年度の値と、「近づける」は２つの系列の差を前年度の差と比べます。',
    '「±」は、アンケートの値の誤差の幅（95％）です。前年度との増減がこの誤差から説明できるときは、判定と並べて「横ばい」と示します。',
    '版に目標のない過去の年度は、いちばん近い年度の目標と比べ、「（参考）現行目標との比較」とします。',
  ],
  sources: '出典',
  sourceYears: (first: string, last: string) => (first === last ? first : `${first}〜${last}`),
  how: '数値の把握方法と時点',
  howColumns: { source: '把握方法', asOf: '時点' },
  asOf: { year: '年度', 'next-april': '翌年度４月１日' },
  print: '２つの表を印刷する（A4）',
  csvCp932: 'CSV で保存（Shift_JIS）',
  csvUtf8: 'CSV で保存（UTF-8）',
  json: '同じ数字をJSONで見る（公表データAPI）',
  editions: '新旧対照表',
  editionsLead: '実行プログラムの２つの版で、指標、現状、目標、注がどう変わったかを示します。',
  oneEdition: 'まだ１つの版しかありません。',
  oneEditionText: (label: string) =>
    `登録されている版は「${label}」だけです。次の改訂を登録すると、ここに新旧対照表ができます。`,
  from: '旧',
  to: '新',
  compare: '比べる',
  sameEdition: '旧と新に同じ版が選ばれています。別の版を選んで、「比べる」を押してください。',
  changed: '変更',
  unchanged: '変更なし',
  changedParts: {
    added: '新規',
    removed: '廃止',
    label: '名称',
    historyLabel: '推移の表の名称',
    current: '現状',
    goal: '目標',
    notes: '注の番号',
    longTerm: '将来の目標',
  },
  changedCount: (changed: number, all: number) =>
    changed === 0
      ? `${all}の指標の名称、目標、注に変更はありません（現状の数値を除く）。`
      : `${all}の指標のうち、${changed}の名称、目標、注が変わりました（現状の数値を除く）。`,
  absent: '（なし）',
  printTitle: '現状及び目標、指標の推移',
  printHint: 'ブラウザーの印刷で、A4に印刷します。実行プログラムの表と同じ並びです。',
  backToIndicators: '指標へ戻る',
}

export type IndicatorWords = typeof ja

export const indicatorWords: Catalogue<IndicatorWords> = { ja, easy, en }
