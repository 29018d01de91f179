import { readdirSync } from 'node:fs'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { type CityOptions, type SmallCity, smallCity } from '../../support/small-city.ts'
import {
  documentOf,
  draftFields,
  type Fields,
  type Hand,
  hand,
  passphraseFields,
  textOf,
} from './hand.ts'

/** A city whose 人事課 has typed a draft, `r8`. */
export async function cityWithDraft(fields: Fields = {}, options: CityOptions = {}) {
  const city = await smallCity({ people: 12, ...options, survey: 'none' })
  const office = hand(city, city.officials.hr)
  await office.post('/staff/office/surveys/new', draftFields(fields))
  return { city, office }
}

/** Nothing is frozen: the survey is a draft, and the staff side knows nobody who is asked. */
export async function expectDraft({ stores }: Pick<SmallCity, 'stores'>): Promise<void> {
  const frozen = ['state', 'questionnaire', 'eligible', 'signing_spki', 'tally_spki'] as const
  const [survey] = await stores.commons.selectFrom('survey').select(frozen).execute()
  expect(survey).toEqual({
    state: 'draft',
    questionnaire: null,
    eligible: null,
    signing_spki: null,
    tally_spki: null,
  })
  for (const table of ['card', 'signing_key', 'eligible_class'] as const) {
    expect(await stores.identity.selectFrom(table).selectAll().execute()).toEqual([])
  }
}

export function boxAndKeyFiles(city: Pick<SmallCity, 'folders'>): string[] {
  return city.folders.flatMap((folder) =>
    readdirSync(folder).filter((name) => /^(box|tally)-/.test(name)),
  )
}

/** The passphrases on the sheets of a page, in the order of the posts. */
export function sheetsOf(response: Pick<LightMyRequestResponse, 'body'>): string[] {
  return [...documentOf(response).querySelectorAll('.keeper-passphrase')].map(
    (p) => p.textContent ?? '',
  )
}

/** Makes the keys and types every passphrase back. @returns the passphrases. */
export async function announceIn(office: Hand, base: string): Promise<string[]> {
  const sheets = sheetsOf(await office.post(`${base}/keys`))
  const answer = await office.post(`${base}/announcement`, passphraseFields(sheets))
  if (answer.statusCode !== 303) throw new Error(textOf(answer))
  return sheets
}
