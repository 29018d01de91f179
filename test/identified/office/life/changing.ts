import type { LightMyRequestResponse } from 'fastify'
import { type CityOptions, type SmallCity, smallCity } from '../../../support/small-city.ts'
import { documentOf, type Fields, type Hand, hand, textOf } from '../hand.ts'

/** 20 November 2026 was a Friday; the survey closes ten days later, on a Monday at 10:00. */
export const FRIDAY = new Date('2026-11-20T10:00:00+09:00')

export interface Office {
  readonly city: SmallCity
  readonly hr: Hand
  /** Address of the survey's page. */
  readonly base: string
  post(change: string, fields?: Fields): Promise<LightMyRequestResponse>
  get(page?: string): Promise<LightMyRequestResponse>
}

/** 人事課 beside a survey that is open. */
export async function officeOf(options: CityOptions = {}): Promise<Office> {
  const city = await smallCity({ now: FRIDAY, ...options })
  const hr = hand(city, city.officials.hr)
  const id = options.survey === 'draft' ? city.draftId : city.survey.id
  const base = `/staff/office/surveys/${id}`
  return {
    city,
    hr,
    base,
    post: (change, fields = {}) => hr.post(`${base}/${change}`, { confirmed: 'yes', ...fields }),
    get: (page = '') => hr.get(page === '' ? base : `${base}/${page}`),
  }
}

export const DISASTER = '台風19号の災害対応のため'
export const EXTENSION = { closesAt: '2026-12-11T17:15', words: '回答できない時間があったため' }

/** What a stranger reads at the address of the answer page. */
export async function answerPage({ city }: Pick<Office, 'city'>) {
  const url = `/voice/surveys/${city.survey.id}`
  return city.app.inject({ url, headers: { accept: 'text/html' } })
}

/** What people without an office read: the answer page, the own page, the first page, the results. */
export async function publicTexts({ city }: Pick<Office, 'city'>): Promise<string[]> {
  const person = hand(city, city.people[7])
  const [home, front, results] = [
    await person.get('/staff/'),
    await city.app.inject({ url: '/', headers: { accept: 'text/html' } }),
    await city.app.inject({ url: '/results', headers: { accept: 'text/html' } }),
  ]
  return [await answerPage({ city }), home, front, results].map(textOf)
}

/** The sentence in the red box at the top of the page. */
export function refusedWith(answer: LightMyRequestResponse): string {
  const box = documentOf(answer).querySelector('[role=alert]')
  return (box?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}
