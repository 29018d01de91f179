import {
  type CardsMirror,
  createCardsMirror,
  isCardsMirror,
  openCardsMirror,
  removeCardsMirror,
} from './stores/cards-mirror.ts'
import type { IdentityStore } from './stores/identity.ts'

/** Marks of cards and slips a second time, on the mirror's disk. Everything does nothing without one. */
export interface CardMarks {
  /** Before the announcement is written: every row of the survey. */
  prepare(survey: string): Promise<void>
  /** As the person's row stands now; durable before a card goes out. */
  card(survey: string, person: string): Promise<void>
  /** As the slip's row stands now. @param hash 32 bytes */
  slip(survey: string, hash: Buffer): Promise<void>
  /** With the box. */
  drop(survey: string): void
  close(): void
}

/**
 * Copies what `identity.db` says of a row after each change. While the server runs, `identity.db` is right:
 * a mirror that lacks the file of a survey (announced by an older program, a new disk) gets it whole.
 *
 * @param folder of the mirror, or null.
 */
export function cardMarks(identity: IdentityStore, folder: string | null): CardMarks {
  if (folder === null)
    return { prepare: noted, card: noted, slip: noted, drop: () => {}, close: () => {} }
  const open = new Map<string, CardsMirror>()

  const prepare = async (survey: string): Promise<void> => {
    drop(survey)
    const cards = await identity
      .selectFrom('card')
      .select(['person', 'issued', 'reissue'])
      .where('survey', '=', survey)
      .orderBy('person')
      .execute()
    const slips = await identity
      .selectFrom('slip')
      .select(['hash', 'exchanged'])
      .where('pool', '=', survey)
      .orderBy('hash')
      .execute()
    createCardsMirror(folder, survey, { cards, slips })
  }

  const mirrorOf = async (survey: string): Promise<CardsMirror> => {
    const known = open.get(survey)
    if (known !== undefined) return known
    if (!isCardsMirror(folder, survey)) await prepare(survey)
    const mirror = open.get(survey) ?? openCardsMirror(folder, survey)
    open.set(survey, mirror)
    return mirror
  }

  function drop(survey: string): void {
    open.get(survey)?.close()
    open.delete(survey)
    removeCardsMirror(folder as string, survey)
  }

  return {
    prepare,
    async card(survey, person) {
      const mirror = await mirrorOf(survey)
      const row = await identity
        .selectFrom('card')
        .select(['person', 'issued', 'reissue'])
        .where('survey', '=', survey)
        .where('person', '=', person)
        .executeTakeFirstOrThrow()
      mirror.keepCard(row)
    },
    async slip(survey, hash) {
      const mirror = await mirrorOf(survey)
      const row = await identity
        .selectFrom('slip')
        .select(['hash', 'exchanged'])
        .where('pool', '=', survey)
        .where('hash', '=', hash)
        .executeTakeFirstOrThrow()
      mirror.keepSlip(row)
    },
    drop,
    close() {
      for (const mirror of open.values()) mirror.close()
      open.clear()
    },
  }
}

async function noted(): Promise<void> {}
