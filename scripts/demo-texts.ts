import type { System } from '../server/app.ts'
import type { Stores } from '../server/stores/open.ts'
import { maskWords, wordsToMask } from '../server/texts/masking.ts'
import type { Reading, Seat } from '../server/texts/reading.ts'

/**
 * The two readers of the sample city: somebody of 人事課, and a head of elsewhere. Both read everything, mask
 * what may tell who somebody is, and let the rest out; through the same acts as the pages.
 */
export async function readTexts({ texts }: System, stores: Stores, survey: string): Promise<void> {
  const [first, second] = await readers(stores)
  if (first === undefined || second === undefined) return
  await texts.seat(survey, 1, first, first)
  await texts.seat(survey, 2, second, first)
  await readAll(texts, survey, 1, first)
  await readAll(texts, survey, 2, second)
  await texts.release(survey, first)
}

async function readAll(
  texts: System['texts'],
  survey: string,
  seat: Seat,
  person: string,
): Promise<void> {
  const all = await texts.texts(survey, seat)
  for (const item of new Set(all.map((one) => one.item))) {
    const own = all.filter((one) => one.item === item)
    const readings = new Map(own.map(({ key, text }) => [key, readingOf(text)]))
    await texts.decide(survey, { item, seat, person }, readings)
  }
}

function readingOf(text: string): Reading {
  if (text.startsWith(UNCLEAR)) return { verdict: 'hold', masked: '', counter: 'unreadable' }
  const words = [...wordsToMask(text), ...(text.startsWith(TOLD_BY) ? ['窓口'] : [])]
  if (words.length === 0) return { verdict: 'show', masked: '', counter: '' }
  return { verdict: 'mask', masked: maskWords(text, words).masked, counter: '' }
}

/** The invented texts name nobody; so that there is something left out all the same. */
const TOLD_BY = '窓口の締切'
const UNCLEAR = '窓口を朝の'

/** The first of 人事課 and the first head who is of another office; neither is of 情報担当. */
async function readers({ identity }: Stores): Promise<[string | undefined, string | undefined]> {
  const rows = await identity
    .selectFrom('role')
    .innerJoin('person', 'person.number', 'role.person')
    .select(['role.person', 'role.role', 'person.unit'])
    .where('role.role', 'in', ['admin', 'hr', 'head'])
    .orderBy('role.person')
    .execute()
  const admins = new Set(rows.filter(({ role }) => role === 'admin').map(({ person }) => person))
  const holders = (role: string) =>
    rows.filter((row) => row.role === role && !admins.has(row.person))
  const hr = holders('hr')
  const elsewhere = holders('head').find(({ unit }) => hr.every((one) => one.unit !== unit))
  return [hr[0]?.person, elsewhere?.person]
}
