import { createHash, type KeyObject } from 'node:crypto'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { blindSign, isBlindedMessage } from '../../tokens/issue.ts'
import { importPrivateKey } from '../../tokens/keys.ts'

const NOT_ISSUED = Buffer.alloc(33)

export type CardState = 'none' | 'issued' | 'not-eligible'

/** What the person's own page says about the own card. */
export async function cardStateOf(
  identity: IdentityStore,
  survey: string,
  person: string,
): Promise<CardState> {
  const row = await findCard(identity, survey, person)
  if (row === undefined) return 'not-eligible'
  return row.issued.equals(NOT_ISSUED) ? 'none' : 'issued'
}

/** How many cards of a survey have been handed out. */
export async function countIssued(identity: IdentityStore, survey: string): Promise<number> {
  const row = await identity
    .selectFrom('card')
    .select(({ fn }) => fn.countAll<number>().as('cards'))
    .where('survey', '=', survey)
    .where('issued', '!=', NOT_ISSUED)
    .executeTakeFirstOrThrow()
  return row.cards
}

/**
 * Hands out one card: the person's row is durably marked with `0x01 ‖ SHA-256(blinded message)` first, then
 * the blinded message is signed (RFC 9474 §4.3). The same message again gives the same answer, so that a
 * lost connection costs nothing; another message is refused, and the key is not used for it. The mark
 * cannot be joined with a ballot: for every pair there is exactly one blinding factor that explains it
 * (test T15).
 *
 * @param blinded exactly 384 bytes below the modulus.
 * @throws {Problem} `not-eligible`, `card-already-issued`, `survey-closed` (key destroyed), `bad-request`.
 */
export async function issueCard(
  identity: IdentityStore,
  signingKeys: SigningKeys,
  survey: string,
  person: string,
  blinded: Buffer,
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
    .where((eb) => eb.or([eb('issued', '=', NOT_ISSUED), eb('issued', '=', mark)]))
    .executeTakeFirst()
  if (marked.numUpdatedRows === 1n) return blindSign(key, blinded)
  const row = await findCard(identity, survey, person)
  throw new Problem(row === undefined ? 'not-eligible' : 'card-already-issued')
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
    .select('issued')
    .where('survey', '=', survey)
    .where('person', '=', person)
    .executeTakeFirst()
}
