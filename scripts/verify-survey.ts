/**
 * A published survey checked offline, from the files everybody can download: `npm run verify-survey -- DIR`.
 * Nothing of the server is asked; docs/verify.md tells how to do the same by other means.
 */
import { parseArgs } from 'node:util'
import { BadFiles, readProofFiles } from './verify/files.ts'
import type { Line } from './verify/lines.ts'
import { verifyFiles } from './verify/verify-files.ts'

const usage = `npm run verify-survey -- DIR

公表されたアンケートを、だれでも手に入るファイルだけで確かめます。通信はしません。
DIR に、公表ページの「だれでも確かめられます」から保存した次のファイルを置いてください。
  results.json  公表データ
  cards.json    使われた回答券の一覧
  record.json   開封・集計記録
  survey.json   設問と公表の計画、鍵
  keys.json     鍵と配信内容の一覧
  slips.json    紙の回答券の一覧（紙の回答券を使ったアンケートだけ）
  keys-earlier.json  前に保存しておいた keys.json（あれば、今の一覧がその続きかを確かめます）

終了コード: 0 合わないものはない、1 合わないものがある、2 ファイルか指定の誤り`

const STATES: Readonly<Record<Line['state'], string>> = {
  held: '確かめました',
  broken: '合いません　',
  impossible: 'できません　',
}

process.stdout.on('error', () => {})
process.exitCode = run()

function run(): number {
  const folder = folderOf()
  if (folder === null) return 2
  if (folder === '') return 0
  try {
    const files = readProofFiles(folder)
    const report = (done: number, total: number) =>
      process.stderr.write(`署名を確かめています… ${done}／${total}枚\n`)
    return told(verifyFiles(files, report))
  } catch (error) {
    if (!(error instanceof BadFiles)) throw error
    console.error(error.message)
    return 2
  }
}

function told(lines: readonly Line[]): number {
  for (const { state, what, words } of lines) console.log(`${STATES[state]}　${what}：${words}`)
  const broken = lines.filter(({ state }) => state === 'broken').length
  console.log(
    broken === 0
      ? '合わないものはありませんでした。'
      : `合わないものが${broken}件あります。ファイルを保存し直してもう一度確かめ、同じときは、公表した人事課と、職員団体または監査の担当へお知らせください。`,
  )
  return broken === 0 ? 0 : 1
}

/** null: not understood; '': only the help was asked for. */
function folderOf(): string | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h', default: false } },
    })
    const [folder, ...more] = positionals
    if (values.help) {
      console.log(usage)
      return ''
    }
    if (folder !== undefined && folder !== '' && more.length === 0) return folder
    console.error('フォルダーを1つ指定してください。詳しくは --help をご覧ください。')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.error(`指定が正しくありません。--help をご覧ください。（${reason}）`)
  }
  return null
}
