import { describe, expect, it } from 'vitest'
import type { UnitRow } from '../../server/stores/commons.ts'
import { countAsked, leftOutBy, type RosterFacts, ruleWords } from '../../server/survey/asked.ts'

const unit = (code: string, parent: string | null, name: string): UnitRow => ({
  code,
  parent,
  kind: '課',
  name,
  similar: '',
  position: 0,
  bureau: null,
  section: null,
  valid_from: '2026-04-01',
  valid_to: null,
  counts_in: null,
})
const units = [
  unit('9000', null, '消防本部'),
  unit('9010', '9000', '警防課'),
  unit('9011', '9010', '東分署'),
  unit('1000', null, '総務部'),
]
const person = (other: Partial<RosterFacts> = {}): RosterFacts => ({
  unit: '1000',
  employment: '正規',
  appointer: '市長',
  status: '',
  ...other,
})
const nothing = { employment: [], appointer: [], status: [], units: [] }

describe('Who is asked', () => {
  it('is everybody where nothing is left out', () => {
    expect(countAsked([person(), person({ status: '休職' })], nothing, units)).toEqual({
      people: 2,
      leftOut: [],
    })
  })

  it('is counted by rule, a person under the first one only; a rule of nobody is listed too', () => {
    const rules = {
      employment: ['会計年度任用職員'],
      appointer: [],
      status: ['休職', '派遣'],
      units: ['9000'],
    }
    const people = [
      person(),
      person({ unit: '9011', status: '休職' }),
      person({ unit: '9010', employment: '会計年度任用職員' }),
      person({ status: '休職', employment: '会計年度任用職員' }),
      person({ employment: '会計年度任用職員' }),
    ]
    expect(countAsked(people, rules, units)).toEqual({
      people: 1,
      leftOut: [
        { rule: 'unit', value: '消防本部', people: 2 },
        { rule: 'status', value: '休職', people: 1 },
        { rule: 'status', value: '派遣', people: 0 },
        { rule: 'employment', value: '会計年度任用職員', people: 1 },
      ],
    })
  })

  it('follows a unit down to everything below it, and no unit beside it', () => {
    const by = leftOutBy({ ...nothing, units: ['9010'] }, units)
    expect(by(person({ unit: '9011' }))).toEqual({ rule: 'unit', value: '9010' })
    expect(by(person({ unit: '9000' }))).toBe(null)
  })

  it('knows people of whom the roster says nothing', () => {
    const by = leftOutBy({ ...nothing, appointer: [''] }, units)
    expect(by(person({ appointer: '' }))?.rule).toBe('appointer')
    expect(by(person())).toBe(null)
    expect(ruleWords({ rule: 'appointer', value: '' })).toBe('任命権者が（記載なし）')
  })
})
