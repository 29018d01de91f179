import { expect } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import { type CityOptions, type SmallCity, smallCity } from '../../support/small-city.ts'
import { documentOf, type Fields, type Hand, hand } from './hand.ts'

export const BASE = '/staff/office/indicators'

/** 人事課 with two people, A and B, and the programme's indicators. */
export interface IndicatorOffice {
  readonly city: SmallCity
  readonly a: Hand
  readonly b: Hand
  /** Staff number of B. */
  readonly second: string
  upload(by: Hand, name: string, bytes: Uint8Array): Promise<LightMyRequestResponse>
}

export const SECOND = '000104'

export async function indicatorOffice(
  options: CityOptions = {},
  { offered = true } = {},
): Promise<IndicatorOffice> {
  const city = await smallCity({
    people: 6,
    survey: 'none',
    now: new Date('2026-05-18T10:00:00+09:00'),
    ...options,
  })
  await city.stores.identity
    .insertInto('role')
    .values({ person: SECOND, role: 'hr', unit: '*', origin: 'hand' })
    .execute()
  const [a, b] = [hand(city, city.officials.hr), hand(city, SECOND)]
  if (offered) expect((await a.post(`${BASE}/offer`)).statusCode).toBe(303)
  return {
    city,
    a,
    b,
    second: SECOND,
    upload: (by, name, bytes) => uploadOf(city, by === a ? city.officials.hr : SECOND, name, bytes),
  }
}

/** A value as its form sends it. */
export function valueFields(other: Fields = {}): Fields {
  return { year: '2025', value: '11.8', source: '庶務事務システム', asOf: '年度', ...other }
}

/** The sentence in the red box at the top of the page. */
export function refusalOf(answer: Pick<LightMyRequestResponse, 'body'>): string {
  const box = documentOf(answer).querySelector('[role=alert]')
  return (box?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

/** Number of the newest entry that waits. */
export async function newest({ city }: Pick<IndicatorOffice, 'city'>): Promise<number> {
  const row = await city.stores.identity
    .selectFrom('second_approval')
    .select('id')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.id
}

/** What the form of an entry sends to say which one B has seen. */
export async function stampSeen({ b }: IndicatorOffice, id: number): Promise<{ stamp: string }> {
  const page = documentOf(await b.get(`${BASE}/approvals`))
  const action = `form[action="${BASE}/approvals/${id}/approval"]`
  const stamp = page.querySelector(`${action} [name=stamp]`)?.getAttribute('value')
  if (stamp === null || stamp === undefined) throw new Error(`nothing of ${id} can be approved`)
  return { stamp }
}

/** What A has entered is approved by B. */
export async function approveNewest(office: IndicatorOffice): Promise<LightMyRequestResponse> {
  const id = await newest(office)
  return office.b.post(`${BASE}/approvals/${id}/approval`, await stampSeen(office, id))
}

export async function stored({ city }: Pick<IndicatorOffice, 'city'>, id: string, year: number) {
  return city.stores.commons
    .selectFrom('indicator_value')
    .selectAll()
    .where('indicator', '=', id)
    .where('fiscal_year', '=', year)
    .executeTakeFirst()
}

async function uploadOf(
  city: SmallCity,
  number: string,
  name: string,
  bytes: Uint8Array,
): Promise<LightMyRequestResponse> {
  const boundary = 'kaze-boundary'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([
    Buffer.from(head),
    Buffer.from(bytes),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return city.app.inject({
    method: 'POST',
    url: `${BASE}/import`,
    headers: {
      cookie: await city.session(number),
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload,
  })
}
