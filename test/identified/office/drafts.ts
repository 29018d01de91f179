import { readdirSync } from 'node:fs'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import { draftSchema } from '../../../server/survey/draft.ts'
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

export const NEW = '/staff/office/surveys/new'
export const SURVEY = '/staff/office/surveys/r8'

/** Attributes and tables that a roster of 72 people can carry. */
export const lean = {
  attributes: ['age', 'sex'],
  tables: ['bu', 'ka', 'age', 'sex', 'bu,age', 'bu,sex'],
}

/** The parts of the editor in an order in which each may rest on those before it. */
const PARTS = {
  period: ['title', 'opensAt', 'closesAt'],
  asked: ['referenceDay', 'status', 'employment', 'appointer', 'units'],
  questions: ['items'],
  scale: ['scale', 'earlierScale', 'earlierDenominator', 'earlierAsked', 'confirmed'],
  attributes: ['attributes'],
  publication: ['tables', 'k', 'kDecision'],
  contacts: ['contact', 'contacts', 'keeperPosts', 'keeperNeed', 'readers'],
} as const

/** Of all the fields of a draft those that stand on one page. */
export function fieldsOf(part: keyof typeof PARTS, all: Fields): Fields {
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => (PARTS[part] as readonly string[]).includes(name)),
  )
}

/** The page on which a field stands. */
export function partOf(field: string): keyof typeof PARTS {
  const parts = Object.keys(PARTS) as (keyof typeof PARTS)[]
  const found = parts.find((part) => (PARTS[part] as readonly string[]).includes(field))
  if (found === undefined) throw new Error(`no page has the field ${field}`)
  return found
}

/** An office without any survey, and what it has written. */
export async function emptyOffice(people = 3) {
  const city = await smallCity({ survey: 'none', people })
  const rows = async () => city.stores.commons.selectFrom('survey').selectAll().execute()
  const drafts = async () =>
    (await rows()).map((row) => draftSchema.parse(JSON.parse(row.draft) as unknown))
  return { city, office: hand(city, city.officials.hr), rows, drafts }
}

/** A new draft, page by page. @returns the address of its survey */
export async function typeDraft(office: Hand, fields: Fields = draftFields()): Promise<string> {
  const made = await office.post(NEW, fieldsOf('period', fields))
  if (made.statusCode !== 303) throw new Error(textOf(made))
  const base = String(made.headers.location).replace(/\/draft$/, '')
  await changeDraft(office, base, fields)
  return base
}

/** Every page of the editor typed anew. */
export async function changeDraft(office: Hand, base: string, fields: Fields): Promise<void> {
  for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
    const answer = await office.post(`${base}/draft/${part}`, fieldsOf(part, fields))
    if (answer.statusCode !== 303) throw new Error(`${part}: ${textOf(answer)}`)
  }
}

/** 決裁 of the draft as its page shows it. */
export async function approve(office: Hand, base: string): Promise<void> {
  const page = documentOf(await office.get(`${base}/draft`))
  const hash = page.querySelector('input[name=hash]')?.getAttribute('value') ?? ''
  const fields = { number: '人決第100号', day: '2026-11-20', hash }
  const answer = await office.post(`${base}/approval`, fields)
  if (answer.statusCode !== 303) throw new Error(textOf(answer))
}

/** A city whose 人事課 has typed a draft, `r8`, that is approved. */
export async function cityWithDraft(fields: Fields = {}, options: CityOptions = {}) {
  const city = await smallCity({ people: 12, ...options, survey: 'none' })
  const office = hand(city, city.officials.hr)
  await approve(office, await typeDraft(office, draftFields(fields)))
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

/** Makes the keys and has all sheets shown on one page. */
export async function sheetsPageIn(office: Hand, base: string): Promise<LightMyRequestResponse> {
  const made = await office.post(`${base}/keys`)
  if (made.statusCode !== 303) return made
  return office.post(made.headers.location ?? '', { post: 'all' })
}

/** Makes the keys and types every passphrase back. @returns the passphrases. */
export async function announceIn(office: Hand, base: string): Promise<string[]> {
  const sheets = sheetsOf(await sheetsPageIn(office, base))
  const answer = await office.post(`${base}/announcement`, passphraseFields(sheets))
  if (answer.statusCode !== 303) throw new Error(textOf(answer))
  return sheets
}
