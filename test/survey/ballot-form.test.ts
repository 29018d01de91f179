import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aloneAmong,
  type BallotAnswers,
  type BallotShape,
  ballotBytes,
  decodeBallot,
  encodeBallot,
  isAskedAsManager,
} from '../../server/survey/ballot-form.ts'

const some = (most: number) => fc.array(fc.constant(null), { maxLength: most })
const options = (least: number, most: number) =>
  fc
    .array(fc.constant('option'), { minLength: least, maxLength: most })
    .chain((list) => fc.constantFrom(list, [...list.slice(1), '特にない']))
const audience = fc.constantFrom({}, { audience: '管理職' as const })
const attributes = fc.array(
  fc.record({ options: fc.oneof(options(0, 6), fc.constant(['管理職', '一般職'])) }),
  { maxLength: 4 },
)

const shapes: fc.Arbitrary<BallotShape> = fc.record({
  scale: fc.constantFrom(4, 5),
  items: fc.array(
    fc.oneof(
      audience.map((a) => ({ type: 'scale' as const, ...a })),
      fc
        .tuple(options(2, 20), audience)
        .map(([list, a]) => ({ type: 'multi' as const, options: list, ...a })),
      fc.record({ type: fc.constant('text' as const), maxChars: fc.integer({ min: 1, max: 60 }) }),
    ),
    { maxLength: 12 },
  ),
  attributes,
  bureaus: fc.array(fc.record({ sections: some(4) }), { maxLength: 5 }),
})

function answersTo(q: BallotShape): fc.Arbitrary<BallotAnswers> {
  const position = (list: readonly unknown[] | undefined) =>
    list === undefined || list.length === 0 ? fc.constant(null) : fc.option(fc.nat(list.length - 1))
  const codes = fc.tuple(...q.attributes.map((a) => fc.nat(a.options.length)))
  return fc.tuple(position(q.bureaus), codes).chain(([bureau, given]) => {
    const asked = (item: { readonly audience?: '管理職' }) =>
      item.audience === undefined || isAskedAsManager(q, given)
    return fc.record({
      bureau: fc.constant(bureau),
      section: bureau === null ? fc.constant(null) : position(q.bureaus[bureau]?.sections),
      attributes: fc.constant(given),
      scale: fc.tuple(
        ...q.items.flatMap((i) => (i.type === 'scale' ? [fc.nat(asked(i) ? q.scale : 0)] : [])),
      ),
      multi: fc.tuple(
        ...q.items.flatMap((i) =>
          i.type === 'multi' ? [asked(i) ? choiceOf(i.options) : fc.constant([])] : [],
        ),
      ),
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
    })
  })
}

function choiceOf(list: readonly string[]): fc.Arbitrary<readonly number[]> {
  const alone = aloneAmong(list)
  const together = [...list.keys()].filter((i) => i !== alone)
  const some = fc.subarray(together)
  return alone === null ? some : fc.oneof(some, fc.constant([alone]))
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
      items: [
        { type: 'scale' },
        { type: 'multi', options: ['x', 'y', '特にない'] },
        { type: 'text', maxChars: 3 },
        { type: 'scale', audience: '管理職' },
        { type: 'multi', options: ['x', 'y'], audience: '管理職' },
      ],
      attributes: [{ options: ['a', '管理職（課長級以上）'] }],
      bureaus: [{ sections: ['x'] }],
    }
    const good: BallotAnswers = {
      bureau: 0,
      section: 0,
      attributes: [2],
      scale: [4, 1],
      multi: [[0, 1], [1]],
      texts: ['あいう'],
    }
    expect(() => encodeBallot(q, good)).not.toThrow()
    const nobody = { ...good, attributes: [1], scale: [4, 0], multi: [[2], []] }
    expect(() => encodeBallot(q, nobody)).not.toThrow()
    const bad: Partial<BallotAnswers>[] = [
      { bureau: 1 },
      { bureau: -1 },
      { bureau: null, section: 0 },
      { section: 1 },
      { attributes: [3] },
      { attributes: [] },
      { scale: [5, 1] },
      { scale: [1.5, 1] },
      { scale: [Number.NaN, 1] },
      { scale: [1] },
      { multi: [[0]] },
      { multi: [[3], []] },
      { multi: [[1, 0], []] },
      { multi: [[0, 0], []] },
      { multi: [[0, 2], []] },
      { attributes: [1] },
      { attributes: [0], multi: [[0], []] },
      { attributes: [1], scale: [4, 0], multi: [[0], [1]] },
      { texts: ['あいうえ'] },
      { texts: ['\ud800'] },
      { texts: [] },
    ]
    for (const other of bad)
      expect(() => encodeBallot(q, { ...good, ...other })).toThrow(RangeError)
  })

  it('of a questionnaire with scales and texts alone is what it always was, byte for byte', () => {
    const q: BallotShape = {
      scale: 5,
      items: [{ type: 'scale' }, { type: 'scale' }, { type: 'text', maxChars: 2 }],
      attributes: [{ options: ['a', 'b'] }],
      bureaus: [{ sections: ['x', 'y'] }],
    }
    const answers = {
      bureau: 0,
      section: 1,
      attributes: [2],
      scale: [5, 0],
      multi: [],
      texts: ['あ'],
    }
    expect(Buffer.from(encodeBallot(q, answers)).toString('hex')).toBe(
      '01000100020205000003e38182000000',
    )
  })

  it('has a bit for each option; one behind the last option makes it malformed', () => {
    const q: BallotShape = {
      scale: 4,
      items: [{ type: 'multi', options: Array.from({ length: 9 }, (_, i) => `${i}`) }],
      attributes: [],
      bureaus: [],
    }
    const answers = {
      bureau: null,
      section: null,
      attributes: [],
      scale: [],
      multi: [[0, 8]],
      texts: [],
    }
    const bytes = encodeBallot(q, answers)
    expect([...bytes.subarray(5)]).toEqual([1, 1])
    bytes[6] = 3
    expect(decodeBallot(q, bytes)).toBeNull()
  })
})
