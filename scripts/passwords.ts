/**
 * Makes the first passwords of everybody who has none and writes the list that is handed out,
 * `<data>/first-passwords.csv`. May be stopped at any time; the next run goes on.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { jstDay } from '../server/calendar/jst.ts'
import { workCalendar } from '../server/calendar/working-days.ts'
import { BadConfiguration, readConfig } from '../server/config.ts'
import { makeFirstPasswords } from '../server/identified/auth/first-passwords.ts'
import { FIRST_PASSWORDS } from '../server/identified/auth/password-sheet.ts'
import { openStores } from '../server/stores/open.ts'

const help = `使い方: npm run passwords -- [--data フォルダー]

パスワードのない職員全員に最初のパスワードを作り、一覧を フォルダー/first-passwords.csv に書きます。
一覧は所属ごとに並びます。サーバーを動かして、情報担当の画面「最初のパスワード」から手紙を印刷し、
「印刷した一覧を消す」で消してください。
途中で止めても（Ctrl+C）、もう一度実行すると続きから進みます。

  --data   データのフォルダー（指定がなければ環境変数 DATA_DIR、それもなければ data）
  --help   この説明
`

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  const given = readArguments(args)
  if (typeof given === 'string') {
    console.error(given)
    return 2
  }
  if (given.help) {
    console.log(help)
    return 0
  }
  if (!existsSync(join(given.data, 'identity.db'))) {
    console.error(
      `${given.data} に職員のデータがありません。先に npm run import で名簿を取り込んでください。`,
    )
    return 2
  }
  const stopping = new AbortController()
  process.on('SIGINT', () => stopping.abort())
  process.on('SIGTERM', () => stopping.abort())
  const stores = await openStores(given.data)
  try {
    if (stores.siteFacts().sample) {
      console.error(
        `${given.data} は見本の市のフォルダーです。--data で本番のフォルダーを指定してください。`,
      )
      return 2
    }
    const units = new Map(
      (
        await stores.commonsReader.selectFrom('unit').select(['code', 'name', 'position']).execute()
      ).map((unit) => [unit.code, unit]),
    )
    const file = join(given.data, FIRST_PASSWORDS)
    const today = jstDay(new Date())
    const counts = await makeFirstPasswords({
      identity: stores.identity,
      unitName: (code) => units.get(code)?.name ?? '',
      unitPosition: (code) => units.get(code)?.position ?? Number.MAX_SAFE_INTEGER,
      file,
      cardsWait: { on: today, until: workCalendar().after(today, 1) },
      onProgress: showProgress,
      signal: stopping.signal,
    })
    if (counts.left > 0) {
      console.log(
        `\n中断しました。${counts.made}人分を作りました。残り${counts.left}人分は、もう一度実行すると作ります。`,
      )
    } else if (counts.made === 0) {
      console.log('パスワードのない職員はいません。')
    } else {
      console.log(`\n${counts.made}人分の最初のパスワードを作りました: ${file}`)
      console.log('印刷して配ったら、このファイルを消してください。')
    }
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  } finally {
    await stores.close()
  }
}

function readArguments(args: string[]): { data: string; help: boolean } | string {
  try {
    const { values } = parseArgs({
      args,
      options: { data: { type: 'string' }, help: { type: 'boolean', default: false } },
    })
    return { data: values.data ?? readConfig(process.env).dataDir, help: values.help }
  } catch (error) {
    if (error instanceof BadConfiguration) return error.message
    return `引数を読み取れません。\n\n${help}`
  }
}

function showProgress(done: number, total: number): void {
  if (total === 0) return
  const line = `最初のパスワード ${done} / ${total}人`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}`)
  else console.log(line)
}
