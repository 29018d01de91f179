/** `npm run backup`: one encrypted file a day, made while the server runs. */
import { readBackupSettings } from '../server/config.ts'
import { makeBackup } from './backup/make-backup.ts'
import { readPassphrase } from './backup/passphrase.ts'
import { BadOptions, parsed, told } from './backup/settings.ts'

const usage = `npm run backup -- --to DIR [--data DIR] [--passphrase-file FILE] [--keep N]

データの写しを、合言葉で暗号化した1つのファイル（kazetoshi-年-月-日.age）にして保存します。サーバーは動かしたままで構いません。
  --to DIR                保存先のフォルダー（省略すると環境変数 BACKUP_DIR）。別のディスクにしてください
  --data DIR              データのフォルダー（省略すると環境変数 DATA_DIR、なければ data）
  --passphrase-file FILE  16文字以上の合言葉を1行目に書いたファイル（省略すると環境変数 BACKUP_PASSPHRASE_FILE）
  --keep N                残しておく数（省略すると14）

受付中の回答箱・提案箱と開封の鍵は、入れません（BOX_MIRROR が守ります）。戻すには npm run restore。
終了コード: 0 作りました、1 作れませんでした（前のものは残っています）、2 指定の誤り`

process.exitCode = await told(run)

async function run(): Promise<number> {
  const given = parsed(process.argv.slice(2), {
    to: { type: 'string' },
    data: { type: 'string' },
    'passphrase-file': { type: 'string' },
    keep: { type: 'string', default: '14' },
    help: { type: 'boolean', short: 'h', default: false },
  })
  if (given.help) {
    console.log(usage)
    return 0
  }
  const settings = readBackupSettings(process.env)
  const to = given.to ?? settings.backupDir
  if (to === undefined) {
    throw new BadOptions('保存先を --to か環境変数 BACKUP_DIR で指定してください。')
  }
  if (!/^[1-9]\d{0,3}$/.test(given.keep)) {
    throw new BadOptions(
      '--keep には、残しておく数を1以上の整数で指定してください（例: --keep 14）。',
    )
  }
  const passphrase = readPassphrase(given['passphrase-file'] ?? settings.passphraseFile)
  const data = given.data ?? settings.dataDir
  const made = await makeBackup({ data, to, passphrase, now: new Date(), keep: Number(given.keep) })
  console.log(`バックアップを作りました: ${made.file}（${made.bytes.toLocaleString('ja')}バイト）`)
  for (const name of made.dropped) console.log(`古いバックアップを消しました: ${name}`)
  for (const name of made.unknown) {
    console.log(`入れなかったもの: ${name}（風通しのファイルではありません）`)
  }
  if (made.sameDisk) {
    console.error(
      `注意: 「${to}」は、データと同じディスクにあります。壊れたときに両方を失います。別のディスクのフォルダーにしてください。`,
    )
  }
  return 0
}
