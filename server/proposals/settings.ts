import { z } from 'zod'
import { type OwnDays, type WorkCalendar, workCalendar } from '../calendar/working-days.ts'
import type { CommonsReader } from '../stores/commons.ts'
import { type Day, daySchema } from './proposal.ts'

const days = (usual: number, most = 400, least = 1) =>
  z.number().int().min(least).max(most).default(usual)
const line = (usual: string) => z.string().max(200).default(usual)

/** An author hides among so many, and waits so long, whatever is set. */
export const LEAST_RELEASE = 3

/** What 行政管理課 may set; every member has its usual value. Kept as JSON under `proposals` in `setting`. */
export const settingsSchema = z.strictObject({
  /** Working days, `conclusion` in calendar days; `question` and `returned`: days an author has. */
  clocks: z
    .strictObject({
      check: days(3),
      acceptance: days(5),
      firstReply: days(10),
      conclusion: days(60),
      question: days(14),
      returned: days(14),
    })
    .prefault({}),
  cards: z.strictObject({ posts: days(12, 40), endorsements: days(10, 40) }).prefault({}),
  /** Fewer arrivals than `minimum` wait, `mostDays` working days at most. */
  release: z
    .strictObject({
      minimum: days(3, 20, LEAST_RELEASE),
      mostDays: days(3, 10, LEAST_RELEASE),
    })
    .prefault({}),
  boxSlots: z.number().int().min(50).max(20_000).default(2000),
  /** 「災害等による期限停止」; `to` null: still standing. Both days included. */
  stops: z
    .array(
      z
        .strictObject({ from: daySchema, to: daySchema.nullable(), reason: z.string().max(200) })
        .refine(({ from, to }) => to === null || from <= to, {
          path: ['to'],
          message: '期限停止の終わりは、始まりの日以後にしてください。',
        }),
    )
    .default([]),
  closedDays: z.array(z.strictObject({ day: daySchema, name: z.string().max(60) })).default([]),
  openDays: z.array(daySchema).default([]),
  /** Desks that take what is no proposal, as people read them. */
  contacts: z
    .strictObject({
      whistle: line('内部公益通報窓口（総務課）'),
      harassment: line('ハラスメント相談窓口（人事課）'),
      personnel: line('人事相談窓口（人事課）'),
      health: line('健康相談（産業医）'),
      compliance: line('コンプライアンス担当'),
    })
    .prefault({}),
  /** Months after the end of the fiscal year in which a proposal ended. */
  retention: z
    .strictObject({
      texts: days(36, 360),
      dialogue: days(12, 360),
      receipts: days(12, 360),
      ended: days(12, 360),
      complaints: days(36, 360),
      steps: days(60, 360),
      basis: line('文書管理規程（保存期間表）'),
    })
    .prefault({}),
})
export type ProposalSettings = z.infer<typeof settingsSchema>

export const usualSettings: ProposalSettings = settingsSchema.parse({})

export async function readSettings(commons: CommonsReader): Promise<ProposalSettings> {
  const row = await commons
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'proposals')
    .executeTakeFirst()
  if (row === undefined) return usualSettings
  if (last?.value !== row.value)
    last = { value: row.value, settings: settingsSchema.parse(JSON.parse(row.value)) }
  return last.settings
}

/** The same settings are the same object: what was made from them is found again. */
let last: { readonly value: string; readonly settings: ProposalSettings } | undefined
const calendars = new WeakMap<ProposalSettings, WorkCalendar>()

export function calendarOf(settings: ProposalSettings): WorkCalendar {
  const known = calendars.get(settings)
  if (known !== undefined) return known
  const calendar = newCalendar(settings)
  calendars.set(settings, calendar)
  return calendar
}

function newCalendar(settings: ProposalSettings): WorkCalendar {
  const own: OwnDays = {
    closed: settings.closedDays.map(({ day }) => day),
    open: settings.openDays,
  }
  return workCalendar(own)
}

/** Whether a stop of all clocks stands on this day. */
export function isStopped(settings: ProposalSettings, day: Day): boolean {
  return settings.stops.some(({ from, to }) => from <= day && (to === null || day <= to))
}
