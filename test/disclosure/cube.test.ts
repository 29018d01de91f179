import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCube, emptyCube, groupCounts, NO_GROUP } from '../../server/disclosure/cube.ts'

const [GROUPS, TABLES, ITEMS, CODES] = [7, 3, 4, 6]

const person = fc.record({
  groups: fc.array(fc.oneof(fc.nat(GROUPS - 1), fc.constant(NO_GROUP)), {
    minLength: TABLES,
    maxLength: TABLES,
  }),
  codes: fc.array(fc.nat(CODES - 1), { minLength: ITEMS, maxLength: ITEMS }),
})

const rowsOf = (people: readonly { groups: number[]; codes: number[] }[]) => ({
  rows: people.length,
  tables: TABLES,
  groups: Uint16Array.from(people.flatMap((p) => p.groups)),
  codes: Uint8Array.from(people.flatMap((p) => p.codes)),
})

describe('Counting answers of overlapping groups', () => {
  it('counts what counting one by one counts', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 40 }), (people) => {
        const cube = emptyCube(GROUPS, ITEMS, CODES)
        countCube(cube, rowsOf(people))
        for (let group = 0; group < GROUPS; group += 1) {
          const members = people.flatMap((p) => p.groups.filter((g) => g === group).map(() => p))
          expect(groupCounts(cube, group)).toEqual({
            n: members.length,
            items: Array.from({ length: ITEMS }, (_, item) =>
              Array.from(
                { length: CODES },
                (_none, code) => members.filter((p) => p.codes[item] === code).length,
              ),
            ),
          })
        }
      }),
    )
  })

  it('gives the same counts in one piece, in pieces and in any order', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 20 }), (people) => {
        const [whole, pieces] = [emptyCube(GROUPS, ITEMS, CODES), emptyCube(GROUPS, ITEMS, CODES)]
        countCube(whole, rowsOf(people))
        for (const p of people.toReversed()) countCube(pieces, rowsOf([p]))
        expect(pieces).toEqual(whole)
      }),
    )
  })

  it('refuses a group or a code outside the frame and counts nothing of that person', () => {
    for (const wrong of [
      { groups: [0, GROUPS, 1], codes: [0, 0, 0, 0] },
      { groups: [0, 1, 2], codes: [0, 0, 0, CODES] },
    ]) {
      const cube = emptyCube(GROUPS, ITEMS, CODES)
      expect(() => countCube(cube, rowsOf([wrong]))).toThrow(RangeError)
      expect(cube).toEqual(emptyCube(GROUPS, ITEMS, CODES))
    }
  })

  it('refuses rows that are shorter than they say', () => {
    const cube = emptyCube(GROUPS, ITEMS, CODES)
    const rows = rowsOf([{ groups: [0, 1, 2], codes: [1, 1, 1, 1] }])
    expect(() => countCube(cube, { ...rows, rows: 2 })).toThrow(RangeError)
  })
})
