/**
 * The pictures of the manuals in docs/ja/: `npm run screenshots`. Makes a small sample city in a temporary folder
 * through the real doors, walks the year of each role in a browser, and writes docs/ja/images/*.png. Their names
 * are the same in every run; days and numbers in them follow the day of the run.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystem } from '../server/app.ts'
import { fiscalYearName, fiscalYearOf } from '../server/calendar/fiscal-year.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { readConfig } from '../server/config.ts'
import { projectFile } from '../server/http/project-file.ts'
import { listen, originOf } from '../server/listen.ts'
import type { Role } from '../server/stores/identity.ts'
import { openStores, type Stores } from '../server/stores/open.ts'
import { listUnits } from '../server/survey/units.ts'
import { moveIn, samplePeople } from './demo-city.ts'
import { letAnswer } from './demo-crowd.ts'
import { announce, questionnaireOf } from './demo-office.ts'
import { progressPrinter } from './demo-progress.ts'
import { letPropose } from './demo-proposals.ts'
import { announcePictures, closePictures, openPictures, rosterPictures } from './screenshots/hr.ts'
import { accountPictures, adminPictures, setupPicture } from './screenshots/it.ts'
import { secretariatPictures } from './screenshots/secretariat.ts'
import { answerPictures, readingPictures } from './screenshots/staff.ts'
import { openStudio } from './screenshots/studio.ts'

const PEOPLE = 300
const SEED = 8
const HOUR_MS = 60 * 60 * 1000
const IMAGES = projectFile('docs', 'ja', 'images')

const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-screenshots-'))
const print = progressPrinter(false)
let shift = 0
const now = () => new Date(Date.now() + shift)
const setClock = (at: Date) => {
  shift = at.getTime() - Date.now()
}
const stores = await openStores(folder)
const config = { ...readConfig({ DATA_DIR: folder, PORT: '0' }), logLevel: 'error' as const }
const year = fiscalYearOf(jstDay(new Date())) - 1
setClock(new Date(`${year}-05-12T09:00:00+09:00`))
await moveIn(stores, PEOPLE, now, print)
// What 「設置の確認」 tells; it listens on any free port.
const shown = { ...config, port: 8080 }
const system = await createSystem({ config: shown, stores, now })
await listen(system.app, config)
const origin = originOf(system.app, config)
mkdirSync(IMAGES, { recursive: true })
const studio = await openStudio(origin, stores, IMAGES)
try {
  await takePictures()
} finally {
  await studio.close()
  system.app.server.closeAllConnections()
  await system.app.close()
  await stores.close()
  rmSync(folder, { recursive: true })
}
for (const file of readdirSync(IMAGES)) if (!studio.taken.includes(file)) rmSync(join(IMAGES, file))
process.stdout.write(`${studio.taken.length}枚の画面を ${IMAGES} に書きました。\n`)

async function takePictures(): Promise<void> {
  const [admin, hr] = [await holder(stores, 'admin'), await holder(stores, 'hr')]
  print.step('情報担当の画面', 1)
  await setupPicture(studio, config)
  await accountPictures(studio, admin)

  print.step('人事課の画面（実施の決定まで）', 1)
  let page = await studio.signIn(hr)
  await rosterPictures(studio, page)
  const title = `${fiscalYearName(year)} 職員の勤務実態に係るアンケート`
  const announced = await announcePictures(studio, page, { now: now(), title })

  setClock(new Date(now().getTime() + 25 * HOUR_MS))
  const questionnaire = await questionnaireOf(stores, announced.survey)
  const people = (await samplePeople(stores)).filter(({ firstPassword }) => firstPassword !== '')
  const officials = new Set(await holders(stores))
  const staff = people.filter(({ number }) => !officials.has(number))
  const [own] = staff
  if (own === undefined) throw new Error('nobody is left to answer')
  print.step('職員の画面', 1)
  await answerPictures(studio, folder, own.number, await placeOf(own))
  print.step('職員が回答しています', staff.length)
  await letAnswer(origin, questionnaire, staff.slice(1), SEED, announced.slips, print.done)

  print.step('人事課の画面（受付中から公表まで）', 1)
  setClock(new Date(now().getTime() + 24 * HOUR_MS))
  page = await studio.signIn(hr)
  await openPictures(studio, page, announced.survey)
  setClock(new Date(now().getTime() + 14 * 24 * HOUR_MS))
  page = await studio.signIn(hr)
  await closePictures(studio, page, announced)

  const stage = { system, stores, origin, now, setClock, print }
  const played = await letPropose(stage, `${year}-06-01`)
  const { calendar } = await system.proposals.desk.surroundings()
  setClock(new Date(`${calendar.after(jstDay(new Date()), 1)}T08:40:00+09:00`))
  print.step('行政管理課の画面', 1)
  await secretariatPictures(studio, played)
  print.step('結果、提案の一覧、管理の画面', 1)
  await announce(system, stores, now, fiscalYearName(year + 1))
  await readingPictures(studio, own.number)
  await adminPictures(studio, admin)
  print.end()
}

async function holder({ identity }: Stores, role: Role): Promise<string> {
  const row = await identity
    .selectFrom('role')
    .select('person')
    .where('role', '=', role)
    .orderBy('person')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.person
}

async function holders({ identity }: Stores): Promise<string[]> {
  const rows = await identity.selectFrom('role').select('person').execute()
  return rows.map(({ person }) => person)
}

/** Names of 部 and 課 as the answer page offers them. */
async function placeOf({ bureau, section }: { bureau: string; section: string }) {
  const units = new Map((await listUnits(stores.commonsReader)).map((u) => [u.code, u.name]))
  return { bureau: units.get(bureau) ?? '', section: units.get(section) ?? '課は答えない' }
}
