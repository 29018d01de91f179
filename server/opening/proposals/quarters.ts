import { boxPath, createBoxFile, removeBoxFile } from '../../stores/box.ts'
import type { CommonsStore, ProposalQuarterRow } from '../../stores/commons.ts'
import { destroyTallyFile, tallyPath } from '../../stores/tally-file.ts'
import { SEALED_BYTES } from '../../proposals/envelope.ts'
import { appendKeyLog } from '../../survey/key-log.ts'
import { generateSigningKey, generateTallyKey } from '../../tokens/keys.ts'
import { MODULUS_BYTES, NONCE_BYTES } from '../../tokens/suite.ts'
import type { DeskKeys } from './desk-keys.ts'
import { quarterEntry } from './quarter-entry.ts'
import { freeQuarterId, quarterOf } from './quarter.ts'

/** What the quarters of the proposal box need; of the staff side only counts and acts. */
export interface QuarterDeps {
  readonly folders: readonly string[]
  readonly commons: CommonsStore
  readonly desk: DeskKeys
  readonly sizes: () => Promise<BoxSizes>
  readonly cards: {
    /** Keeps the private halves (PKCS #8) that sign the cards of a quarter, instead of older ones. */
    open(quarter: string, post: Buffer, endorse: Buffer): Promise<void>
    /** Destroys them: no card of this quarter can be made any more. */
    close(quarter: string): Promise<void>
  }
  /** Runs `act` while the door has no file of this box open. */
  readonly exclusively: <T>(quarter: string, act: () => Promise<T>) => Promise<T>
}

export interface BoxSizes {
  /** Messages that may wait at a time. */
  readonly slots: number
  /** People who may take cards, and how many each. */
  readonly people: number
  readonly cardsEach: number
  /** Paper slips in force, a card each. */
  readonly slips: number
}

/** People come during a quarter, and each brings cards. */
const LEAST_RESERVE = 200

/** Rows of the quarters whose box is still there, the oldest first. */
export async function standingQuarters(commons: CommonsStore): Promise<ProposalQuarterRow[]> {
  const rows = await commons
    .selectFrom('proposal_quarter')
    .selectAll()
    .where('state', '=', 'open')
    .execute()
  return rows.toSorted((a, b) => (a.opens_on + a.id < b.opens_on + b.id ? -1 : 1))
}

/**
 * Makes the box of the quarter this day falls in, unless it stands: keys, files, and last the row, the
 * commit point. An attempt that was cut off is replaced by the next.
 *
 * @param day JST
 * @returns false when there was nothing to do, or nobody yet who could open it.
 */
export async function prepareQuarter(deps: QuarterDeps, day: string): Promise<boolean> {
  const { folders, commons, desk } = deps
  if (desk.members().length === 0) return false
  const { id: calendarId, opensOn, closesOn } = quarterOf(day)
  const rows = await commons.selectFrom('proposal_quarter').select(['id', 'state']).execute()
  const own = rows.filter(({ id }) => id.startsWith(calendarId))
  if (own.some(({ state }) => state === 'open')) return false
  const id = freeQuarterId(
    calendarId,
    own.map((row) => row.id),
  )

  const { slots, people, cardsEach, slips } = await deps.sizes()
  const cards = people * cardsEach + slips
  const [post, endorse, tally] = await Promise.all([
    generateSigningKey(),
    generateSigningKey(),
    generateTallyKey(),
  ])
  for (const folder of folders) {
    createBoxFile(boxPath(folder, id), {
      slots,
      cardSlots: cards + Math.max(Math.ceil(cards * 0.05), LEAST_RESERVE),
      sealedBytes: SEALED_BYTES,
      cardBytes: 1 + NONCE_BYTES + MODULUS_BYTES,
    })
  }
  desk.wrap(id, tally.pkcs8)
  await deps.cards.open(id, post.pkcs8, endorse.pkcs8)
  for (const { pkcs8 } of [post, endorse, tally]) pkcs8.fill(0)
  const row: ProposalQuarterRow = {
    id,
    opens_on: opensOn,
    closes_on: closesOn,
    post_spki: post.spki,
    endorse_spki: endorse.spki,
    tally_spki: tally.spki,
    state: 'open',
    opened_on: null,
    waiting_since: null,
  }
  await commons.transaction().execute(async (trx) => {
    await trx.insertInto('proposal_quarter').values(row).execute()
    await appendKeyLog(trx, quarterEntry(row, day))
  })
  return true
}

/**
 * What time does to the quarters: signing keys of one that is over are destroyed, so that no card of it can
 * be made any more; the next one is made. Also removes what an interrupted destruction has left.
 *
 * @param day JST
 */
export async function turnOver(deps: QuarterDeps, day: string): Promise<void> {
  const rows = await deps.commons.selectFrom('proposal_quarter').selectAll().execute()
  for (const { id, state, closes_on } of rows) {
    if (state === 'destroyed') await removeRemains(deps, id)
    else if (closes_on < day) await deps.cards.close(id)
  }
  await prepareQuarter(deps, day)
}

/**
 * Box, mirror and keys of a quarter go. The row says so first; what a crash leaves goes at the next turn.
 *
 * @param mayGo looked at while nobody writes.
 */
export async function destroyQuarter(
  deps: QuarterDeps,
  id: string,
  mayGo: () => boolean = () => true,
): Promise<boolean> {
  const gone = await deps.exclusively(id, async () => {
    if (!mayGo()) return false
    await deps.commons
      .updateTable('proposal_quarter')
      .set({ state: 'destroyed', waiting_since: null })
      .where('id', '=', id)
      .execute()
    removeFiles(deps, id)
    return true
  })
  if (gone) await deps.cards.close(id)
  return gone
}

async function removeRemains(deps: QuarterDeps, id: string): Promise<void> {
  await deps.cards.close(id)
  await deps.exclusively(id, async () => removeFiles(deps, id))
}

function removeFiles({ folders }: QuarterDeps, id: string): void {
  for (const folder of folders) {
    destroyTallyFile(tallyPath(folder, id))
    removeBoxFile(boxPath(folder, id))
  }
}
