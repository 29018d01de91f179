import { formatJstDay, jstDay } from '../../calendar/jst.ts'
import type { Role } from '../../stores/identity.ts'
import type { Section } from './sheet.ts'

/** Steps that come every year, by month and day; the programme and the ordinance set them. */
const steps: readonly {
  readonly monthDay: string
  readonly words: string
  readonly for: readonly Role[]
}[] = [
  {
    monthDay: '03-20',
    words: '４月１日付けの名簿を、日付を決めて取り込む（予約）。所属の統合・分割と承継先も',
    for: ['hr', 'admin'],
  },
  {
    monthDay: '03-31',
    words: '異動する担当者の役割を引き渡す。手で付けた役割の終わりの日を確かめる',
    for: ['hr', 'admin', 'secretariat', 'compliance', 'director', 'head', 'promoter'],
  },
  {
    monthDay: '04-01',
    words: '名簿が切り替わる。新しい職員の最初のパスワードを作り、手紙を配る',
    for: ['hr', 'admin'],
  },
  { monthDay: '04-01', words: '保存期間を過ぎた提案と記録が、自動で消える', for: ['secretariat'] },
  {
    monthDay: '04-01',
    words: '提案箱の四半期が替わる（合言葉の確認）。７月、10月、１月も',
    for: ['secretariat', 'compliance'],
  },
  {
    monthDay: '06-30',
    words: 'プログラムの改訂（指標と目標の見直し）',
    for: ['hr', 'secretariat', 'director'],
  },
  {
    monthDay: '09-30',
    words: '廃止・見直しの案を、翌年度の予算編成へ',
    for: ['secretariat', 'director', 'head', 'promoter'],
  },
  {
    monthDay: '12-01',
    words: '翌年の閉庁日（年末年始のほかの休み）を登録する',
    for: ['secretariat'],
  },
]

/** The next of each, the nearest first. */
export function yearSection(role: Role, now: Date): Section {
  const today = jstDay(now)
  const year = Number(today.slice(0, 4))
  const dayOf = (monthDay: string) => {
    const day = `${year}-${monthDay}`
    return day >= today ? day : `${year + 1}-${monthDay}`
  }
  const rows = steps
    .filter((step) => step.for.includes(role))
    .map(({ monthDay, words }) => ({ day: dayOf(monthDay), words }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
  return {
    title: '年間の予定',
    rows: rows.map(({ day, words }) => ({ term: `${formatJstDay(day)}ごろ`, value: words })),
    empty: '',
  }
}
