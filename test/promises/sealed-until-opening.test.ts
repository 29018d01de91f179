/** T11: no file holds an answer that can be read, before the opening or after it, and order changes nothing. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { BallotAnswers } from '../../server/survey/ballot-form.ts'
import { encodeBallot } from '../../server/survey/ballot-form.ts'
import { textItems } from '../../server/survey/questionnaire.ts'
import { answersOf, CITY_UNITS, type SmallCity, smallCity } from '../support/small-city.ts'
import { boxFileOf } from './checks/box.ts'
import { type CopiedFile, copyOf, filesMentioning, filesWith } from './checks/files.ts'
import { seeded, shuffled } from './checks/order.ts'

const MARK = '蛍光緑の稟議箱XQ7-4411'

test('what people wrote stands in no file before the opening, and afterwards only among the sorted texts', async () => {
  const city = await smallCity({ people: 20, mirror: true })
  const q = city.survey.questionnaire
  const answers = city.people.map((_, i) =>
    answersOf(q, i, [i % 3 === 0 ? `${MARK}と番号${i}` : '']),
  )
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answers[i] ?? answersOf(q, i))
    if (i % 5 === 0) expect(filesMentioning(copyOf(city.folders), MARK)).toEqual([])
  }
  const sealed = copyOf(city.folders)
  expect(filesMentioning(sealed, MARK)).toEqual([])
  const boxes = sealed.filter(({ name }) => /box-/.test(name))
  expect(boxes.map(({ name }) => name)).toContain(`box-${city.survey.id}.db`)
  for (const unit of CITY_UNITS) {
    expect(filesMentioning(boxes, unit.split(',')[3] ?? '')).toEqual([])
  }
  // Neither the scale codes of a person in a row, nor the beginning of any plain ballot.
  expect(rowsFound(q, sealed, answers)).toEqual([])

  city.clock.now = city.survey.closesAt
  await city.openBox()
  const opened = copyOf(city.folders)
  expect(filesMentioning(opened, MARK)).toEqual(['voice.db'])
  expect(rowsFound(q, opened, answers)).toEqual([])

  // The same search catches a ballot that was stored unsealed, and a row of answers in a table.
  const [first] = answers
  if (first === undefined) throw new Error('no answers')
  const plain = { name: 'box-r8.db', bytes: Buffer.from(encodeBallot(q, first)) }
  expect(filesMentioning([plain], MARK)).toEqual(['box-r8.db'])
  expect(rowsFound(q, [plain], answers).length).toBeGreaterThan(0)
  const row = { name: 'commons.db', bytes: Buffer.from(JSON.stringify(first.scale)) }
  expect(rowsFound(q, [row], answers).length).toBeGreaterThan(0)
})

test('the opening writes tables, sorted texts and the record, and nothing else anywhere', async () => {
  const city = await smallCity({ people: 20 })
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(
      card,
      answersOf(city.survey.questionnaire, i, [`提案${i % 4}`, `改善${29 - i}`]),
    )
  }
  city.clock.now = city.survey.closesAt
  await city.system.acts.closeDue()
  const before = dumpOf(city)
  const box = readFileSync(boxFileOf(city))
  await city.openBox()
  expect(changes(before, dumpOf(city))).toEqual([
    'commons.opening_record',
    'commons.published_set',
    'commons.spent_list',
    'commons.survey',
    'voice.free_text',
  ])
  expect(readFileSync(boxFileOf(city)).equals(box)).toBe(true)

  const texts = rowsOf(join(city.config.dataDir, 'voice.db'), 'SELECT item, text FROM free_text')
  expect(texts.length).toBe(4 + 20)
  // Where the texts lie in the file follows their spelling, not who wrote them or when.
  const bytes = readFileSync(join(city.config.dataDir, 'voice.db'))
  const places = (list: readonly string[]) => list.map((text) => bytes.indexOf(Buffer.from(text)))
  const spelt = Array.from({ length: 20 }, (_, i) => `改善${10 + i}`).sort()
  const found = places(spelt)
  expect([found.toSorted((a, b) => a - b), found.toSorted((a, b) => b - a)]).toContainEqual(found)

  // The same comparison catches an opening that keeps the ballots it has read.
  const after = dumpOf(city)
  after.set('voice.ballot', '[[1,2,3]]')
  expect(changes(before, after)).toContain('voice.ballot')
})

test('an opening that is stopped, or tried with a wrong passphrase, leaves everything as it was', async () => {
  const city = await smallCity({ people: 12 })
  const { id, passphrases } = city.survey
  for (const [i, person] of city.people.entries()) {
    const card = await city.takeCard(await city.session(person))
    await city.cast(card, answersOf(city.survey.questionnaire, i, ['意見']))
  }
  await expect(city.openBox()).rejects.toThrow('締切の後に')
  city.clock.now = city.survey.closesAt
  await city.system.acts.closeDue()
  const [before, box] = [dumpOf(city), readFileSync(boxFileOf(city))]
  const frozen = await city.system.acts.findFrozen(id)
  if (frozen === undefined) throw new Error('not announced')
  for (const [typed, stop] of [
    [passphrases, true],
    [['7K2M-9QXD-0000-0000-0'], false],
    [[''], false],
  ] as const) {
    city.system.acts.startOpening(frozen, typed)
    if (stop) city.system.acts.cancelOpening(id)
    await expect.poll(() => city.system.acts.openingProgress(id)?.failed).toBeTypeOf('string')
    expect(changes(before, dumpOf(city))).toEqual([])
    expect(readFileSync(boxFileOf(city)).equals(box)).toBe(true)
  }
  await city.openBox()
})

test('two cities with the same answers in another order publish the very same figures and texts', async () => {
  const [first, second] = [await smallCity({ people: 24 }), await smallCity({ people: 24 })]
  const answers = first.people.map((_, i) =>
    answersOf(first.survey.questionnaire, i, [`意見${i % 6}`, i % 2 === 0 ? `工夫${i}` : '']),
  )
  const published = []
  for (const [city, order] of [
    [first, answers],
    [second, shuffled(answers, seeded(3))],
  ] as const) {
    for (const [i, person] of city.people.entries()) {
      const card = await city.takeCard(await city.session(person))
      await city.cast(card, order[i] ?? answersOf(city.survey.questionnaire, 0))
    }
    city.clock.now = city.survey.closesAt
    await city.openBox()
    await city.system.acts.publish(city.survey.id)
    published.push(publishedBy(city))
  }
  expect(published[0]?.set).toContain('"n":24')
  expect(published[1]).toEqual(published[0])

  // The same comparison catches texts that are listed as they came.
  const [one] = published
  if (one === undefined) throw new Error('nothing published')
  expect({ ...one, texts: one.texts.toReversed() }).not.toEqual(one)
})

/** Plain ballots and rows of scale codes of the people, in the spellings a program would write. */
function rowsFound(
  q: SmallCity['survey']['questionnaire'],
  files: readonly CopiedFile[],
  answers: readonly BallotAnswers[],
): string[] {
  return answers.flatMap((one, i) => {
    const plain = Buffer.from(encodeBallot(q, one))
    const codes = one.scale
    const spelt = [
      plain.subarray(0, 5 + q.attributes.length + codes.length),
      Buffer.from(codes),
      Buffer.from(codes.join(',')),
      Buffer.from(codes.join('')),
      Buffer.from(codes.join(', ')),
    ]
    expect(textItems(q).length).toBeGreaterThan(0)
    return spelt.flatMap((bytes) => filesWith(files, bytes)).map((name) => `${name}: person ${i}`)
  })
}

function publishedBy(city: SmallCity) {
  const { dataDir } = city.config
  const [body] = rowsOf(join(dataDir, 'commons.db'), 'SELECT body FROM published_set')
  return {
    set: String(body?.[0]),
    texts: rowsOf(join(dataDir, 'voice.db'), 'SELECT item, text, times FROM free_text'),
  }
}

/** Every table of the three stores as text; the ballot box is compared byte for byte. */
function dumpOf(city: SmallCity): Map<string, string> {
  const dump = new Map<string, string>()
  for (const store of ['identity', 'voice', 'commons']) {
    const file = join(city.config.dataDir, `${store}.db`)
    const tables = rowsOf(file, `SELECT name FROM sqlite_schema WHERE type = 'table'`)
    for (const [table] of tables) {
      const rows = rowsOf(file, `SELECT * FROM "${String(table)}"`)
      dump.set(
        `${store}.${String(table)}`,
        JSON.stringify(rows, (_key, value: unknown) => value),
      )
    }
  }
  return dump
}

function changes(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort()
}

function rowsOf(file: string, query: string): unknown[][] {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare(query).raw().all() as unknown[][]
  } finally {
    db.close()
  }
}
