import { within } from '@testing-library/dom'
import type { LightMyRequestResponse } from 'fastify'
import { Window } from 'happy-dom'
import { expect } from 'vitest'
import { CITY_UNITS, type SmallCity } from '../../support/small-city.ts'
import { htmlFaults } from '../../support/valid-html.ts'
import { csv } from './small-city.ts'

export interface Upload {
  readonly units?: { readonly name: string; readonly bytes: Uint8Array }
  readonly people?: { readonly name: string; readonly bytes: Uint8Array }
  readonly effectiveOn?: string
}

export const CITY_PERSON_HEADER =
  '職員番号,所属コード,職位区分,年代,性別,任用形態,職種区分,個人PC,役割'

/** The units of `smallCity` and what is added. */
export function cityUnits(...more: string[]) {
  const rows = [...CITY_UNITS, ...more]
  return { name: '所属.csv', bytes: csv('所属コード,上位所属コード,区分,所属名', rows) }
}

export function cityPeople(rows: readonly string[]) {
  return { name: '職員.csv', bytes: csv(CITY_PERSON_HEADER, rows) }
}

/** A person of the small city as its roster has them, moved or changed. */
export function personLine(number: string, unit: string, role = ''): string {
  return `${number},${unit},主事級,20代,女性,正規,事務,あり,${role}`
}

/** Hands the files in as the form of the page does. */
export async function upload(
  city: SmallCity,
  number: string | undefined,
  { effectiveOn, ...files }: Upload,
): Promise<LightMyRequestResponse> {
  const boundary = '----windows'
  const parts: Buffer[] = []
  const head = (disposition: string) =>
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`)
  for (const [field, file] of Object.entries(files))
    parts.push(head(`name="${field}"; filename="${file.name}"`), Buffer.from(file.bytes), CRLF)
  if (effectiveOn !== undefined)
    parts.push(head('name="effectiveOn"'), Buffer.from(effectiveOn), CRLF)
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return city.app.inject({
    method: 'POST',
    url: '/staff/roster/import',
    headers: {
      ...(number === undefined ? {} : { cookie: await city.session(number) }),
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat(parts),
  })
}

/** Hands the files in and waits for the end of the check. @returns the page of its result. */
export async function check(
  city: SmallCity,
  number: string,
  files: Upload,
): Promise<LightMyRequestResponse> {
  const answer = await upload(city, number, { effectiveOn: todayOf(city), ...files })
  if (answer.statusCode !== 303) throw new Error(`refused with ${answer.statusCode}`)
  return settled(city, number)
}

/** Waits until the officer's job is at rest, and shows its page. */
export async function settled(city: SmallCity, number: string): Promise<LightMyRequestResponse> {
  const visitor = city.visit(number)
  for (;;) {
    const answer = await visitor.get('/staff/roster/import/progress.json')
    if (answer.json<{ finished: boolean }>().finished)
      return visitor.get('/staff/roster/import/check')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** The main part of a page; its HTML has to be valid. */
export function mainOf(response: LightMyRequestResponse) {
  // The row of steps is a list with a name, which readers of screens do announce.
  expect(htmlFaults(response.body, { 'aria-label-misuse': 'off' })).toEqual([])
  const window = new Window()
  window.document.write(response.body)
  return within(window.document.querySelector('main') as unknown as HTMLElement)
}

/** The words of a page, with single spaces. */
export function wordsOf(response: LightMyRequestResponse): string {
  return response.body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

/** Presses the button of a checked result, and waits. */
export async function press(
  city: SmallCity,
  number: string,
  checked: LightMyRequestResponse,
): Promise<LightMyRequestResponse> {
  const answer = await city.visit(number).post('/staff/roster/import/write', {
    job: jobOf(checked),
  })
  if (answer.statusCode !== 303) return answer
  return settled(city, number)
}

export function jobOf(page: LightMyRequestResponse): string {
  return /name="job" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
}

const CRLF = Buffer.from('\r\n')

function todayOf(city: SmallCity): string {
  return new Date(city.clock.now.getTime() + 9 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
