/** T3: no file keeps an older state: no WAL, an empty journal, no free page; and after the opening nothing. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { boxFileOf, castsOf, readBox, send } from './checks/box.ts'
import { copyOf, filesWith, freePages, leftovers } from './checks/files.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('while a survey is open and after it closed, no file keeps a journal, a WAL or a free page', async () => {
  const city = await smallCity({ people: 30, mirror: true })
  expect(finds(city)).toEqual([])
  for (const [i, person] of city.people.slice(0, 10).entries()) {
    const card = await city.takeCard(await city.signIn(person))
    expect(finds(city)).toEqual([])
    await city.cast(card, answersOf(city.survey.questionnaire, i, ['窓口の順番']))
    expect(finds(city)).toEqual([])
  }
  for (const cast of await castsOf(city, 15)) {
    expect(await send(city, cast)).toBe(204)
    expect(finds(city)).toEqual([])
  }
  await city.restart()
  expect(finds(city)).toEqual([])
  city.clock.now = city.survey.closesAt
  await city.visit(city.people[4]).get('/staff/')
  expect(finds(city)).toEqual([])
})

test('after the destruction no box, mirror or key is left, nor a copy of anything that was in them', async () => {
  const city = await smallCity({ people: 12, mirror: true })
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i))
  }
  const { ballots, cards } = readBox(boxFileOf(city))
  city.clock.now = city.survey.closesAt
  await city.openBox()
  expect(finds(city)).toEqual([])
  await city.system.acts.publish(city.survey.id)
  expect(await city.system.acts.destroyBox(city.survey.id)).toBe(true)

  const files = copyOf(city.folders)
  const names = files.map(({ name }) => name)
  expect(names.filter((name) => /box-|tally-/.test(name))).toEqual([])
  expect(ballots.size).toBe(12)
  for (const sealed of ballots.values()) {
    expect(filesWith(files, sealed.subarray(0, 32))).toEqual([])
    expect(filesWith(files, sealed.subarray(-32))).toEqual([])
  }
  for (const card of cards.values()) {
    expect(filesWith(files, card.subarray(1, 33))).toEqual([])
    expect(filesWith(files, card.subarray(-32))).toEqual([])
  }
})

test('the same check catches a WAL, a journal left behind and free pages', () => {
  const wal = leaky('wal.db', (db) => db.pragma('journal_mode = WAL'))
  expect(leftovers(wal)).toEqual(
    expect.arrayContaining(['wal.db-wal exists', 'wal.db is in WAL format']),
  )
  const persist = leaky('persist.db', (db) => db.pragma('journal_mode = PERSIST'))
  expect(leftovers(persist)).toEqual([expect.stringMatching(/journal holds \d+ bytes/)])
  const deleted = leaky('deleted.db', (db) => db.pragma('journal_mode = TRUNCATE'), true)
  expect(leftovers(deleted)).toEqual([])
  expect(freePages(deleted)).toBeGreaterThan(0)
})

function finds(city: SmallCity): string[] {
  const boxes = city.folders.map((folder) => join(folder, `box-${city.survey.id}.db`))
  const stores = ['identity.db', 'voice.db'].map((name) => join(city.config.dataDir, name))
  const free = boxes.filter((file) => freePages(file) > 0).map((file) => `${file} has free pages`)
  return [...boxes.flatMap(leftovers), ...stores.flatMap(leftovers), ...free]
}

/** A file written as nobody should; the connection stays open like the server's. */
function leaky(name: string, mode: (db: Database.Database) => void, andDelete = false): string {
  const folder = temporaryFolder('leaky')
  const db = new Database(join(folder, name))
  onTestFinished(() => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  mode(db)
  db.exec('CREATE TABLE ballot (slot INTEGER PRIMARY KEY, sealed BLOB)')
  for (let i = 0; i < 30; i += 1) db.prepare('INSERT INTO ballot VALUES (?, zeroblob(3000))').run(i)
  if (andDelete) db.exec('DELETE FROM ballot')
  return join(folder, name)
}
