import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import { formatJstDay } from '../../../calendar/jst.ts'
import type { StepId } from '../../../programme/year/steps.ts'
import { item, letter, portal } from '../life/notice-layout.ts'

/** What the texts of a step are filled from. Days are ISO (JST). */
export interface StepFacts {
  readonly year: number
  readonly day: string
  /** The day the notice carries. */
  readonly today: string
  /** Title of the year's survey; null: there is none yet. */
  readonly survey: string | null
  readonly opensOn: string
  readonly closesOn: string
  /** Addresses as the city hall reaches this server. */
  readonly staff: string
  readonly published: string
}

export interface StepNotice {
  readonly subject: string
  readonly portal: string
  readonly formal: string
}

interface Words {
  /** Of the programme, or of the survey. */
  readonly of: 'programme' | 'survey'
  readonly subject: string
  /** 「…のＸについて」 in the letter. */
  readonly about: string
  readonly lead: string
  /** Label and lines of each entry below 記; the portal shows the same. */
  readonly entries: readonly (readonly [string, ...string[]])[]
}

const PROGRAMME_NAME = '働き方・仕事の進め方改革 実行プログラム'
const CONTACT = '人事課'
const VOLUNTARY =
  '回答は任意です。勤務時間内に回答できます。所属長は、回答したか・何と答えたかを尋ねません。'

/** Ready texts of a step for 全庁的お知らせ and 文書管理システム; nobody is named. */
export function stepNotice(id: StepId, facts: StepFacts): StepNotice {
  const { of, subject, about, lead, entries } = texts[id](facts, formatJstDay(facts.day))
  const title = of === 'programme' ? PROGRAMME_NAME : surveyTitle(facts)
  return {
    subject,
    portal: portal(subject, [
      lead,
      ...entries.map(([label, ...lines]) => `${label}：${lines.join(' ')}`),
      `問い合わせ先：${CONTACT}`,
    ]),
    formal: letter({ today: facts.today, title }, subject, about, [
      item('内容', lead),
      ...entries.map(([label, ...lines]) => item(label, ...lines)),
      item('問い合わせ先', CONTACT),
    ]),
  }
}

const texts: Readonly<Record<StepId, (facts: StepFacts, on: string) => Words>> = {
  roster: (_, on) => ({
    of: 'programme',
    subject: '組織と役割の変更の連絡について',
    about: '名簿の準備',
    lead: '４月１日付けの名簿を、３月のうちに取り込みます。所属の新設、統合、分割、名称の変更と、推進責任者・推進担当者の交代は、人事課へお知らせください。',
    entries: [['期限', on]],
  }),
  moves: ({ staff }, on) => ({
    of: 'programme',
    subject: '推進責任者・推進担当者の確認について',
    about: '役割の確認',
    lead: '人事異動により、推進責任者と推進担当者が替わった所属があります。自分の役割を画面で確かめ、受け持ちの提案と改善施策を引き継いでください。',
    entries: [
      ['確認の始まり', on],
      ['確認の画面', staff],
    ],
  }),
  values: ({ year }, on) => ({
    of: 'programme',
    subject: `${fiscalYearName(year - 1)}の指標の値の提出について（所管課）`,
    about: '指標の値の提出',
    lead: `${fiscalYearName(year - 1)}の指標の値を集めます。出典と時点（年度、または${fiscalYearName(year)}の４月１日）を付けて、ひな形のとおりに提出してください。会議や説明の資料は要りません。`,
    entries: [['期限', on]],
  }),
  'reference-day': (facts, on) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の基準日について`,
    about: '基準日',
    lead: '基準日に在籍し、対象に含まれる職員に回答券を渡します。基準日の後の異動で、対象は変わりません。',
    entries: [['基準日', on]],
  }),
  revision: ({ published }, on) => ({
    of: 'programme',
    subject: '実行プログラムの改訂について',
    about: '改訂',
    lead: '指標の現状と目標を見直し、プログラムを改訂しました。変わったところは、新旧対照表で確かめられます。',
    entries: [
      ['改訂の日', on],
      ['指標と新旧対照表', `${published}/indicators`],
    ],
  }),
  approval: (facts, on) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の実施の準備について`,
    about: '実施の準備',
    lead: '設問、対象、公表のしかたを決めています。実施を決定したら、あらためて全職員にお知らせします。',
    entries: [
      ['案の決裁', on],
      ['受付（予定）', period(facts)],
    ],
  }),
  announcement: (facts, on) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の実施の予定について`,
    about: '実施の予定',
    lead: 'アンケートを実施します。無記名で、少人数の区分の集計は表示しません。結果は全職員に公表します。',
    entries: [
      ['実施の決定', on],
      ['受付（予定）', period(facts)],
      ['回答', VOLUNTARY],
    ],
  }),
  open: (facts, on) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の受付開始について`,
    about: '受付開始',
    lead: '回答の受付を始めます。',
    entries: [
      ['受付開始', on],
      ['締切', formatJstDay(facts.closesOn)],
      ['回答のページ', facts.staff],
      ['回答', VOLUNTARY],
    ],
  }),
  reminder: (facts) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の受付中です`,
    about: '受付中であること',
    lead: 'まだの方も、すでに回答した方にも、同じ文でお知らせしています。',
    entries: [
      ['受付', period(facts)],
      ['回答のページ', facts.staff],
      ['回答', VOLUNTARY],
    ],
  }),
  close: (facts, on) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の締切について`,
    about: '締切',
    lead: 'この日に受付を終わります。すでに回答した方にも、同じ文でお知らせしています。',
    entries: [
      ['締切', on],
      ['回答のページ', facts.staff],
      ['回答', VOLUNTARY],
    ],
  }),
  opening: (facts, on) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の開封・集計について`,
    about: '開封・集計',
    lead: '鍵の保管者がそろって回答箱を開け、集計します。個々の回答は、どこにも残りません。',
    entries: [['開封・集計の日', on]],
  }),
  publication: (facts, on) => ({
    of: 'survey',
    subject: `「${surveyTitle(facts)}」の結果の公表について`,
    about: '結果の公表',
    lead: '結果を全職員に公表します。少人数の区分は表示していません。回答箱は廃棄します。',
    entries: [
      ['公表の日', on],
      ['結果のページ', `${facts.published}/results`],
    ],
  }),
  feedback: (facts, on) => ({
    of: 'survey',
    subject: '結果を使った各所属での話し合いについて',
    about: '結果のフィードバック',
    lead: '自分の所属の結果を印刷して、職場で短く話し合ってください。発言した人や意見の多い少ないを記録する必要はありません。改善施策は３つまで、「年１回の確認」の画面に入れます。結果が非表示の所属は、「類似所属」の結果と「話し合いシート」を使えます。',
    entries: [
      ['めやすの日', on],
      ['結果のページ', `${facts.published}/results`],
      ['改善施策を入れる画面', `${facts.staff}review`],
    ],
  }),
  review: ({ staff }, on) => ({
    of: 'programme',
    subject: '年１回の確認について',
    about: '年１回の確認',
    lead: '改善施策、やめる業務、プログラムの施策、優良事例を、１つの画面で確かめてください。昨年度から変更がなければ、ボタン１つで終わります。別の照会や様式の提出はありません。',
    entries: [
      ['期限', on],
      ['確認の画面', `${staff}review`],
    ],
  }),
  'stop-work': ({ year, staff }, on) => ({
    of: 'programme',
    subject: `やめる業務の${fiscalYearName(year + 1)}予算への反映について`,
    about: 'やめる業務の取りまとめ',
    lead: `各所属が「年１回の確認」に入れた、廃止または見直す業務を、${fiscalYearName(year + 1)}の予算編成の資料にします。追加や変更は、期限までに同じ画面で入れてください。`,
    entries: [
      ['期限', on],
      ['入れる画面', `${staff}review`],
    ],
  }),
}

function surveyTitle({ survey, year }: StepFacts): string {
  return survey ?? `${fiscalYearName(year)} 職員の勤務実態に係るアンケート`
}

function period({ opensOn, closesOn }: StepFacts): string {
  return `${formatJstDay(opensOn)} から ${formatJstDay(closesOn)} まで`
}
