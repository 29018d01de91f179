/**
 * The sample city, from the CSV files to published results, through the real doors: `npm run demo`.
 * What officials do goes through the functions the pages call; what people do goes over HTTP with the
 * real client code (demo-people.ts). The four percentages are then counted again from the people's own
 * copies; a difference ends the demo with 1.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSystem } from '../server/app.ts'
import { fiscalYearName, fiscalYearOf } from '../server/calendar/fiscal-year.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { BadConfiguration, isLoopback, readConfig } from '../server/config.ts'
import { SAMPLE_MARK } from '../server/demo-run.ts'
import { listen, originOf } from '../server/listen.ts'
import { openStores, type Stores } from '../server/stores/open.ts'
import { findSurvey } from '../server/survey/surveys.ts'
import { writeTruth } from './attack/truth.ts'
import { seededRandom } from './demo-answers.ts'
import { publishSampleBulletin, tellSampleChanges } from './demo-bulletin.ts'
import { moveIn, sampleLogIns, samplePeople } from './demo-city.ts'
import { letAnswer } from './demo-crowd.ts'
import { announce, EVERY_TYPE, openAndPublish, questionnaireOf } from './demo-office.ts'
import { readTexts } from './demo-texts.ts'
import { followUpOfLastYear, followUpOfThisYear } from './demo-follow-up.ts'
import { DemoRefused, progressPrinter } from './demo-progress.ts'
import { letPropose, sayProposals } from './demo-proposals.ts'
import { rowHeader } from './demo-rows.ts'
import { sayRules } from './demo-rules.ts'

/** How often clocks are looked at while the sample city is open. */
const TEN_MINUTES_MS = 600_000

const usage = `npm run demo -- [--people N] [--rate 0.75] [--seed N] [--data DIR] [--answers FILE.csv] [--truth FILE.json] [--no-serve]

架空の市（見本データ）を作り、職員が実際の画面と同じ通信で回答し、開封・集計・公表まで行います。
  --people N     職員の人数（100〜2300、既定 2300）
  --rate R       回答する割合（0〜1、既定 0.75）
  --seed N       回答を作る乱数の種（既定 8）
  --data DIR     作るフォルダー（既定 data-demo。このコマンドが作ったもの以外は使いません）
  --answers FILE 1回目のアンケートに架空の職員が答えた内容をCSVに書き出す
  --truth FILE   だれの回答がどれかを書き出す（架空の職員なので。npm run attack で使う）
  --no-serve     作り終えたら終了する`

type Options = ReturnType<typeof readOptions>

try {
  const options = readOptions()
  if (options.help) process.stdout.write(`${usage}\n`)
  else await demo(options)
} catch (error) {
  if (!(error instanceof DemoRefused) && !(error instanceof BadConfiguration)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}

async function demo(options: Options): Promise<void> {
  const { data, answers, truth, rate, seed } = options
  const serve = !options['no-serve']
  const env = { ...process.env, DATA_DIR: data, ...(serve ? {} : { PORT: '0' }) }
  const config = { ...readConfig(env), boxMirror: null, tls: null }
  if (!isLoopback(config.host) || config.trustProxy !== null) {
    throw new DemoRefused(
      '見本の市は、この端末の中（HOST=127.0.0.1、TRUST_PROXY なし）だけで動かせます。',
    )
  }
  for (const [name, file] of Object.entries({ answers, truth })) {
    if (file !== undefined && !existsSync(dirname(file)))
      throw new DemoRefused(`--${name} のフォルダー「${dirname(file)}」がありません。`)
  }
  prepareFolder(data)
  const print = progressPrinter(options.progress)
  let shift = 0
  const now = () => new Date(Date.now() + shift)
  const setClock = (at: Date) => {
    shift = at.getTime() - Date.now()
  }

  const stores = await openStores(data)
  const year = fiscalYearOf(jstDay(new Date())) - 1
  setClock(new Date(`${year}-05-12T09:00:00+09:00`))
  await moveIn(stores, options.people, now, print)
  const system = await createSystem({
    config: { ...config, logLevel: 'error' },
    stores,
    now,
  })
  await listen(system.app, config)
  const origin = originOf(system.app, config)

  const first = await announce(system, stores, now, fiscalYearName(year))
  const people = await samplePeople(stores)
  const random = seededRandom(seed)
  const answering = inAnyOrder(
    people.filter(() => random() < rate),
    random,
  )
  print.step(
    `${fiscalYearName(year)}のアンケートに${answering.length}人が回答しています`,
    answering.length,
  )
  const asked = await questionnaireOf(stores, first.id)
  const { rows, deeds } = await letAnswer(origin, asked, answering, seed, first.slips, print.done)
  if (answers !== undefined) await writeAnswers(answers, stores, first.id, rows)
  if (truth !== undefined) writeTruth(truth, deeds)

  const closed = await findSurvey(stores.commonsReader, first.id)
  setClock(new Date((closed?.closesAt.getTime() ?? 0) + 60_000))
  await openAndPublish(system, stores, first, rows, print)
  await readTexts(system, stores, first.id)
  await followUpOfLastYear(stores, now, first.id)
  await sayRules(asked, rows, print)

  const stage = { system, stores, origin, now, setClock, print }
  const played = await letPropose(stage, `${year}-06-01`)
  setClock(new Date())
  await followUpOfThisYear(stores, now)
  await publishSampleBulletin(system, stores, now)
  const second = await announce(
    system,
    stores,
    now,
    fiscalYearName(year + 1),
    EVERY_TYPE,
    (draft) => tellSampleChanges(system, stores, draft),
  )
  print.step('見本のサインインを用意しています', 1)
  const logIns = await sampleLogIns(stores, origin, played.showcase)
  print.end()
  writeFileSync(join(data, SAMPLE_MARK, 'complete'), '')
  sayProposals(system, played)
  sayLogIns(logIns, second.id)
  saySlips(second.slips)
  if (!serve) {
    await system.app.close()
    await stores.close()
    return
  }
  process.stdout.write(`\n見本の市を開いています: ${origin}/ （終わるには Ctrl+C）\n`)
  const clock = setInterval(() => void system.letTimePass(), TEN_MINUTES_MS)
  const stop = () => {
    clearInterval(clock)
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

/** People do not come in the order of their staff numbers. */
function inAnyOrder<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => [random(), value] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, value]) => value)
}

async function writeAnswers(
  file: string,
  stores: Stores,
  survey: string,
  rows: readonly string[][],
): Promise<void> {
  const header = rowHeader(await questionnaireOf(stores, survey)).join(',')
  const lines = rows.map((cells) => cells.join(',')).toSorted()
  writeFileSync(file, `${[header, ...lines].join('\n')}\n`)
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

/** Sheets as they lie in a workplace, for a visitor to try. */
function saySlips(codes: readonly string[]): void {
  if (codes.length === 0) return
  process.stdout.write('\n見本の紙の回答券（サインインせずに /voice/slip で回答できます）\n')
  for (const code of codes.slice(0, 3)) process.stdout.write(`  ${code}\n`)
}

/** @throws {DemoRefused} for anything that is no option or out of range. */
function readOptions() {
  const { values } = parseStrictly()
  const numberOf = (name: 'people' | 'rate' | 'seed', least: number, most: number): number => {
    const value = values[name].trim() === '' ? Number.NaN : Number(values[name])
    const whole = name === 'rate' || Number.isInteger(value)
    if (!whole || !(value >= least && value <= most)) {
      throw new DemoRefused(`--${name} は ${least} から ${most} までの数で指定してください。`)
    }
    return value
  }
  if (values.data.trim() === '') throw new DemoRefused('--data にフォルダーを指定してください。')
  return {
    ...values,
    people: numberOf('people', 100, 2300),
    rate: numberOf('rate', 0, 1),
    seed: numberOf('seed', 0, 2 ** 31),
  }
}

function parseStrictly() {
  try {
    return parseArgs({
      options: {
        people: { type: 'string', default: '2300' },
        rate: { type: 'string', default: '0.75' },
        seed: { type: 'string', default: '8' },
        data: { type: 'string', default: 'data-demo' },
        answers: { type: 'string' },
        truth: { type: 'string' },
        'no-serve': { type: 'boolean', default: false },
        progress: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    const given = error instanceof Error ? error.message : ''
    throw new DemoRefused(`使えない指定があります（${given}）。\n\n${usage}`)
  }
}
