import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { type FormState, readForm } from '../../http/forms.ts'
import { definePage, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { recordAct } from '../auth/audit.ts'
import { hasRole, requireRole } from '../auth/roles.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { auditCsv, auditShiftJis, auditXlsx } from './audit-file.ts'
import { AUDIT_YEARS } from './audit-retention.ts'
import {
  allAudit,
  type AuditRow,
  type AuditSearch,
  auditSearch,
  countAudit,
  listAudit,
  queryOf,
} from './audit-search.ts'
import type { AdminOptions } from './routes.ts'

interface AuditPage {
  readonly form: FormState
  readonly rows: readonly AuditRow[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly acts: readonly string[]
  readonly searched: boolean
  readonly years: number
  /** The overview that this official came from. */
  readonly home: { readonly href: string; readonly label: string }
  /** Addresses of the exports, by form. */
  readonly files: readonly { readonly href: string; readonly label: string }[]
  /** Addresses of the neighbouring pages; null at the ends. */
  readonly newer: string | null
  readonly older: string | null
}

const page = definePage<AuditPage>('admin-audit')
const PER_PAGE = 50
const HERE = '/staff/admin/audit'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** A workbook and a Shift_JIS file are made in memory. */
const MOST_IN_MEMORY = 50_000

const forms = {
  csv: 'CSV（UTF-8）',
  sjis: 'CSV（Shift_JIS）',
  xlsx: 'Excel',
} as const

/**
 * What officials did, newest first, for 情報担当 and 人事課: each reads what the other did. Nothing about who
 * answered or proposed is or could be in it.
 */
export async function auditRoutes(app: FastifyInstance, options: AdminOptions): Promise<void> {
  const { identity, now } = options
  const site = app.getDecorator<() => Site>('site')
  app.addHook('preHandler', requireRole('admin', 'hr'))

  app.get(HERE, async (request, reply) => {
    const read = readForm(auditSearch, request.query)
    const asked = z
      .object({ page: z.coerce.number().int().min(1).max(100_000) })
      .safeParse(request.query)
    if (!read.ok) {
      // Days are typed; the rest of the address can only be wrong when nobody typed it.
      if (!Object.keys(read.form.errors).every((name) => name === 'from' || name === 'to'))
        throw new Problem('bad-request')
      return show(request, reply.code(422), read.form, null, 1)
    }
    return show(request, reply, read.form, read.value, asked.success ? asked.data.page : 1)
  })

  app.get<{ Params: { form: string } }>(`${HERE}/export/:form`, async (request, reply) => {
    const kind = z.enum(['csv', 'sjis', 'xlsx']).safeParse(request.params.form)
    const read = auditSearch.safeParse(request.query)
    if (!kind.success || !read.success) throw new Problem('not-found')
    const form = kind.data
    const total = await countAudit(identity, read.data)
    if (form !== 'csv' && total > MOST_IN_MEMORY) {
      throw new Problem('too-large', {
        detail: `${MOST_IN_MEMORY.toLocaleString('ja-JP')}件を超えています。日の範囲で絞り込むか、CSV（UTF-8）をお使いください。`,
      })
    }
    const rows = allAudit(identity, read.data)
    const { sample } = site()
    const body =
      form === 'csv'
        ? auditCsv(rows, sample)
        : form === 'sjis'
          ? await auditShiftJis(rows, sample)
          : await auditXlsx(rows, sample)
    const at = now()
    const { number } = signedInPerson(request)
    await recordAct(
      identity,
      at,
      number,
      '操作の記録を書き出し',
      detailOf(read.data, forms[form], total),
    )
    const file = `kazetoshi-audit-${jstDay(at)}.${form === 'xlsx' ? 'xlsx' : 'csv'}`
    return reply
      .type(form === 'xlsx' ? XLSX : `text/csv; charset=${form === 'csv' ? 'utf-8' : 'shift_jis'}`)
      .header('content-disposition', `attachment; filename="${file}"`)
      .send(body)
  })

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    form: FormState,
    search: AuditSearch | null,
    asked: number,
  ): Promise<FastifyReply> {
    const total = search === null ? 0 : await countAudit(identity, search)
    const pages = Math.max(1, Math.ceil(total / PER_PAGE))
    const current = Math.min(asked, pages)
    const query = search === null ? {} : queryOf(search)
    const address = (path: string, more: Record<string, string> = {}) =>
      `${path}?${new URLSearchParams({ ...query, ...more }).toString()}`
    const acts = await identity
      .selectFrom('audit')
      .select('act')
      .distinct()
      .orderBy('act')
      .execute()
    const admin = hasRole(signedInPerson(request), 'admin')
    const frame = staffFrame(request, '操作の記録', admin ? 'admin' : 'office')
    return page.send(reply, frame, {
      form,
      rows:
        search === null
          ? []
          : await listAudit(identity, search, PER_PAGE, (current - 1) * PER_PAGE),
      total,
      page: current,
      pages,
      acts: acts.map((row) => row.act),
      searched: search === null || Object.values(query).some((value) => value !== ''),
      years: AUDIT_YEARS,
      home: admin
        ? { href: '/staff/admin', label: '管理' }
        : { href: '/staff/office', label: '人事課の画面' },
      files: Object.entries(forms).map(([name, label]) => ({
        label,
        href: address(`${HERE}/export/${name}`),
      })),
      newer: current > 1 ? address(HERE, { page: String(current - 1) }) : null,
      older: current < pages ? address(HERE, { page: String(current + 1) }) : null,
    })
  }
}

function detailOf(search: AuditSearch, form: string, total: number): string {
  const names = { act: '操作', actor: '職員番号', q: '言葉', from: 'この日から', to: 'この日まで' }
  const chosen = Object.entries(queryOf(search)).flatMap(([name, value]) =>
    value === '' ? [] : [`${names[name as keyof typeof names]}：${value}`],
  )
  return [form, `${total}件`, ...chosen].join('　')
}
