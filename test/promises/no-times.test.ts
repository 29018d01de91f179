/** T4: no time, no address, no counter and no order of rows in any store that knows people or answers. */
import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { BOX, IDENTITY, VOICE } from '../../scripts/attack/known-columns.ts'
import { blindedMessage, newSeed } from '../../views/client/protocol/card.ts'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import { boxFileOf, castsOf, send } from './checks/box.ts'
import { orderFound, seeded, shuffled } from './checks/order.ts'
import { messagesOf, proposalBoxFile } from './checks/proposal-box.ts'
import { schemaFinds, valueFinds } from './checks/schema.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const HUNT = { act: 'report-hunt', text: '誰が書いたか聞いて回っていた' } as const

describe('the files of the city hall do not say who answered when', () => {
  let city: SmallCity
  let boxFile: string
  const file = (name: string) => join(city.config.dataDir, name)

  beforeAll(async () => {
    city = await smallCity({ people: 150 })
    for (const [i, person] of city.people.slice(0, 6).entries()) {
      const card = await city.takeCard(await city.signIn(person))
      await city.cast(card, answersOf(city.survey.questionnaire, i, [`窓口を${i}つ増やしてほしい`]))
    }
    for (const person of city.people.slice(6, 20)) await city.session(person)
    for (const cast of await castsOf(city, 14)) await send(city, cast)
    await city.visit(city.officials.hr).get(`/staff/office/surveys/${city.survey.id}`)
    boxFile = boxFileOf(city)
  })
  afterAll(() => city.close())

  test('the ballot box has the four known columns and holds no time, address or counter', () => {
    expect(schemaFinds(boxFile, BOX)).toEqual([])
    expect(valueFinds(boxFile, BOX, city.clock.now)).toEqual([])
    expect(valueFinds(boxFile, BOX, new Date())).toEqual([])
  })

  test('the staff file holds no time but those of acts of officials', () => {
    expect(schemaFinds(file('identity.db'), IDENTITY)).toEqual([])
    expect(valueFinds(file('identity.db'), IDENTITY, city.clock.now)).toEqual([])
    expect(valueFinds(file('identity.db'), IDENTITY, new Date())).toEqual([])
  })

  test('signing in and taking a card are not acts of officials and are not recorded', async () => {
    const rows = await city.stores.identity.selectFrom('audit').selectAll().execute()
    expect(rows.map((row) => row.act)).toEqual(['名簿の取込み'])
  })

  test('the same check catches a column, a sequence, a clock, a hidden rowid and a missing slot', () => {
    const seeds: readonly (readonly [string, string])[] = [
      ['ALTER TABLE ballot ADD COLUMN created_at TEXT', 'unknown column ballot.created_at'],
      [
        'CREATE TABLE arrival (id INTEGER PRIMARY KEY AUTOINCREMENT, slot INTEGER)',
        'arrival has AUTOINCREMENT',
      ],
      ['CREATE TABLE note (slot INTEGER)', 'note has a rowid'],
      [
        'CREATE TRIGGER t AFTER UPDATE ON ballot BEGIN SELECT unixepoch(); END',
        't reads the clock',
      ],
      ['DELETE FROM ballot WHERE slot = 3', 'ballot is not a row of fixed slots'],
    ]
    for (const [statement, find] of seeds) {
      const leaky = copyWith(boxFile, (db) => db.exec(statement))
      expect(schemaFinds(leaky, BOX)).toContain(find)
    }
  })

  test('the same check catches times, addresses and user agents in any spelling', () => {
    const { now } = city.clock
    const seconds = Math.floor(now.getTime() / 1000)
    const values: readonly (readonly [string | number, string])[] = [
      [now.toISOString(), 'a date or time'],
      ['2026/11/20', 'a date or time'],
      ['受付 10:15', 'a date or time'],
      [seconds, 'seconds since 1970'],
      [seconds * 1000 + 17, 'milliseconds since 1970'],
      [`k${seconds}000x`, 'milliseconds since 1970'],
      [2440587.5 + seconds / 86400, 'a Julian day'],
      ['10.20.30.40', 'an address'],
      ['::ffff:7f00:1', 'an address'],
      ['Mozilla/5.0 (Windows NT 10.0)', 'a user agent'],
    ]
    for (const [value, find] of values) {
      const leaky = copyWith(
        file('identity.db'),
        (db) =>
          db.pragma('ignore_check_constraints = ON') &&
          db.exec('CREATE TABLE x (v ANY) STRICT').prepare('INSERT INTO x VALUES (?)').run(value),
      )
      expect(valueFinds(leaky, IDENTITY, now)).toContain(`x.v holds ${find}`)
    }
    const stamped = copyWith(boxFile, (db) => {
      const rows = db
        .prepare(`SELECT slot, card FROM spent WHERE substr(card, 1, 1) <> x'00'`)
        .raw()
        .all() as [number, Buffer][]
      rows.forEach(([slot, card], i) => {
        card.writeUInt32BE(seconds + i * 60, 100)
        db.prepare('UPDATE spent SET card = ? WHERE slot = ?').run(card, slot)
      })
    })
    expect(valueFinds(stamped, BOX, now)).toContain(
      'spent.card holds seconds since 1970 at byte 100',
    )
  })

  test('the marks of people who took their cards in any order stand where that order does not show', async () => {
    const order = shuffled(city.people.slice(20), seeded(7))
    const marks = await takeCards(city, order)
    const bytes = readFileSync(file('identity.db'))
    const places = marks.map((mark) => bytes.indexOf(mark))
    expect(places.filter((place) => place < 0)).toEqual([])
    expect(orderFound('place of the mark in the file', places)).toEqual([])
    expect(new Set(marks.map((mark) => count(bytes, mark)))).toEqual(new Set([1]))
  })

  // The last one: it closes the survey.
  test('the free texts have no time, unit or counter beside them after the opening', async () => {
    city.clock.now = city.survey.closesAt
    await city.openBox()
    const texts = await city.stores.voice.selectFrom('free_text').selectAll().execute()
    expect(texts.length).toBeGreaterThan(0)
    const voice = file('voice.db')
    expect(schemaFinds(voice, VOICE)).toEqual([])
    expect(valueFinds(voice, VOICE, city.clock.now)).toEqual([])
    expect(valueFinds(voice, VOICE, new Date())).toEqual([])
    expect(schemaFinds(boxFile, BOX)).toEqual([])
  })
})

describe('the files of the city hall do not say who proposed when', () => {
  let city: SmallCity
  let boxFile: string
  const file = (name: string) => join(city.config.dataDir, name)

  beforeAll(async () => {
    const made = await cityWithBox({ people: 60 })
    city = made.city
    const { box } = made
    const authors = await box.release(80)
    for (const [i, author] of authors.slice(0, 12).entries()) {
      const act = i % 2 === 0 ? ({ act: 'withdraw' } as const) : HUNT
      expect(await box.send(await box.followUp(author, act))).toBe(204)
    }
    await box.nextDay()
    expect(await box.open()).toMatchObject({ released: { acts: 12 } })
    const cards = [
      ...(await messagesOf(box, 'post', 20)),
      ...(await messagesOf(box, 'endorse', 15)),
      ...(await messagesOf(box, 'followUp', 10)),
    ]
    for (const { bytes } of cards) expect(await box.send(bytes)).toBe(204)
    for (const person of city.people.slice(0, 10)) await city.visit(person).get('/staff/')
    boxFile = proposalBoxFile(city)
  })
  afterAll(() => city.close())

  test('the proposal box has the four known columns and holds no time, address or counter', () => {
    expect(schemaFinds(boxFile, BOX)).toEqual([])
    expect(valueFinds(boxFile, BOX, city.clock.now)).toEqual([])
    expect(valueFinds(boxFile, BOX, new Date())).toEqual([])
  })

  test('proposals hold days, and nothing finer', async () => {
    const rows = await city.stores.voice.selectFrom('proposal').selectAll().execute()
    expect(rows.length).toBe(80)
    expect(rows[0]?.body).toContain('"receivedOn":"2026-11-24"')
    expect(await city.stores.voice.selectFrom('complaint').selectAll().execute()).toHaveLength(6)
    for (const now of [city.clock.now, new Date()]) {
      expect(schemaFinds(file('voice.db'), VOICE)).toEqual([])
      expect(valueFinds(file('voice.db'), VOICE, now)).toEqual([])
      expect(schemaFinds(file('identity.db'), IDENTITY)).toEqual([])
      expect(valueFinds(file('identity.db'), IDENTITY, now)).toEqual([])
    }
  })

  test('where proposals lie in the file does not show which was sent earlier', () => {
    const bytes = readFileSync(file('voice.db'))
    const sent = Array.from({ length: 80 }, (_, i) => `"title":"提案の${i + 1}"`)
    const places = sent.map((title) => bytes.indexOf(title))
    expect(places.filter((place) => place < 0)).toEqual([])
    expect(orderFound('place of the proposal in the file', places)).toEqual([])
    expect(
      orderFound(
        'the same check',
        places.toSorted((a, b) => a - b),
      ),
    ).not.toEqual([])
  })

  test('the same check catches a time of day in a proposal, in any spelling', () => {
    const seconds = Math.floor(city.clock.now.getTime() / 1000)
    for (const [value, find] of [
      ['"on":"2026-11-21T08:31"', 'a date or time'],
      ['"on":"2026-11-21 08:31"', 'a date or time'],
      ['"on":"2026-11-21","at":"8:31"', 'a date or time'],
      [`"at":${seconds}`, 'seconds since 1970'],
      [`"at":${seconds}123`, 'milliseconds since 1970'],
    ] as const) {
      const leaky = copyWith(file('voice.db'), (db) =>
        db.prepare('UPDATE proposal SET body = body || ?').run(`{${value}}`),
      )
      expect(valueFinds(leaky, VOICE, city.clock.now)).toContain(`proposal.body holds ${find}`)
    }
    const stamped = copyWith(file('voice.db'), (db) =>
      db.exec('ALTER TABLE proposal ADD COLUMN arrived_at TEXT'),
    )
    expect(schemaFinds(stamped, VOICE)).toContain('unknown column proposal.arrived_at')
  })
})

test('the same check catches a file that adds a row when a card is taken', () => {
  const folder = temporary()
  const db = new Database(join(folder, 'leaky.db'))
  db.exec('CREATE TABLE card (person TEXT PRIMARY KEY, issued BLOB) STRICT, WITHOUT ROWID')
  const random = seeded(8)
  const people = Array.from({ length: 150 }, (_, i) => String(101 + i).padStart(6, '0'))
  const marks = shuffled(people, random).map((person) => {
    const mark = Buffer.from(Array.from({ length: 33 }, () => Math.floor(random() * 256)))
    db.prepare('INSERT INTO card VALUES (?, ?)').run(person, mark)
    return mark
  })
  db.close()
  const bytes = readFileSync(join(folder, 'leaky.db'))
  expect(
    orderFound(
      'place',
      marks.map((mark) => bytes.indexOf(mark)),
    ).length,
  ).toBeGreaterThan(0)
})

/** Cards by the real door, one after the other. @returns what marks each person's row. */
async function takeCards(city: SmallCity, people: readonly string[]): Promise<Buffer[]> {
  const marks: Buffer[] = []
  const known = new Set<string>()
  const survey = await city.system.acts.findFrozen(city.survey.id)
  if (survey === undefined) throw new Error('not announced')
  for (const person of people) {
    const answer = await city.app.inject({
      method: 'POST',
      url: `/staff/surveys/${survey.id}/card`,
      headers: {
        cookie: await city.session(person),
        'content-type': 'application/octet-stream',
        'sec-fetch-site': 'same-origin',
      },
      payload: Buffer.from(blindedMessage(newSeed(), survey.signingSpki, survey.id)),
    })
    expect(answer.statusCode).toBe(200)
    const row = await city.stores.identity
      .selectFrom('card')
      .select('issued')
      .where('person', '=', person)
      .executeTakeFirstOrThrow()
    expect(known.has(row.issued.toString('hex'))).toBe(false)
    known.add(row.issued.toString('hex'))
    marks.push(row.issued)
  }
  return marks
}

function count(bytes: Buffer, wanted: Buffer): number {
  let found = 0
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) found += 1
  return found
}

/** A copy of a real store with a leak in it. */
function copyWith(file: string, leak: (db: Database.Database) => unknown): string {
  const copy = join(temporary(), 'leaky.db')
  copyFileSync(file, copy)
  const db = new Database(copy)
  leak(db)
  db.close()
  return copy
}

function temporary(): string {
  const folder = temporaryFolder('leaky')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
