import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { ballotBytes } from '../../server/survey/ballot-form.ts'
import {
  composeQuestionnaire,
  type DraftInput,
  draftSchema,
  type SurveyDraft,
} from '../../server/survey/draft.ts'
import { plannableTables, tableKey } from '../../server/survey/plannable-tables.ts'
import { scaleItems, textItems } from '../../server/survey/questionnaire.ts'
import { cityBank as bank } from '../support/small-city.ts'

const now = new Date('2026-11-20T10:00:00+09:00')
/** What every draft ever stored has. */
const OLD_MEMBERS = new Set([
  'title',
  'scale',
  'itemIds',
  'attributeIds',
  'k',
  'kDecision',
  'opensAt',
  'closesAt',
  'referenceDay',
  'contact',
  'contacts',
  'keepers',
])
const MINUTE = 60_000
const YEAR_END = Date.parse('2027-04-01T00:00:00+09:00')

const line = (most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: most })
    .map((text) => text.trim().slice(0, most))
    .filter(
      (text) =>
        text !== '' &&
        text.isWellFormed() &&
        !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text) &&
        text === text.trim(),
    )

const minutes = (from: number, to: number) =>
  fc
    .integer({ min: Math.ceil(from / MINUTE), max: Math.floor(to / MINUTE) })
    .map((m) => new Date(m * MINUTE).toISOString())

/** Any tables of these attributes, with those that they cut finer. */
const plans = (attributeIds: readonly string[]) =>
  fc.subarray(plannableTables(attributeIds)).map((chosen) => {
    const above = chosen.flatMap(([a, b]) => (b === undefined ? (a === 'ka' ? ['bu'] : []) : [a]))
    const keys = new Set([...chosen.map(tableKey), ...above, ''])
    return plannableTables(attributeIds).filter((table) => keys.has(tableKey(table)))
  })

const drafts: fc.Arbitrary<SurveyDraft> = fc
  .tuple(
    minutes(now.getTime(), YEAR_END - 2 * MINUTE).chain((opensAt) =>
      fc.tuple(fc.constant(opensAt), minutes(Date.parse(opensAt) + MINUTE, YEAR_END - MINUTE)),
    ),
    fc
      .uniqueArray(line(40), { minLength: 1, maxLength: 5 })
      .chain((posts) =>
        fc.record({ posts: fc.constant(posts), need: fc.integer({ min: 1, max: posts.length }) }),
      ),
    fc.record({
      title: line(80),
      scale: fc.constantFrom(4 as const, 5 as const),
      itemIds: fc
        .subarray(bank.items.map((i) => i.id))
        .filter((ids) => bank.items.some((i) => i.type === 'scale' && ids.includes(i.id))),
      attributeIds: fc.subarray(
        bank.attributes.map((a) => a.id),
        { maxLength: 4 },
      ),
      k: fc.integer({ min: 5, max: 100 }),
      kDecision: line(60),
      referenceDay: fc.constantFrom('2025-04-01', '2026-02-28', '2026-04-01', '2026-11-20'),
      contact: line(60),
      contacts: fc.array(line(100), { maxLength: 6 }),
    }),
  )
  .chain(([[opensAt, closesAt], keepers, rest]) =>
    plans(rest.attributeIds).map((tables) =>
      draftSchema.parse({ ...rest, tables, opensAt, closesAt, keepers }),
    ),
  )

describe('A stored draft', () => {
  it('is read back as it was written, whatever was chosen', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        expect(draftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
      }),
      { numRuns: 150 },
    )
  })
})

describe('A draft from before something could be chosen', () => {
  const older = Object.fromEntries(
    Object.entries(usualDraft(bank, now)).filter(([name]) => OLD_MEMBERS.has(name)),
  )

  it('has 全庁 and 部, nothing of its own, and asks everybody', () => {
    expect(draftSchema.parse(older)).toMatchObject({
      tables: [[], ['bu']],
      ownItems: [],
      ownAttributes: [],
      categories: {},
      leftOut: { employment: [], appointer: [], status: [], units: [] },
      earlier: null,
      confirmedBreaks: [],
    })
  })

  it('makes the same questionnaire as before', () => {
    const q = composeQuestionnaire('r8', older as DraftInput, bank, [])
    expect(q.items.map(({ id }) => id)).toEqual(usualDraft(bank, now).itemIds)
    expect(q).not.toHaveProperty('asked')
  })
})

describe('The questionnaire', () => {
  const bureaus = [{ code: '1000', name: '総務部', sections: [{ code: '1010', name: '人事課' }] }]

  it('holds the chosen questions in the order of the bank, with the sections they need, whatever the order of choosing', () => {
    fc.assert(
      fc.property(drafts, fc.infiniteStream(fc.nat()), (draft, random) => {
        const q = composeQuestionnaire('r8', draft, bank, bureaus)
        const shuffled = [...draft.itemIds].sort(() =>
          (random.next().value ?? 0) % 2 === 0 ? 1 : -1,
        )
        expect(composeQuestionnaire('r8', { ...draft, itemIds: shuffled }, bank, bureaus)).toEqual(
          q,
        )
        expect(q.items.map((i) => i.id)).toEqual(
          bank.items.map((i) => i.id).filter((id) => draft.itemIds.includes(id)),
        )
        const multis = q.items.filter(({ type }) => type === 'multi').length
        expect(scaleItems(q).length + textItems(q).length + multis).toBe(q.items.length)
        expect(q.items.every((i) => q.sections.some((s) => s.id === i.section))).toBe(true)
        expect(q.sections.every((s) => q.items.some((i) => i.section === s.id))).toBe(true)
        expect(q.options).toHaveLength(draft.scale)
        expect(q.attributes.every((a) => !a.options.includes('回答しない'))).toBe(true)
        expect([q.k, q.tables]).toEqual([draft.k, draft.tables])
        expect(JSON.stringify(q)).not.toMatch(/"core"|"usual"|"roster"|"keepers"/)
        expect(ballotBytes(q)).toBeLessThan(16_384)
      }),
      { numRuns: 150 },
    )
  })

  it('is offered with the four indicators of the programme on either scale', () => {
    const q = composeQuestionnaire('r8', usualDraft(bank, now), bank, bureaus)
    expect(scaleItems(q).flatMap((i) => (i.indicator === undefined ? [] : [i.id]))).toEqual([
      'Q_EFF_KPI',
      'Q_ATM_KPI',
      'Q_REW_KPI',
      'Q_WLB_KPI',
    ])
  })
})
