import { createPrivateKey, randomBytes, sign, constants } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createSystem } from '../../server/app.ts'
import { jstDay } from '../../server/calendar/jst.ts'
import { readConfig } from '../../server/config.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { createPasswordDesk } from '../../server/identified/auth/passwords.ts'
import { startSession } from '../../server/identified/auth/sessions.ts'
import { usualDraft } from '../../server/identified/office/editor/usual-draft.ts'
import { applyImport } from '../../server/identified/roster/apply.ts'
import { planImport } from '../../server/identified/roster/plan.ts'
import { boxPath, createBoxFile } from '../../server/stores/box.ts'
import { openStores, type Stores } from '../../server/stores/open.ts'
import { ballotBytes } from '../../server/survey/ballot-form.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import { MODULUS_BYTES, NONCE_BYTES, SALT_BYTES } from '../../server/tokens/suite.ts'
import { encodeCast, sealedLength } from '../../server/tokens/wire.ts'

export const PASSWORD = 'kaze-no-toshi-michi'

/** Bench time begins on a working day of autumn, in every process. */
export const benchNow = () => new Date(MORNING + performance.now())
const MORNING = Date.parse('2026-11-04T09:00:00+09:00')

export const benchConfig = (dataDir: string) => ({
  ...readConfig({}),
  dataDir,
  port: 0,
  logLevel: 'error',
})

/** A data folder with people, one announced survey and copies of it, and casts that its key has signed. */
export interface City {
  readonly root: string
  readonly folder: string
  /** The survey whose cards are handed out. */
  readonly survey: string
  readonly people: readonly string[]
  /** A session of each person. */
  readonly cookies: readonly string[]
  readonly casts: { readonly file: string; readonly size: number; readonly count: number }
  readonly sealedBytes: number
  readonly signingKey: Buffer
  /** Another folder with the same people and surveys. */
  copy(name: string): string
  /** Another survey in a folder, with the same key and an empty box of its own. */
  addBox(folder: string, survey: string): void
  remove(): void
}

/** Ids of the copies: the casts can be used once in each. */
export const copyId = (i: number) => `bench-${i}`

const CARD_BYTES = 1 + NONCE_BYTES + MODULUS_BYTES

export async function buildCity(size: {
  people: number
  casts: number
  copies: number
}): Promise<City> {
  const root = mkdtempSync(join(tmpdir(), 'kazetoshi-bench-'))
  const folder = join(root, 'city')
  const stores = await openStores(folder)
  await moveIn(stores, size.people)
  const survey = await announce(stores, folder)
  const key = await stores.identity
    .selectFrom('signing_key')
    .select('pkcs8')
    .executeTakeFirstOrThrow()
  const row = await stores.commons.selectFrom('survey').selectAll().executeTakeFirstOrThrow()
  const questionnaire = JSON.parse(row.questionnaire ?? '')
  for (let i = 0; i < size.copies; i += 1) {
    const id = copyId(i)
    const asked = JSON.stringify({ ...questionnaire, survey: id })
    await stores.commons
      .insertInto('survey')
      .values({ ...row, id, questionnaire: asked })
      .execute()
    await stores.identity
      .insertInto('signing_key')
      .values({ survey: id, pkcs8: key.pkcs8 })
      .execute()
  }
  const people = await stores.identity.selectFrom('card').select('person').execute()
  const cookies: string[] = []
  for (const { person } of people) {
    cookies.push(`kazetoshi=${await startSession(stores.identity, person, benchNow())}`)
  }
  await stores.close()

  const sealedBytes = sealedLength(ballotBytes(questionnaire))
  const file = join(root, 'casts')
  writeFileSync(file, await signCasts(key.pkcs8, size.casts, sealedBytes))
  const slots = Math.ceil(size.casts * 1.05) + 1
  return {
    root,
    folder,
    survey,
    people: people.map(({ person }) => person),
    cookies,
    casts: { file, size: readFileSync(file).length / size.casts, count: size.casts },
    sealedBytes,
    signingKey: key.pkcs8,
    copy(name) {
      cpSync(folder, join(root, name), { recursive: true })
      return join(root, name)
    },
    addBox: (into, id) =>
      createBoxFile(boxPath(into, id), { slots, sealedBytes, cardBytes: CARD_BYTES }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** The sample roster, everybody with the same password: hashing 2,300 of them is not what is measured. */
async function moveIn(stores: Stores, count: number): Promise<void> {
  const sample = (name: string) => readFileSync(projectFile('scripts', 'sample-city', name))
  const lines = sample('roster_sample.csv').toString('utf8').trimEnd().split(/\r?\n/)
  const people = Buffer.from(`${lines.slice(0, count + 1).join('\r\n')}\r\n`)
  const check = await planImport(
    stores,
    {
      units: { name: 'org.csv', bytes: sample('org.csv') },
      people: { name: 'roster_sample.csv', bytes: people },
    },
    jstDay(benchNow()),
  )
  if (!check.ok) throw new Error(`sample roster: ${JSON.stringify(check.problems[0])}`)
  await applyImport(stores, check.plan, { actor: 'bench', at: benchNow() })
  const password_hash = await createPasswordDesk().hash(PASSWORD)
  const numbers = await stores.identity.selectFrom('person').select('number').execute()
  await stores.identity.transaction().execute(async (trx) => {
    for (const { number } of numbers) {
      const row = { person: number, password_hash, must_change: 0 }
      await trx.insertInto('credential').values(row).execute()
    }
  })
}

/** The acts of 人事課, as in the sample city. */
async function announce(stores: Stores, folder: string): Promise<string> {
  const system = await createSystem({ config: benchConfig(folder), stores, now: benchNow })
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const now = new Date(MORNING)
  const id = await system.acts.createDraft({
    ...usualDraft(bank, now),
    slips: null,
    opensAt: now.toISOString(),
    closesAt: new Date(now.getTime() + 14 * 24 * 60 * 60 * 1000).toISOString(),
    referenceDay: jstDay(now),
    keepers: { need: 1, posts: ['人事課長'] },
    earlier: { scale: '4', denominator: 'valid', asked: 'same' },
  })
  await system.acts.approveDraft(id, { number: '計測第1号', day: jstDay(now) })
  const made = await system.acts.prepareAnnouncement(id)
  if (made.state !== 'prepared') throw new Error(made.reason)
  const done = await system.acts.announce(
    id,
    made.keepers.map((keeper) => keeper.passphrase),
  )
  await system.app.close()
  if (done.state !== 'announced') throw new Error(done.reason)
  return id
}

/** Cards signed without blinding (what is stored and verified is the same) and random bytes as ballots. */
async function signCasts(pkcs8: Buffer, count: number, sealedBytes: number): Promise<Buffer> {
  const key = {
    key: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: SALT_BYTES,
  }
  const inThreads = promisify<string, Buffer, typeof key, Buffer>(sign)
  const casts: Uint8Array[] = []
  for (let i = 0; i < count; i += 100) {
    const some = Array.from({ length: Math.min(100, count - i) }, async () => {
      const nonce = randomBytes(NONCE_BYTES)
      const signature = await inThreads('sha384', nonce, key)
      const sealed = Buffer.concat([Buffer.of(1), randomBytes(sealedBytes - 1)])
      return encodeCast({ nonce, signature, sealed })
    })
    casts.push(...(await Promise.all(some)))
  }
  return Buffer.concat(casts)
}
