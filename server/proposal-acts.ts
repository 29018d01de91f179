import { followUpCaps } from './anonymous/proposals/follow-up-caps.ts'
import type { OpenQuarter, ProposalDoorOptions } from './anonymous/proposals/routes.ts'
import { slotBoxes } from './anonymous/slot-boxes.ts'
import type { Wired } from './acts.ts'
import { jstDay } from './calendar/jst.ts'
import { framesOf } from './http/errors.ts'
import type { BoxDesk, BoxProgress } from './identified/desk/box-acts.ts'
import { dropCardRows, prepareCardRows } from './identified/issuance/proposal-card-rows.ts'
import {
  endQuarterOfSlips,
  exchangeProposalSlip,
  slipsInForce,
} from './identified/issuance/proposal-slips.ts'
import { type Answered, type Made, proposalBoxDesk } from './opening/proposals/box-desk.ts'
import { deskKeys } from './opening/proposals/desk-keys.ts'
import type { ProposalOpeningDeps } from './opening/proposals/open-proposals.ts'
import type { OpeningOutcome } from './opening/proposals/proposal-opening.ts'
import type { ProposalSystem } from './proposal-wiring.ts'
import { authorReading } from './proposals/readings.ts'
import { calendarOf, readSettings } from './proposals/settings.ts'
import { buildSimilarIndex } from './proposals/similar.ts'
import { proposalKeyId } from './tokens/keys.ts'

export interface BoxWired extends Pick<Wired, 'stores' | 'folders' | 'keys' | 'now' | 'log'> {
  /** Folder of the mirror boxes on a second disk, or null. */
  readonly mirror: string | null
  readonly ledger: LedgerActs
}

/** What doors and opening need of the proposals. */
export type LedgerActs = Pick<ProposalOpeningDeps, 'authorKeyOf' | 'release'> &
  Pick<ProposalDoorOptions, 'thread' | 'similarIndex'>

/** The proposal box: its acts for pages of 提案担当, and its doors. */
export function proposalBoxActs(wired: BoxWired) {
  const { stores, folders, now, ledger } = wired
  const { identity, commons, commonsReader, voice, receiptKey } = stores
  const boxes = slotBoxes(stores.folder, wired.mirror)
  const caps = followUpCaps()
  const fault = (error: unknown) =>
    // The message of a bug may quote what was opened: only its name and place go out.
    wired.log.error(
      error instanceof Error ? { fault: error.name, at: framesOf(error) } : {},
      'proposal box failed',
    )
  const box = proposalBoxDesk({
    folders,
    commons,
    voice,
    now,
    receiptKey,
    desk: deskKeys(folders),
    authorKeyOf: (receiptMac) => ledger.authorKeyOf(receiptMac),
    release: (batch, day) => ledger.release(batch, day),
    exclusively: (quarter, act) => boxes.exclusively(quarter, act),
    async sizes() {
      const { boxSlots, cards } = await readSettings(commonsReader)
      const { people } = await identity
        .selectFrom('person')
        .select(({ fn }) => fn.countAll<number>().as('people'))
        .executeTakeFirstOrThrow()
      const slips = await slipsInForce(commonsReader)
      return { slots: boxSlots, people, cardsEach: cards.posts + cards.endorsements, slips }
    },
    async rules() {
      const settings = await readSettings(commonsReader)
      const calendar = calendarOf(settings)
      return {
        ...settings.release,
        workingDays: (from, to) => calendar.between(from, to),
        isWorkingDay: (day) => calendar.isWorkingDay(day),
      }
    },
    cards: {
      async open(quarter, post, endorse) {
        for (const [survey, pkcs8] of [
          [`${quarter}-post`, post],
          [`${quarter}-endorse`, endorse],
        ] as const) {
          await wired.keys.destroy(survey)
          await identity.insertInto('signing_key').values({ survey, pkcs8 }).execute()
        }
        await prepareCardRows(identity, quarter, (await readSettings(commonsReader)).cards)
      },
      async close(quarter) {
        // Once: by the next time, slips may have been exchanged in the quarter that follows.
        if ((await wired.keys.find(`${quarter}-post`)) !== undefined) {
          await endQuarterOfSlips({ identity, commons })
        }
        await wired.keys.destroy(`${quarter}-post`)
        await wired.keys.destroy(`${quarter}-endorse`)
        await dropCardRows(identity, quarter)
      },
    },
    fault,
  })

  /** The quarter that takes messages, for both doors: one that somebody of the desk can open. */
  async function openQuarter(): Promise<(OpenQuarter & { readonly opensOn: string }) | null> {
    const today = jstDay(now())
    const row = await commonsReader
      .selectFrom('proposal_quarter')
      .selectAll()
      .where('state', '=', 'open')
      .where('opens_on', '<=', today)
      .where('closes_on', '>=', today)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined || !box.canOpen(row.id)) return null
    const { id, opens_on: opensOn, closes_on: closesOn } = row
    const { post_spki: postSpki, endorse_spki: endorseSpki, tally_spki: tallySpki } = row
    const keyId = proposalKeyId(postSpki, endorseSpki, tallySpki)
    return { id, keyId, postSpki, endorseSpki, tallySpki, opensOn, closesOn }
  }

  /** Resolves with the outcome; what waited is then out of the box, or waits on. */
  async function openAndWait(
    person: string,
    passphrase: string,
    accepted?: () => void,
  ): Promise<OpeningOutcome> {
    const outcome = await box.open(person, passphrase, accepted)
    if (outcome.state === 'released' || outcome.state === 'nothing') caps.reset()
    return outcome
  }

  const acts: BoxDesk = {
    quarter: openQuarter,
    waiting: () => box.waiting(),
    members: async () => box.members(),
    addFirstMember: async (person) => made(await box.addFirstMember(person)),
    addMember: async (person, { by, passphrase }) =>
      made(await box.addMember(person, { person: by, passphrase })),
    removeMember: async (person) => answered(await box.removeMember(person)),
    open: (person, passphrase) =>
      new Promise((resolve) => {
        const accepted = () => resolve({ ok: true })
        openAndWait(person, passphrase, accepted).then((outcome) => {
          resolve(
            outcome.state === 'refused' ? { ok: false, message: outcome.reason } : { ok: true },
          )
        }, fault)
      }),
    progress() {
      const progress = box.progress()
      if (progress === null) return undefined
      const { phase, outcome } = progress
      const finished = outcome !== null
      return { phase, done: finished ? 1 : 0, total: 1, finished, ...told(outcome) }
    },
    cancel: () => box.cancel(),
    isLost: () => box.isLost(),
    removeLastMember: async (person) =>
      answered(await box.removeMember(person, { evenTheLast: true })),
    renewAll: async (person) => made(await box.renewAll(person)),
    prove: async (person, passphrase) => answered(await box.prove(person, passphrase)),
  }

  const door: ProposalDoorOptions = {
    quarter: openQuarter,
    put: (quarter, item) => boxes.put(quarter, item),
    free: (quarter) => boxes.free(quarter),
    isSpent: (quarter, nonce) => boxes.isSpent(quarter, nonce),
    exchange: (quarter, id, blinded) =>
      exchangeProposalSlip({ identity, commons, signingKeys: wired.keys }, quarter, id, blinded),
    caps,
    receiptKey,
    isKnown: (receiptMac) => ledger.authorKeyOf(receiptMac) !== undefined,
    thread: (receiptMac) => ledger.thread(receiptMac),
    similarIndex: () => ledger.similarIndex(),
  }

  return {
    acts,
    door,
    openQuarter,
    openAndWait,
    turnOver: () => box.turnOver().catch(fault),
    async close() {
      await box.stop()
      await boxes.close()
    },
  }
}

/**
 * The ledger's side of the proposal box.
 *
 * @param similar index of the published texts, or null where nobody may read them without signing in
 */
export function ledgerActs(
  { ledger, surroundings }: Pick<ProposalSystem, 'ledger' | 'surroundings'>,
  similar: (() => Promise<Buffer>) | null,
): LedgerActs {
  const nothingPublished = Buffer.from(JSON.stringify(buildSimilarIndex([])))
  return {
    authorKeyOf: (receiptMac) => ledger.authorKeyOf(receiptMac),
    async release(batch, day) {
      const { settings, org } = await surroundings()
      return ledger.release(batch, { today: day, settings, isUnit: (code) => org.isUnit(code) })
    },
    async thread(receiptMac) {
      const { org, ...work } = await surroundings()
      const proposal = receiptMac === null ? ledger.all()[0] : ledger.findByReceipt(receiptMac)
      return proposal === undefined ? null : authorReading(proposal, org, work)
    },
    similarIndex: similar ?? (() => nothingPublished),
  }
}

function made(result: Made) {
  return result.state === 'made'
    ? { ok: true as const, passphrase: result.passphrase }
    : { ok: false as const, message: result.reason }
}

function answered(result: Answered) {
  return result.state === 'done'
    ? { ok: true as const }
    : { ok: false as const, message: result.reason }
}

/** Without counts: an officer who may not see a proposal would learn of it by subtraction. */
function told(outcome: OpeningOutcome | null): Pick<BoxProgress, 'failed' | 'result'> {
  if (outcome === null) return {}
  if (outcome.state === 'refused') return { failed: outcome.reason }
  if (outcome.state === 'waiting') return { result: { state: 'waiting', unreadable: false } }
  const unreadable = outcome.malformed > 0
  return { result: { state: outcome.state, unreadable } }
}
