import type { LightMyRequestResponse } from 'fastify'
import { Window } from 'happy-dom'
import { expect } from 'vitest'
import { htmlFaults } from '../../support/valid-html.ts'
import { type CityOptions, smallCity, type SmallCity } from '../../support/small-city.ts'

export const UNITS = '/staff/roster/units'
export const PEOPLE = '/staff/roster/people'

/** A small city without a survey, seen by 人事課 (000102). */
export async function organisationCity(options: CityOptions = {}) {
  const city = await smallCity({ survey: 'none', ...options })
  const hr = city.visit(city.officials.hr)
  return { city, hr, ...eyes(city) }
}

function eyes(city: SmallCity) {
  const { commons, identity } = city.stores
  return {
    unitOf: async (code: string) =>
      commons.selectFrom('unit').selectAll().where('code', '=', code).executeTakeFirstOrThrow(),
    order: async () => {
      const rows = await commons.selectFrom('unit').select('code').orderBy('position').execute()
      return rows.map(({ code }) => code)
    },
    historyOf: async (code: string) =>
      commons
        .selectFrom('unit_successor')
        .select(['successor', 'kind', 'main', 'day'])
        .where('unit', '=', code)
        .orderBy('successor')
        .execute(),
    personOf: async (number: string) =>
      identity.selectFrom('person').selectAll().where('number', '=', number).executeTakeFirst(),
    rolesOf: async (number: string) => {
      const rows = await identity
        .selectFrom('role')
        .select(['role', 'unit'])
        .where('person', '=', number)
        .orderBy('role')
        .execute()
      return rows.map(({ role, unit }) => `${role} ${unit}`)
    },
    /** What was recorded after the import of the fixture. */
    acts: async () => {
      const rows = await identity.selectFrom('audit').selectAll().orderBy('id').execute()
      return rows
        .filter(({ actor }) => actor !== '試験')
        .map(({ actor, act, detail }) => [actor, act, detail])
    },
  }
}

/** A page with valid HTML, as text without the spaces of the markup. */
export function readPage(response: LightMyRequestResponse) {
  expect(htmlFaults(response.body)).toEqual([])
  const { document } = new Window({ settings: { disableJavaScriptEvaluation: true } })
  document.write(response.body)
  const main = document.querySelector('main')
  if (main === null) throw new Error(`no page: ${response.statusCode}`)
  const texts = (selector: string) =>
    [...main.querySelectorAll(selector)].map((one) => squeezed(one.textContent ?? ''))
  return {
    main,
    texts,
    text: squeezed(main.textContent ?? ''),
    summary: texts('.error-summary li'),
    value: (name: string) =>
      main.querySelector(`form [name="${name}"]`)?.getAttribute('value') ?? null,
    options: (name: string) =>
      [...main.querySelectorAll(`select[name="${name}"] option`)].map((one) =>
        one.getAttribute('value'),
      ),
    chosen: (name: string) =>
      main.querySelector(`select[name="${name}"] option[selected]`)?.getAttribute('value') ?? null,
  }
}

/** The stamp that a page's forms carry. */
export function stampIn(response: LightMyRequestResponse): string {
  const seen = readPage(response).value('seen')
  if (seen === null) throw new Error('the page has no form')
  return seen
}

/** Posts one of the forms of a page as it stands now. */
export async function edit(
  visitor: ReturnType<SmallCity['visit']>,
  page: string,
  act: string,
  fields: Record<string, string>,
): Promise<LightMyRequestResponse> {
  const seen = stampIn(await visitor.get(page))
  return visitor.post(`${page}/${act}`, { ...fields, seen })
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
