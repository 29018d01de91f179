import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { areCovered } from '../../../server/identified/admin/admin-cover.ts'
import { addDays } from '../../../server/calendar/working-days.ts'

test('periods cover a stretch of days exactly when every one of its days lies in one of them', () => {
  const start = '2026-11-20'
  const day = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null })
  const period = fc.tuple(day, day).map(([a, b]) => ({
    valid_from: a === null ? null : addDays(start, a),
    valid_to: b === null ? null : addDays(start, b),
  }))
  fc.assert(
    fc.property(fc.array(period, { maxLength: 4 }), fc.nat(15), fc.nat(15), (periods, a, more) => {
      const from = addDays(start, a)
      const to = addDays(from, more)
      const every = Array.from({ length: more + 1 }, (_, i) => addDays(from, i)).every((one) =>
        periods.some(
          ({ valid_from, valid_to }) =>
            (valid_from === null || valid_from <= one) && (valid_to === null || one <= valid_to),
        ),
      )
      expect(areCovered(periods, from, to)).toBe(every)
    }),
  )
})
