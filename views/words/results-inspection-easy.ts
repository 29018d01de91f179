import { say } from './phrase.ts'
import type { InspectionWords } from './results-inspection.ts'

/** 公表前の点検記録 in やさしい日本語. */
export const inspectionEasy: InspectionWords = {
  title: '出す 前の 点検（てんけん）の 記録（きろく）',
  windowOf: (survey) => `出す 前の 点検の 記録｜${survey}`,
  lead: (k) =>
    `出す 数字を どのように 足したり 引いたり しても、${k}人より 少ない 人たちの 結果や、だれか 一人の 答えは わかりません。出す 前に 計算で 確かめました。これは その 記録です。`,
  respondents: '答えた 人',
  tooFew: '決まった 人数より 少ないです',
  people: (n) => `${n.toLocaleString('ja-JP')}人`,
  number: (n) => n.toLocaleString('ja-JP'),
  rule: '出す 決まり',
  ruleText: (k, decision, full) =>
    `${k}人より 少ない ところは 出しません${decision === '' ? '' : `（決裁番号 ${decision}）`}${full === null ? '' : `。答えごとの 割合（わりあい）は ${full}人からです`}`,
  opened: '開けた 日',
  openedText: (day, posts) => `${day}　そこに いた 人：${posts.join('、')}`,
  published: '出した 日',
  notYet: '（まだ 出していません）',
  simple: (k) =>
    `この アンケートは、前の やり方で 出しました。市役所の 全体と 部だけです。${k}人より 少ない 部は 出していません。計算の 記録は ありません。`,
  tables: '出した もの',
  heads: ['表', '区分（くぶん）', '出した', '出さない', 'そのほか（合計）', '出した 区分の 人'],
  percent: (percent) => `${percent}％`,
  tablesText: (k) =>
    `「出さない」のは、答えた 人が ${k}人より 少ない ところ、ほかの 数字から わかってしまう ところ、だれも 答えなかった ところです。どれなのかは、どこにも 書きません。右の はしは、出した 区分に 入っている 人の 割合です。`,
  withdrawn: (names, day, decision) => ({
    strong: say`やめた 表：${names}`,
    rest: `（${day}、決裁番号 ${decision}）。点検（てんけん）で だめだったので、出すのを やめました。`,
  }),
  checks: '確かめたこと',
  nothing: '答えた 人が 少ないので、何も 出していません。',
  subtraction: '引き算で わからないこと',
  programs: (lps) => ['いちばん 人が 少なくなる 足し算と 引き算を ', `${lps}通り`, ' さがしました'],
  integers: (mips) => `（その中の ${mips}通りは もう一度 計算しました）`,
  bound: (least, k) => [
    '。どれも ',
    `${least}人より 多く`,
    `、決まりの ${k}人より 少ない ものは ありません。`,
  ],
  noPrograms: (k) => `足し算や 引き算で ${k}人より 少なくなる ものは ありません。`,
  single: '一人の 答えが わからないこと',
  pairs: (pairs) => [
    '名簿（めいぼ）を 持っている 人が いても、ほかの 答え方も あるか、人と 質問の ',
    `${pairs}通り`,
    ' 全部を 確かめました。',
  ],
  widened: (n) => `${n}か所の 数字の はばを 広くして`,
  hiddenItems: (n) => `${n}か所を 出さないで`,
  repaired: (before, repairs) => [
    `はじめは わかってしまう ものが ${before}ありました。${repairs.join('、')}、`,
    '0',
    'に しました。',
  ],
  none: ['わかってしまう ものは ', '0', 'でした。'],
  right: '数字が 正しいこと',
  rightText: 'できた 数字を、もう一度 答えから 数えて、同じに なることを 確かめました。',
  time: 'かかった 時間',
  timeText: (pattern, certificate, audit) =>
    `表を えらぶ ${pattern}、引き算の 点検 ${certificate}、答えの 点検 ${audit}`,
  duration: (minutes, seconds) =>
    minutes === 0 ? (seconds === 0 ? '1秒より 短い' : `${seconds}秒`) : `${minutes}分 ${seconds}秒`,
  kept: '守（まも）られること',
  keptList: (k) => [
    `${k}人より 少ない 人たちの 結果は、足し算や 引き算でも わかりません。`,
    '名簿を 持っていても、だれかの 答えは はっきり わかりません。',
    '職員も 所属長（しょぞくちょう）も 人事課（じんじか）も、同じ 表だけを 見ます。後で 細かい 表は 出しません。',
  ],
  limits: '点検で できないこと',
  limitsList: (k) => [
    '「たぶん こうだ」と 考えることは できます。みんなが 同じ 答えの ときなどです。',
    `区分の 中の 1人は、自分の ほかの 人（${k - 1}人より 多い）の 結果が わかります。`,
    'はばを 広くした 数字や 出さない 数字は、答えで 決まります。やり方を 知っている 人には、ヒントに なるかも しれません。',
    '自由に 書いた 文章は、この 点検に 入っていません。',
    '引き算の 点検は、小数で 計算しています（ちがいは 100万分の1まで）。',
  ],
  hashes: '確かめるための 番号（SHA-256）',
  hashesText: '後で かえていないことを 確かめるための 番号です。',
  hashOf: {
    published: '出した データ',
    pattern: '出す 区分の 証明（しょうめい）',
    questionnaire: '質問と 計画',
    program: 'プログラムの 番号',
  },
  program: (version) => `風通し ${version}`,
  printing: '印刷（いんさつ）すると、A4の 紙 1枚に なります。',
}
