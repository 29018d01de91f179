/**
 * A city for the attack kit: some people, fourteen days, a survey and a proposal box, a backup each night.
 * Everything goes through the real doors, in random order; what each person really did is kept as the
 * truth the attacks are measured against.
 */
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystem } from '../../server/app.ts'
import { jstDay } from '../../server/calendar/jst.ts'
import { workCalendar } from '../../server/calendar/working-days.ts'
import { readConfig } from '../../server/config.ts'
import { listen, originOf } from '../../server/listen.ts'
import { openStores, type Stores } from '../../server/stores/open.ts'
import { seededRandom } from '../demo-answers.ts'
import { moveIn, samplePeople } from '../demo-city.ts'
import type { Request } from './evidence.ts'
import { dayOfCity, type SimulatedCity } from './simulated-day.ts'
import { nightlyBackup, SIMULATED_PASSPHRASE } from './simulated-backup.ts'
import { announceSurvey, holderOf, type Office, printSlips } from './simulated-survey.ts'
import { type Deed, writeTruth } from './truth.ts'

const DAYS = 14
/** What one printing of 紙の提案券 has. */
const PROPOSAL_SLIPS = 20
const DAY_MS = 86_400_000

export interface Simulated {
  readonly request: Request
  remove(): void
}

/**
 * @param people who take part
 * @param say tells how far it has come
 */
export async function simulate(
  people: number,
  seed: number,
  say: (text: string) => void,
): Promise<Simulated> {
  const home = mkdtempSync(join(tmpdir(), 'kazetoshi-simulation-'))
  const at = (name: string) => join(home, name)
  for (const name of ['data', 'mirror', 'backups']) mkdirSync(at(name), { mode: 0o700 })
  const remove = () => rmSync(home, { recursive: true, force: true })
  try {
    const clock = {
      now: new Date(`${jstDay(new Date(Date.now() - DAYS * DAY_MS))}T09:00:00+09:00`),
    }
    const stores = await openStores(at('data'))
    say(`${people}人の市を作っています`)
    const quiet = { step: () => {}, done: () => {}, end: () => {} }
    await moveIn(stores, people, () => clock.now, quiet)
    const { system, origin, close } = await start(stores, home, clock)
    const deeds: Deed[] = []
    try {
      const city = await prepare({ system, stores, origin, now: () => clock.now }, clock, seed)
      for (let day = 0; day < DAYS; day += 1) {
        deeds.push(...(await dayOfCity(city, day, DAYS)))
        say(`${day + 1}日目: 回答と提案 ${deeds.length}件`)
        await nightlyBackup(at('data'), at('backups'), clock.now)
        clock.now = new Date(clock.now.getTime() + DAY_MS)
        await morning(city)
      }
    } finally {
      await close()
    }
    writeTruth(at('truth.json'), deeds)
    const request = {
      data: at('data'),
      mirror: at('mirror'),
      logs: [at('server.log')],
      backups: [at('backups')],
      passphrase: SIMULATED_PASSPHRASE,
      truth: at('truth.json'),
    }
    return { request, remove }
  } catch (error) {
    remove()
    throw error
  }
}

async function start(stores: Stores, home: string, clock: { readonly now: Date }) {
  const env = { DATA_DIR: join(home, 'data'), BOX_MIRROR: join(home, 'mirror'), PORT: '0' }
  const config = readConfig(env)
  const logStream = createWriteStream(join(home, 'server.log'))
  const system = await createSystem({ config, stores, now: () => clock.now, logStream })
  await listen(system.app, config)
  const close = async () => {
    await system.app.close()
    await stores.close()
    await new Promise((resolve) => logStream.end(resolve))
  }
  return { system, origin: originOf(system.app, config), close }
}

/** Survey announced, proposal box open, paper slips printed. */
async function prepare(office: Office, clock: { now: Date }, seed: number): Promise<SimulatedCity> {
  const { system, stores } = office
  const secretary = await holderOf(office, 'secretariat')
  const made = await system.proposalBox.acts.addFirstMember(secretary)
  if (!made.ok) throw new Error(made.message)
  const { questionnaire, codes } = await announceSurvey(office)
  const page = '/staff/desk/slips/hashes'
  const random = seededRandom(seed)
  const officials = [secretary, await holderOf(office, 'hr')]
  const people = (await samplePeople(stores)).filter(({ number }) => !officials.includes(number))
  return {
    ...office,
    random,
    questionnaire,
    people: shuffled(people, random),
    withoutPc: await withoutPc(stores, questionnaire.survey),
    codes,
    proposalCodes: await printSlips(office, 'proposal', 'secretariat', page, PROPOSAL_SLIPS),
    opener: { person: secretary, passphrase: made.passphrase },
    waiting: [],
    pause: (ms) => {
      clock.now = new Date(clock.now.getTime() + ms)
    },
    isWorkingDay: () => workCalendar().isWorkingDay(jstDay(clock.now)),
  }
}

/** Who is given a paper slip. */
async function withoutPc(stores: Stores, survey: string): Promise<Set<string>> {
  const rows = await stores.identity
    .selectFrom('card')
    .select('person')
    .where('survey', '=', survey)
    .where('way', '=', 'slip')
    .execute()
  return new Set(rows.map(({ person }) => person))
}

/** What the program does by itself, and the opening of the proposal box by hand. */
async function morning({ system, opener, isWorkingDay }: SimulatedCity): Promise<void> {
  await system.letTimePass()
  await system.acts.tidySessions()
  if (isWorkingDay()) await system.proposalBox.openAndWait(opener.person, opener.passphrase)
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => [random(), value] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, value]) => value)
}
