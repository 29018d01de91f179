import type { GroupingAttribute, Tables } from '../../server/disclosure/microdata.ts'
import type { ProtectionInput } from '../../server/disclosure/protection.ts'
import { type Random, seededRandom } from '../demo-answers.ts'

const ITEMS = 12
const SCALE = 4
const RESPONSE = 0.81
const BLANK = 0.03

/** The lean plan of the design. */
const LEAN: Tables = [
  [],
  ['bu'],
  ['ka'],
  ['position'],
  ['age'],
  ['sex'],
  ['employment'],
  ['care'],
  ['bu', 'sex'],
  ['bu', 'age'],
]

/** Shares of the categories; the first is "not said". */
const SHARES: Readonly<Record<string, readonly number[]>> = {
  position: [0.02, 0.1, 0.3, 0.58],
  age: [0.02, 0.22, 0.24, 0.27, 0.25],
  sex: [0.03, 0.53, 0.44],
  employment: [0.02, 0.73, 0.2, 0.05],
  care: [0.04, 0.72, 0.24],
}

/** An invented city as in the design: 課 of 3 to 80 people in 部 of different sizes, 12 items. */
export function protectionCity(people: number, bureaus: number): ProtectionInput {
  const random = seededRandom(people)
  const sections = sectionsOf(people, bureaus, random)
  const names = Object.keys(SHARES)
  const width = 2 + names.length
  const most = sections.reduce((sum, { size }) => sum + size, 0)
  const keys = new Uint16Array(most * width)
  const answers = new Uint8Array(most * ITEMS)
  let rows = 0
  for (const [ka, { bu, size }] of sections.entries()) {
    const mood = (random() - 0.5) * 1.2
    for (let person = 0; person < size; person += 1) {
      if (random() >= RESPONSE) continue
      const told = random()
      const standing = [told < 0.02 ? 0 : bu + 1, told < 0.05 ? 0 : ka + 1]
      keys.set(
        [...standing, ...names.map((name) => drawn(SHARES[name] ?? [], random))],
        rows * width,
      )
      for (let i = 0; i < ITEMS; i += 1) answers[rows * ITEMS + i] = answer(mood, random)
      rows += 1
    }
  }
  return {
    survey: `bench-${people}`,
    data: {
      attributes: attributesOf(sections, bureaus),
      rows,
      keys: keys.slice(0, rows * width),
      items: Array.from({ length: ITEMS }, (_, i) => `Q${i + 1}`),
      answers: answers.slice(0, rows * ITEMS),
    },
    tables: LEAN,
    policy: { k: 10, kDistribution: 20, roundingPeople: 2, scale: SCALE, favourable: 2 },
    eligible: [],
  }
}

interface Section {
  readonly bu: number
  readonly size: number
}

function sectionsOf(people: number, bureaus: number, random: Random): Section[] {
  const shares = Array.from({ length: bureaus }, () => 0.25 + random() ** 2 * 1.75)
  const total = shares.reduce((sum, share) => sum + share, 0)
  return shares.flatMap((share, bu) => {
    const sections: Section[] = []
    for (let left = Math.max(8, Math.round((share / total) * people)); left > 0; ) {
      const size = Math.min(left, Math.round(3 + 77 * random() ** 3))
      sections.push({ bu, size })
      left -= size
    }
    return sections
  })
}

function attributesOf(sections: readonly Section[], bureaus: number): GroupingAttribute[] {
  const categories = (count: number, first: number) =>
    Array.from({ length: count }, (_, i) => ({ code: `${first + i}`, label: `${first + i}` }))
  return [
    { id: 'bu', categories: categories(bureaus, 1000), parent: null },
    {
      id: 'ka',
      categories: categories(sections.length, 100_000),
      parent: { attribute: 'bu', of: sections.map(({ bu }) => bu) },
    },
    ...Object.entries(SHARES).map(([id, shares]) => ({
      id,
      categories: categories(shares.length - 1, 1),
      parent: null,
    })),
  ]
}

function drawn(shares: readonly number[], random: Random): number {
  let left = random()
  return Math.max(
    0,
    shares.findIndex((share) => (left -= share) < 0),
  )
}

function answer(mood: number, random: Random): number {
  if (random() < BLANK) return 0
  const level = (random() + random() + random()) / 3 + mood * 0.25
  return Math.min(SCALE, Math.max(1, Math.ceil(level * SCALE)))
}
