/** The thread of in-thread.ts: takes what is stored, does one piece of work, hands the answer back. */
import { parentPort, workerData } from 'node:worker_threads'
import type { PersonRow } from '../../stores/identity.ts'
import { checkRoster, type ReportCheck } from './check.ts'
import type { RosterNews, RosterOrder, StoredNews } from './in-thread.ts'
import type { ImportCheck } from './plan.ts'
import { makeRosterFile } from './roster-file.ts'
import { rosterRows } from './roster-tables.ts'
import type { RoleRow, Roster } from './stored.ts'

/** Rows in one message: the receiver reads a message in one go. */
const SLICE = 2000

const { work, units, signIns } = workerData as RosterOrder
const people: PersonRow[] = []
const roles: RoleRow[] = []
let goOn = () => {}

parentPort?.on('message', (news: StoredNews) => {
  if (news === 'complete') {
    void doWork({ units, people, roles })
  } else if (news === 'next') {
    goOn()
  } else {
    people.push(...news.people)
    roles.push(...news.roles)
  }
})

async function doWork(stored: Roster): Promise<void> {
  if (work.act === 'file') {
    const rows = rosterRows(work.part, stored)
    return tell({ made: await makeRosterFile(work.part, work.form, rows, false) })
  }
  const report: ReportCheck = (step, done, total) => tell({ step, done, total })
  const options = { keep: work.keep, report, signIns }
  await tellCheck(await checkRoster(stored, work.files, work.today, options))
}

async function tellCheck(check: ImportCheck): Promise<void> {
  if (!check.ok) return tell({ check })
  const { plan } = check
  const { outcome } = plan
  for (const slice of slicesOf(outcome.people)) await tellSlice({ people: slice })
  for (const slice of slicesOf(outcome.roles)) await tellSlice({ roles: slice })
  tell({ check: { ...check, plan: { ...plan, outcome: { ...outcome, people: [], roles: [] } } } })
}

function* slicesOf<Row>(rows: readonly Row[]): Generator<Row[]> {
  for (let i = 0; i < rows.length; i += SLICE) yield rows.slice(i, i + SLICE)
}

function tellSlice(news: RosterNews): Promise<void> {
  return new Promise((resolve) => {
    goOn = resolve
    tell(news)
  })
}

function tell(news: RosterNews): void {
  parentPort?.postMessage(news)
}
