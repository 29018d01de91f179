/** The proposals of a small city on real stores in a folder of their own, without any page. */
import { rmSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import type { OfficialAct } from '../../server/proposals/acts.ts'
import { circumstances } from '../../server/proposals/desk.ts'
import type { Batch } from '../../server/proposals/ledger.ts'
import type { AuthorAct, Post } from '../../server/proposals/message.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import type { Official } from '../../server/proposals/visibility.ts'
import { proposalSystem, type ProposalSystem } from '../../server/proposal-wiring.ts'
import { openStores, type Stores } from '../../server/stores/open.ts'
import type { Role } from '../../server/stores/identity.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { post, VILLAGE } from './village.ts'

export interface TownHall {
  readonly folder: string
  readonly clock: { now: Date }
  readonly stores: Stores
  readonly system: ProposalSystem
  /** Somebody with a place in the roster. */
  person(number: string, unit: string, ...roles: [Role, string][]): Promise<Official>
  /** Releases posts; the i-th has the receipt `receipt(i)` counted from the first ever. */
  receive(...posts: Partial<Post>[]): Promise<Proposal[]>
  /** @throws when it is refused */
  act(official: Official, p: Proposal, act: OfficialAct, unit?: string): Promise<Proposal>
  restart(): Promise<void>
}

export function receipt(n: number): Buffer {
  const mac = Buffer.alloc(32, 7)
  mac.writeUInt32BE(n)
  return mac
}

export function batch(over: Partial<Batch>): Batch {
  return { posts: [], endorsements: [], acts: [], digests: [], ...over }
}

export function posted(n: number, over: Partial<Post> = {}): Batch['posts'][number] {
  return { post: { ...post, ...over }, receiptMac: receipt(n), authorKey: Buffer.alloc(32, n) }
}

export function sent(n: number, act: AuthorAct): Batch['acts'][number] {
  return { receiptMac: receipt(n), act }
}

export async function townHall(day = '2026-06-01'): Promise<TownHall> {
  const folder = temporaryFolder('proposals')
  const clock = { now: new Date(`${day}T10:00:00+09:00`) }
  const start = async () => {
    const stores = await openStores(folder)
    return { stores, system: await proposalSystem(stores, () => clock.now) }
  }
  let running = await start()
  await build(running.stores)
  let count = 0
  onTestFinished(async () => {
    await running.stores.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    clock,
    get stores() {
      return running.stores
    },
    get system() {
      return running.system
    },
    async person(number, unit, ...roles) {
      const { identity } = running.stores
      const none = { position: '', age: '', sex: '', employment: '', job: '' }
      await identity
        .insertInto('person')
        .values({ number, unit, ...none, own_pc: 1, origin: 'roster' })
        .execute()
      for (const [role, of] of roles) {
        await identity
          .insertInto('role')
          .values({ person: number, role, unit: of, origin: 'hand' })
          .execute()
      }
      return { number, unit, roles: roles.map(([role, of]) => ({ role, unit: of })) }
    },
    async receive(...posts) {
      const known = new Set(running.system.ledger.all().map(({ number }) => number))
      const at = circumstances(await running.system.surroundings())
      const numbered = posts.map((over) => posted((count += 1), over))
      await running.system.ledger.release(batch({ posts: numbered }), at)
      return running.system.ledger.all().filter(({ number }) => !known.has(number))
    },
    async act(official, { number }, act, unit) {
      const version = running.system.ledger.find(number)?.version ?? 0
      const result = await running.system.desk.act(official, number, version, act, unit)
      if (!result.ok) throw new Error(result.message)
      return result.proposal
    },
    async restart() {
      await running.stores.close()
      running = await start()
    },
  }
}

async function build({ commons }: Stores): Promise<void> {
  for (const [position, [code, bureau]] of Object.entries(VILLAGE).entries()) {
    await commons
      .insertInto('unit')
      .values({
        code,
        parent: bureau === code || bureau === null ? '0000' : bureau,
        kind: bureau === code ? '部' : '課',
        name: `所属${code}`,
        similar: '',
        position,
        bureau,
        section: null,
        valid_from: '2020-04-01',
        valid_to: null,
      })
      .execute()
  }
}
