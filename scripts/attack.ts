/**
 * The attack kit: `npm run attack`. Takes what an operator, an auditor or a thief could have of an
 * installation, copies it, and tries to join people with answers in every way the design knows of.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { BadEvidence } from './attack/bad-evidence.ts'
import { gather, type Request } from './attack/evidence.ts'
import { attackAll, isBroken, type Line, reportMarkdown, reportText } from './attack/report.ts'

const usage = `npm run attack -- --data DIR [--logs FILE…] [--backups DIR…] [--mirror DIR] [--json FILE]
npm run attack -- --simulate N

ファイル・ログ・バックアップだけから、人と回答（提案）を結びつけられないかを、知られている限りの方法で試します。
写しを取って調べるので、動いているサーバーのフォルダーにも使えます。元のファイルは変えません。
  --data DIR              データのフォルダー（DATA_DIR）
  --logs FILE…            サーバーや中継サーバーのログ（いくつでも。gzも可）
  --backups DIR…          バックアップの保存先（npm run backup のもの、またはフォルダーの写し）
  --passphrase-file FILE  バックアップの合言葉（1行目）
  --mirror DIR            箱の写しのフォルダー（BOX_MIRROR）
  --truth FILE            見本の市の記録（npm run demo の --truth）。当たった割合を数えます
  --json FILE             結果をJSONで書き出す
  --markdown FILE         結果を表（Markdown）で書き出す
  --simulate N            N人が14日間に回答し提案する市を仮に作って試す（60〜2300）
  --seed N                --simulate の乱数の種（既定 1）

それぞれの行に、試したこと、成功率、偶然でも当たる率、その上限、判定を示します。上限は、全部の試みを
合わせても誤って「偶然を超える」と言うのが千回に一回になるように決めています。
終了コード: 0 すべて偶然並み、1 偶然を超えるものがある、2 指定の誤り`

type Options = ReturnType<typeof readOptions>

try {
  const options = readOptions()
  if (options.help === true) console.log(usage)
  else process.exitCode = await run(options)
} catch (error) {
  if (!(error instanceof BadEvidence)) throw error
  console.error(error.message)
  process.exitCode = 2
}

async function run(options: Options): Promise<number> {
  for (const [name, file] of Object.entries({ json: options.json, markdown: options.markdown })) {
    if (file !== undefined && !existsSync(dirname(file)))
      throw new BadEvidence(
        `--${name} のフォルダー「${dirname(file)}」がありません。先に作るか、別の場所を指定してください。`,
      )
  }
  if (options.simulate !== undefined) return simulated(options)
  if (options.data === undefined) {
    throw new BadEvidence('--data でデータのフォルダーを指定してください。--help に例があります。')
  }
  return attacked(requestOf(options, options.data), options)
}

async function simulated(options: Options): Promise<number> {
  const { simulate } = await import('./attack/simulation.ts')
  const people = wholeNumber('simulate', options.simulate, 60, 2300)
  const seed = wholeNumber('seed', options.seed ?? '1', 0, 2 ** 31)
  const made = await simulate(people, seed, (text) => console.error(text))
  try {
    return await attacked(made.request, options)
  } finally {
    made.remove()
  }
}

async function attacked(request: Request, { json, markdown }: Options): Promise<number> {
  const evidence = await gather(request)
  let lines: Line[]
  try {
    lines = attackAll(evidence)
  } finally {
    evidence.close()
  }
  console.log(reportText(lines))
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ lines }, null, 2)}\n`)
  if (markdown !== undefined) writeFileSync(markdown, `${reportMarkdown(lines)}\n`)
  return isBroken(lines) ? 1 : 0
}

function requestOf(options: Options, data: string): Request {
  const file = options['passphrase-file']
  return {
    data,
    logs: options.logs,
    backups: options.backups,
    mirror: options.mirror,
    truth: options.truth,
    ...(file === undefined ? {} : { passphrase: firstLine(file) }),
  }
}

/** @throws {BadEvidence} */
function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? ''
  } catch {
    throw new BadEvidence(
      `合言葉のファイル「${file}」を読めません。場所と権限を確かめて、もう一度指定してください。`,
    )
  }
}

/** @throws {BadEvidence} */
function wholeNumber(name: string, given: string | undefined, least: number, most: number): number {
  const value = given === undefined || given.trim() === '' ? Number.NaN : Number(given)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new BadEvidence(`--${name} は ${least} から ${most} までの整数で指定してください。`)
}

/** `--logs` and `--backups` take everything up to the next option. @throws {BadEvidence} */
function readOptions() {
  const several: Record<'logs' | 'backups', string[]> = { logs: [], backups: [] }
  try {
    const { values, tokens } = parseArgs({
      options: {
        data: { type: 'string' },
        logs: { type: 'string', multiple: true },
        backups: { type: 'string', multiple: true },
        mirror: { type: 'string' },
        truth: { type: 'string' },
        'passphrase-file': { type: 'string' },
        json: { type: 'string' },
        markdown: { type: 'string' },
        simulate: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
      tokens: true,
    })
    let last: 'logs' | 'backups' | null = null
    for (const token of tokens) {
      if (token.kind === 'option') {
        last = token.name === 'logs' || token.name === 'backups' ? token.name : null
        if (last !== null && typeof token.value === 'string') several[last].push(token.value)
      } else if (token.kind === 'positional') {
        if (last === null) throw new Error(token.value)
        several[last].push(token.value)
      }
    }
    return { ...values, ...several }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BadEvidence(`使えない指定があります（${reason}）。\n\n${usage}`)
  }
}
