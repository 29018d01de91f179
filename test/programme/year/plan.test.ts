/** The steps of a fiscal year, and the day that a notice carries. */
import { describe, expect, it } from 'vitest'
import { workCalendar } from '../../../server/calendar/working-days.ts'
import { noticeDay } from '../../../server/programme/year/notice-day.ts'
import {
  nextStep,
  type SurveyDays,
  type YearFacts,
  yearPlan,
} from '../../../server/programme/year/plan.ts'
import { stepIds } from '../../../server/programme/year/steps.ts'

const calendar = workCalendar()
const nothing: YearFacts = { survey: null, revisedOn: null, moved: new Map(), done: new Map() }
const survey: SurveyDays = {
  id: 'r8',
  title: '令和8年度 職員アンケート',
  announced: false,
  referenceDay: '2026-11-02',
  approvedOn: null,
  announcedOn: null,
  opensOn: '2026-11-24',
  closesOn: '2026-12-08',
  openedOn: null,
  publishedOn: null,
}
const planOf = (facts: Partial<YearFacts>, today = '2026-04-10', at = calendar) => {
  const steps = yearPlan(2026, { ...nothing, ...facts }, at, today)
  return { steps, of: (id: string) => steps.find((step) => step.id === id) }
}

describe('The plan of a year', () => {
  it('has every step once, on working days, from the roster in March to the budget in autumn', () => {
    const { steps } = planOf({})
    expect(steps.map(({ id }) => id).toSorted()).toEqual([...stepIds].toSorted())
    expect(steps.filter(({ day }) => !calendar.isWorkingDay(day))).toEqual([])
    expect(steps.map(({ id, day }) => `${day} ${id}`)).toEqual([
      '2026-03-23 roster',
      '2026-04-01 moves',
      '2026-05-15 values',
      '2026-06-01 reference-day',
      '2026-06-19 approval',
      '2026-06-22 revision',
      '2026-06-24 announcement',
      '2026-07-01 open',
      '2026-07-07 reminder',
      '2026-07-14 close',
      '2026-07-17 opening',
      '2026-08-03 publication',
      '2026-09-01 feedback',
      '2026-09-10 review',
      '2026-09-30 stop-work',
    ])
  })

  it('leaves out the days on which this city hall is closed', () => {
    const closed = workCalendar({ closed: ['2026-06-01'], open: [] })
    expect(planOf({}, '2026-04-10', closed).of('reference-day')?.day).toBe('2026-06-02')
  })

  it('takes the days of the survey from the survey, and the rest follows them', () => {
    const { of } = planOf({ survey })
    expect(of('open')).toMatchObject({ day: '2026-11-24', from: 'record', doneOn: null })
    expect(of('close')).toMatchObject({ day: '2026-12-08', from: 'record' })
    expect(of('reference-day')?.day).toBe('2026-11-02')
    expect(of('announcement')).toMatchObject({ day: '2026-11-16', from: 'usual' })
    expect(of('opening')).toMatchObject({ day: '2026-12-11', from: 'usual' })
    expect(of('review')?.day).toBe('2027-02-05')
    expect(of('stop-work')?.day).toBe('2026-09-30')
  })

  it('shows as done what the survey and the programme say themselves', () => {
    const announced = {
      ...survey,
      announced: true,
      approvedOn: '2026-11-10',
      announcedOn: '2026-11-17',
    }
    const { of } = planOf({ survey: announced, revisedOn: '2026-06-08' }, '2026-12-08')
    expect(of('approval')).toMatchObject({ day: '2026-11-10', doneOn: '2026-11-10' })
    expect(of('announcement')).toMatchObject({ doneOn: '2026-11-17', doneByItself: true })
    expect(of('open')?.doneOn).toBe('2026-11-24')
    expect(of('close')?.doneOn).toBeNull()
    expect(of('revision')).toMatchObject({ day: '2026-06-08', doneOn: '2026-06-08' })
    const past = planOf({ survey: announced }, '2026-12-09')
    expect(past.of('close')?.doneOn).toBe('2026-12-08')
    expect(planOf({ survey }, '2027-01-10').of('open')?.doneOn).toBeNull()
    const opened = { ...announced, openedOn: '2026-12-14', publishedOn: '2026-12-21' }
    const { of: after } = planOf({ survey: opened }, '2027-01-10')
    expect(after('opening')?.day).toBe('2026-12-14')
    expect(after('publication')).toMatchObject({ day: '2026-12-21', doneOn: '2026-12-21' })
  })

  it('follows 人事課 where it has moved a day, but not against the survey', () => {
    const moved = new Map([
      ['values', '2026-05-29'],
      ['open', '2026-07-08'],
    ])
    const { of } = planOf({ moved })
    expect(of('values')).toMatchObject({ day: '2026-05-29', from: 'moved' })
    expect(of('close')?.day).toBe('2026-07-22')
    expect(planOf({ moved, survey }).of('open')).toMatchObject({
      day: '2026-11-24',
      from: 'record',
    })
  })

  it('names the next step: the nearest one that is not done', () => {
    const { steps } = planOf({ done: new Map([['values', '2026-05-11']]) }, '2026-05-12')
    expect(nextStep(steps, '2026-05-12')?.id).toBe('reference-day')
    expect(nextStep(steps, '2026-10-01')).toBeUndefined()
  })
})

describe('The day of a notice', () => {
  it.each([
    ['2026-11-20T15:59:59+09:00', '2026-11-20', null],
    ['2026-11-20T16:00:00+09:00', '2026-11-24', 'evening'],
    ['2026-11-20T23:59:00+09:00', '2026-11-24', 'evening'],
    ['2026-11-21T09:00:00+09:00', '2026-11-24', 'holiday'],
    ['2026-11-24T00:01:00+09:00', '2026-11-24', null],
  ])('at %s is %s', (at, day, wait) => {
    expect(noticeDay(new Date(at), calendar)).toEqual({ day, wait })
  })
})
