import type { GroupingAttribute, Microdata, Tables } from '../../server/disclosure/microdata.ts'

/** The lean plan of the design: 全庁, 部, 課, five attributes, 部×性別, 部×年代. */
export const LEAN: Tables = [
  [],
  ['bu'],
  ['ka'],
  ['rank'],
  ['age'],
  ['sex'],
  ['contract'],
  ['care'],
  ['bu', 'sex'],
  ['bu', 'age'],
]

const WORDS: Readonly<Record<string, readonly string[]>> = {
  rank: ['管理職', '監督職', '一般職'],
  age: ['20代以下', '30代', '40代', '50代以上'],
  sex: ['女性', '男性'],
  contract: ['常勤', '会計年度任用', '再任用'],
  care: ['あり', 'なし'],
}

/** Chances of each category, then of 「回答しない」. */
const SHARES: Readonly<Record<string, readonly number[]>> = {
  rank: [0.08, 0.25, 0.63, 0.04],
  age: [0.22, 0.26, 0.26, 0.24, 0.02],
  sex: [0.46, 0.5, 0.04],
  contract: [0.7, 0.26, 0.03, 0.01],
  care: [0.25, 0.72, 0.03],
}

/** A made-up city, the same for the same seed: 部 of very different sizes, 課 of 3 to 40 people. */
export function generatedCity(
  seed: number,
  people: number,
  items: number,
  scale: 4 | 5,
): Microdata {
  const random = dice(seed)
  const bureaus = Math.max(3, Math.round(people / 90))
  const sections: { bureau: number; size: number }[] = []
  for (let left = people; left > 0; ) {
    const size = Math.min(left, Math.round(3 + 37 * random() ** 2))
    sections.push({ bureau: Math.floor(bureaus * random() ** 1.4), size })
    left -= size
  }
  sections.sort((a, b) => a.bureau - b.bureau)
  const coded = (id: string) => (WORDS[id] ?? []).map((word) => ({ code: word, label: word }))
  const attributes: GroupingAttribute[] = [
    {
      id: 'bu',
      categories: Array.from({ length: bureaus }, (_, i) => ({
        code: `${1000 + 100 * i}`,
        label: `第${i + 1}部`,
      })),
      parent: null,
    },
    {
      id: 'ka',
      categories: sections.map((_, i) => ({ code: `k${i + 1}`, label: `第${i + 1}課` })),
      parent: { attribute: 'bu', of: sections.map((s) => s.bureau) },
    },
    ...Object.keys(WORDS).map((id) => ({ id, categories: coded(id), parent: null })),
  ]
  const rows: number[][] = []
  sections.forEach(({ bureau, size }, section) => {
    const mood = random() - 0.5
    for (let person = 0; person < size; person += 1) {
      if (random() < 0.19) continue
      const told = random()
      rows.push([
        told < 0.02 ? 0 : bureau + 1,
        told < 0.06 ? 0 : section + 1,
        ...Object.values(SHARES).map((shares) => drawn(shares, random())),
        ...Array.from({ length: items }, () => {
          if (random() < 0.03) return 0
          const level = random() + random() + mood
          return Math.min(scale, Math.max(1, Math.ceil((level / 2) * scale)))
        }),
      ])
    }
  })
  return microdata(attributes, rows, items)
}

/** Rows of codes: the attributes', then the items'. */
export function microdata(
  attributes: readonly GroupingAttribute[],
  rows: readonly (readonly number[])[],
  items: number,
): Microdata {
  const width = attributes.length
  return {
    attributes,
    rows: rows.length,
    keys: Uint16Array.from(rows.flatMap((row) => row.slice(0, width))),
    items: Array.from({ length: items }, (_, i) => `Q${i + 1}`),
    answers: Uint8Array.from(rows.flatMap((row) => row.slice(width, width + items))),
  }
}

function drawn(shares: readonly number[], at: number): number {
  let left = at
  const found = shares.findIndex((share) => (left -= share) < 0)
  return found === -1 || found === shares.length - 1 ? 0 : found + 1
}

/** mulberry32. */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
