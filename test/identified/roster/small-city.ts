import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { applyImport } from '../../../server/identified/roster/apply.ts'
import { sentenceOf } from '../../../server/identified/roster/findings.ts'
import {
  type ImportCheck,
  type ImportPlan,
  planImport,
  type RosterFiles,
} from '../../../server/identified/roster/plan.ts'
import { openStores, type Stores } from '../../../server/stores/open.ts'

export const TODAY = '2026-04-01'

export const UNIT_HEADER = '所属コード,上位所属コード,区分,所属名'
export const PERSON_HEADER = '職員番号,所属コード,職位区分,個人PC,役割'

/** Row 2 is the 市; nine units of every kind. */
export const UNITS = [
  '0000,,市,見本市',
  '1000,0000,部,総務部',
  '1000K,1000,部付,総務部（部長等）',
  '1010,1000,課,人事課',
  '1020,1000,課,庶務課',
  '1021,1020,施設,分館',
  '2000,0000,部,支所',
  '2010,2000,支所,川北支所',
  '2011,2010,課,市民課',
  '9000,0000,課,会計課',
]

export const PEOPLE = [
  '000101,1000K,部長級,あり,部長',
  '000102,1010,課長級,あり,推進責任者',
  '000103,1010,主事級,なし,推進担当者',
  '000104,1020,課長級,あり,推進責任者',
  '000105,1021,課長級,なし,推進責任者',
  '000106,2010,部長級,あり,部長',
  '000107,2011,課長級,あり,推進責任者',
  '000108,9000,課長級,あり,推進責任者',
]

export function csv(header: string, rows: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${[header, ...rows].join('\r\n')}\r\n`)
}

export function unitsFile(rows: readonly string[] = UNITS, header = UNIT_HEADER) {
  return { name: '所属.csv', bytes: csv(header, rows) }
}

export function peopleFile(rows: readonly string[] = PEOPLE, header = PERSON_HEADER) {
  return { name: '職員.csv', bytes: csv(header, rows) }
}

/** Real, empty stores in a temporary folder that goes with the test. */
export async function openCity(): Promise<Stores> {
  const folder = await mkdtemp(join(tmpdir(), 'kazetoshi-roster-'))
  const stores = await openStores(folder)
  onTestFinished(async () => {
    await stores.close()
    await rm(folder, { recursive: true, force: true })
  })
  return stores
}

/** Plans and applies; the files must be good. */
export async function importAll(stores: Stores, files: RosterFiles): Promise<ImportPlan> {
  const plan = planOf(await planImport(stores, files, TODAY))
  await applyImport(stores, plan, { actor: '000102', at: new Date('2026-04-01T00:00:00Z') })
  return plan
}

export function planOf(check: ImportCheck): ImportPlan {
  expect(check.problems.map(sentenceOf)).toEqual([])
  if (!check.ok) throw new Error('unreachable: a check without problems is ok')
  return check.plan
}

/** The sentences an officer reads, for files that are refused. */
export async function refusals(stores: Stores, files: RosterFiles): Promise<string[]> {
  const check = await planImport(stores, files, TODAY)
  expect(check.ok).toBe(false)
  return check.problems.map(sentenceOf)
}

/** Everything an import may touch or must not touch. */
export async function contents(stores: Stores) {
  const { identity, commons } = stores
  return {
    units: await commons.selectFrom('unit').selectAll().orderBy('position').execute(),
    people: await identity.selectFrom('person').selectAll().orderBy('number').execute(),
    roles: await identity.selectFrom('role').selectAll().execute(),
    credentials: await identity.selectFrom('credential').selectAll().execute(),
    sessions: await identity.selectFrom('session').selectAll().execute(),
    cards: await identity.selectFrom('card').selectAll().execute(),
    classes: await identity.selectFrom('eligible_class').selectAll().execute(),
    audit: await identity.selectFrom('audit').selectAll().execute(),
  }
}

/** CP932 bytes, found by decoding every code once: Node can read the encoding but not write it. */
export function encodeCp932(text: string): Uint8Array {
  return Uint8Array.from(Array.from(text).flatMap((c) => cp932().get(c) ?? fail(c)))
}

let table: Map<string, number[]> | undefined

function cp932(): Map<string, number[]> {
  if (table !== undefined) return table
  table = new Map()
  const decoder = new TextDecoder('shift_jis', { fatal: true })
  const learn = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes))
      if (!table?.has(text)) table?.set(text, bytes)
    } catch {
      // Not a character of CP932.
    }
  }
  for (let byte = 0; byte < 256; byte++) learn(byte)
  for (let lead = 0x81; lead < 0xfd; lead++)
    for (let trail = 0x40; trail < 0xfd; trail++) learn(lead, trail)
  return table
}

function fail(character: string): never {
  throw new Error(`${character} is not in CP932`)
}
