import { readFileSync } from 'node:fs'
import type { LightMyRequestResponse } from 'fastify'
import type { RuleConfig } from 'html-validate'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { openKeyCopies } from '../../../../server/opening/key-copies.ts'
import { tallyPath } from '../../../../server/stores/tally-file.ts'
import { type CityOptions, type SmallCity, smallCity } from '../../../support/small-city.ts'
import { type Fields, type Hand, hand, pageOf } from '../hand.ts'

export const POSTS = ['人事課長', '職員側委員', '行政管理課長']

/**
 * A table that scrolls has a name and the keyboard, but is no section of the page; the row of steps has a
 * name; and no browser shall offer to keep a keeper's passphrase.
 */
export const OWN: RuleConfig = {
  'prefer-native-element': 'off',
  'aria-label-misuse': ['error', { allowAnyNamable: true }],
  'autocomplete-password': 'off',
}

export interface KeeperCity {
  readonly city: SmallCity
  readonly office: Hand
  /** `/staff/office/surveys/r8` */
  readonly base: string
  readonly id: string
  readonly passphrases: readonly string[]
}

/** An announced survey with two of three keepers. */
export async function keeperCity(options: CityOptions = {}): Promise<KeeperCity> {
  const keepers = { need: 2, posts: POSTS }
  const { draft, ...others } = options
  const city = await smallCity({ draft: { keepers, ...draft }, ...others })
  const { id, passphrases } = city.survey
  const office = hand(city, city.officials.hr)
  return { city, office, base: `/staff/office/surveys/${id}`, id, passphrases }
}

/** A line of 受渡簿, or a form that is sent after a press. */
export async function press(
  office: Hand,
  url: string,
  fields: Fields = {},
): Promise<[number, unknown]> {
  const answer = await office.post(url, fields)
  return [answer.statusCode, answer.headers.location]
}

/** What the page says loudest. */
export function alertOf(answer: LightMyRequestResponse): string {
  return pageOf(answer)
    .getAllByRole('alert')
    .map((alert) => (alert.textContent ?? '').replaceAll(/\s+/g, ''))
    .join('')
}

/** The file of the key in each folder. */
export function keyFiles(city: Pick<SmallCity, 'folders'>, id: string): string[] {
  return city.folders.map((folder) => readFileSync(tallyPath(folder, id), 'utf8'))
}

/** Whether these passphrases open the key that this survey was announced with. */
export async function opensKey(
  folders: readonly string[],
  survey: { readonly id: string; readonly tallySpki: Buffer },
  typed: readonly string[],
): Promise<boolean> {
  const found = await openKeyCopies(folders, survey.id, typed)
  if (found?.unwrapping.state !== 'open') return false
  const key = createPrivateKey({ key: found.unwrapping.pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return spki.equals(survey.tallySpki)
}

/** Blank but for these posts. */
export function by(passphrases: readonly string[], ...posts: readonly number[]): string[] {
  return passphrases.map((passphrase, i) => (posts.includes(i) ? passphrase : ''))
}
