import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  buildSimilarIndex,
  findSimilar,
  readSimilarIndex,
  type SimilarIndex,
  termsOf,
} from '../../server/proposals/similar.ts'
import set from './similar-set.json' with { type: 'json' }

const { proposals, queries, unrelated } = set
const published = buildSimilarIndex(proposals)

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('残', '業', 'の', 'ー', 'ア', 'a', '1', '。', '\ud842', '\u3099'),
  }),
)

/** Shares of the queries whose proposal comes first, and among the first five. */
function recall(index: SimilarIndex): { first: number; five: number } {
  let first = 0
  let five = 0
  for (const query of queries) {
    const place = findSimilar(index, query).findIndex(({ id }) => id === query.same)
    if (place === 0) first++
    if (place >= 0) five++
  }
  return { first: first / queries.length, five: five / queries.length }
}

/** As a browser without `Intl.Segmenter`. */
function withoutSegmenter(): void {
  vi.stubGlobal('Intl', Object.create(Intl, { Segmenter: { value: undefined } }))
}

afterEach(() => vi.unstubAllGlobals())

describe('The test set', () => {
  it('names a proposal in every query, each twice in other words', () => {
    const ids = proposals.map(({ id }) => id)
    expect(new Set(ids).size).toBe(125)
    expect(queries).toHaveLength(80)
    for (const wording of ['near', 'far']) {
      const meant = queries.filter((query) => query.wording === wording).map(({ same }) => same)
      expect(new Set(meant).size).toBe(40)
      expect(ids).toEqual(expect.arrayContaining(meant))
    }
    for (const { text } of [...proposals, ...queries]) {
      expect(text.length).toBeGreaterThanOrEqual(60)
      expect(text.length).toBeLessThanOrEqual(200)
    }
  })
})

describe('Similar proposals', () => {
  it('are found when somebody writes the same idea in other words', () => {
    const found = recall(published)
    console.log(`recall@1 ${found.first}, recall@5 ${found.five}`)
    expect(found.five).toBeGreaterThanOrEqual(0.9)
    expect(found.first).toBeGreaterThanOrEqual(0.7)
  })

  it('are not found in a deliberately bad index: the measure sees the difference', () => {
    const ids = [...published.ids.slice(1), published.ids[0] ?? '']
    expect(recall({ ...published, ids }).five).toBeLessThan(0.3)
    const backwards = proposals.map((p) => ({ ...p, text: p.text.split('').reverse().join('') }))
    const bad = recall(buildSimilarIndex(backwards.map((p) => ({ ...p, title: '' }))))
    expect(bad.first).toBeLessThan(recall(published).first - 0.05)
  })

  it('are found by a browser without Intl.Segmenter, in the index of words and in its own', () => {
    withoutSegmenter()
    expect(recall(published).five).toBeGreaterThanOrEqual(0.8)
    const own = recall(buildSimilarIndex(proposals))
    expect(own.five).toBeGreaterThanOrEqual(0.8)
    expect(own.first).toBeGreaterThanOrEqual(0.7)
  })

  it('are few or none for a draft about something else', () => {
    const counts = unrelated.map((draft) => findSimilar(published, draft).length)
    expect(counts.filter((count) => count === 0).length).toBeGreaterThanOrEqual(16)
    expect(Math.max(...counts)).toBeLessThanOrEqual(2)
  })

  it.each(['残業', '会議', '押印', '電話', 'RPA'])('are found for the one word %s', (word) => {
    const results = findSimilar(published, { title: word, text: '' })
    expect(results.length).toBeGreaterThan(1)
    const top = proposals.find(({ id }) => id === results[0]?.id)
    expect(`${top?.title}${top?.text}`).toContain(word)
  })

  it('begin with the exact copy, in the whole set and in any part of it', () => {
    for (const p of proposals) expect(findSimilar(published, p)[0]?.id).toBe(p.id)
    const part = fc.subarray(proposals, { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(part, fc.nat(), (some, n) => {
        const copy = some[n % some.length] ?? { id: '', title: '', text: '' }
        expect(findSimilar(buildSimilarIndex(some), copy)[0]?.id).toBe(copy.id)
      }),
      { numRuns: 60 },
    )
  })

  it('are sorted, known, not more than asked for, whatever was published and typed', () => {
    const text = fc.record({ id: fc.string({ maxLength: 4 }), title: anyText, text: anyText })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), text, fc.nat(9), (texts, draft, most) => {
        const index = buildSimilarIndex(texts)
        for (const one of [draft, ...texts]) {
          const results = findSimilar(index, one, most)
          expect(results.length).toBeLessThanOrEqual(most)
          for (const [i, { id, title, score }] of results.entries()) {
            expect(texts.some((t) => t.id === id && t.title === title)).toBe(true)
            expect(score).toBeGreaterThan(0)
            expect(score).toBeLessThanOrEqual(results[i - 1]?.score ?? Number.POSITIVE_INFINITY)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('with the same score keep the order of the index', () => {
    const same = ['a', 'b', 'c'].map((id) => ({ id, title: '残業', text: '残業を減らす' }))
    const index = buildSimilarIndex([...same, ...proposals])
    const results = findSimilar(index, { title: '残業', text: '残業を減らす' }, 3)
    expect(results.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it.each([
    ['nothing', ''],
    ['a megabyte of kanji', '漢'.repeat(1 << 20)],
    ['a megabyte of lone surrogates', '\ud800'.repeat(1 << 20)],
    ['a megabyte of marks that ICU would sort', '\u0301\u0316'.repeat(1 << 19)],
    ['signs that grow eighteenfold', '\ufdfa'.repeat(1 << 16)],
  ])('take %s as a draft', (_, text) => {
    const started = performance.now()
    expect(Array.isArray(findSimilar(published, { title: text, text }))).toBe(true)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('are looked for in time that people do not notice among 3,000', () => {
    const many = Array.from({ length: 24 }, () => proposals).flat()
    const index = buildSimilarIndex(many)
    const times = queries.slice(0, 20).map((query) => {
      const started = performance.now()
      findSimilar(index, query)
      return performance.now() - started
    })
    expect(times.sort((a, b) => a - b)[10]).toBeLessThan(500)
  })
})

describe('The index', () => {
  it('is the same after a journey as JSON, and when it is made again', () => {
    expect(readSimilarIndex(JSON.parse(JSON.stringify(published)))).toEqual(published)
    expect(buildSimilarIndex(proposals)).toEqual(published)
    expect(readSimilarIndex(buildSimilarIndex([]))).toEqual(buildSimilarIndex([]))
  })

  it('of any texts can be read back', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 10 }), (texts) => {
        const index = buildSimilarIndex(texts.map((text, i) => ({ id: `${i}`, title: text, text })))
        expect(readSimilarIndex(JSON.parse(JSON.stringify(index)))).toEqual(index)
      }),
    )
  })

  it('leaves out what more than half of the proposals say', () => {
    expect(published.postings[published.terms.indexOf('の')]).toEqual([])
    expect(published.postings[published.terms.indexOf('残業')]).not.toEqual([])
  })

  it('is refused when it is something else', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readSimilarIndex(value)).toBeNull()
      }),
    )
    const { terms, postings, ids } = published
    for (const fault of [
      { version: 2 },
      { ids: ids.slice(1) },
      { titles: 7 },
      { lengths: ids.map(() => -1) },
      { terms: [...terms].reverse() },
      { postings: postings.slice(1) },
      { postings: postings.map(() => [4 * ids.length]) },
      { postings: postings.map(() => [0.5]) },
    ]) {
      expect(readSimilarIndex({ ...published, ...fault })).toBeNull()
    }
  })
})

describe('Terms', () => {
  it('are words and single kanji, in one width and in lower case', () => {
    expect(termsOf('ＲＰＡで、残業を減らす！')).toEqual(
      expect.arrayContaining(['rpa', '残業', '残', '業', '減']),
    )
    expect(termsOf('残業')).toEqual(termsOf('「残業」。'))
    expect(termsOf('ｶﾞｿﾘﾝ')).toEqual(termsOf('ガソリン'))
    expect(termsOf('、。！ \n')).toEqual([])
  })

  it.each([false, true])('hold no punctuation (without Intl.Segmenter: %s)', (without) => {
    if (without) withoutSegmenter()
    fc.assert(
      fc.property(anyText, (text) => {
        const terms = termsOf(text)
        for (const term of terms) expect(term).toMatch(/^[\p{L}\p{M}\p{N}]+$/u)
        expect(termsOf(text)).toEqual(terms)
      }),
    )
  })
})
