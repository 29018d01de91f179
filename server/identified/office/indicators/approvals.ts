import { createHash } from 'node:crypto'
import { z } from 'zod'
import { jstDay } from '../../../calendar/jst.ts'
import { readIndicatorBook } from '../../../programme/indicators/book.ts'
import { type Change, changeKey, changesSchema } from '../../../programme/indicators/changes.ts'
import { applyChanges, StaleChange } from '../../../programme/indicators/write.ts'
import type { CommonsReader, CommonsStore } from '../../../stores/commons.ts'
import type { IdentityStore } from '../../../stores/identity.ts'
import { recordAct } from '../../auth/audit.ts'
import { inForce } from '../../auth/roles-in-force.ts'
import { changeWords } from './change-words.ts'

export interface ApprovalDeps {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly commonsStore: CommonsStore
  readonly now: () => Date
}

const bodySchema = z.object({
  changes: changesSchema,
  /** Name of the file they came in; null: typed. */
  file: z.string().nullable(),
  returned: z.object({ reason: z.string(), day: z.string() }).nullable(),
})
type Body = z.infer<typeof bodySchema>

/** Changes that one official has entered and another one has to approve. */
export interface Waiting extends Body {
  readonly id: number
  /** Names exactly this entry: an id may be given anew, and what is approved must be what was seen. */
  readonly stamp: string
  readonly enteredBy: string
  readonly enteredOn: string
}

export type Decision = 'done' | 'own' | 'gone' | 'other' | 'stale'

/** One entry as it was shown. */
export interface Shown {
  readonly id: number
  readonly stamp: string
}

const KIND = 'indicators'

/** Oldest first; what was given back included. */
export async function listWaiting(identity: Pick<IdentityStore, 'selectFrom'>): Promise<Waiting[]> {
  const rows = await identity
    .selectFrom('second_approval')
    .selectAll()
    .where('kind', '=', KIND)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    stamp: stampOf(row),
    enteredBy: row.entered_by,
    enteredOn: row.entered_on,
    ...bodySchema.parse(JSON.parse(row.body)),
  }))
}

/** Keys of changes that wait for their approval: nothing else may be entered for them. */
export async function waitingKeys(
  identity: Pick<IdentityStore, 'selectFrom'>,
): Promise<ReadonlySet<string>> {
  const waiting = await listWaiting(identity)
  const open = waiting.filter(({ returned }) => returned === null)
  return new Set(open.flatMap(({ changes }) => changes.map(changeKey)))
}

/**
 * Keeps changes until a second person of 人事課 approves them. What the same person was given back about
 * the same things is replaced.
 *
 * @returns false when one of them waits already.
 */
export async function enterChanges(
  deps: ApprovalDeps,
  actor: string,
  changes: readonly Change[],
  file: string | null = null,
): Promise<boolean> {
  const lines = await describe(deps, changes)
  return deps.identity.transaction().execute(async (trx) => {
    const keys = new Set(changes.map(changeKey))
    const waiting = await listWaiting(trx)
    const taken = waiting.some(
      (one) => one.returned === null && one.changes.some((change) => keys.has(changeKey(change))),
    )
    if (taken) return false
    const replaced = waiting.filter(
      (one) =>
        one.enteredBy === actor && one.changes.every((change) => keys.has(changeKey(change))),
    )
    for (const { id } of replaced) {
      await trx.deleteFrom('second_approval').where('id', '=', id).execute()
    }
    const body: Body = { changes: [...changes], file, returned: null }
    await trx
      .insertInto('second_approval')
      .values({
        kind: KIND,
        body: JSON.stringify(body),
        entered_by: actor,
        entered_on: jstDay(deps.now()),
      })
      .execute()
    await recordAct(trx, deps.now(), actor, '指標の変更を入力', detailOf(lines, file))
    return true
  })
}

/**
 * The second person's yes: the changes are written and stop waiting. commons.db is written before
 * identity.db commits; after a crash in between the approval is given again, and finds them written.
 */
export async function approveChanges(
  deps: ApprovalDeps,
  actor: string,
  shown: Shown,
): Promise<Decision> {
  const { commonsStore, now } = deps
  try {
    return await settle(deps, actor, shown, '指標の変更を承認', async ({ changes }) => {
      await commonsStore.transaction().execute((trx) => applyChanges(trx, changes, jstDay(now())))
    })
  } catch (error) {
    if (error instanceof StaleChange) return 'stale'
    throw error
  }
}

/** The second person's no: it goes back to who has entered it, with the reason. */
export async function returnChanges(
  deps: ApprovalDeps,
  actor: string,
  shown: Shown,
  reason: string,
): Promise<Decision> {
  const { identity, now } = deps
  return identity.transaction().execute(async (trx): Promise<Decision> => {
    const found = await findShown(trx, actor, shown)
    if (typeof found === 'string') return found
    const { id, changes, file } = found
    const body: Body = { changes, file, returned: { reason, day: jstDay(now()) } }
    await trx
      .updateTable('second_approval')
      .set({ body: JSON.stringify(body) })
      .where('id', '=', id)
      .execute()
    const lines = await describe(deps, changes)
    const detail = `${detailOf(lines, file)}　理由：${reason}`
    await recordAct(trx, now(), actor, '指標の変更を差し戻し', detail)
    return 'done'
  })
}

/** Takes back what the same person has entered; what was given back anybody of 人事課 can clear away. */
export async function withdrawChanges(
  deps: ApprovalDeps,
  actor: string,
  id: number,
): Promise<Decision> {
  const { identity, now } = deps
  return identity.transaction().execute(async (trx): Promise<Decision> => {
    const found = (await listWaiting(trx)).find((one) => one.id === id)
    const may = found !== undefined && (found.enteredBy === actor || found.returned !== null)
    if (!may) return 'gone'
    await trx.deleteFrom('second_approval').where('id', '=', id).execute()
    const lines = await describe(deps, found.changes)
    await recordAct(trx, now(), actor, '指標の変更を取下げ', detailOf(lines, found.file))
    return 'done'
  })
}

/** Whether anybody else of 人事課 could approve. */
export async function hasSecondPerson(
  identity: Pick<IdentityStore, 'selectFrom'>,
  actor: string,
  today: string,
): Promise<boolean> {
  const row = await identity
    .selectFrom('role')
    .select('person')
    .where('role', '=', 'hr')
    .where('person', '!=', actor)
    .where(inForce(today))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

async function settle(
  deps: ApprovalDeps,
  actor: string,
  shown: Shown,
  act: string,
  write: (waiting: Waiting) => Promise<void>,
): Promise<Decision> {
  const { identity, now } = deps
  return identity.transaction().execute(async (trx): Promise<Decision> => {
    const found = await findShown(trx, actor, shown)
    if (typeof found === 'string') return found
    const { id } = found
    const lines = await describe(deps, found.changes)
    await trx.deleteFrom('second_approval').where('id', '=', id).execute()
    const detail = `${detailOf(lines, found.file)}　入力：${found.enteredBy}`
    await recordAct(trx, now(), actor, act, detail)
    await write(found)
    return 'done'
  })
}

/** The entry that was shown, if this person may decide it and it is still the same. */
async function findShown(
  identity: Pick<IdentityStore, 'selectFrom'>,
  actor: string,
  { id, stamp }: Shown,
): Promise<Waiting | Exclude<Decision, 'done'>> {
  const found = (await listWaiting(identity)).find((one) => one.id === id)
  if (found === undefined || found.returned !== null) return 'gone'
  if (found.enteredBy === actor) return 'own'
  return found.stamp === stamp ? found : 'other'
}

function stampOf(row: { id: number; body: string; entered_by: string; entered_on: string }) {
  const parts = [row.id, row.body, row.entered_by, row.entered_on]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
}

async function describe(
  { commons }: Pick<ApprovalDeps, 'commons'>,
  changes: readonly Change[],
): Promise<string[]> {
  const book = await readIndicatorBook(commons)
  return changes
    .map((change) => changeWords(change, book))
    .map(({ what, before, after }) => `${what}：${before === '' ? '' : `${before}→`}${after}`)
}

/** The record names the first few, and counts the rest. */
function detailOf(lines: readonly string[], file: string | null): string {
  const rest = lines.length > 20 ? `　ほか${lines.length - 20}件` : ''
  const from = file === null ? '' : `（ファイル：${file}）`
  return `${lines.slice(0, 20).join('　')}${rest}${from}`
}
