/**
 * The sample city, from the CSV files to published results, through the real doors: `npm run demo`.
 * What officials do goes through the functions the pages call; what people do goes over HTTP with the
 * real client code (demo-people.ts). The four percentages are then counted again from the people's own
 * copies; a difference ends the demo with 1.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { createSystem, type System } from '../server/app.ts'
import { fiscalYearName, fiscalYearOf } from '../server/calendar/fiscal-year.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { BadConfiguration, readConfig } from '../server/config.ts'
import { SAMPLE_MARK } from '../server/demo-run.ts'
import { usualDraft } from '../server/identified/office/draft-form.ts'
import { projectFile } from '../server/http/project-file.ts'
import { openStores, type Stores } from '../server/stores/open.ts'
import { publishedSetSchema } from '../server/survey/published-set.ts'
import { loadQuestionBank } from '../server/survey/question-bank.ts'
import { findSurvey } from '../server/survey/surveys.ts'
import { moveIn, SAMPLE_PASSWORD, sampleLogIns, samplePeople } from './demo-city.ts'
import { type SamplePerson, seededRandom } from './demo-answers.ts'
import type { PeopleNews, PeopleOrder } from './demo-people.ts'
import { recountIndicators, rowHeader } from './demo-rows.ts'
import { DemoRefused, progressPrinter } from './demo-progress.ts'

const usage = `npm run demo -- [--people N] [--rate 0.75] [--seed N] [--data DIR] [--answers FILE.csv] [--no-serve]

架空の市（見本データ）を作り、職員が実際の画面と同じ通信で回答し、開封・集計・公表まで行います。
  --people N     職員の人数（100〜2300、既定 2300）
  --rate R       回答する割合（0〜1、既定 0.75）
  --seed N       回答を作る乱数の種（既定 8）
  --data DIR     作るフォルダー（既定 data-demo。このコマンドが作ったもの以外は使いません）
  --answers FILE 1回目のアンケートに架空の職員が答えた内容をCSVに書き出す
  --no-serve     作り終えたら終了する`

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2300' },
    rate: { type: 'string', default: '0.75' },
    seed: { type: 'string', default: '8' },
    data: { type: 'string', default: 'data-demo' },
    answers: { type: 'string' },
    'no-serve': { type: 'boolean', default: false },
    progress: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

try {
  if (values.help) process.stdout.write(`${usage}\n`)
  else await demo()
} catch (error) {
  if (!(error instanceof DemoRefused) && !(error instanceof BadConfiguration)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}

async function demo(): Promise<void> {
  const [most, rate, seed] = [numberOf('people', 100, 2300), numberOf('rate', 0, 1), numberOf('seed', 0, 2 ** 31)]
  const config = { ...readConfig({ ...process.env, DATA_DIR: values.data }), boxMirror: null, tls: null }
  if (!['127.0.0.1', 'localhost', '::1'].includes(config.host)) {
    throw new DemoRefused('見本の市は、この端末の中（HOST=127.0.0.1）だけで動かせます。')
  }
  prepareFolder(values.data)
  const print = progressPrinter(values.progress)
  let shift = 0
  const now = () => new Date(Date.now() + shift)
  const setClock = (at: Date) => {
    shift = at.getTime() - Date.now()
  }

  const stores = await openStores(values.data)
  const year = fiscalYearOf(jstDay(new Date())) - 1
  setClock(new Date(`${year}-11-04T09:00:00+09:00`))
  await moveIn(stores, most, now, print)
  const system = await createSystem({
    config: { ...config, logLevel: 'error' },
    stores,
    now,
  })
  await system.app.listen({ host: config.host, port: values['no-serve'] ? 0 : config.port })

  const first = await announce(system, stores, now, fiscalYearName(year))
  const people = await samplePeople(stores)
  const random = seededRandom(seed)
  const answering = people.filter(() => random() < rate)
  print.step(`${fiscalYearName(year)}のアンケートに${answering.length}人が回答しています`, answering.length)
  const rows = await letAnswer(originOf(system), stores, first.id, answering, seed, print.done)
  if (values.answers !== undefined) await writeAnswers(values.answers, stores, first.id, rows)

  const closed = await findSurvey(stores.commonsReader, first.id)
  setClock(new Date((closed?.closesAt.getTime() ?? 0) + 60_000))
  await openAndPublish(system, stores, first, rows, print)

  setClock(new Date())
  const second = await announce(system, stores, now, fiscalYearName(year + 1))
  print.step('見本のサインインを用意しています', 1)
  const logIns = await sampleLogIns(stores, originOf(system))
  print.end()
  writeFileSync(join(values.data, SAMPLE_MARK, 'complete'), '')
  sayLogIns(logIns, second.id)
  if (values['no-serve']) {
    await system.app.close()
    await stores.close()
    return
  }
  process.stdout.write(`\n見本の市を開いています: ${originOf(system)}/ （終わるには Ctrl+C）\n`)
  const stop = () => {
    void system.app
      .close()
      .then(() => stores.close())
      .then(() => process.exit(0))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** A folder of our own, emptied; never one that something else made. */
function prepareFolder(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, SAMPLE_MARK))) {
      throw new DemoRefused(
        `フォルダー「${folder}」は見本の市のものではないため、使いません。--data で別の名前を指定してください。`,
      )
    }
    rmSync(folder, { recursive: true })
  }
  mkdirSync(join(folder, SAMPLE_MARK), { recursive: true, mode: 0o700 })
}

/** The acts of 人事課: draft and announcement, open at once for two weeks (never across 1 April). */
async function announce(system: System, stores: Stores, now: () => Date, year: string) {
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const at = now()
  const march = new Date(`${fiscalYearOf(jstDay(at)) + 1}-03-31T23:59:00+09:00`)
  const closes = new Date(Math.min(at.getTime() + 14 * 24 * 60 * 60 * 1000, march.getTime()))
  const id = await system.acts.createDraft({
    ...usualDraft(bank, at),
    title: `${year} 職員の勤務実態に係るアンケート`,
    opensAt: at.toISOString(),
    closesAt: closes.toISOString(),
    referenceDay: jstDay(at),
    contact: '人事課（内線 2305）',
    contacts: ['ハラスメント相談窓口：人事課', '内部公益通報窓口：総務課', '健康相談：産業医'],
    keepers: { need: 1, posts: ['人事課長'] },
  })
  const announced = await system.acts.announce(id)
  if (announced.state === 'refused') throw new Error(announced.reason)
  if ((await findSurvey(stores.commonsReader, id))?.state !== 'announced') throw new Error('not announced')
  return { id, passphrases: announced.keepers.map((keeper) => keeper.passphrase) }
}

async function letAnswer(
  origin: string,
  stores: Stores,
  survey: string,
  people: readonly SamplePerson[],
  seed: number,
  report: (done: number) => void,
): Promise<string[][]> {
  const questionnaire = await questionnaireOf(stores, survey)
  const workerData: PeopleOrder = {
    origin,
    questionnaire,
    people,
    seed,
    password: SAMPLE_PASSWORD,
    atOnce: 12,
  }
  const worker = new Worker(new URL('./demo-people.js', import.meta.url), { workerData })
  return new Promise((resolve, reject) => {
    let rows: string[][] = []
    worker.on('message', (news: PeopleNews) => {
      if (news.kind === 'done') report(news.done)
      else rows = news.rows.map((row) => [...row])
    })
    worker.on('error', reject)
    worker.on('exit', (code) => (code === 0 ? resolve(rows) : reject(new Error('people stopped'))))
  })
}

async function openAndPublish(
  system: System,
  stores: Stores,
  survey: { id: string; passphrases: readonly string[] },
  rows: readonly string[][],
  print: ReturnType<typeof progressPrinter>,
): Promise<void> {
  const frozen = await system.acts.findFrozen(survey.id)
  if (frozen === undefined) throw new Error('survey is missing')
  print.step('回答箱を開封し、集計しています', rows.length)
  system.acts.startOpening(frozen, survey.passphrases)
  for (;;) {
    const progress = system.acts.openingProgress(survey.id)
    if (progress?.failed !== undefined) throw new Error(progress.failed)
    if (progress?.finished === true) break
    if (progress?.phase === '回答を開封しています') print.done(progress.done)
    await pause(200)
  }
  print.step('公表し、回答箱と鍵を廃棄しています', 1)
  await system.acts.publish(survey.id)
  await system.acts.destroyBox(survey.id)
  print.end()
  await compareIndicators(stores, survey.id, rows)
}

/** The published four percentages against a recount from what the people remember. */
async function compareIndicators(
  stores: Stores,
  survey: string,
  rows: readonly string[][],
): Promise<void> {
  const row = await stores.commonsReader
    .selectFrom('published_set')
    .select('body')
    .where('survey', '=', survey)
    .executeTakeFirstOrThrow()
  const set = publishedSetSchema.parse(JSON.parse(row.body))
  const whole = set.groups[0]
  if (whole?.state !== 'published') {
    process.stdout.write('\n回答が公表できる人数に足りないため、何も公表していません。\n')
    return
  }
  process.stdout.write('\n公表した4つの割合と、回答者の控えから数え直した割合\n')
  for (const counted of recountIndicators(await questionnaireOf(stores, survey), rows)) {
    const value = whole.items[counted.item]
    const same = value?.favourable.toFixed(1) === counted.percent && value.n === counted.n
    process.stdout.write(
      `  ${same ? '一致' : '不一致'}  公表 ${value?.favourable.toFixed(1)}％  数え直し ${counted.percent}％（n=${counted.n}）  ${counted.label}\n`,
    )
    if (!same) process.exitCode = 1
  }
}

async function writeAnswers(
  file: string,
  stores: Stores,
  survey: string,
  rows: readonly string[][],
): Promise<void> {
  const lines = [rowHeader(await questionnaireOf(stores, survey)), ...rows.toSorted()]
  writeFileSync(file, `${lines.map((cells) => cells.join(',')).join('\n')}\n`)
}

async function questionnaireOf(stores: Stores, survey: string) {
  const questionnaire = (await findSurvey(stores.commonsReader, survey))?.questionnaire
  if (questionnaire === null || questionnaire === undefined) throw new Error('not announced')
  return questionnaire
}

function sayLogIns(
  logIns: readonly { role: string; number: string; password: string }[],
  open: string,
): void {
  process.stdout.write(`\n見本のサインイン（すべて架空の職員。${open} が受付中です）\n`)
  for (const { role, number, password } of logIns) {
    process.stdout.write(`  ${number}  ${password}  ${role}\n`)
  }
}

function originOf(system: System): string {
  const address = system.app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  return `http://127.0.0.1:${address.port}`
}

function numberOf(name: 'people' | 'rate' | 'seed', least: number, most: number): number {
  const value = Number(values[name])
  if (!Number.isFinite(value) || value < least || value > most) {
    throw new DemoRefused(`--${name} は ${least} から ${most} までの数で指定してください。`)
  }
  return name === 'rate' ? value : Math.floor(value)
}
