import { say } from './phrase.ts'
import type { ReportWords } from './report.ts'

export const easy: ReportWords = {
  title: (year) => `はたらきかたを かえる ための 報告（ほうこく）　${year}`,
  short: (year) => `報告（ほうこく）　${year}`,
  continued: '（続き）',
  page: (page, of) => `${page}／${of}ページ`,
  asOf: (day) => `${day}の 数字です`,
  year: '年度（ねんど）',
  pdf: 'PDF（A4の 紙 2枚）',
  xlsx: 'もとの 表（Excel）',
  gap: ' ',
  print: 'この 画面を 印刷（いんさつ）しても、A4の 紙 2枚に なります。',
  how: 'もう 出した 数字から できています。書きなおす ことは ありません。PDFと Excelは 日本語です。',
  missing: 'PDFに 出せない 文字が あります',
  missingText: (characters) =>
    say`PDFでは「〓」に なります：${characters}。この 画面の 印刷と Excelでは 出ます。`,
  from: 'もとの ページ',
  sources: {
    indicators: '大事な 数字（指標）',
    results: 'アンケートの 結果（けっか）',
    numbers: '提案（ていあん）の 数字',
    actions: '所属（しょくば）が していること',
  },
  reading: '数字の 読み方',
  readingOf: {
    survey: 'アンケート',
    indicators: '大事な 数字（指標）',
    notes: '注（ちゅう）',
    proposals: '提案',
  },
  rule: (k, people) =>
    `答えた 人が ${k}人より 少ない ところは 出しません。ほかの 数字から わかってしまう ところも 出しません。部（ぶ）の 割合（わりあい）は、${people}人より 細かく わからないように、だいたいの 数字に しています。`,
  onlyPublished: 'もう 出した 数字だけを 使っています。',
  sep: '、',
  note: (inner) => `（${inner}）`,
  cite: (source) => say`もとの 文書　${source}`,
  sample: (value) => `${value}（見本）`,
  points: (points) =>
    `${points > 0 ? '＋' : points < 0 ? '－' : '±'}${Math.abs(points).toFixed(1)}`,
  none: '－',
  more: (count, page) => `ほかに ${count}件 あります。「${page}」の ページと Excelで 見られます。`,
  indicators: {
    title: '大事な 数字（指標）の 今と 目標（もくひょう）',
    counts: (met, missed, none) =>
      `できた ${met}、まだ ${missed}${none === 0 ? '' : `、決められない ${none}`}`,
    heads: {
      name: '大事な 数字',
      year: '年度',
      now: '今',
      before: '1年前',
      goal: '目標（もくひょう）',
      verdict: 'できたか どうか',
    },
    empty: '大事な 数字（指標）は、まだ ありません。',
    name: (heading, label) => say`${heading}　${label}`,
    longTerm: (goal) => say`（将来（しょうらい） ${goal}）`,
    gap: (before, now) => `ちがい ${before}→${now}`,
    reference: '参考（さんこう）',
    reasons: {
      'not-surveyed': '調べていない 年',
      'no-entry': '数字が ない',
      'no-target': 'この 年の 目標は ない',
      break: '調べ方が かわった',
      'not-surveyed-before': '1年前は 調べていない',
      'no-entry-before': '1年前の 数字が ない',
    },
  },
  survey: {
    whole: 'アンケート　市役所の 全体',
    respondents: (n) => `答えた 人 ${n}`,
    heads: {
      name: '大事な 数字',
      share: '割合（わりあい）',
      valid: '数えた 答え',
      margin: 'ずれの はば（95％）',
      change: '前との ちがい',
    },
    within: (change) => `${change}（ほとんど 同じ）`,
    empty: 'この 年度の アンケートの 結果は、まだ 出ていません。',
    tooFew: (k) => `答えた 人が ${k}人より 少ないので、人数も 割合も 出しません。`,
    dates: (reference, first, last, published) =>
      `基準日（きじゅんび） ${reference}　答えた 期間（きかん） ${first}から ${last}　出した 日 ${published}`,
    first:
      '「前との ちがい」は、この しくみで 出した 前の アンケートとの ちがいです。前が ないので「－」です。',
    bureaus: 'アンケート　部（ぶ）ごと（決まった 順番）',
    bureau: '部（ぶ）',
    people: '答えた 人',
    bureausEmpty: '部ごとの 表は 出していません。',
  },
  proposals: {
    received: '提案（ていあん）　この 年度に 受け取って 一覧に 出した もの（今の ようす）',
    sum: '合計',
    receivedEmpty: 'この 年度の 提案の 数字は ありません。',
    times: '提案　答えの 早さ（受け取ってから 最初の 答えまで）',
    restFew: (units, least) =>
      `ほか ${units}の 所属は、答えが ${least}件より 少ないので 出しません。`,
    allFew: (units, least) =>
      `答えた ${units}の 所属は、どれも ${least}件より 少ないので 出しません。`,
    hours: '提案　この 年度に した ものの 効果（こうか。1年の 時間。受け取った 年度は 問いません）',
    hoursOf: (n) => `${n}時間`,
    hidden: '提案　一覧に ない もの（だいたいの 数）',
    zero: (band) => `0件も「${band}」と 書きます。`,
  },
  followUp: {
    stopWorks: 'やめる 仕事',
    stopHours: (hours) => `合計 1年に ${hours}時間`,
    stopHeads: {
      unit: '所属（しょぞく）',
      name: '仕事',
      state: '決めた こと',
      hours: '1年の 時間',
    },
    stopEmpty: 'この 年度に 決めた ものは、まだ ありません。',
    cases: 'よい 例（れい）',
    caseHeads: { unit: '所属', title: '題名（だいめい）', effect: 'よく なった こと' },
    casesEmpty: 'この 年度の よい 例は、まだ ありません。',
    clipped: '「…」の 続きは「所属（しょくば）が していること」の ページと Excelに あります。',
    review: (units, actions, done) =>
      `1年に 1回の 確認（かくにん）：${units}の 所属が 確認しました。よくする こと ${actions}件（した もの ${done}件）`,
  },
}
