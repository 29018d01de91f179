/**
 * The disclosure engine alone: `npm run protect`. Any organisation's microdata and plan in, a published set
 * out, from which no group of fewer than k people and nobody's answer can be computed.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { ProtectionFailed, protectInThread } from '../server/disclosure/in-thread.ts'
import type { ProtectionOutcome } from '../server/disclosure/protection.ts'
import { foldTwins } from '../server/identified/roster/decoding.ts'
import { Findings, sentenceOf } from '../server/identified/roster/findings.ts'
import { publishedSetSchema } from '../server/survey/published-set.ts'
import { checkInput, checkOutput, writeWhole } from './protect-files.ts'
import { readInput, type ReadInput, rosterPath } from './protect-input.ts'
import { BadJson, parseOrdered } from './protect-json.ts'
import { type ProtectPlan, readPlan } from './protect-plan.ts'
import { fileText, progressOnStderr, refusalOf, summaryOf } from './protect-words.ts'

const usage = `npm run protect -- --rows FILE.csv --plan FILE.json --out FILE.json [--quiet]

回答（1行に1人）と公表の計画から、少人数の集まりも一人ひとりの答えも計算できない公表データを作ります。
  --rows FILE.csv   属性の列と質問の列。質問は1（最もよい）から scale まで、空は無回答。
                    文字コードはUTF-8とShift_JIS（CP932）を見分けます。計画にない列は使いません。
                    「〜−—」など7つの字は、Shift_JISと同じ「～－―」などにそろえます。
  --plan FILE.json  公表の計画（下の例）
  --out FILE.json   公表データ。うまくできたときだけ、まるごと置き換えます。
  --quiet           経過とまとめを表示しない

計画の例
  { "k": 10, "scale": 4,
    "hierarchies": { "ka": { "parent": "bu", "map": { "1110": "1100" } } },
    "tables": [ [], ["bu"], ["ka"], ["sex"], ["bu", "sex"] ],
    "items": ["Q1", "Q2"], "roster": "people.csv" }
  k               公表する集まりの最少人数（5以上）
  scale           4 または 5 段階
  tables          公表する表。[] は全体（書かなくても最初に入ります）。先に書いた表を優先します。
  items           質問の列
  shareOnly       items のうち、1と答えた人の割合だけを公表する列（省略可）。値は 1（選んだ）か scale（選ばなかった）か空。
                  Q3.1、Q3.2 のように並ぶ列は、いくつでも選べる一つの質問として点検します。
  hierarchies     組織の段（省略可）。map にないコードは誤りとします。上の段の列は省略できます。
                  いちばん上の段の区分は { "parent": "*", "map": { "1100": "*" } } と並べられます。
  kDistribution   分布まで公表する最少人数（省略すると k の2倍）
  roundingPeople  割合の丸めの幅にあたる人数（省略すると 2）
  favourable      肯定とする答えの数（省略すると 2）
  roster          対象者全員のCSV（省略可。計画のファイルからの相対パス）。属性の列は --rows と同じ。
                  回答が対象者より多い組織は公表しません。
  survey          公表データの名前（省略すると --rows のファイル名）
区分の並びは、組織は計画の順、ほかは文字コードの順です。属性が空の人は「答えていない」とします。

終了コード: 0 正常、2 ファイルか指定の誤り、3 安全を確かめられない、1 そのほか（0 以外では何も書き込みません）`

const SHOWN_PROBLEMS = 20
const CANCELLED = { SIGINT: 130, SIGTERM: 143 } as const

/** Refused before anything was computed; the message is for the person at the screen. */
class BadRequest extends Error {}

interface Options {
  readonly rows: string
  readonly plan: string
  readonly out: string
  readonly quiet: boolean
}

const cancel = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => cancel.abort(signal))
}
// A reader that hangs up (`| head`) must not end the process in the middle of the writing.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})
process.exitCode = await run()

async function run(): Promise<number> {
  try {
    const options = readOptions()
    if (options === null) console.log(usage)
    return options === null ? 0 : await protectFiles(options)
  } catch (error) {
    if (cancel.signal.aborted) {
      console.error('中止しました。何も書き込んでいません。')
      return CANCELLED[cancel.signal.reason as keyof typeof CANCELLED]
    }
    if (error instanceof BadRequest) {
      console.error(error.message)
      return 2
    }
    if (!(error instanceof ProtectionFailed)) throw error
    console.error(
      `計算が途中で止まりました（${faultOf(error)}）。何も書き込んでいません。計画の tables から細かい表を外すか、メモリーに余裕のある端末で、もう一度実行してください。`,
    )
    return 1
  }
}

async function protectFiles(options: Options): Promise<number> {
  const progress = progressOnStderr(options.quiet)
  const outcome = await protectInput(options, progress).finally(progress.end)
  cancel.signal.throwIfAborted()
  if (outcome.state === 'refused') {
    console.error(refusalOf(outcome))
    return 3
  }
  const text = fileText(outcome.set)
  publishedSetSchema.parse(JSON.parse(text))
  writeWhole(options.out, text)
  if (!options.quiet) console.log(summaryOf(outcome.set, outcome.report, options.out))
  return 0
}

async function protectInput(
  options: Options,
  progress: ReturnType<typeof progressOnStderr>,
): Promise<ProtectionOutcome> {
  const { signal } = cancel
  progress.say('ファイルを読んでいます')
  const { input, ...read } = await readFiles(options, signal)
  progress.end()
  for (const note of notesOn(input, read)) progress.note(note)
  const { report } = progress
  return protectInThread(input, { report, signal })
}

/** @throws {BadRequest} with up to 20 problems, each with file, line and column. */
async function readFiles(options: Options, signal: AbortSignal): Promise<ReadInput> {
  const problems = new Findings()
  const found = [
    checkInput(options.rows, '--rows', problems),
    checkInput(options.plan, '--plan', problems),
  ]
  if (found.includes(false)) throw refused(problems)
  checkOutput(options.out, [options.rows, options.plan], problems)
  const plan = readPlanFile(options.plan, problems)
  if (plan === null || problems.total > 0) throw refused(problems)
  if (plan.roster !== null) {
    const roster = rosterPath(options.plan, plan.roster)
    if (checkInput(roster, '計画の roster', problems)) checkOutput(options.out, [roster], problems)
    if (problems.total > 0) throw refused(problems)
  }
  const read = await readInput(options, plan, problems, signal)
  if (read === null) throw refused(problems)
  return read
}

/** UTF-8, with or without BOM, or CP932; the same seven characters are folded as in the CSV files. */
function readPlanFile(path: string, problems: Findings): ProtectPlan | null {
  const file = basename(path)
  const bytes = readFileSync(path)
  for (const encoding of ['UTF-8', 'Shift_JIS']) {
    let text: string
    try {
      text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      continue
    }
    try {
      return readPlan(parseOrdered(foldTwins(text)), file, problems)
    } catch (error) {
      if (!(error instanceof BadJson)) throw error
      problems.add({ file }, error.message)
      return null
    }
  }
  problems.add({ file }, '文字として読めません。UTF-8で保存し直してください。')
  return null
}

function refused(problems: Findings): BadRequest {
  const list = problems.list().slice(0, SHOWN_PROBLEMS)
  const more = problems.total - list.length
  return new BadRequest(
    [
      `誤りがあるので、何も書き込んでいません（${problems.total.toLocaleString('ja')}件）。`,
      ...list.map((problem) => `  ${sentenceOf(problem)}`),
      ...(more > 0 ? [`  ほか${more.toLocaleString('ja')}件`] : []),
    ].join('\n'),
  )
}

function notesOn(
  { data }: ReadInput['input'],
  { eligiblePeople, unused, blankRows }: Omit<ReadInput, 'input'>,
): string[] {
  const people = eligiblePeople === null ? '' : `、対象者 ${eligiblePeople.toLocaleString('ja')}人`
  return [
    `回答 ${data.rows.toLocaleString('ja')}行${people}、属性 ${data.attributes.length}、質問 ${data.items.length}`,
    ...(unused.length === 0 ? [] : [`使わない列: ${unused.join('、')}`]),
    ...(blankRows === 0
      ? []
      : [
          `何も書かれていない行が${blankRows.toLocaleString('ja')}行あります。無回答の人として数えます。`,
        ]),
  ]
}

function faultOf(error: ProtectionFailed): string {
  const cause = error.cause instanceof Error ? error.cause : error
  return 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? 'メモリー不足'
    : cause.message
}

/** @throws {BadRequest} for anything that is no option. */
function readOptions(): Options | null {
  const { help, rows, plan, out, quiet } = parseStrictly()
  if (help) return null
  const required = { rows, plan, out }
  for (const [name, value] of Object.entries(required)) {
    if (value === undefined || value === '')
      throw new BadRequest(
        `--${name} でファイルを指定してください。詳しくは --help をご覧ください。`,
      )
  }
  return { rows: rows ?? '', plan: plan ?? '', out: out ?? '', quiet }
}

function parseStrictly() {
  try {
    return parseArgs({
      options: {
        rows: { type: 'string' },
        plan: { type: 'string' },
        out: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BadRequest(`指定が正しくありません。--help をご覧ください。（${reason}）`)
  }
}
