import { describe, expect, it } from 'vitest'
import { BASE, formOf, pageOfProposal } from './desk-city.ts'
import { variedCity } from './varied-city.ts'
import { htmlFaults } from '../../support/valid-html.ts'

const rules = {
  // Check boxes of one question share a name; scrolling tables are regions.
  'form-dup-name': 'off',
  'prefer-native-element': 'off',
  // No browser is to keep a passphrase.
  'autocomplete-password': 'off',
} as const

const faultsOf = (html: string) => htmlFaults(html, rules)

describe('The pages of the desk', () => {
  it('are valid HTML, each with one heading of the first level and no word of an election', async () => {
    const { city, pages } = await variedCity()
    const faults: string[] = []
    for (const [who, url] of pages) {
      const { statusCode, body } = await city.by(who).get(url)
      if (statusCode !== 200) faults.push(`${url} answered ${statusCode}`)
      faults.push(...faultsOf(body).map((fault) => `${url} ${fault}`))
      if (body.match(/<h1[ >]/g)?.length !== 1) faults.push(`${url} headings`)
      if (/投票|開票|選挙|token/i.test(body)) faults.push(`${url} words`)
    }
    expect(faults).toEqual([])
  })

  it('are valid HTML when a form comes back, too', async () => {
    const { city, fresh } = await variedCity()
    const desk = city.by('desk')
    const bad = ['mask', 'route', 'return', 'refer', 'exclude', 'erase', 'merge', 'hold', 'retheme']
    for (const act of bad) {
      const form = formOf(city, fresh, { maskWords: 'ここにない語' })
      const answer = await desk.post(`${pageOfProposal(fresh)}/${act}`, form)
      expect([act, answer.statusCode, faultsOf(answer.body)]).toEqual([act, 422, []])
    }
    const others = ['clocks', 'contacts', 'stops', 'closed-days', 'open-days', 'holidays']
    for (const path of others) {
      const answer = await desk.post(`${BASE}/settings/${path}`)
      expect([path, answer.statusCode, faultsOf(answer.body)]).toEqual([path, 422, []])
    }
    const stop = { stopFrom: '2026-11-20', stopReason: '大雨のため' }
    expect(faultsOf((await desk.post(`${BASE}/settings/stops`, stop)).body)).toEqual([])
    expect(faultsOf((await desk.post(`${BASE}/units`, { from: 'x', to: '' })).body)).toEqual([])
    expect(faultsOf((await desk.post(`${BASE}/box/members`)).body)).toEqual([])
    expect(faultsOf((await desk.get(`${BASE}/box`)).body)).toEqual([])
  })
})
