import type { Language } from './language.ts'

/** Words of the programme in the reader's language. */
export interface Named {
  readonly text: string
  /** 'ja' where there is no translation; null: the language of the page. */
  readonly lang: 'ja' | null
  /** The programme's own words, beside a translation. */
  readonly official: string | null
}

/**
 * What the programme calls something, in the reader's language. A wording that is not in the list (a June
 * revision may change it) stays in Japanese and is marked so.
 */
export function namedIn(language: Language, official: string): Named {
  if (language === 'ja') return { text: official, lang: null, official: null }
  const found = phrases.get(keyOf(official))
  if (found === undefined) return { text: official, lang: 'ja', official: null }
  return { text: found[language], lang: null, official }
}

/** Whether the list has it. */
export function isNamed(official: string): boolean {
  return phrases.has(keyOf(official))
}

type Phrase = readonly [ja: string, easy: string, en: string]

const pillars: readonly Phrase[] = [
  [
    '事務事業と既存制度・運用・慣例の抜本的な見直し',
    '仕事や きまり、やりかたを 大きく 見なおす',
    'A thorough review of work, rules and habits',
  ],
  [
    'ＤＸによるワークスタイル変革',
    'ＤＸ（デジタル）で はたらきかたを かえる',
    'New ways of working by digital means',
  ],
  [
    '働きやすい職場環境づくりと職員の意識改革',
    'はたらきやすい 職場（しょくば）と 職員の 考えかた',
    'Good workplaces and a change of mind',
  ],
  ['共通指標', 'みんなに 共通（きょうつう）の 数字', 'Common indicators'],
]

const headings: readonly Phrase[] = [
  ['効率的な仕事の進め方', '仕事の じょうずな 進めかた', 'Efficient ways of working'],
  ['DX の推進 ①', 'DXを 進める ①', 'Going digital ①'],
  ['DX の推進 ②', 'DXを 進める ②', 'Going digital ②'],
  ['風通しの良い職場環境づくり', '話しやすい 職場を つくる', 'Open workplaces'],
  ['長時間勤務の是正 ①', '長い 時間の 仕事を なおす ①', 'Shorter hours ①'],
  ['長時間勤務の是正 ②', '長い 時間の 仕事を なおす ②', 'Shorter hours ②'],
  ['長時間勤務の是正 ③', '長い 時間の 仕事を なおす ③', 'Shorter hours ③'],
  ['長時間勤務の是正 ④', '長い 時間の 仕事を なおす ④', 'Shorter hours ④'],
  ['多様な働き方の実現 ①', 'いろいろな はたらきかた ①', 'Many ways of working ①'],
  ['多様な働き方の実現 ②', 'いろいろな はたらきかた ②', 'Many ways of working ②'],
  ['多様な働き方の実現 ③', 'いろいろな はたらきかた ③', 'Many ways of working ③'],
  [
    '多様な働き方の実現 ③（参考）',
    'いろいろな はたらきかた ③（参考（さんこう））',
    'Many ways of working ③ (for reference)',
  ],
  ['仕事のやりがい・達成感', '仕事の やりがい', 'Worthwhile work'],
  ['ワークライフバランスの実現', '仕事と 生活（せいかつ）の バランス', 'Balance of work and life'],
]

const APRIL_EASY = '（次の 年の 4月1日）'
const APRIL_EN = ' (on 1 April after the year)'
const chiefs = (who: string) => `${who}の うち、係長（かかりちょう）の 割合（わりあい）（事務職）`

/** Brackets 「」 and their half-width forms are the same: the two tables of the programme differ in them. */
const labels: readonly Phrase[] = [
  [
    '「自分の職場では効率的に仕事が進められている」と考える職員の割合',
    '「自分の 職場では 仕事が うまく 進んでいる」と 思う 職員の 割合',
    'Staff who find that work is done efficiently at their workplace',
  ],
  [
    'オンライン手続きが可能な業務数',
    'インターネットで 手続き（てつづき）が できる 仕事の 数',
    'Services that can be applied for online',
  ],
  [
    'オンライン手続き・申請数',
    'インターネットで できる 手続きや 申請（しんせい）の 数',
    'Online procedures and applications',
  ],
  ['決裁の電子化率', '決裁（けっさい）を パソコンで する 割合', 'Decisions signed electronically'],
  [
    '「職場の人間関係や雰囲気が良いと感じている」職員の割合',
    '「職場の 人間関係（にんげんかんけい）や ふんいきが よい」と 思う 職員の 割合',
    'Staff who find relations and mood at work good',
  ],
  [
    '職員一人あたりの月平均時間外勤務数',
    '職員 1人の 1か月の 残業（ざんぎょう）の 時間（平均）',
    'Overtime per person and month, on average',
  ],
  [
    '時間外勤務が年間720時間超の職員',
    '残業が 1年に 720時間より 多い 職員',
    'Staff with more than 720 hours of overtime a year',
  ],
  [
    '時間外勤務が年間360時間超の職員',
    '残業が 1年に 360時間より 多い 職員',
    'Staff with more than 360 hours of overtime a year',
  ],
  [
    '年次有給休暇の年間平均取得日数',
    '年休（ねんきゅう）を とった 日の 数（1年の 平均）',
    'Days of annual leave taken, on average',
  ],
  ['女性管理職員の登用率', '管理職（かんりしょく）の うち 女性の 割合', 'Women among managers'],
  [
    '女性管理職員の登用率（翌年度の４月１日時点）',
    `管理職（かんりしょく）の うち 女性の 割合${APRIL_EASY}`,
    `Women among managers${APRIL_EN}`,
  ],
  [
    '男性職員に占める係長職の割合（事務職）',
    chiefs('男性の 職員'),
    'Subsection chiefs among male staff (administration)',
  ],
  [
    '男性職員に占める係長職の割合（事務職）（翌年度の４月１日時点）',
    `${chiefs('男性の 職員')}${APRIL_EASY}`,
    `Subsection chiefs among male staff (administration)${APRIL_EN}`,
  ],
  [
    '女性職員に占める係長職の割合（事務職）',
    chiefs('女性の 職員'),
    'Subsection chiefs among female staff (administration)',
  ],
  [
    '女性職員に占める係長職の割合（事務職）（翌年度の４月１日時点）',
    `${chiefs('女性の 職員')}${APRIL_EASY}`,
    `Subsection chiefs among female staff (administration)${APRIL_EN}`,
  ],
  ['差（男性－女性）', '差（男性 引く 女性）', 'Gap (male minus female)'],
  [
    '男性職員の育児休業取得率',
    '育児休業（いくじきゅうぎょう）を とった 男性の 割合',
    'Fathers who took childcare leave',
  ],
  [
    '（参考）男性職員の育児休業平均取得日数',
    '（参考）男性が とった 育児休業の 日の 数（平均）',
    '(For reference) Days of childcare leave taken by fathers, on average',
  ],
  [
    '「現在の仕事にやりがいを感じている」職員の割合',
    '「今の 仕事に やりがいが ある」と 思う 職員の 割合',
    'Staff who find their present work worthwhile',
  ],
  [
    '「仕事と家庭の両立ができていると感じている」職員の割合',
    '「仕事と 家の ことを 両方（りょうほう）できている」と 思う 職員の 割合',
    'Staff who can combine work and family',
  ],
]

const sources: readonly Phrase[] = [
  ['職員アンケート', '職員の アンケート', 'Staff survey'],
  [
    '業務統計（行政DX推進課）',
    '仕事の 統計（とうけい）（行政DX推進課）',
    'Statistics of the digital administration section',
  ],
  ['文書管理システム', '文書（ぶんしょ）の システム', 'Document management system'],
  ['庶務事務システム', '庶務（しょむ）の システム', 'Time and attendance system'],
  ['人事情報', '人事（じんじ）の データ', 'Personnel data'],
]

const notes: readonly Phrase[] = [
  [
    '当該指標については、毎年度、職員を対象に勤務実態に係るアンケート調査を実施して数値を把握する（初回調査は令和５年度に実施）。',
    'この 数字は、毎年 職員の アンケートで しらべます（1回目は 令和5年度（2023年））。',
    'Measured by the yearly staff survey, first held in fiscal 2023.',
  ],
  [
    '災害、選挙事務など臨時的業務に要する他費目を含んだ時間外勤務数。',
    '災害（さいがい）や 選挙（せんきょ）など、特別な 仕事の 残業も 入っています。',
    'Includes overtime for disasters, elections and other special work paid from other budgets.',
  ],
  [
    '目標は毎年度における達成を目指すものとする。',
    '目標（もくひょう）は、毎年 とどくように がんばります。',
    'Targets are to be reached every fiscal year.',
  ],
  [
    '「多様な働き方の実現」の各目標については、プログラムを毎年度、継続的に実行することで、①は「５０％」、②は「一致させる」、③は「１００％」の達成を目指すものとする。',
    '「いろいろな はたらきかた」は、毎年 続けて、①は 50％、②は 男性と 女性が 同じ、③は 100％に なるように がんばります。',
    'For “Many ways of working” the programme aims in the long run at ① 50%, ② equal shares and ③ 100%.',
  ],
]

const longTerms: readonly Phrase[] = [
  ['50％', '50％', '50%'],
  ['100％', '100％', '100%'],
  ['一致させる', '同じに する', 'Equal shares'],
]

const seriesNames: readonly Phrase[] = [
  ['男性', '男性', 'Male'],
  ['女性', '女性', 'Female'],
]

const phrases = new Map(
  [pillars, headings, labels, sources, notes, longTerms, seriesNames]
    .flat()
    .map(([ja, easy, en]) => [keyOf(ja), { easy, en }]),
)

function keyOf(official: string): string {
  return official.replaceAll('｢', '「').replaceAll('｣', '」')
}
