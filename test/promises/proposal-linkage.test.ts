/** T8: with every nightly backup of a fortnight nobody joins a proposal with a person, beyond chance. */
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { encodeCast } from '../../server/tokens/wire.ts'
import type { Card } from '../../views/client/protocol/card.ts'
import { cityWithBox, postOf, type ProposalBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'
import { readBox } from './checks/box.ts'
import { mostByChance } from './checks/linkage.ts'
import { seeded, shuffled } from './checks/order.ts'

const DAYS = 7
const PEOPLE = 36
/** How many of the others are about on a day, in the mean. */
const ABOUT = 14

/** A day as the attacker sees it: who fetched cards, and what came into the box, each in every order there is. */
interface SeenDay {
  readonly people: ReadonlyMap<string, readonly string[]>
  readonly messages: ReadonlyMap<string, readonly string[]>
}

test('people fetch cards and propose on the same days; backups of each night join them no better than chance', async () => {
  const { city, box } = await cityWithBox({ people: PEOPLE })
  const simulated = await simulate(city, box)
  expect(simulated.writerOf.size).toBeGreaterThan(40)
  expect(finds(simulated.days, simulated.writerOf)).toEqual([])

  // The same check catches a staff side and a box that both keep the order of arrival.
  const leaky = simulated.days.map((day, i) => ({
    people: new Map([['order of arrival', simulated.arrivals[i]?.people ?? []], ...day.people]),
    messages: new Map([
      ['order of arrival', simulated.arrivals[i]?.messages ?? []],
      ...day.messages,
    ]),
  }))
  expect(finds(leaky, simulated.writerOf)).toEqual(['order of arrival / order of arrival'])
})

/** Two weeks in the city: sign-in, cards, proposals, an opening each morning, a backup each night. */
async function simulate(city: SmallCity, box: ProposalBox) {
  const random = seeded(42)
  const kept = new Map<string, Card[]>()
  const writerOf = new Map<string, string>()
  const days: SeenDay[] = []
  const arrivals: { people: string[]; messages: string[] }[] = []
  let before = backup(city)
  for (let day = 0; day < DAYS; day += 1) {
    const about = shuffled(city.people, random).slice(0, ABOUT)
    const arrived = { people: [] as string[], messages: [] as string[] }
    for (const person of about) {
      const { posts } = await box.fetchLot(person)
      if (posts.length > 0) arrived.people.push(person)
      const cards = [...(kept.get(person) ?? []), ...posts]
      kept.set(person, cards)
      const card = random() < 0.6 ? cards.shift() : undefined
      if (card === undefined) continue
      const title = `提案${day}の${writerOf.size}`
      writerOf.set(title, person)
      arrived.messages.push(title)
      const sealed = await box.sealed(postOf(box.author(), { title }))
      expect(await box.send(encodeCast({ ...card, sealed }))).toBe(204)
      writerOf.set(Buffer.from(sealed.subarray(1, 33)).toString('base64'), person)
    }
    const night = backup(city)
    await box.nextDay()
    expect((await box.open()).state).toBe('released')
    const published = backup(city)
    days.push(seenBy(before, night, published))
    arrivals.push(arrived)
    before = published
  }
  return { days, arrivals, writerOf }
}

interface Backup {
  readonly identity: Buffer
  readonly voice: Buffer
  readonly box: Buffer
  readonly cards: ReadonlyMap<string, Buffer>
  readonly slots: ReturnType<typeof readBox>
  readonly titles: readonly string[]
}

/** Copies of the files, as a nightly program makes them. */
function backup(city: SmallCity): Backup {
  const copy = (name: string) => {
    const file = join(city.config.dataDir, name)
    copyFileSync(file, `${file}.backup`)
    return `${file}.backup`
  }
  const [identity, voice, box] = ['identity.db', 'voice.db', 'box-p2026q3.db'].map(copy)
  const rows = query(identity ?? '', 'SELECT person, posts FROM proposal_cards') as [
    string,
    Buffer,
  ][]
  const proposals = query(voice ?? '', 'SELECT body FROM proposal') as [string][]
  return {
    identity: readFileSync(identity ?? ''),
    voice: readFileSync(voice ?? ''),
    box: readFileSync(box ?? ''),
    cards: new Map(rows),
    slots: readBox(box ?? ''),
    titles: proposals.map(
      ([body]) => (JSON.parse(body) as { written: { title: string } }).written.title,
    ),
  }
}

function seenBy(before: Backup, night: Backup, published: Backup): SeenDay {
  const people = [...night.cards].filter(
    ([person, marks]) => before.cards.get(person)?.equals(marks) === false,
  )
  /** The last mark that is new: where it stands in the file, and how it sorts. */
  const markOf = (person: string, marks: Buffer) => {
    const old = before.cards.get(person) ?? Buffer.alloc(0)
    let at = 0
    while (at < marks.length && marks[at] === old[at]) at += 1
    return marks.subarray(at, at + 32)
  }
  const fresh = [...night.slots.ballots].filter(([slot]) => !before.slots.ballots.has(slot))
  const cards = [...night.slots.cards].filter(([slot]) => !before.slots.cards.has(slot))
  const name = (sealed: Buffer) => sealed.subarray(1, 33).toString('base64')
  const titles = published.titles.filter((title) => !before.titles.includes(title))
  const byPlace = <T>(list: readonly T[], place: (item: T) => number) =>
    list.toSorted((a, b) => place(a) - place(b))
  return {
    people: new Map([
      ['staff number', people.map(([person]) => person).sort()],
      [
        'place of the row',
        byPlace(people, ([person, marks]) => night.identity.indexOf(markOf(person, marks))).map(
          ([person]) => person,
        ),
      ],
      [
        'mark',
        people
          .toSorted((a, b) => Buffer.compare(markOf(...a), markOf(...b)))
          .map(([person]) => person),
      ],
    ]),
    messages: new Map([
      ['slot', fresh.map(([, sealed]) => name(sealed))],
      [
        'place in the box',
        byPlace(fresh, ([, sealed]) => night.box.indexOf(sealed)).map(([, s]) => name(s)),
      ],
      // Cards and messages of a day, both in the order of their slots.
      ['card slot', cards.map((_, i) => name(fresh[i % fresh.length]?.[1] ?? Buffer.of()))],
      ['number', titles],
      [
        'place among the proposals',
        byPlace(titles, (title) => published.voice.indexOf(`"title":"${title}"`)),
      ],
    ]),
  }
}

/** Every order of people against every order of messages: the k-th with the k-th, and scaled. */
function finds(days: readonly SeenDay[], writerOf: ReadonlyMap<string, string>): string[] {
  const [first] = days
  if (first === undefined) return []
  const pairs = [...first.people.keys()].flatMap((a) =>
    [...first.messages.keys()].map((b) => [a, b] as const),
  )
  return pairs.flatMap(([a, b]) => {
    let hits = 0
    const chances: number[] = []
    for (const day of days) {
      const people = day.people.get(a) ?? []
      const messages = day.messages.get(b) ?? []
      // The attacker's best guess without the box: somebody who fetched cards on that day.
      messages.forEach((message, i) => {
        const writer = writerOf.get(message) ?? ''
        const guess = people[Math.floor(((i + 0.5) * people.length) / messages.length)]
        if (guess === writer) hits += 1
        chances.push(people.includes(writer) ? 1 / people.length : 0)
      })
    }
    return hits > mostByChance(chances, 0.001 / pairs.length) ? [`${a} / ${b}`] : []
  })
}

function query(file: string, sql: string): unknown[][] {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare(sql).raw().all() as unknown[][]
  } finally {
    db.close()
  }
}
