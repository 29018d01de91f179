import type { Catalogue } from './language.ts'
import { type Said, say } from './phrase.ts'
import { inspectionEasy } from './results-inspection-easy.ts'
import { inspectionEnglish } from './results-inspection-en.ts'

/** Words inside which a number stands out: before, the number, after. */
type Strong = readonly [before: string, strong: string, after: string]

const ja = {
  title: '公表前の点検記録',
  windowOf: (survey: string) => `公表前の点検記録｜${survey}`,
  lead: (k: number) =>
    `公表する数字をどう組み合わせても、${k}人に満たない集まりの結果や、だれか一人の回答が分からないことを、公表の前に計算で確かめた記録です。`,
  respondents: '回答者',
  tooFew: '基準の人数に達していません',
  people: (n: number) => `${n.toLocaleString('ja-JP')}人`,
  number: (n: number) => n.toLocaleString('ja-JP'),
  rule: '公表の基準',
  ruleText: (k: number, decision: string, full: number | null): Said =>
    `${k}人以上${decision === '' ? '' : `（決裁番号 ${decision}）`}${full === null ? '' : `、選択肢ごとの割合は${full}人以上`}`,
  opened: '開封',
  openedText: (day: string, posts: readonly string[]): Said =>
    `${day}　立会い：${posts.join('、')}`,
  published: '公表',
  notYet: '（まだ公表していません）',
  simple: (k: number) =>
    `このアンケートは、以前の方式で公表しました。全庁と部だけを示し、${k}人に満たない部と、差し引きで分かる部を非表示にしています。組み合わせを計算で確かめた記録はありません。`,
  tables: '公表したもの',
  heads: [
    '表',
    '区分',
    '公表',
    '非表示',
    'その他（合算）',
    '公表した区分の人',
  ] as readonly string[],
  percent: (percent: string) => `${percent}％`,
  tablesText: (k: number) =>
    `「非表示」は、回答者が${k}人に満たない区分、ほかの数字との差し引きで分かってしまう区分、回答のなかった区分です。どれに当たるかは、どこにも示しません。「その他（合算）」は、差し引きで分かる残りの人を、初めからまとめて示した行です。右端は、全回答者のうち公表した区分に入る人の割合です（その区分を答えなかった人は入りません）。`,
  withdrawn: (names: Said, day: string, decision: string): { strong: Said; rest: Said } => ({
    strong: say`取りやめた表：${names}`,
    rest: `（${day}、決裁番号 ${decision}）。お知らせした計画にありましたが、点検を通らなかったため、公表前に外しました。`,
  }),
  checks: '確かめたこと',
  nothing:
    '回答者が基準の人数に達していないため、すべての区分を非表示にしました。公表した数字はありません。',
  subtraction: '差し引きで分からないこと',
  programs: (lps: string): Strong => [
    '公表した数字のあらゆる足し引きのうち、関わる人がいちばん少なくなる組み合わせを',
    `${lps}通り`,
    '求めました',
  ],
  integers: (mips: string) => `（うち整数での解き直し${mips}通り）`,
  bound: (least: string, k: number): Strong => [
    '。どれも',
    `${least}人以上`,
    `に関わり、基準の${k}人を下回るものはありません。`,
  ],
  noPrograms: (k: number) =>
    `公表した区分の足し引きで、基準の${k}人を下回る組み合わせはありません。`,
  single: '一人ひとりの回答が決まらないこと',
  pairs: (pairs: string): Strong => [
    '名簿と、だれが回答したかを知る人を想定し、公表する数字のすべてに合う別の答え方があるかを、人と設問の組',
    `${pairs}通り`,
    'のすべてについて確かめました。',
  ],
  widened: (n: string) => `${n}か所の幅を広げて`,
  hiddenItems: (n: string) => `${n}か所を非表示にして`,
  repaired: (before: string, repairs: readonly string[]): Strong => [
    `丸めただけでは決まるものが${before}組あったため、${repairs.join('、')}、`,
    '0組',
    'にしました。',
  ],
  none: ['回答が決まるものは', '0組', 'でした。'] as Strong,
  right: '数字が正しいこと',
  rightText: '出来上がった公表内容を回答から数え直し、すべての人数と割合が合うことを確かめました。',
  time: 'かかった時間',
  timeText: (pattern: string, certificate: string, audit: string) =>
    `表の選定 ${pattern}、差し引きの点検 ${certificate}、回答の点検 ${audit}`,
  duration: (minutes: number, seconds: number) =>
    minutes === 0 ? (seconds === 0 ? '1秒未満' : `${seconds}秒`) : `${minutes}分${seconds}秒`,
  kept: '守られること',
  keptList: (k: number): readonly string[] => [
    `${k}人に満たない集まりの結果は、公表した数字をどう足し引きしても求められません。`,
    '名簿と、だれが回答したかを知っていても、だれかの回答を確実に知ることはできません。',
    '職員、所属長、人事課のだれにも、同じ表だけを示します。後から細かい表を足すことはありません。',
  ],
  limits: 'この点検の限界',
  limitsList: (k: number): readonly string[] => [
    '防ぐのは「確実に分かること」です。同じ答えが多い区分では、「おそらくこうだ」という推測はできます。',
    `区分の中の1人は、自分を除く残り（最少${k - 1}人）の結果を知ることができます。教え合う人が増えるほど、残りは減ります。`,
    '点検で幅を広げた値や非表示にした値は、回答によって決まります。点検の手順を知る人には、手がかりになることがあります。',
    '自由記述の文は、この点検に含みません。',
    '差し引きの点検は小数で計算しています（誤差は100万分の1まで）。見つかった組み合わせは、整数で正確に確かめています。',
  ],
  hashes: '照合値（SHA-256）',
  hashesText:
    '後から書き換えていないことを、公表データ（JSON）や設問と照らし合わせて確かめるための値です。',
  hashOf: {
    published: '公表データ',
    pattern: '公表する区分の証明',
    questionnaire: '設問と公表の計画',
    program: 'プログラムの版',
  },
  program: (version: string): Said => `風通し ${version}`,
  printing: '印刷すると、A4用紙1枚になります。',
}

export type InspectionWords = typeof ja

export const inspectionWords: Catalogue<InspectionWords> = {
  ja,
  easy: inspectionEasy,
  en: inspectionEnglish,
}
