import { formatJstDay } from '../../calendar/jst.ts'
import { keysOf } from '../../proposals/catalogue.ts'
import { type Due, duesOf } from '../../proposals/clocks.ts'
import type { Handled, Surroundings } from '../../proposals/desk.ts'
import { isStopped } from '../../proposals/settings.ts'
import type { StaffPerson } from '../auth/signed-in.ts'
import { deskLists, type Listed, listNames } from '../desk/desk-lists.ts'
import { dutyOf, groups } from '../inbox/duty.ts'
import { officialOf, seatsOf } from '../inbox/my-proposal.ts'
import type { HandoverOptions, Section } from './sheet.ts'

/** 提案担当 and コンプライアンス: how many wait for what, and what the box and the retention ask for. */
export async function deskSections(
  options: HandoverOptions,
  person: StaffPerson,
  role: 'secretariat' | 'compliance',
): Promise<Section[]> {
  const { desk, commons } = options
  const around = await desk.surroundings()
  const part = role === 'secretariat' ? 'desk' : 'compliance'
  // Of everything the person may know of: other roles of theirs may hide some of it.
  const all = await desk.list(officialOf(person))
  const listed = all
    .filter(({ parts }) => parts.some((taken) => taken.role === part))
    .map(({ proposal }): Listed => ({ proposal, dues: duesOf(proposal, around) }))
  const lists = listNames.filter((name) => name !== 'all' && name !== 'closed' && name !== 'todo')
  const counted = lists
    .map((name) => ({
      term: deskLists[name].label,
      count: listed.filter((one) => deskLists[name].holds(one)).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ term, count }) => ({ term, value: `${count}件` }))
  const own = listed.flatMap(({ dues }) => dues.filter(({ owner }) => owner === 'desk'))
  const proposals: Section = {
    title: '提案（件数と期限。内容は載せません）',
    rows: [...counted, ...nearest('提案担当の、いちばん近い期限', own)],
    empty: '進んでいる提案はありません。',
  }
  if (role === 'compliance') return [proposals]

  const quarters = await commons
    .selectFrom('proposal_quarter')
    .select(['id', 'opens_on', 'closes_on', 'opened_on', 'waiting_since'])
    .where('state', '=', 'open')
    .orderBy('id', 'desc')
    .execute()
  const box: Section = {
    title: '提案箱',
    rows: quarters.map((quarter) => ({
      term: `${formatJstDay(quarter.opens_on)}から${formatJstDay(quarter.closes_on)}まで`,
      value: [
        quarter.opened_on === null
          ? 'まだ開けていません'
          : `最後に開けた日：${formatJstDay(quarter.opened_on)}`,
        ...(quarter.waiting_since === null
          ? []
          : [`${formatJstDay(quarter.waiting_since)}から、件数がそろうのを待っています`]),
      ].join('\n'),
    })),
    empty: '提案箱は、まだ用意されていません。',
  }
  const rows = await options.retention()
  const days = [...new Set(rows.map(({ next }) => next))].toSorted()
  const retention: Section = {
    title: '保存期間を過ぎて、次に消えるもの',
    rows: days.map((day) => ({
      term: formatJstDay(day),
      value: rows
        .filter(({ next }) => next === day)
        .map(({ name }) => name)
        .join('、'),
    })),
    empty: '',
  }
  return [proposals, box, retention, settingsSection(around, all)]
}

/** A unit's part: how many stand where, and the nearest day. */
export async function unitSections(
  { desk }: HandoverOptions,
  person: StaffPerson,
  role: 'head' | 'promoter' | 'director',
  unit: string,
): Promise<Section[]> {
  const around = await desk.surroundings()
  const all = await desk.list(officialOf(person))
  const duties = all.flatMap((handled) => {
    const parts = handled.parts.filter((taken) => taken.role === role && taken.unit === unit)
    const seats = seatsOf({ ...handled, parts }, around.org)
    return seats.length === 0 ? [] : [dutyOf(handled.proposal, seats, around)]
  })
  const going = duties.filter(({ group }) => group !== 'ended')
  const dues = going.flatMap(({ due }) => due ?? [])
  const rows = keysOf(groups)
    .filter((group) => group !== 'ended')
    .map((group) => ({ group, count: going.filter((duty) => duty.group === group).length }))
    .filter(({ count }) => count > 0)
    .map(({ group, count }) => ({ term: groups[group], value: `${count}件` }))
  const late = dues.filter(({ left }) => left !== null && left < 0).length
  return [
    {
      title: `提案への回答：${around.org.nameOf(unit)}（件数と期限。内容は載せません）`,
      rows: [
        ...rows,
        ...(late === 0 ? [] : [{ term: '期限を過ぎたもの', value: `${late}件` }]),
        ...nearest('いちばん近い期限', dues),
      ],
      empty: '回答を待っている提案はありません。',
    },
  ]
}

function settingsSection({ settings, today }: Surroundings, all: readonly Handled[]): Section {
  const stopped = isStopped(settings, today)
  const holds = all.filter(({ proposal }) => proposal.hold !== null).length
  const closed = settings.closedDays.filter(({ day }) => day >= today)
  return {
    title: '設定と停止',
    rows: [
      { term: '災害等による期限停止', value: stopped ? '停止しています' : '停止していません' },
      { term: '開示請求による消去の停止', value: `${holds}件` },
      {
        term: 'これからの市の閉庁日',
        value:
          closed.length === 0
            ? '登録なし'
            : closed.map(({ day, name }) => `${formatJstDay(day)} ${name}`).join('\n'),
      },
    ],
    empty: '',
  }
}

function nearest(term: string, dues: readonly Due[]): { term: string; value: string }[] {
  const day = dues
    .flatMap((due) => due.day ?? [])
    .toSorted()
    .at(0)
  return day === undefined ? [] : [{ term, value: formatJstDay(day) }]
}
