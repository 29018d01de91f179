import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { formatJstDay, jstDay } from '../../calendar/jst.ts'
import { addDays } from '../../calendar/working-days.ts'
import { listedLines, withoutPassword } from '../accounts/password-list.ts'
import { type ListedRole, listRoles, roleSearch } from '../admin/role-list.ts'
import type { HandoverOptions, Section } from './sheet.ts'

/** Roles that end within so many days are worth a word. */
const PARTING_DAYS = 60
/** More than that does not fit on the page; the list has them all. */
const MOST = 12

/** Accounts and roles that somebody has to look after; passwords for 情報担当 alone. */
export async function accountSections(
  options: HandoverOptions,
  role: 'admin' | 'hr',
): Promise<Section[]> {
  const today = jstDay(options.now())
  const all = await listRoles(options, roleSearch.parse({ when: 'all', origin: 'hand' }), today)
  const soon = addDays(today, PARTING_DAYS)
  const parting = all.filter(({ standing, to }) => standing === 'now' && to !== null && to <= soon)
  const coming = all.filter(({ standing }) => standing === 'coming')
  // An own office of a unit in which the person no longer works was forgotten at a transfer.
  const moved = all.filter(
    ({ standing, manner, unitName, worksIn }) =>
      standing === 'now' && manner === 'own' && unitName !== '' && unitName !== worksIn,
  )
  const whole = all.filter(({ standing, unitName }) => standing === 'now' && unitName === '')
  const roles: Section[] = [
    {
      title: '終える役割、引き渡す役割（手で付けたもの）',
      rows: [
        ...rowsOf('もうすぐ終わる', parting, (one) => `${formatJstDay(one.to ?? '')}まで`),
        ...rowsOf('これから始まる', coming, (one) => `${formatJstDay(one.from ?? '')}から`),
        ...rowsOf('異動したのに残っている', moved, (one) => `今の所属は${one.worksIn}`),
        ...rowsOf('全庁の担当者', whole, (one) => `所属は${one.worksIn || '登録なし'}`),
      ],
      empty: '手で付けた役割はありません。',
    },
  ]
  if (role === 'hr') return roles
  const without = (await withoutPassword(options)).reduce((sum, { people }) => sum + people, 0)
  const listed = await listedLines(options.listFile)
  return [
    {
      title: 'アカウント',
      rows: [
        { term: 'パスワードのない職員', value: `${without}人` },
        {
          term: '最初のパスワードの一覧',
          value:
            listed === 0
              ? '残っていません'
              : `${listed}人分が残っています。手紙を印刷して、消してください`,
        },
        {
          term: '操作の記録',
          value: `次に古い記録が消える日　${formatJstDay(`${fiscalYearOf(today) + 1}-04-01`)}`,
        },
      ],
      empty: '',
    },
    ...roles,
    await rosterSection(options),
  ]
}

/** Rosters that wait for their day. */
export async function rosterSection({ identity }: HandoverOptions): Promise<Section> {
  const rows = await identity
    .selectFrom('roster_import')
    .select(['effective_on', 'units_name', 'people_name'])
    .where('state', '=', 'waiting')
    .orderBy('effective_on')
    .execute()
  return {
    title: '日付を待っている名簿',
    rows: rows.map((row) => ({
      term: formatJstDay(row.effective_on),
      value: [row.units_name, row.people_name].filter((name) => name !== null).join('、'),
    })),
    empty: '予約した名簿はありません。',
  }
}

function rowsOf(term: string, all: readonly ListedRole[], more: (one: ListedRole) => string) {
  if (all.length === 0) return []
  const lines = all
    .slice(0, MOST)
    .map(
      (one) =>
        `${one.roleName}${one.unitName === '' ? '' : `：${one.unitName}`}　職員番号 ${one.person}（${more(one)}）`,
    )
  const rest = all.length - MOST
  return [
    {
      term,
      value: [...lines, ...(rest > 0 ? [`ほか${rest}件（「役割」の一覧）`] : [])].join('\n'),
    },
  ]
}
