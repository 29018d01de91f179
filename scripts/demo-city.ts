import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { jstDay } from '../server/calendar/jst.ts'
import { projectFile } from '../server/http/project-file.ts'
import { makeFirstPasswords } from '../server/identified/auth/first-passwords.ts'
import { applyImport } from '../server/identified/roster/apply.ts'
import { planImport } from '../server/identified/roster/plan.ts'
import type { Role } from '../server/stores/identity.ts'
import type { Stores } from '../server/stores/open.ts'
import { listUnits } from '../server/survey/units.ts'
import type { SamplePerson } from './demo-answers.ts'
import type { progressPrinter } from './demo-progress.ts'

/** Every sample person's password after the first change. */
export const SAMPLE_PASSWORD = 'mihon-no-machi'

const PASSWORD_SHEET = 'first-passwords.csv'

/** Units whose people hold the offices of the whole body in the sample. */
const offices: readonly { unit: string; role: Role; name: string }[] = [
  { unit: '人事課', role: 'hr', name: '人事課' },
  { unit: '行政管理課', role: 'secretariat', name: '提案担当（行政管理課）' },
  { unit: 'コンプライアンス課', role: 'compliance', name: 'コンプライアンス担当' },
  { unit: '行政DX推進課', role: 'admin', name: '情報担当' },
]

/** CSV files → units, people, roles → first passwords. */
export async function moveIn(
  stores: Stores,
  people: number,
  now: () => Date,
  print: ReturnType<typeof progressPrinter>,
): Promise<void> {
  await stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  print.step('所属と職員の名簿を取り込んでいます', people)
  const check = await planImport(
    stores,
    {
      units: { name: 'org.csv', bytes: readFileSync(sampleFile('org.sjis.csv')) },
      people: { name: 'roster_sample.csv', bytes: rosterOf(people) },
    },
    jstDay(now()),
  )
  if (!check.ok) throw new Error(`sample roster: ${JSON.stringify(check.problems[0])}`)
  await applyImport(stores, check.plan, { actor: '見本', at: now() })
  await giveOffices(stores)
  const names = new Map(
    (await listUnits(stores.commonsReader)).map((unit) => [unit.code, unit.name]),
  )
  print.step('最初のパスワードを作っています', people)
  await makeFirstPasswords({
    identity: stores.identity,
    unitName: (code) => names.get(code) ?? code,
    file: join(stores.folder, PASSWORD_SHEET),
    onProgress: (done) => print.done(done),
  })
}

/** Everybody, with the first password from the list that would be printed. */
export async function samplePeople(stores: Stores): Promise<SamplePerson[]> {
  const passwords = readPasswords(stores.folder)
  const units = new Map((await listUnits(stores.commonsReader)).map((unit) => [unit.code, unit]))
  const people = await stores.identity.selectFrom('person').selectAll().orderBy('number').execute()
  return people.map((person) => ({
    number: person.number,
    firstPassword: passwords.get(person.number) ?? '',
    ownPc: person.own_pc === 1,
    bureau: units.get(person.unit)?.bureau ?? '',
    section: units.get(person.unit)?.section ?? '',
    similar: units.get(person.unit)?.similar ?? '',
    position: person.position,
    age: person.age,
    sex: person.sex,
  }))
}

/**
 * One person a role to look around with; who has not changed the first password yet does it now, at
 * the same door as everybody.
 *
 * @param known people who have something to see, by role
 */
export async function sampleLogIns(
  stores: Stores,
  origin: string,
  known: ReadonlyMap<Role, string>,
): Promise<{ role: string; number: string; password: string }[]> {
  const passwords = readPasswords(stores.folder)
  const shown: { role: string; number: string; password: string }[] = []
  for (const [role, number] of await showcase(stores, known)) {
    const credential = await stores.identity
      .selectFrom('credential')
      .select('must_change')
      .where('person', '=', number)
      .executeTakeFirstOrThrow()
    if (credential.must_change === 1) {
      await changePassword(origin, number, passwords.get(number) ?? '')
    }
    shown.push({ role, number, password: SAMPLE_PASSWORD })
  }
  await stores.commons
    .updateTable('setting')
    .set({ value: JSON.stringify(shown) })
    .where('key', '=', 'sample')
    .execute()
  return shown
}

async function showcase(
  stores: Stores,
  known: ReadonlyMap<Role, string>,
): Promise<[string, string][]> {
  const { identity } = stores
  const found: [string, string][] = []
  const holder = async (role: Role) =>
    known.get(role) ??
    (
      await identity
        .selectFrom('role')
        .select('person')
        .where('role', '=', role)
        .orderBy('person')
        .limit(1)
        .executeTakeFirst()
    )?.person
  const plain = await identity
    .selectFrom('person')
    .select(['number', 'own_pc'])
    .where('number', 'not in', identity.selectFrom('role').select('person'))
    .orderBy('number')
    .execute()
  const withPc = plain.find((p) => p.own_pc === 1)?.number
  const without = plain.find((p) => p.own_pc === 0)?.number
  if (withPc !== undefined) found.push(['職員', withPc])
  if (without !== undefined) found.push(['職員（個人PCなし）', without])
  for (const [role, name] of [
    ['head', '推進責任者（所属長）'],
    ['promoter', '推進担当者'],
    ['director', '部長'],
  ] as const) {
    const person = await holder(role)
    if (person !== undefined) found.push([name, person])
  }
  for (const { role, name } of offices) {
    const person = await holder(role)
    if (person !== undefined) found.push([name, person])
  }
  // What needs two persons can be tried with the other one.
  for (const [role, name] of [
    ['hr', '人事課（二人目）'],
    ['secretariat', '提案担当（二人目）'],
  ] as const) {
    const second = await identity
      .selectFrom('role')
      .select('person')
      .where('role', '=', role)
      .where('person', '!=', (await holder(role)) ?? '')
      .orderBy('person')
      .limit(1)
      .executeTakeFirst()
    if (second !== undefined) found.push([name, second.person])
  }
  return found
}

export async function changePassword(
  origin: string,
  number: string,
  password: string,
): Promise<void> {
  const send = (path: string, cookie: string, form: Record<string, string>) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { origin, accept: 'text/html', cookie },
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
  const signedIn = await send('/staff/sign-in', '', { number, password })
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const changed = await send('/staff/password', cookie, {
    password: SAMPLE_PASSWORD,
    again: SAMPLE_PASSWORD,
  })
  if (changed.status !== 303) throw new Error(`password of ${number}: ${changed.status}`)
}

/** The offices of the whole body: the first two people of their unit without another role. */
async function giveOffices(stores: Stores): Promise<void> {
  const units = await listUnits(stores.commonsReader)
  for (const { unit, role } of offices) {
    const code = units.find((u) => u.name.normalize('NFKC') === unit)?.code
    if (code === undefined) continue
    const people = await stores.identity
      .selectFrom('person')
      .select('number')
      .where('unit', '=', code)
      .where('number', 'not in', stores.identity.selectFrom('role').select('person'))
      .orderBy('number')
      .limit(2)
      .execute()
    for (const { number } of people) {
      await stores.identity
        .insertInto('role')
        .values({ person: number, role, unit: '*', origin: 'hand' })
        .execute()
    }
  }
}

/** The sample roster; a smaller city takes people evenly, and all of the three offices. */
function rosterOf(people: number): Buffer {
  const bytes = readFileSync(sampleFile('roster_sample.csv'))
  const [header = '', ...lines] = bytes.toString('utf8').trimEnd().split(/\r?\n/)
  if (people >= lines.length) return bytes
  const needed = lines.filter((line) =>
    offices.some((o) => line.normalize('NFKC').includes(`,${o.unit},`)),
  )
  const others = lines.filter((line) => !needed.includes(line))
  const wanted = Math.max(0, people - needed.length)
  const every = others.length / wanted
  const chosen = Array.from({ length: wanted }, (_, i) => others[Math.floor(i * every)] ?? '')
  return Buffer.from(`${[header, ...needed, ...chosen].join('\r\n')}\r\n`)
}

export function readPasswords(folder: string): Map<string, string> {
  const rows = parse<Record<string, string>>(readFileSync(join(folder, PASSWORD_SHEET)), {
    bom: true,
    columns: true,
  })
  return new Map(rows.map((row) => [row['職員番号'] ?? '', row['最初のパスワード'] ?? '']))
}

function sampleFile(name: string): string {
  return projectFile('scripts', 'sample-city', name)
}
