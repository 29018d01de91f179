import type { KeyObject } from 'node:crypto'
import { generateTallyKey, importPrivateKey } from '../../tokens/keys.ts'
import { generatePassphrase, normalisePassphrase } from '../../tokens/passphrase.ts'
import { sealOnServer } from '../../tokens/seal.ts'
import { unsealBallot } from '../../tokens/unseal.ts'
import { lock, unlock } from '../passphrase-lock.ts'
import {
  type LockedMember,
  readDesk,
  readWraps,
  type Wraps,
  writeDesk,
  writeWraps,
} from './desk-file.ts'

export interface DeskMember {
  /** Staff number. */
  readonly id: string
  readonly addedOn: string
}

export type Unlocked =
  | { readonly state: 'open'; readonly key: KeyObject }
  | { readonly state: 'refused'; readonly reason: string }

/**
 * The persons who open the proposal box (提案担当). Each has a passphrase, shown once and stored nowhere,
 * and a key pair: a new quarter's tally key is sealed to every public half without anybody's passphrase,
 * and any one of them opens it with the own one.
 *
 * Every change is written so that a crash in between leaves the desk as it was.
 */
export interface DeskKeys {
  members(): readonly DeskMember[]
  hasMember(person: string): boolean
  /** Makes the first member. @returns the passphrase. */
  addFirst(person: string, day: string): Promise<string>
  /**
   * Makes another member (or a new passphrase for the same person), who from now on opens these quarters
   * too. @param opener the private half of a present member.
   */
  add(
    person: string,
    day: string,
    opener: { readonly id: string; readonly key: KeyObject },
    quarters: readonly string[],
  ): Promise<string>
  remove(person: string, quarters: readonly string[]): void
  /** The person's private half; the passphrase as it was typed. */
  unlock(person: string, typed: string): Promise<Unlocked>
  /** Seals a quarter's tally key to everybody of the desk, in every folder. */
  wrap(quarter: string, pkcs8: Buffer): void
  /** PKCS #8 of a quarter's tally key; null when this member was never given it. */
  unwrap(quarter: string, opener: { readonly id: string; readonly key: KeyObject }): Buffer | null
  /** Whether anybody of the present desk opens this quarter. */
  canOpen(quarter: string): boolean
}

/** @param folders the data folder first, then the mirror where there is one. */
export function deskKeys(folders: readonly string[]): DeskKeys {
  let members: readonly LockedMember[] = readDesk(folders)
  /** Asked at every message; forgotten with every change of the desk. */
  const openable = new Map<string, boolean>()

  const write = (changed: readonly LockedMember[]) => {
    writeDesk(folders, changed)
    members = changed
    openable.clear()
  }
  const others = (person: string) => members.filter(({ id }) => id !== person)
  const unwrap: DeskKeys['unwrap'] = (quarter, { id, key }) => {
    for (const wrap of readWraps(folders, quarter)) {
      if (wrap.member !== id) continue
      const pkcs8 = unsealBallot(key, Buffer.from(wrap.key, 'base64'), contextOf(quarter, id))
      if (pkcs8 !== null) return pkcs8
    }
    return null
  }
  const keepWraps = (quarter: string, kept: (wrap: Wraps[number]) => boolean) => {
    const wraps = readWraps(folders, quarter)
    if (!wraps.every(kept)) writeWraps(folders, quarter, wraps.filter(kept))
  }
  return {
    members: () => members.map(({ id, addedOn }) => ({ id, addedOn })),
    hasMember: (person) => members.some(({ id }) => id === person),
    unwrap,
    async addFirst(person, day) {
      const { member, passphrase } = await newMember(person, day)
      write([member])
      return passphrase
    },
    async add(person, day, opener, quarters) {
      const { member, passphrase } = await newMember(person, day)
      const fresh = new Map<string, Wraps[number]>()
      for (const quarter of quarters) {
        const pkcs8 = unwrap(quarter, opener)
        if (pkcs8 === null) continue
        fresh.set(quarter, wrapFor(member, quarter, pkcs8))
        pkcs8.fill(0)
      }
      // A wrap without its member opens nothing, so the wraps come first, beside what the person had.
      for (const [quarter, wrap] of fresh) {
        writeWraps(folders, quarter, [...readWraps(folders, quarter), wrap])
      }
      write([...others(person), member])
      for (const [quarter, wrap] of fresh) {
        keepWraps(quarter, ({ member, key }) => member !== person || key === wrap.key)
      }
      return passphrase
    },
    remove(person, quarters) {
      write(others(person))
      for (const quarter of quarters) keepWraps(quarter, ({ member }) => member !== person)
    },
    async unlock(person, typed) {
      const member = members.find(({ id }) => id === person)
      if (member === undefined) {
        return refused('この職員番号には、提案箱を開ける合言葉がありません。')
      }
      const passphrase = normalisePassphrase(typed)
      if (passphrase === null) {
        return refused('合言葉に写し間違いがあります。用紙の文字を1文字ずつ確かめてください。')
      }
      const pkcs8 = await unlock(passphrase, member, purposeOf(person))
      if (pkcs8 === null) {
        return refused(
          '合言葉が合いません。ご自分の、いちばん新しい用紙かどうかを確かめてください。',
        )
      }
      const key = importPrivateKey(pkcs8)
      pkcs8.fill(0)
      return { state: 'open', key }
    },
    wrap(quarter, pkcs8) {
      writeWraps(
        folders,
        quarter,
        members.map((member) => wrapFor(member, quarter, pkcs8)),
      )
      openable.clear()
    },
    canOpen(quarter) {
      const known = openable.get(quarter)
      if (known !== undefined) return known
      const wrapped = new Set(readWraps(folders, quarter).map(({ member }) => member))
      const found = members.some(({ id }) => wrapped.has(id))
      openable.set(quarter, found)
      return found
    },
  }
}

async function newMember(id: string, addedOn: string) {
  const { pkcs8, spki } = await generateTallyKey()
  const passphrase = generatePassphrase()
  const locked = await lock(passphrase, pkcs8, purposeOf(id))
  pkcs8.fill(0)
  const member: LockedMember = { id, addedOn, spki: spki.toString('base64'), ...locked }
  return { member, passphrase }
}

function wrapFor({ id, spki }: LockedMember, quarter: string, pkcs8: Buffer): Wraps[number] {
  const key = sealOnServer(Buffer.from(spki, 'base64'), pkcs8, contextOf(quarter, id))
  return { member: id, key: key.toString('base64') }
}

function refused(reason: string): Unlocked {
  return { state: 'refused', reason }
}

function purposeOf(person: string): string {
  return `kazetoshi desk key v1:${person}`
}

function contextOf(quarter: string, person: string): string {
  return `desk:${quarter}:${person}`
}
