import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BallotAnswers,
  type BallotShape,
  ballotBytes,
  decodeBallot,
  encodeBallot,
} from '../../server/survey/ballot-form.ts'

const some = (most: number) => fc.array(fc.constant(null), { maxLength: most })

const shapes: fc.Arbitrary<BallotShape> = fc.record({
  scale: fc.constantFrom(4, 5),
  items: fc.array(
    fc.oneof(
      fc.constant({ type: 'scale' as const }),
      fc.record({ type: fc.constant('text' as const), maxChars: fc.integer({ min: 1, max: 60 }) }),
    ),
    { maxLength: 12 },
  ),
  attributes: fc.array(fc.record({ options: some(6) }), { maxLength: 4 }),
  bureaus: fc.array(fc.record({ sections: some(4) }), { maxLength: 5 }),
})

function answersTo(q: BallotShape): fc.Arbitrary<BallotAnswers> {
  const position = (list: readonly unknown[] | undefined) =>
    list === undefined || list.length === 0 ? fc.constant(null) : fc.option(fc.nat(list.length - 1))
  return position(q.bureaus).chain((bureau) =>
    fc.record({
      bureau: fc.constant(bureau),
      section: bureau === null ? fc.constant(null) : position(q.bureaus[bureau]?.sections),
      attributes: fc.tuple(...q.attributes.map((a) => fc.nat(a.options.length))),
      scale: fc.tuple(...q.items.filter((i) => i.type === 'scale').map(() => fc.nat(q.scale))),
      texts: fc.tuple(
        ...q.items.flatMap((item) =>
          item.type === 'text'
            ? [
                fc
                  .string({ unit: 'binary', maxLength: item.maxChars })
                  .filter((text) => text.isWellFormed() && text.length <= item.maxChars),
              ]
            : [],
        ),
      ),
    }),
  )
}

const shapeAndAnswers = shapes.chain((q) => fc.tuple(fc.constant(q), answersTo(q)))

describe('The plain ballot', () => {
  it('gives back exactly what was answered, in bytes of one size for everybody', () => {
    fc.assert(
      fc.property(shapeAndAnswers, ([q, answers]) => {
        const bytes = encodeBallot(q, answers)
        expect(bytes.length).toBe(ballotBytes(q))
        expect(decodeBallot(q, bytes)).toEqual(answers)
      }),
      { numRuns: 400 },
    )
  })

  it('made of any bytes is read or dropped, never an error; what is read has one spelling only', () => {
    const cases = shapes.chain((q) => {
      const size = ballotBytes(q)
      const exact = fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => {
        bytes[0] = 1
        return bytes
      })
      return fc.tuple(fc.constant(q), fc.oneof(fc.uint8Array({ maxLength: 600 }), exact))
    })
    fc.assert(
      fc.property(cases, ([q, bytes]) => {
        const answers = decodeBallot(q, bytes)
        if (answers !== null) expect(encodeBallot(q, answers)).toEqual(Uint8Array.from(bytes))
      }),
      { numRuns: 600 },
    )
  })

  it('with one byte changed is dropped or reads as something else, and then re-encodes to those bytes', () => {
    const cases = shapeAndAnswers.chain(([q, answers]) =>
      fc.tuple(
        fc.constant(q),
        fc.constant(answers),
        fc.nat(ballotBytes(q) - 1),
        fc.integer({ min: 1, max: 255 }),
      ),
    )
    fc.assert(
      fc.property(cases, ([q, answers, at, change]) => {
        const bytes = encodeBallot(q, answers)
        bytes[at] = (bytes[at] ?? 0) ^ change
        const read = decodeBallot(q, bytes)
        if (read === null) return
        expect(read).not.toEqual(answers)
        expect(encodeBallot(q, read)).toEqual(bytes)
      }),
      { numRuns: 600 },
    )
  })

  it('refuses to be written with an answer outside the questionnaire', () => {
    const q: BallotShape = {
      scale: 4,
      items: [{ type: 'scale' }, { type: 'text', maxChars: 3 }],
      attributes: [{ options: ['a', 'b'] }],
      bureaus: [{ sections: ['x'] }],
    }
    const good: BallotAnswers = {
      bureau: 0,
      section: 0,
      attributes: [2],
      scale: [4],
      texts: ['あいう'],
    }
    expect(() => encodeBallot(q, good)).not.toThrow()
    const bad: Partial<BallotAnswers>[] = [
      { bureau: 1 },
      { bureau: -1 },
      { bureau: null, section: 0 },
      { section: 1 },
      { attributes: [3] },
      { attributes: [] },
      { scale: [5] },
      { scale: [1.5] },
      { scale: [Number.NaN] },
      { scale: [1, 1] },
      { texts: ['あいうえ'] },
      { texts: ['\ud800'] },
      { texts: [] },
    ]
    for (const other of bad)
      expect(() => encodeBallot(q, { ...good, ...other })).toThrow(RangeError)
  })
})
