import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { keeperSets } from '../survey/keeper-sets.ts'
import { generateTallyKey } from '../tokens/keys.ts'
import { generatePassphrase, normalisePassphrase } from '../tokens/passphrase.ts'
import {
  keeperSchema,
  type LockedKeeper,
  lockKeeper,
  unlockKeeper,
  unwrapTogether,
  wrapForAll,
  wrapSchema,
} from './keeper-locks.ts'
import { openV1, wrappedV1Schema } from './tally-key-v1.ts'

/** The posts that hold a passphrase, and how many of them it takes to open. */
export interface KeeperPlan {
  readonly need: number
  readonly posts: readonly string[]
}

const wrappedV2Schema = z.object({
  version: z.literal(2),
  survey: z.string(),
  need: z.number().int(),
  /** Counts the writings of this key: of two copies the one with the higher number is the newer. */
  issue: z.number().int().min(1),
  keepers: z.array(keeperSchema),
  /** One for each set of `need` keepers. */
  wraps: z.array(wrapSchema),
})
type WrappedV2 = z.infer<typeof wrappedV2Schema>

const wrappedSchema = z.discriminatedUnion('version', [wrappedV1Schema, wrappedV2Schema])

/** The tally key's private half, wrapped for every sufficient set of keepers (docs/decisions/0017). */
export type WrappedTallyKey = z.infer<typeof wrappedSchema>

export interface KeeperSheetNumber {
  readonly post: string
  /** Counts the sheets of the post; only the newest is good. */
  readonly sheet: number
}

/** What the typed passphrases do; positions are those of the posts. */
export type Unwrapping =
  | {
      readonly state: 'open'
      /** PKCS #8; the caller overwrites it. */
      readonly pkcs8: Buffer
      readonly present: readonly number[]
      /** Typed, but not needed and not fitting. */
      readonly strange: readonly number[]
      /** Every sufficient set that was seen to open the key. */
      readonly sets: readonly (readonly number[])[]
    }
  /** The check character does not fit. */
  | { readonly state: 'unreadable'; readonly keepers: readonly number[] }
  | { readonly state: 'too-few' }
  /** `keepers` is empty when it cannot be told whose. */
  | { readonly state: 'wrong'; readonly keepers: readonly number[] }
  /** Enough passphrases fit, and yet no wrap opens: the file is not as it was written. */
  | { readonly state: 'damaged' }

/**
 * Makes a fresh tally key and a fresh passphrase for each keeper.
 *
 * @returns the public half (SPKI), the wrapped private half, and the passphrases in the order of the
 *   posts; these are shown once and stored nowhere.
 */
export async function createTallyKey(
  survey: string,
  plan: KeeperPlan,
): Promise<{ spki: Buffer; wrapped: WrappedTallyKey; passphrases: string[] }> {
  const { pkcs8, spki } = await generateTallyKey()
  const passphrases = plan.posts.map(() => generatePassphrase())
  const keepers = await Promise.all(
    plan.posts.map((post, i) => lockKeeper(survey, post, 1, passphrases[i] ?? '')),
  )
  const wrapped = wrapAll({ version: 2, survey, need: plan.need, issue: 1, keepers }, pkcs8)
  pkcs8.fill(0)
  return { spki, wrapped, passphrases }
}

/** @throws {Error} when the text is no wrapped tally key. */
export function parseWrapped(text: string): WrappedTallyKey {
  return wrappedSchema.parse(JSON.parse(text))
}

export function sheetsOf(wrapped: WrappedTallyKey): readonly KeeperSheetNumber[] {
  if (wrapped.version === 2) return wrapped.keepers.map(({ post, sheet }) => ({ post, sheet }))
  return wrapped.posts.map((post) => ({ post, sheet: 1 }))
}

/** 0 before writings were counted. */
export function issueOf(wrapped: WrappedTallyKey): number {
  return wrapped.version === 2 ? wrapped.issue : 0
}

/** Opens the tally key with the passphrases typed, by position of the post ('' = this keeper is absent). */
export async function unwrapTallyKey(
  wrapped: WrappedTallyKey,
  typed: readonly string[],
): Promise<Unwrapping> {
  const given = sheetsOf(wrapped).map((_, i) => normaliseTyped(typed[i] ?? ''))
  const unreadable = positions(given, (one) => one === undefined)
  if (unreadable.length > 0) return { state: 'unreadable', keepers: unreadable }
  const passphrases = given.map((one) => one ?? null)
  const present = positions(passphrases, (one) => one !== null)
  if (present.length < wrapped.need) return { state: 'too-few' }
  if (wrapped.version === 2) return unwrapV2(wrapped, passphrases)
  const opened = await openV1(wrapped, passphrases)
  return opened.length === 0 ? { state: 'wrong', keepers: [] } : openWith(opened, present)
}

/**
 * Gives one post a new passphrase. The old one opens nothing of what is returned; everybody else's stays.
 *
 * @param keeper position of the post whose sheet is replaced; any `need` keepers may have typed, of a key
 *   of version 1 all the others
 * @param opened how the typed passphrases opened `wrapped`; its key is not overwritten here
 */
export async function rewrapKeeper(
  wrapped: WrappedTallyKey,
  keeper: number,
  typed: readonly string[],
  opened: Extract<Unwrapping, { state: 'open' }>,
): Promise<
  | { readonly state: 'rewrapped'; readonly wrapped: WrappedTallyKey; readonly passphrase: string }
  | { readonly state: 'others-missing'; readonly keepers: readonly number[] }
> {
  const { survey, need } = wrapped
  const before = sheetsOf(wrapped)
  const passphrase = generatePassphrase()
  const renew = async (i: number): Promise<LockedKeeper> => {
    const { post = '', sheet = 0 } = before[i] ?? {}
    if (i === keeper) return lockKeeper(survey, post, sheet + 1, passphrase)
    return lockKeeper(survey, post, sheet, normaliseTyped(typed[i] ?? '') ?? '')
  }
  let keepers: LockedKeeper[]
  if (wrapped.version === 2) {
    const renewed = await renew(keeper)
    keepers = wrapped.keepers.map((old, i) => (i === keeper ? renewed : old))
  } else {
    const missing = positions(before, (_, i) => i !== keeper && !opened.present.includes(i))
    if (missing.length > 0) return { state: 'others-missing', keepers: missing }
    keepers = await Promise.all(before.map((_, i) => renew(i)))
  }
  const issue = issueOf(wrapped) + 1
  const next = wrapAll({ version: 2, survey, need, issue, keepers }, opened.pkcs8)
  return { state: 'rewrapped', wrapped: next, passphrase }
}

function wrapAll(header: Omit<WrappedV2, 'wraps'>, pkcs8: Buffer): WrappedV2 {
  const sets = keeperSets(header.keepers.length, header.need)
  const wraps = sets.map((set) => wrapForAll(pkcs8, set, header.keepers, contextOf(header, set)))
  return { ...header, wraps }
}

async function unwrapV2(
  wrapped: WrappedV2,
  passphrases: readonly (string | null)[],
): Promise<Unwrapping> {
  const privateKeys = new Map<number, KeyObject>()
  const strange: number[] = []
  for (const [i, keeper] of wrapped.keepers.entries()) {
    const passphrase = passphrases[i] ?? null
    if (passphrase === null) continue
    const key = await unlockKeeper(wrapped.survey, keeper, passphrase)
    if (key === null) strange.push(i)
    else privateKeys.set(i, key)
  }
  if (privateKeys.size < wrapped.need) return { state: 'wrong', keepers: strange }
  const opened = wrapped.wraps.flatMap((wrap) => {
    const keys = wrap.keepers.flatMap((i) => privateKeys.get(i) ?? [])
    if (keys.length < wrapped.need || keys.length < wrap.keepers.length) return []
    const pkcs8 = unwrapTogether(wrap, keys, contextOf(wrapped, wrap.keepers))
    return pkcs8 === null ? [] : [{ keepers: wrap.keepers, pkcs8 }]
  })
  if (opened.length === 0) return { state: 'damaged' }
  return openWith(opened, [...privateKeys.keys(), ...strange])
}

function openWith(
  opened: readonly { readonly keepers: readonly number[]; readonly pkcs8: Buffer }[],
  present: readonly number[],
): Unwrapping {
  const [first, ...others] = opened
  if (first === undefined) return { state: 'damaged' }
  for (const { pkcs8 } of others) pkcs8.fill(0)
  const fitting = new Set(opened.flatMap(({ keepers }) => keepers))
  return {
    state: 'open',
    pkcs8: first.pkcs8,
    present: [...fitting].sort((a, b) => a - b),
    strange: present.filter((i) => !fitting.has(i)),
    sets: opened.map(({ keepers }) => keepers),
  }
}

/**
 * Each wrap vouches for all public halves and sheet numbers, not only for those of its set: who exchanges
 * one in the file would otherwise be given the key when another post gets a new sheet.
 */
function contextOf(header: Omit<WrappedV2, 'wraps'>, set: readonly number[]): string {
  const { survey, need, issue, keepers } = header
  const posts = keepers.map(({ post, sheet, publicKey }) => [post, sheet, publicKey])
  return JSON.stringify(['kazetoshi tally key v2', survey, need, issue, posts, set])
}

/** null for a field left blank, undefined for what is no passphrase. */
function normaliseTyped(text: string): string | null | undefined {
  return text.trim() === '' ? null : (normalisePassphrase(text) ?? undefined)
}

function positions<T>(list: readonly T[], fits: (one: T, i: number) => boolean): number[] {
  return list.flatMap((one, i) => (fits(one, i) ? [i] : []))
}
