import { describe, expect, it } from 'vitest'
import { formatJst, formatJstDay } from '../../server/calendar/jst.ts'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { copyDraft } from '../../server/survey/copy-draft.ts'
import type { SurveyDraft } from '../../server/survey/draft.ts'
import { cityBank as bank } from '../support/small-city.ts'

const draft: SurveyDraft = {
  ...usualDraft(bank, new Date('2026-09-01T10:00:00+09:00')),
  title: '令和8年度 職員アンケート',
  opensAt: '2026-10-05T08:30:00+09:00',
  closesAt: '2026-10-16T17:15:00+09:00',
  referenceDay: '2026-10-01',
  k: 7,
  kDecision: '人決第12号',
  confirmedBreaks: ['*：尺度が変わるため'],
  earlier: { scale: '4', denominator: 'valid', asked: 'same' },
  slips: { spare: 7 },
}
const days = ({ opensAt, closesAt, referenceDay }: SurveyDraft) => [
  formatJst(opensAt),
  formatJst(closesAt),
  formatJstDay(referenceDay),
]

describe('A survey copied from an earlier one', () => {
  it('keeps what is asked and how it is published, a year later on the same weekdays', () => {
    const copy = copyDraft(draft, new Date('2027-08-01T10:00:00+09:00'), false)
    expect(days(copy)).toEqual([
      '令和9年10月4日（月） 8時30分',
      '令和9年10月15日（金） 17時15分',
      '令和9年10月1日（金）',
    ])
    expect(copy.title).toBe('令和9年度 職員アンケート')
    const kept = ['itemIds', 'attributeIds', 'tables', 'k', 'keepers', 'scale', 'earlier'] as const
    expect(copy.slips).toEqual({ spare: 7 })
    for (const member of kept) expect(copy[member]).toEqual(draft[member])
  })

  it('does not take over what was decided or confirmed for the earlier one alone', () => {
    const copy = copyDraft(draft, new Date('2027-08-01T10:00:00+09:00'), false)
    expect([copy.kDecision, copy.confirmedBreaks]).toEqual(['', []])
  })

  it('of several years ago lies ahead, with its reference day in the same fiscal year', () => {
    const copy = copyDraft(draft, new Date('2029-11-01T10:00:00+09:00'), false)
    expect(days(copy)[0]).toBe('令和12年9月30日（月） 8時30分')
    expect(days(copy)[2]).toBe('令和12年9月30日（月）')
    expect(copy.title).toBe('令和12年度 職員アンケート')
  })

  it('with a reference day on 1 April stays in the new fiscal year', () => {
    const april = { ...draft, referenceDay: '2026-04-01' }
    const copy = copyDraft(april, new Date('2027-04-05T10:00:00+09:00'), false)
    expect(copy.referenceDay).toBe('2027-04-01')
  })

  it('to ask again in the same year moves by whole weeks', () => {
    const copy = copyDraft(draft, new Date('2026-10-14T10:00:00+09:00'), true)
    expect(days(copy)).toEqual([
      '令和8年10月19日（月） 8時30分',
      '令和8年10月30日（金） 17時15分',
      '令和8年10月1日（木）',
    ])
    expect(copy.title).toBe('令和8年度 職員アンケート')
  })
})
