import { createHash, type KeyObject } from 'node:crypto'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { blindSign, MalformedBlindedMessage } from '../../tokens/issue.ts'
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
 * Hands out one card: the blinded message is signed (RFC 9474 §4.3), and the answer is given only after
 * the person's row is durably marked with `0x01 ‖ SHA-256(blinded message)`. The same message again gives
 * the same answer, so that a lost connection costs nothing; another message is refused, before the key is
 * used. The mark cannot be joined with a ballot: for every pair there is exactly one blinding factor that
 * explains it (test T15).
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
  const mark = Buffer.concat([Buffer.of(1), createHash('sha256').update(blinded).digest()])
  const row = await findCard(identity, survey, person)
  if (row === undefined) throw new Problem('not-eligible')
  const free = row.issued.equals(NOT_ISSUED)
  if (!free && !row.issued.equals(mark)) throw new Problem('card-already-issued')
  const signature = signOrRefuse(key, blinded)
  if (!free) return signature
  const marked = await identity
    .updateTable('card')
    .set({ issued: mark })
    .where('survey', '=', survey)
    .where('person', '=', person)
    .where((eb) => eb.or([eb('issued', '=', NOT_ISSUED), eb('issued', '=', mark)]))
    .executeTakeFirst()
  // Another request of the same person may have been first.
  if (marked.numUpdatedRows !== 1n) throw new Problem('card-already-issued')
  return signature
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

function signOrRefuse(key: KeyObject, blinded: Buffer): Buffer {
  try {
    return blindSign(key, blinded)
  } catch (error) {
    if (error instanceof MalformedBlindedMessage) throw new Problem('bad-request')
    throw error
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
