/** An office that has used the version before, in the middle of a survey, starts this one. */
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commonsMigrations } from '../../migrations/commons/index.ts'
import { identityMigrations } from '../../migrations/identity/index.ts'
import type { StoreMigration } from '../../migrations/migration.ts'
import { StoreDialect } from '../../server/stores/dialect.ts'
import { migrateStore } from '../../server/stores/migrate.ts'
import { openStores } from '../../server/stores/open.ts'
import { type DeskCity, deskCity, people } from '../identified/desk/desk-city.ts'
import { type Contents, contentsOf, migrationsUpTo, rewindStore } from '../support/old-stores.ts'
import { answersOf, cityDraft } from '../support/small-city.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** The last migrations of the version before; `voice.db` and the boxes are as they were. */
const BEFORE = {
  identity: { migrations: identityMigrations, last: '0002_proposals', copy: 'identity.db.v2' },
  commons: { migrations: commonsMigrations, last: '0003_protection', copy: 'commons.db.v3' },
} as const
const names = ['identity', 'commons'] as const

const folder = temporaryFolder('upgrade')
const file = (...parts: string[]) => join(folder, ...parts)
const early = '000106'
const late = '000108'

let city: DeskCity
let number = ''
let session = ''
let draft = ''
/** What each store held under the version before, and what of it is there after the first start of this one. */
const held: Record<string, { before: Contents; after: Contents }> = {}

beforeAll(async () => {
  city = await deskCity({ folder, people: 18, survey: 'open' })
  const card = await city.takeCard(await city.session(early))
  await city.cast(card, answersOf(city.survey.questionnaire, 1))
  const now = city.clock.now
  draft = await city.system.acts.createDraft(cityDraft(now, { title: 'まだ起案中のアンケート' }))
  number = await city.post({ title: '窓口の様式をそろえる' })
  const moved = {
    unit: '1010',
    successor: '1020',
    kind: 'merge',
    main: 1,
    day: '2026-04-01',
  } as const
  await city.stores.commons.insertInto('unit_successor').values(moved).execute()
  await city.stores.identity
    .insertInto('audit')
    .values({
      at: '2026-11-20T01:00:00.000Z',
      actor: people.admin,
      act: '試験',
      detail: '前の版で',
    })
    .execute()
  session = await city.session(late)
  await city.restart(async () => {
    for (const name of names) {
      const { migrations, last } = BEFORE[name]
      await rewindStore(folder, name, migrations, last)
    }
    asDraftsWereThen(file('commons.db'))
    for (const name of names) held[name] = { before: contentsOf(file(`${name}.db`)), after: {} }
    // What is compared is the upgrade alone, before the program has done anything else.
    await (await openStores(folder)).close()
    for (const name of names) {
      const old = file('before-migration', BEFORE[name].copy)
      const before = held[name]?.before ?? {}
      held[name] = { before, after: contentsOf(file(`${name}.db`), old) }
    }
  })
}, 120_000)
afterAll(async () => {
  await city.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('After the first start of the new version', () => {
  it.each(names)('every row of %s.db is there as it was', (name) => {
    const { before = {}, after = {} } = held[name] ?? {}
    const rows = Object.values(before).flat().length
    expect(rows).toBeGreaterThan(10)
    for (const table of name === 'identity'
      ? [
          'person',
          'credential',
          'role',
          'session',
          'card',
          'signing_key',
          'eligible_class',
          'audit',
        ]
      : ['unit', 'survey', 'setting', 'unit_successor']) {
      expect(before[table]?.length, table).toBeGreaterThan(0)
    }
    expect(after).toEqual(before)
  })

  it('people hold their offices as before, as their own and without an end', async () => {
    const roles = await city.stores.identity.selectFrom('role').selectAll().execute()
    expect(roles.length).toBeGreaterThanOrEqual(10)
    for (const { manner, valid_from, valid_to } of roles) {
      expect([manner, valid_from, valid_to]).toEqual(['own', null, null])
    }
    for (const [person, url] of [
      [people.admin, '/staff/admin'],
      [people.hr, '/staff/office'],
      [people.desk, '/staff/desk'],
      [people.head, '/staff/inbox'],
    ] as const) {
      expect((await city.visit(person).get(url)).statusCode, url).toBe(200)
    }
  })

  it('a unit that went over to another one still does, and it is the one that proposals go to', async () => {
    const rows = await city.stores.commons.selectFrom('unit_successor').selectAll().execute()
    expect(rows).toEqual([
      { unit: '1010', successor: '1020', kind: 'move', main: 1, day: '2026-04-01' },
    ])
  })

  it('who was signed in still is', async () => {
    const home = await city.app.inject({
      url: '/staff/',
      headers: { cookie: session, accept: 'text/html' },
    })
    expect(home.statusCode).toBe(200)
    expect(home.body).toContain(city.survey.questionnaire.title)
  })

  it('the proposal is on the desk with its text', async () => {
    const page = await city.visit(people.desk).get(`/staff/desk/proposals/${number}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('窓口の様式をそろえる')
  })

  it('a draft that was begun in the version before is open for 人事課 to go on with', async () => {
    const page = await city.visit(people.hr).get(`/staff/office/surveys/${draft}`)
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('まだ起案中のアンケート')
  })

  it('the survey goes on: the next person answers, the first cannot a second time, and the keepers open the box', async () => {
    await expect(city.takeCard(await city.session(early))).rejects.toThrow()
    const card = await city.takeCard(session)
    await city.cast(card, answersOf(city.survey.questionnaire, 2))
    city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
    await city.openBox()
    const { body } = await city.stores.commons
      .selectFrom('opening_record')
      .select('body')
      .where('survey', '=', city.survey.id)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(body)).toMatchObject({ ballots: 2, malformed: 0 })
  })
})

describe('The copies made before the upgrade', () => {
  it('hold what the stores held, for the own account only, and only of what was upgraded', () => {
    expect(readdirSync(file('before-migration')).sort()).toEqual([
      'commons.db.v3',
      'identity.db.v2',
    ])
    expect(statSync(file('before-migration')).mode & 0o777).toBe(0o700)
    for (const name of names) {
      const copy = file('before-migration', BEFORE[name].copy)
      expect(contentsOf(copy)).toEqual(held[name]?.before)
      expect(statSync(copy).mode & 0o077).toBe(0)
      const database = new Database(copy, { readonly: true })
      const done = database.prepare('SELECT name FROM kysely_migration ORDER BY name').pluck().all()
      database.close()
      expect(done.at(-1)).toBe(BEFORE[name].last)
    }
  })

  it.each(names)(
    'are what the version before starts from; the upgraded %s.db it refuses',
    async (name) => {
      const { migrations, last, copy } = BEFORE[name]
      const known = migrationsUpTo(migrations, last)
      const next = migrations[known.length]?.name ?? ''
      await expect(startBefore(file(`${name}.db`), `${name}.db`, known)).rejects.toThrow(
        `${name}.db は新しい版のプログラムで作られています（${next}）。新しい版を入れ直してから起動してください。`,
      )
      await startBefore(file('before-migration', copy), `${name}.db`, known)
    },
  )
})

/** A draft of the version before has no other members than these. */
const DRAFT_MEMBERS = [
  'title',
  'scale',
  'itemIds',
  'attributeIds',
  'k',
  'kDecision',
  'tables',
  'opensAt',
  'closesAt',
  'referenceDay',
  'contact',
  'contacts',
  'keepers',
]

function asDraftsWereThen(path: string): void {
  const database = new Database(path)
  const rows = database.prepare('SELECT id, draft FROM survey').all() as {
    id: string
    draft: string
  }[]
  for (const { id, draft: text } of rows) {
    const members = Object.entries(JSON.parse(text) as object)
    const then = Object.fromEntries(members.filter(([name]) => DRAFT_MEMBERS.includes(name)))
    expect(Object.keys(then)).toHaveLength(DRAFT_MEMBERS.length)
    database.prepare('UPDATE survey SET draft = ? WHERE id = ?').run(JSON.stringify(then), id)
  }
  database.close()
}

/** What the version before does with a store when it starts. */
async function startBefore(path: string, name: string, known: readonly StoreMigration[]) {
  const store = new Kysely<never>({ dialect: new StoreDialect({ database: new Database(path) }) })
  try {
    await migrateStore(name, path, store, known)
  } finally {
    await store.destroy()
  }
}
