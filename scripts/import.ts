/** `npm run import`: units and people from CSV or Excel files. */
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { jstDay } from '../server/calendar/jst.ts'
import { readConfig } from '../server/config.ts'
import { applyImport, StaleImport } from '../server/identified/roster/apply.ts'
import { MAX_FILE_BYTES } from '../server/identified/roster/decoding.ts'
import { countDifference } from '../server/identified/roster/difference.ts'
import { type Finding, sentenceOf } from '../server/identified/roster/findings.ts'
import {
  type ImportCheck,
  planImport,
  type RosterFile,
  type RosterFiles,
} from '../server/identified/roster/plan.ts'
import { describeDifference, describeFile } from '../server/identified/roster/wording.ts'
import { NewerDatabase } from '../server/stores/migrate.ts'
import { openStores } from '../server/stores/open.ts'

const HELP = `所属と職員を、CSVかExcelブック（.xlsx）から取り込みます。

  npm run import -- --units 所属.csv --people 職員.xlsx [--dry-run] [--json] [--data フォルダー]

  --units F    所属のファイル（見出しは scripts/sample-city/org.csv と同じ）
  --people F   職員のファイル（見出しは scripts/sample-city/roster_sample.csv と同じ。氏名の列は不可）
               どちらか一方だけでも取り込めます。ファイルにない職員は退職等として削除します。
  --dry-run    確かめるだけで、何も書き込みません
  --json       結果を1つのJSONで出します
  --data DIR   データのフォルダー（省略すると環境変数 DATA_DIR、なければ data）

CSVの文字コードはUTF-8とShift_JIS（CP932）を見分けます。Excelブックは先頭のシートを読みます。1行でも誤りがあれば何も書き込みません。
終了コード: 0 正常、2 ファイルか指定の誤り（何も書き込みません）`

/** Refused before any row was read: a wrong option, a file that is not there. */
class BadRequest extends Error {}

interface Options {
  readonly files: { readonly units?: string; readonly people?: string }
  readonly dryRun: boolean
  readonly json: boolean
  readonly data: string
}

// A reader that hangs up (`| head`) must not end the process in the middle of the import.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
process.exitCode = await run(process.argv.slice(2))

async function run(argv: string[]): Promise<number> {
  const json = argv.includes('--json')
  try {
    const options = readOptions(argv)
    if (options === null) console.log(HELP)
    return options === null ? 0 : await importRoster(options)
  } catch (error) {
    if (error instanceof NewerDatabase) {
      console.error(error.message)
      return 1
    }
    if (!(error instanceof BadRequest || error instanceof StaleImport)) throw error
    const problem = { file: null, row: null, column: null, value: null, message: error.message }
    if (json) printJson({ files: [], problems: [problem], problemTotal: 1 })
    else console.error(error.message)
    return 2
  }
}

function readOptions(argv: string[]): Options | null {
  const values = parseOptions(argv)
  if (values.help) return null
  const { units, people } = values
  if (units === undefined && people === undefined)
    throw new BadRequest(
      '--units か --people でファイルを指定してください。詳しくは --help をご覧ください。',
    )
  return {
    files: { ...(units && { units }), ...(people && { people }) },
    dryRun: values['dry-run'],
    json: values.json,
    data: values.data ?? readConfig({ DATA_DIR: process.env['DATA_DIR'] }).dataDir,
  }
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        units: { type: 'string' },
        people: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BadRequest(`指定が正しくありません。--help をご覧ください。（${reason}）`)
  }
}

async function importRoster(options: Options): Promise<number> {
  const tell = (line: string) => {
    if (!options.json) console.log(line)
  }
  const files = await readFiles(options.files)
  const now = new Date()
  return withStores(options, async (stores) => {
    tell('ファイルを確かめています…')
    const check = await planImport(stores, files, jstDay(now))
    for (const file of check.files) tell(describeFile(file))
    if (!options.json) printFindings(check)
    if (check.ok && !options.json) for (const line of describeDifference(check.plan)) tell(line)
    if (check.ok && !options.dryRun) {
      tell('書き込んでいます…')
      let told = 0
      const progress = (done: number, total: number) => {
        if (done - told < 10_000) return
        told = done
        tell(`  職員 ${done.toLocaleString('ja')} / ${total.toLocaleString('ja')}人`)
      }
      await applyImport(stores, check.plan, { actor: commandUser(), at: now, progress })
    }
    if (options.json) printJson({ ...check, dryRun: options.dryRun })
    else if (!check.ok) console.error('誤りがあるので、何も書き込んでいません。')
    else
      tell(
        options.dryRun
          ? '確かめただけで、何も書き込んでいません（--dry-run）。'
          : '取り込みました。',
      )
    return check.ok ? 0 : 2
  })
}

/** A dry run on a folder without stores looks at empty ones elsewhere, so that it creates nothing. */
async function withStores<T>(
  options: Options,
  work: (stores: Awaited<ReturnType<typeof openStores>>) => Promise<T>,
): Promise<T> {
  const spare =
    options.dryRun && !existsSync(join(options.data, 'identity.db'))
      ? await mkdtemp(join(tmpdir(), 'kazetoshi-dry-run-'))
      : null
  try {
    const stores = await openStores(spare ?? options.data)
    try {
      if (stores.siteFacts().sample)
        throw new BadRequest(
          `${options.data} は見本の市のフォルダーです。--data で本番のフォルダーを指定してください。`,
        )
      return await work(stores)
    } finally {
      await stores.close()
    }
  } finally {
    if (spare !== null) await rm(spare, { recursive: true, force: true })
  }
}

async function readFiles(paths: Options['files']): Promise<RosterFiles> {
  return {
    ...(paths.units !== undefined && { units: await readRosterFile(paths.units) }),
    ...(paths.people !== undefined && { people: await readRosterFile(paths.people) }),
  }
}

/** Reads one byte more than is allowed at most: the check then refuses the file by its size. */
async function readRosterFile(path: string): Promise<RosterFile> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of createReadStream(path, { end: MAX_FILE_BYTES }))
      chunks.push(chunk as Buffer)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const reason =
      code === 'ENOENT'
        ? '見つかりません'
        : code === 'EISDIR'
          ? 'フォルダーです'
          : `開けません（${code}）`
    throw new BadRequest(`ファイル「${path}」が${reason}。パスを確かめてください。`)
  }
  return { name: basename(path), bytes: Buffer.concat(chunks) }
}

function printFindings(check: ImportCheck): void {
  const print = (title: string, findings: readonly Finding[], total: number) => {
    if (total === 0) return
    console.error(`${title}（${total.toLocaleString('ja')}件）`)
    for (const finding of findings) console.error(`  ${sentenceOf(finding)}`)
    if (total > findings.length)
      console.error(`  ほか${(total - findings.length).toLocaleString('ja')}件`)
  }
  print('誤り', check.problems, check.problemTotal)
  print('注意', check.warnings, check.warningTotal)
}

function printJson(result: Partial<ImportCheck> & { dryRun?: boolean }): void {
  const { files = [], problems = [], problemTotal = 0, warnings = [], warningTotal = 0 } = result
  const plan = 'plan' in result ? result.plan : undefined
  const spoken = (finding: Finding) => ({ ...finding, sentence: sentenceOf(finding) })
  const body = {
    ok: plan !== undefined,
    dryRun: result.dryRun ?? false,
    applied: plan !== undefined && !result.dryRun,
    files,
    problemTotal,
    problems: problems.map(spoken),
    warningTotal,
    warnings: warnings.map(spoken),
    counts: plan ? countDifference(plan.difference) : null,
    difference: plan?.difference ?? null,
  }
  console.log(JSON.stringify(body))
}

function commandUser(): string {
  try {
    return `import:${userInfo().username}`
  } catch {
    return 'import'
  }
}
