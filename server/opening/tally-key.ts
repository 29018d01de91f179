import { z } from 'zod'
import { generateTallyKey } from '../tokens/keys.ts'
import { generatePassphrase, normalisePassphrase } from '../tokens/passphrase.ts'
import { lock, lockSchema, unlock } from './passphrase-lock.ts'

/** The posts that hold a passphrase, and how many of them it takes to open. */
export interface KeeperPlan {
  readonly need: number
  readonly posts: readonly string[]
}

const wrappedSchema = z.object({
  version: z.literal(1),
  survey: z.string(),
  need: z.number().int(),
  posts: z.array(z.string()),
  /** One for each set of `need` keepers. */
  wraps: z.array(lockSchema.extend({ keepers: z.array(z.number().int()) })),
})

/** The tally key's private half, wrapped once for every sufficient set of keepers. */
export type WrappedTallyKey = z.infer<typeof wrappedSchema>

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
  const wraps: WrappedTallyKey['wraps'] = []
  for (const keepers of combinations(plan.posts.length, plan.need)) {
    const secret = secretOf(keepers.map((i) => passphrases[i] ?? ''))
    wraps.push({ keepers, ...(await lock(secret, pkcs8, purposeOf(survey, keepers))) })
  }
  pkcs8.fill(0)
  return {
    spki,
    wrapped: { version: 1, survey, need: plan.need, posts: [...plan.posts], wraps },
    passphrases,
  }
}

/** @throws {Error} when the text is no wrapped tally key. */
export function parseWrapped(text: string): WrappedTallyKey {
  return wrappedSchema.parse(JSON.parse(text))
}

/**
 * Opens the tally key with the passphrases typed, by position of the post ('' = this keeper is absent).
 *
 * @returns PKCS #8 bytes, or which passphrases are unreadable, or that they do not open it.
 */
export async function unwrapTallyKey(
  wrapped: WrappedTallyKey,
  typed: readonly string[],
): Promise<
  | { readonly state: 'open'; readonly pkcs8: Buffer; readonly present: readonly number[] }
  | { readonly state: 'unreadable'; readonly keepers: readonly number[] }
  | { readonly state: 'too-few' }
  | { readonly state: 'wrong' }
> {
  const read = readTyped(wrapped, typed)
  if (read.state !== 'readable') return read
  for (const { keepers, unwrap } of read.sets) {
    const pkcs8 = await unwrap()
    if (pkcs8 !== null) return { state: 'open', pkcs8, present: keepers }
  }
  return { state: 'wrong' }
}

/**
 * As `unwrapTallyKey`, for the rehearsal: every passphrase that was typed has to open the key together
 * with the others, also one more than needed.
 *
 * @returns PKCS #8 bytes, or which passphrases do not fit; none of them named when nothing opens.
 */
export async function proveTallyKey(
  wrapped: WrappedTallyKey,
  typed: readonly string[],
): Promise<
  | { readonly state: 'open'; readonly pkcs8: Buffer }
  | { readonly state: 'unreadable'; readonly keepers: readonly number[] }
  | { readonly state: 'too-few' }
  | { readonly state: 'wrong'; readonly keepers: readonly number[] }
> {
  const read = readTyped(wrapped, typed)
  if (read.state !== 'readable') return read
  const fitting = new Set<number>()
  let key: Buffer | null = null
  for (const { keepers, unwrap } of read.sets) {
    const pkcs8 = await unwrap()
    if (pkcs8 === null) continue
    key?.fill(0)
    key = pkcs8
    for (const keeper of keepers) fitting.add(keeper)
  }
  if (key === null) return { state: 'wrong', keepers: [] }
  const others = read.present.filter((i) => !fitting.has(i))
  if (others.length === 0) return { state: 'open', pkcs8: key }
  key.fill(0)
  return { state: 'wrong', keepers: others }
}

/** What was typed as far as it can be told without the key: every sufficient set of those present. */
function readTyped(wrapped: WrappedTallyKey, typed: readonly string[]) {
  const given = typed.map((text) => (text.trim() === '' ? null : normalisePassphrase(text)))
  const unreadable = typed.flatMap((text, i) =>
    text.trim() !== '' && given[i] === null ? [i] : [],
  )
  if (unreadable.length > 0) return { state: 'unreadable' as const, keepers: unreadable }
  const present = given.flatMap((text, i) => (text === null ? [] : [i]))
  if (present.length < wrapped.need) return { state: 'too-few' as const }
  const sets = wrapped.wraps
    .filter((wrap) => wrap.keepers.every((i) => present.includes(i)))
    .map((wrap) => ({
      keepers: wrap.keepers,
      unwrap: () => {
        const secret = secretOf(wrap.keepers.map((i) => given[i] ?? ''))
        return unlock(secret, wrap, purposeOf(wrapped.survey, wrap.keepers))
      },
    }))
  return { state: 'readable' as const, present, sets }
}

function secretOf(passphrases: readonly string[]): string {
  return passphrases.map((p) => normalisePassphrase(p) ?? '').join('\n')
}

function purposeOf(survey: string, keepers: readonly number[]): string {
  return `kazetoshi tally key v1:${survey}:${keepers.join(',')}`
}

/** All sets of `take` positions out of `n`, each ascending. */
function combinations(n: number, take: number, from = 0): number[][] {
  if (take === 0) return [[]]
  const sets: number[][] = []
  for (let i = from; i <= n - take; i += 1) {
    for (const rest of combinations(n, take - 1, i + 1)) sets.push([i, ...rest])
  }
  return sets
}
