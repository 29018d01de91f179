import { fiscalYearName, fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import { jstDay } from '../../server/calendar/jst.ts'
import type { System } from '../../server/app.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { composeDraft } from '../../server/identified/office/announcement-plan.ts'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import type { Role } from '../../server/stores/identity.ts'
import type { Stores } from '../../server/stores/open.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'
import { findSurvey } from '../../server/survey/surveys.ts'
import { samplePeople } from '../demo-city.ts'
import { signIn } from './simulated-people.ts'
import { newSlipCode, slipHash } from '../../views/client/protocol/slip.ts'
import type { SlipKind } from '../../server/tokens/slip-code.ts'

const DAY_MS = 86_400_000

export interface SimulatedSurvey {
  readonly questionnaire: Questionnaire
  /** Codes of the printed 紙の回答券. */
  readonly codes: string[]
}

export interface Office {
  readonly system: System
  readonly stores: Stores
  readonly origin: string
  readonly now: () => Date
}

/** The acts of 人事課: draft, approval, paper slips, keys, announcement; open at once, for longer than the simulation. */
export async function announceSurvey(office: Office): Promise<SimulatedSurvey> {
  const { system, stores, now } = office
  const { acts } = system
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const at = now()
  const draft = {
    ...usualDraft(bank, at),
    title: `${fiscalYearName(fiscalYearOf(jstDay(at)))} 職員アンケート（模擬）`,
    opensAt: at.toISOString(),
    closesAt: new Date(at.getTime() + 20 * DAY_MS).toISOString(),
    referenceDay: jstDay(at),
    contact: '人事課',
    contacts: [],
    keepers: { need: 1, posts: ['人事課長'] },
    earlier: { scale: '4', denominator: 'valid', asked: 'same' },
  } satisfies Parameters<typeof acts.createDraft>[0]
  const id = await acts.createDraft(draft)
  await acts.approveDraft(id, { number: '模擬第1号', day: jstDay(at) })
  const survey = await findSurvey(stores.commonsReader, id)
  if (survey === undefined) throw new Error('draft is missing')
  const deps = { identity: stores.identity, commons: stores.commonsReader, bank }
  const { questionnaire } = await composeDraft(deps, id, survey.draft)
  const page = `/staff/office/surveys/${id}/slips/hashes`
  const codes = await printSlips(office, 'survey', 'hr', page, questionnaire.slips?.printed ?? 0)
  const prepared = await acts.prepareAnnouncement(id)
  if (prepared.state === 'refused') throw new Error(prepared.reason)
  const announced = await acts.announce(
    id,
    prepared.keepers.map(({ passphrase }) => passphrase),
  )
  if (announced.state === 'refused') throw new Error(announced.reason)
  return { questionnaire, codes }
}

/** What the page of printing does: codes that stay here, hashes that are sent. */
export async function printSlips(
  office: Office,
  kind: SlipKind,
  role: Role,
  page: string,
  count: number,
): Promise<string[]> {
  if (count === 0) return []
  const codes = Array.from({ length: count }, () => newSlipCode(kind))
  const hashes = codes.map((code) => Buffer.from(slipHash(code)))
  const cookie = await officialsCookie(office, role)
  const response = await fetch(`${office.origin}${page}`, {
    method: 'POST',
    headers: {
      cookie,
      'content-type': 'application/octet-stream',
      'sec-fetch-site': 'same-origin',
    },
    body: Uint8Array.from(Buffer.concat(hashes.toSorted((a, b) => Buffer.compare(a, b)))),
  })
  if (response.status !== 204) throw new Error(`${page}: ${response.status}`)
  return codes
}

async function officialsCookie(office: Office, role: Role): Promise<string> {
  const number = await holderOf(office, role)
  const person = (await samplePeople(office.stores)).find((one) => one.number === number)
  if (person === undefined) throw new Error(`nobody is ${role}`)
  return signIn(office.origin, person)
}

/** Who holds the office; takes no part otherwise. */
export async function holderOf({ stores }: Office, role: Role): Promise<string> {
  const { person } = await stores.identity
    .selectFrom('role')
    .select('person')
    .where('role', '=', role)
    .orderBy('person')
    .executeTakeFirstOrThrow()
  return person
}
