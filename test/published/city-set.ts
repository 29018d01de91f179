/** A published set of the sample city's 24 部 and 課: what a real one looks like, made in milliseconds. */
import { displayValue } from '../../server/disclosure/figures/display-value.ts'
import { readersOf } from '../../server/disclosure/figures/item-rules.ts'
import { frameOf } from '../../server/disclosure/frame.ts'
import {
  type Choice,
  type Microdata,
  NOT_ASKED,
  type Policy,
} from '../../server/disclosure/microdata.ts'
import type { Tier } from '../../server/disclosure/pattern/pattern.ts'
import { restsOf } from '../../server/disclosure/figures/rests.ts'
import { codesOf, groupingsOf } from '../../server/survey/publication-plan.ts'
import type { PublishedGroup, PublishedSet } from '../../server/survey/published-set.ts'
import { aloneAmong, isAskedAsManager } from '../../server/survey/ballot-form.ts'
import { audienceOf, publishedIds, type Questionnaire } from '../../server/survey/questionnaire.ts'

/** Plausible respondents, the same in every run: each 部 and item leans its own way. */
export function cityRows(q: Questionnaire, seed: number, lean = 0): Microdata {
  const random = seeded(seed)
  // How hard an item is and how a 部 feels stays as it is from year to year.
  const lasting = seeded(7)
  const attributes = groupingsOf(q)
  const items = q.items.flatMap(publishedIds)
  const codes = codesOf(q)
  const hard = items.map(() => 0.3 + 0.25 * lasting() - lean)
  const keys: number[] = []
  const answers: number[] = []
  q.bureaus.forEach(({ sections }, bureau) => {
    const mood = (lasting() - 0.5) * 0.3
    sections.forEach(({ within }, section) => {
      const people = Math.round((3 + 45 * lasting() ** 2) * (within === undefined ? 1 : 6))
      for (let person = 0; person < people; person += 1) {
        const said = q.attributes.map(({ options }) =>
          random() < 0.03 ? 0 : 1 + Math.floor(options.length * random()),
        )
        const place = { bureau, section: random() < 0.05 ? null : section, attributes: said }
        keys.push(...codes(place))
        answers.push(...answersLike(q, said, hard, mood, random))
      }
    })
  })
  const rows = answers.length / items.length
  return {
    attributes,
    rows,
    keys: Uint16Array.from(keys),
    items,
    answers: Uint8Array.from(answers),
    choices: choicesOf(q),
  }
}

function choicesOf(q: Questionnaire): Choice[] {
  const items = q.items.flatMap(publishedIds)
  return q.items.flatMap((item) =>
    item.type === 'multi'
      ? [
          {
            first: items.indexOf(`${item.id}.1`),
            options: item.options.length,
            alone: aloneAmong(item.options),
          },
        ]
      : [],
  )
}

function answersLike(
  q: Questionnaire,
  said: readonly number[],
  hard: readonly number[],
  mood: number,
  random: () => number,
): number[] {
  let at = 0
  return q.items.flatMap((item) => {
    const means = publishedIds(item).map(() => (hard[at++] ?? 0.5) + mood)
    const isAsked = audienceOf(item) === undefined || isAskedAsManager(q, said)
    if (!isAsked) return means.map(() => NOT_ASKED)
    if (item.type !== 'multi') return means.map((mean) => plausibleAnswer(random, q.scale, mean))
    if (random() < 0.03) return means.map(() => 0)
    const alone = aloneAmong(item.options) ?? -1
    const chosen = means.map((mean, i) => i !== alone && random() < mean)
    if (!chosen.includes(true)) chosen[Math.max(alone, 0)] = true
    return chosen.map((isChosen) => (isChosen ? 1 : q.scale))
  })
}

/**
 * All tables of the plan with the engine's frame, values and rests, but by the bare threshold: not safe,
 * only quick.
 */
export function thresholdSet(q: Questionnaire, data: Microdata): PublishedSet {
  const policy: Policy = {
    k: q.k,
    kDistribution: q.kDistribution ?? 2 * q.k,
    roundingPeople: 2,
    scale: q.scale,
    favourable: 2,
  }
  const readers = readersOf(data, policy)
  const frame = frameOf(data.attributes, q.tables)
  const positions = frame.map(({ table }) =>
    table.map((id) => data.attributes.findIndex((a) => a.id === id)),
  )
  const members = frame.map(({ categories }, g) => {
    const cut = positions[g] ?? []
    return Array.from({ length: data.rows }, (_, row) => row).filter((row) =>
      cut.every((a, i) => data.keys[row * data.attributes.length + a] === (categories[i] ?? 0) + 1),
    )
  })
  const tiers = members.map(({ length: n }): Tier => {
    if (n < policy.k) return 'hidden'
    return n < policy.kDistribution ? 'band' : 'full'
  })
  const itemsOf = (rows: readonly number[], kind: 'whole' | 'full' | 'band') =>
    Object.fromEntries(
      data.items.map((id, i) => {
        const counts = Array.from({ length: q.scale + 1 }, () => 0)
        const { rules, code } = readers[i] ?? fail(id)
        for (const row of rows) counts[Math.max(0, code(row))]! += 1
        return [id, displayValue(counts, kind, rules)]
      }),
    )
  const groups = frame.map(({ id, table, keys, label }, g): PublishedGroup => {
    const name = { id, table, keys, label }
    const tier = tiers[g] ?? 'hidden'
    if (tier === 'hidden') return { ...name, state: 'hidden' }
    const rows = members[g] ?? []
    const items = itemsOf(rows, id === '*' ? 'whole' : tier)
    return { ...name, state: 'published', tier, n: rows.length, items }
  })
  const n = members.map((rows) => rows.length)
  const rests = restsOf(data.attributes, frame, tiers, n, policy.kDistribution).map(
    (rest): PublishedGroup => {
      const without = new Set(rest.minus.flatMap((g) => members[g] ?? []))
      const rows = (members[rest.parent] ?? []).filter((row) => !without.has(row))
      return {
        id: rest.id,
        table: rest.table,
        state: 'rest',
        parent: frame[rest.parent]?.id ?? '*',
        minus: rest.minus.map((g) => frame[g]?.id ?? ''),
        n: rest.n,
        items: itemsOf(rows, rest.tier),
      }
    },
  )
  return {
    survey: q.survey,
    k: policy.k,
    kDistribution: policy.kDistribution,
    roundingPeople: policy.roundingPeople,
    scale: q.scale,
    respondents: data.rows,
    groups: [...groups, ...rests],
    certificate: {
      ok: true,
      k: policy.k,
      minBound: policy.k + 1,
      lps: 812,
      mips: 1,
      cuts: 2,
      rounds: 2,
      patternHash: '0'.repeat(64),
    },
    audit: { certainBefore: 22, certainAfter: 0, widened: 13, hiddenItems: 0 },
  }
}

function fail(id: string): never {
  throw new Error(`no item ${id}`)
}

/** 0: no answer, 1 best. @param mean 0 … 1, the higher the worse. */
export function plausibleAnswer(random: () => number, scale: number, mean: number): number {
  const likely = Math.min(Math.max(mean, 0.05), 0.95)
  const draws = Array.from({ length: scale - 1 }, () => random() < likely)
  return random() < 0.02 ? 0 : 1 + draws.filter(Boolean).length
}

/** Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
