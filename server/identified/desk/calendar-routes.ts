import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { addDays } from '../../calendar/working-days.ts'
import { emptyForm, type FormState, readForm, refuseForm } from '../../http/forms.ts'
import { definePage } from '../../http/pages.ts'
import type { ProposalSettings } from '../../proposals/settings.ts'
import { recordAct } from '../auth/audit.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { day, words } from '../inbox/typed-fields.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import { HOLIDAY_FILE_BYTES, readHolidayFile } from './holiday-file.ts'
import { takeFiles, uploadedFile } from '../../http/uploaded-file.ts'

interface CalendarPage {
  readonly links: readonly DeskLink[]
  readonly form: FormState
  readonly closedDays: ProposalSettings['closedDays']
  readonly openDays: readonly string[]
  /** The stop that stands or begins later; null when clocks run. */
  readonly standing: ProposalSettings['stops'][number] | null
  readonly pastStops: ProposalSettings['stops']
  readonly today: string
  /** A stop that waits for the second click. */
  readonly confirm: 'start' | 'end' | null
  readonly fileProblems: readonly string[]
  readonly notice: string | null
}

const page = definePage<CalendarPage>('desk-calendar')

const notices = {
  day: '日を登録しました。',
  removed: '登録を取り消しました。',
  started: '期限を停止しました。',
  ended: '期限停止の終わりを登録しました。',
} as const
const noticeQuery = z
  .object({
    notice: z.enum(['day', 'removed', 'started', 'ended']).optional(),
    read: z.coerce.number().int().min(0).max(5000).optional(),
    added: z.coerce.number().int().min(0).max(5000).optional(),
  })
  .catch({})

const closedForm = z.object({ closedDay: day('閉庁する日'), closedName: words('名称', 60) })
const openForm = z.object({ openDay: day('開庁する日') })
const removeForm = z.object({ day: day('日') })
const startForm = z.object({
  stopFrom: day('停止を始める日'),
  stopReason: words('停止する理由', 200),
  confirmed: z.string().optional(),
})
const endForm = z.object({ stopTo: day('停止の最後の日'), confirmed: z.string().optional() })
const HERE = '/staff/desk/settings/calendar'
/** How far back a stop may begin: a disaster is not entered on its day. */
const STOP_BACK = 60

/** Closed and open days of this city hall, the list of holidays, and 「災害等による期限停止」. */
export async function calendarRoutes(
  app: FastifyInstance,
  options: DeskPagesOptions,
): Promise<void> {
  const { desk, identity, now, saveSettings } = options
  takeFiles(app, HOLIDAY_FILE_BYTES)

  app.get('/settings/calendar', async (request, reply) => send(request, reply, emptyForm))

  app.post('/settings/closed-days', async (request, reply) => {
    const read = readForm(closedForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const { closedDay, closedName } = read.value
    const settings = await settingsNow()
    const closedDays = withDays(settings.closedDays, [{ day: closedDay, name: closedName }])
    await save(request, { ...settings, closedDays }, '閉庁日を登録', `${closedDay} ${closedName}`)
    return reply.redirect(`${HERE}?notice=day`, 303)
  })

  app.post('/settings/closed-days/removal', async (request, reply) => {
    const read = readForm(removeForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const settings = await settingsNow()
    const closedDays = settings.closedDays.filter((own) => own.day !== read.value.day)
    await save(request, { ...settings, closedDays }, '閉庁日を取消し', read.value.day)
    return reply.redirect(`${HERE}?notice=removed`, 303)
  })

  app.post('/settings/open-days', async (request, reply) => {
    const read = readForm(openForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const settings = await settingsNow()
    const openDays = [...new Set([...settings.openDays, read.value.openDay])].toSorted()
    await save(request, { ...settings, openDays }, '開庁日を登録', read.value.openDay)
    return reply.redirect(`${HERE}?notice=day`, 303)
  })

  app.post('/settings/open-days/removal', async (request, reply) => {
    const read = readForm(removeForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const settings = await settingsNow()
    const openDays = settings.openDays.filter((own) => own !== read.value.day)
    await save(request, { ...settings, openDays }, '開庁日を取消し', read.value.day)
    return reply.redirect(`${HERE}?notice=removed`, 303)
  })

  app.post('/settings/holidays', { bodyLimit: HOLIDAY_FILE_BYTES }, async (request, reply) => {
    const file = await uploadedFile(request.body, 'holidays')
    if (file === null) {
      const message = '「国民の祝日」のCSVファイルを選んでください。'
      return send(request, reply.code(422), refuseForm(emptyForm, 'holidays', message))
    }
    const { today } = await desk.surroundings()
    const { unknown, read, problems } = readHolidayFile(
      file.bytes,
      file.name,
      `${today.slice(0, 4)}-01-01`,
    )
    if (problems.length > 0) {
      const message = 'ファイルに直すところがあります。何も登録していません。'
      const form = refuseForm(emptyForm, 'holidays', message)
      return send(request, reply.code(422), form, { fileProblems: problems })
    }
    const settings = await settingsNow()
    const had = new Set(settings.closedDays.map((own) => own.day))
    const fresh = unknown.filter((holiday) => !had.has(holiday.day))
    if (fresh.length > 0) {
      const closedDays = withDays(settings.closedDays, fresh)
      const days = fresh.map((holiday) => `${holiday.day} ${holiday.name}`).join('、')
      await save(request, { ...settings, closedDays }, '祝日のCSVから閉庁日を登録', days)
    }
    return reply.redirect(`${HERE}?read=${read}&added=${fresh.length}`, 303)
  })

  app.post('/settings/stops', async (request, reply) => {
    const read = readForm(startForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const settings = await settingsNow()
    const { today } = await desk.surroundings()
    const { stopFrom: from, stopReason: reason, confirmed } = read.value
    const refused = startRefusal(settings, from, today)
    if (refused !== null) {
      return send(request, reply.code(422), refuseForm(read.form, 'stopFrom', refused))
    }
    if (confirmed !== 'yes') return send(request, reply, read.form, { confirm: 'start' })
    const stops = [...settings.stops, { from, to: null, reason }]
    await save(request, { ...settings, stops }, '期限の停止を開始', `${from}から　${reason}`)
    return reply.redirect(`${HERE}?notice=started`, 303)
  })

  app.post('/settings/stops/end', async (request, reply) => {
    const read = readForm(endForm, request.body)
    if (!read.ok) return send(request, reply.code(422), read.form)
    const settings = await settingsNow()
    const { stopTo: to, confirmed } = read.value
    const standing = settings.stops.find((stop) => stop.to === null)
    if (standing === undefined) {
      const message = '期限は停止されていません。'
      return send(request, reply.code(409), refuseForm(emptyForm, 'form', message))
    }
    if (to < standing.from) {
      const message = '停止を始めた日以後の日にしてください。'
      return send(request, reply.code(422), refuseForm(read.form, 'stopTo', message))
    }
    if (confirmed !== 'yes') return send(request, reply, read.form, { confirm: 'end' })
    const stops = settings.stops.map((stop) => (stop === standing ? { ...stop, to } : stop))
    await save(request, { ...settings, stops }, '期限の停止を終了', `${standing.from}から${to}まで`)
    return reply.redirect(`${HERE}?notice=ended`, 303)
  })

  async function settingsNow(): Promise<ProposalSettings> {
    return (await desk.surroundings()).settings
  }

  async function save(
    request: FastifyRequest,
    settings: ProposalSettings,
    act: string,
    detail: string,
  ): Promise<void> {
    await recordAct(identity, now(), signedInPerson(request).number, act, detail)
    await saveSettings(settings)
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    other: Partial<Pick<CalendarPage, 'confirm' | 'fileProblems'>> = {},
  ): Promise<FastifyReply> {
    const { settings, today } = await desk.surroundings()
    const over = (stop: ProposalSettings['stops'][number]) => stop.to !== null
    return page.send(reply, staffFrame(request, '休日と期限の停止', 'desk'), {
      links: deskLinks(request, 'settings'),
      form,
      closedDays: settings.closedDays,
      openDays: settings.openDays,
      standing: settings.stops.find((stop) => !over(stop)) ?? null,
      pastStops: settings.stops.filter(over).toReversed(),
      today,
      confirm: null,
      fileProblems: [],
      notice: noticeOf(request),
      ...other,
    })
  }
}

function noticeOf(request: FastifyRequest): string | null {
  const { notice, read, added } = noticeQuery.parse(request.query)
  if (notice !== undefined) return notices[notice]
  if (read === undefined || added === undefined) return null
  return added === 0
    ? `今年からの祝日${read}日を確かめました。新しく登録する日はありませんでした。`
    : `今年からの祝日${read}日を確かめ、${added}日を閉庁日として登録しました。`
}

function startRefusal(settings: ProposalSettings, from: string, today: string): string | null {
  if (settings.stops.some(({ to }) => to === null))
    return 'すでに期限を停止しています。先に、その終わりを登録してください。'
  if (settings.stops.some((stop) => stop.to !== null && stop.to >= from))
    return '前の期限停止より後の日にしてください。'
  if (from < addDays(today, -STOP_BACK)) return `${STOP_BACK}日前までの日にしてください。`
  return from > addDays(today, STOP_BACK) ? `${STOP_BACK}日先までの日にしてください。` : null
}

function withDays(
  now: ProposalSettings['closedDays'],
  fresh: ProposalSettings['closedDays'],
): ProposalSettings['closedDays'] {
  const days = new Map([...now, ...fresh].map((own) => [own.day, own]))
  return [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
}
