import { describe, expect, it } from 'vitest'
import { closingOf, resumedClosing, yearEnd } from '../../server/survey/closing-time.ts'
import { confirmationDue } from '../../server/survey/confirmation-due.ts'
import type { SurveyChange } from '../../server/survey/survey-changes.ts'

const at = (text: string) => new Date(`${text}:00+09:00`)

describe('The closing of a survey that was stopped', () => {
  it('is later by the days stopped, the first and the last included', () => {
    const closesAt = at('2026-11-30T17:15')
    expect(resumedClosing(closesAt, '2026-11-20', '2026-11-20')).toEqual(at('2026-12-01T17:15'))
    expect(resumedClosing(closesAt, '2026-11-20', '2026-12-05')).toEqual(at('2026-12-16T17:15'))
  })

  it('never lies in the past, even when the stop began on the day of the closing', () => {
    const closesAt = at('2026-11-30T10:00')
    for (const to of ['2026-11-30', '2026-12-01', '2027-02-28']) {
      const endOfDay = at(`${to}T23:59`)
      expect(resumedClosing(closesAt, '2026-11-30', to).getTime()).toBeGreaterThan(
        endOfDay.getTime(),
      )
    }
  })

  it('is 31 March 17:15 at the latest, or the closing itself where that is later on this day', () => {
    expect(resumedClosing(at('2027-03-20T17:15'), '2027-03-10', '2027-03-25')).toEqual(
      at('2027-03-31T17:15'),
    )
    expect(yearEnd(at('2027-03-31T23:00'))).toEqual(at('2027-03-31T23:00'))
    expect(closingOf({ closesAt: at('2026-11-30T10:00'), stoppedOn: '2026-11-20' })).toEqual(
      at('2027-03-31T17:15'),
    )
    expect(closingOf({ closesAt: at('2026-11-30T10:00'), stoppedOn: null })).toEqual(
      at('2026-11-30T10:00'),
    )
  })
})

describe('The fourteen days for the confirmation', () => {
  const change = (number: number, kind: SurveyChange['kind'], day: string): SurveyChange => ({
    number,
    kind,
    day,
    words: '停電のため',
    closedBefore: null,
    closesNow: null,
  })

  it('are counted from the day of the opening', () => {
    expect(confirmationDue('2026-12-01', [], '2026-12-05')).toEqual({
      due: '2026-12-15',
      daysLeft: 10,
      stopped: false,
    })
    expect(confirmationDue('2026-12-01', [], '2026-12-18').daysLeft).toBe(-3)
  })

  it('stand still while a stop stands, and are longer by it afterwards', () => {
    const stop = change(1, 'stop', '2026-12-10')
    const during = confirmationDue('2026-12-01', [stop], '2026-12-20')
    expect(during).toEqual({ due: '2026-12-26', daysLeft: 6, stopped: true })
    const over = [stop, change(2, 'resumption', '2026-12-20')]
    expect(confirmationDue('2026-12-01', over, '2026-12-27')).toEqual({
      due: '2026-12-26',
      daysLeft: -1,
      stopped: false,
    })
  })

  it('are not longer by a stop before the opening, nor by one after they had passed', () => {
    const before = [change(1, 'stop', '2026-11-20'), change(2, 'resumption', '2026-11-25')]
    expect(confirmationDue('2026-12-01', before, '2026-12-05').due).toBe('2026-12-15')
    const across = [change(1, 'stop', '2026-11-28'), change(2, 'resumption', '2026-12-03')]
    expect(confirmationDue('2026-12-01', across, '2026-12-05').due).toBe('2026-12-17')
    const twice = [
      change(1, 'stop', '2026-12-03'),
      change(2, 'resumption', '2026-12-03'),
      change(3, 'stop', '2026-12-03'),
      change(4, 'resumption', '2026-12-03'),
    ]
    expect(confirmationDue('2026-12-01', twice, '2026-12-05').due).toBe('2026-12-16')
    const late = [change(1, 'stop', '2026-12-20')]
    expect(confirmationDue('2026-12-01', late, '2026-12-22').due).toBe('2026-12-15')
  })
})
