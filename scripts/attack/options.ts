import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { BadEvidence } from './bad-evidence.ts'
import type { Request } from './evidence.ts'

export const usage = `npm run attack -- --data DIR [--logs FILE…] [--backups DIR…] [--mirror DIR] [--json FILE]
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

/** What is attacked: an installation, or a city that is made for it. */
export type Target =
  | { readonly kind: 'installation'; readonly request: Request }
  | { readonly kind: 'simulation'; readonly people: number; readonly seed: number }

export interface Options {
  readonly target: Target
  readonly json: string | undefined
  readonly markdown: string | undefined
}

/**
 * @param args as after the name of the script
 * @returns null when only help is wanted
 * @throws {BadEvidence} with a sentence for whoever typed it
 */
export function readOptions(args: readonly string[]): Options | null {
  const given = parse(args)
  if (given.help === true) return null
  const { json, markdown } = given
  for (const [name, file] of Object.entries({ json, markdown })) {
    if (file !== undefined && !existsSync(dirname(file)))
      throw new BadEvidence(
        `--${name} のフォルダー「${dirname(file)}」がありません。先に作るか、別の場所を指定してください。`,
      )
  }
  return { target: targetOf(given), json, markdown }
}

type Given = ReturnType<typeof parse>

function targetOf({ simulate, seed, data, logs, backups, mirror, truth, ...other }: Given): Target {
  if (simulate !== undefined) {
    return {
      kind: 'simulation',
      people: wholeNumber('simulate', simulate, 60, 2300),
      seed: wholeNumber('seed', seed ?? '1', 0, 2 ** 31),
    }
  }
  if (data === undefined || data === '') {
    throw new BadEvidence('--data でデータのフォルダーを指定してください。--help に例があります。')
  }
  const file = other['passphrase-file']
  const passphrase = file === undefined ? undefined : firstLine(file)
  return { kind: 'installation', request: { data, logs, backups, mirror, truth, passphrase } }
}

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? ''
  } catch {
    throw new BadEvidence(
      `合言葉のファイル「${file}」を読めません。場所と権限を確かめて、もう一度指定してください。`,
    )
  }
}

function wholeNumber(name: string, given: string, least: number, most: number): number {
  const value = given.trim() === '' ? Number.NaN : Number(given)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new BadEvidence(`--${name} は ${least} から ${most} までの整数で指定してください。`)
}

/** `--logs` and `--backups` take everything up to the next option. */
function parse(args: readonly string[]) {
  const several: Record<'logs' | 'backups', string[]> = { logs: [], backups: [] }
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
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
