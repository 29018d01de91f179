import { jstDay } from '../../calendar/jst.ts'
import { finishLastOpening } from './box-contents.ts'
import type { DeskMember } from './desk-keys.ts'
import type { ProposalOpeningDeps } from './open-proposals.ts'
import {
  type OpeningOutcome,
  proposalOpening,
  type ProposalOpeningProgress,
} from './proposal-opening.ts'
import { destroyQuarter, standingQuarters, turnOver } from './quarters.ts'

export type Made =
  /** To be shown once and forgotten. */
  | { readonly state: 'made'; readonly passphrase: string }
  | { readonly state: 'refused'; readonly reason: string }

export type Answered =
  | { readonly state: 'done' }
  | { readonly state: 'refused'; readonly reason: string }

/** What 提案担当 sees of the sealed box: what openings have shown, nothing of what has come since. */
export interface WaitingProposals {
  /** Since when too few arrivals wait; JST. */
  readonly waitingSince: string | null
  readonly lastOpenedOn: string | null
}

/** The acts of 提案担当 on the proposal box, one after the other. */
export interface ProposalBoxDesk {
  members(): readonly DeskMember[]
  hasMember(person: string): boolean
  /** Boxes stand that nobody of the desk can open: only `renewAll` helps, and what is sealed is lost. */
  isLost(): Promise<boolean>
  canOpen(quarter: string): boolean
  /** The first person of the desk; the box of the present quarter is made at once. */
  addFirstMember(person: string): Promise<Made>
  /** Another person, or a new passphrase for one: a present member vouches with the own passphrase. */
  addMember(person: string, by: { person: string; passphrase: string }): Promise<Made>
  /** The last one goes only on purpose: what is sealed is then lost. */
  removeMember(person: string, options?: { evenTheLast?: boolean }): Promise<Answered>
  /** A passphrase typed back from the sheet. */
  prove(person: string, passphrase: string): Promise<Answered>
  /** New desk keys, and a new box in the place of those that nobody can open. */
  renewAll(person: string): Promise<Made>
  /** @param accepted told when the passphrase was right and the opening goes on. */
  open(person: string, passphrase: string, accepted?: () => void): Promise<OpeningOutcome>
  progress(): ProposalOpeningProgress | null
  cancel(): boolean
  waiting(): Promise<WaitingProposals>
  /** What time does: at the start, and every few minutes. */
  turnOver(): Promise<void>
  /** Waits for what runs; an opening is cancelled. */
  stop(): Promise<void>
}

export interface BoxDeskDeps extends ProposalOpeningDeps {
  readonly now: () => Date
  readonly fault: (error: unknown) => void
}

export function proposalBoxDesk(deps: BoxDeskDeps): ProposalBoxDesk {
  const { desk, commons } = deps
  const opening = proposalOpening(deps, deps.fault)
  const today = () => jstDay(deps.now())
  let last: Promise<unknown> = Promise.resolve()
  let isOpening = false

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act)
    last = mine.catch(() => undefined)
    return mine
  }
  const standing = async () => (await standingQuarters(commons)).map(({ id }) => id)
  const isLost = async () => (await standing()).some((id) => !desk.canOpen(id))

  const first = async (person: string): Promise<Made> => {
    const passphrase = await desk.addFirst(person, today())
    // The passphrase is shown whatever becomes of the box: the next turn makes it.
    await turnOver(deps, today()).catch(deps.fault)
    return { state: 'made', passphrase }
  }

  return {
    members: () => desk.members(),
    hasMember: (person) => desk.hasMember(person),
    canOpen: (quarter) => desk.canOpen(quarter),
    isLost,
    addFirstMember: (person) =>
      inTurn(async () => {
        if (desk.members().length > 0) {
          return refused('提案担当の合言葉は、すでにあります。その方に加えてもらってください。')
        }
        if (await isLost()) {
          return refused('今の提案箱を開ける人がいません。「作り直す」に進んでください。')
        }
        return first(person)
      }),
    addMember: (person, by) =>
      inTurn(async () => {
        const unlocked = await desk.unlock(by.person, by.passphrase)
        if (unlocked.state === 'refused') return unlocked
        const opener = { id: by.person, key: unlocked.key }
        return {
          state: 'made',
          passphrase: await desk.add(person, today(), opener, await standing()),
        }
      }),
    removeMember: (person, { evenTheLast = false } = {}) =>
      inTurn(async () => {
        if (!desk.hasMember(person)) return refused('この方の合言葉はありません。')
        if (desk.members().length === 1 && !evenTheLast) {
          return refused(
            '最後の一人です。外すと、封をしてある提案を開けられる人がいなくなり、中身は失われます。',
          )
        }
        desk.remove(person, await standing())
        return { state: 'done' }
      }),
    async prove(person, passphrase) {
      const unlocked = await desk.unlock(person, passphrase)
      return unlocked.state === 'refused' ? unlocked : { state: 'done' }
    },
    renewAll: (person) =>
      inTurn(async () => {
        if (!(await isLost())) {
          return refused('今の提案箱を開けられる方がいます。作り直す必要はありません。')
        }
        for (const id of await standing()) {
          if (!desk.canOpen(id)) await destroyQuarter(deps, id)
        }
        for (const { id } of desk.members()) desk.remove(id, [])
        return first(person)
      }),
    async open(person, passphrase, accepted) {
      if (isOpening) return refused('開封は、すでに始まっています。')
      isOpening = true
      const outcome = await inTurn(() =>
        opening.open({ person, passphrase, at: deps.now() }, accepted),
      )
      isOpening = false
      return outcome
    },
    progress: () => opening.progress(),
    cancel: () => opening.cancel(),
    async waiting() {
      const rows = await commons.selectFrom('proposal_quarter').selectAll().execute()
      const dates = (days: (string | null)[]) => days.filter((day) => day !== null).sort()
      return {
        waitingSince: dates(rows.map((row) => row.waiting_since))[0] ?? null,
        lastOpenedOn: dates(rows.map((row) => row.opened_on)).at(-1) ?? null,
      }
    },
    turnOver: () =>
      inTurn(async () => {
        await finishLastOpening(deps).catch(deps.fault)
        await turnOver(deps, today())
      }),
    async stop() {
      await opening.stop()
      await last
    },
  }
}

function refused(reason: string): { state: 'refused'; reason: string } {
  return { state: 'refused', reason }
}
