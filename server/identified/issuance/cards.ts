import { createHash, type KeyObject } from 'node:crypto'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { blindSign, isBlindedMessage } from '../../tokens/issue.ts'
import { importPrivateKey } from '../../tokens/keys.ts'

/** The cell of a row before its card is handed out. */
export const NOT_ISSUED = Buffer.alloc(33)

/**
 * 'none': not handed out; 'anew': given anew after a loss and not taken yet; 'asked': handed out, and the
 * person asks for another one; 'slip': a paper slip instead.
 */
export type CardState = 'none' | 'anew' | 'issued' | 'asked' | 'slip' | 'not-eligible'

/** What the person's own page says about the own card. */
export async function cardStateOf(
  identity: IdentityStore,
  survey: string,
  person: string,
): Promise<CardState> {
  return (await ownCard(identity, survey, person)).state
}

export interface OwnCard {
  readonly state: CardState
  /** SHA-256 of the blinded message (64 hexadecimal digits); null: no card is handed out. */
  readonly mark: string | null
  /** The one re-issue was given. */
  readonly reissued: boolean
}

/**
 * The own card with its mark, by which the person's browser knows the card it keeps from somebody
 * else's; the browser has made the mark itself.
 */
export async function ownCard(
  identity: IdentityStore,
  survey: string,
  person: string,
): Promise<OwnCard> {
  const row = await findCard(identity, survey, person)
  if (row === undefined) return { state: 'not-eligible', mark: null, reissued: false }
  const reissued = row.reissue === 'g'
  if (row.way === 'slip') return { state: 'slip', mark: null, reissued }
  if (row.issued.equals(NOT_ISSUED)) {
    return { state: reissued ? 'anew' : 'none', mark: null, reissued }
  }
  const state = row.reissue === 'a' ? 'asked' : 'issued'
  return { state, mark: row.issued.subarray(1).toString('hex'), reissued }
}

/** Whether a card is to be handed out still. */
export function isToTake(state: CardState): boolean {
  return state === 'none' || state === 'anew'
}

/** How many rows of a survey are marked: people who have a card of sign-in. */
export async function countIssued(identity: IdentityStore, survey: string): Promise<number> {
  const row = await identity
    .selectFrom('card')
    .select(({ fn }) => fn.countAll<number>().as('cards'))
    .where('survey', '=', survey)
    .where('issued', '!=', NOT_ISSUED)
    .executeTakeFirstOrThrow()
  return row.cards
}

/** How many cards of a survey have been given anew after a loss. */
export async function countReissued(identity: IdentityStore, survey: string): Promise<number> {
  const row = await identity
    .selectFrom('card')
    .select(({ fn }) => fn.countAll<number>().as('cards'))
    .where('survey', '=', survey)
    .where('reissue', '=', 'g')
    .executeTakeFirstOrThrow()
  return row.cards
}

/** Cards at sign-in that can have become ballots: rows with a mark, and one more for every re-issue. */
export async function countHandedOut(identity: IdentityStore, survey: string): Promise<number> {
  return (await countIssued(identity, survey)) + (await countReissued(identity, survey))
}

/**
 * Hands out one card: the person's row is durably marked with `0x01 ‖ SHA-256(blinded message)` first, then
 * the blinded message is signed (RFC 9474 §4.3). The same message again gives the same answer, so that a
 * lost connection costs nothing; another message is refused, and the key is not used for it. The mark
 * cannot be joined with a ballot: for every pair there is exactly one blinding factor that explains it
 * (test T15).
 *
 * @param blinded exactly 384 bytes below the modulus.
 * @param kept makes the mark durable elsewhere too, before the card goes out.
 * @throws {Problem} `not-eligible`, `slip-instead`, `card-already-issued`, `survey-closed` (key destroyed),
 *   `bad-request`.
 */
export async function issueCard(
  identity: IdentityStore,
  signingKeys: SigningKeys,
  survey: string,
  person: string,
  blinded: Buffer,
  kept: (survey: string, person: string) => Promise<void>,
): Promise<Buffer> {
  const key = await signingKeys.find(survey)
  if (key === undefined) throw new Problem('survey-closed')
  if (!isBlindedMessage(key, blinded)) throw new Problem('bad-request')
  const mark = Buffer.concat([Buffer.of(1), createHash('sha256').update(blinded).digest()])
  const marked = await identity
    .updateTable('card')
    .set({ issued: mark })
    .where('survey', '=', survey)
    .where('person', '=', person)
    .where('way', '=', 'sign-in')
    .where((eb) => eb.or([eb('issued', '=', NOT_ISSUED), eb('issued', '=', mark)]))
    .executeTakeFirst()
  if (marked.numUpdatedRows === 1n) {
    await kept(survey, person)
    return blindSign(key, blinded)
  }
  const row = await findCard(identity, survey, person)
  if (row === undefined) throw new Problem('not-eligible')
  throw new Problem(row.way === 'slip' ? 'slip-instead' : 'card-already-issued')
}

export interface SigningKeys {
  find(survey: string): Promise<KeyObject | undefined>
  /** Destroys the key of a survey that has closed: no card can be made any more, by anyone. */
  destroy(survey: string): Promise<void>
}

/** Signing keys kept parsed in memory while their survey is open. */
export function signingKeys(identity: IdentityStore): SigningKeys {
  const parsed = new Map<string, KeyObject>()
  return {
    async find(survey) {
      const known = parsed.get(survey)
      if (known !== undefined) return known
      const row = await identity
        .selectFrom('signing_key')
        .select('pkcs8')
        .where('survey', '=', survey)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const key = importPrivateKey(row.pkcs8)
      parsed.set(survey, key)
      return key
    },
    async destroy(survey) {
      parsed.delete(survey)
      await identity.deleteFrom('signing_key').where('survey', '=', survey).execute()
    },
  }
}

async function findCard(identity: IdentityStore, survey: string, person: string) {
  return identity
    .selectFrom('card')
    .select(['issued', 'way', 'reissue'])
    .where('survey', '=', survey)
    .where('person', '=', person)
    .executeTakeFirst()
}
