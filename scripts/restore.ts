/** `npm run restore`: a backup in the place of a lost data folder, or a rehearsal of that. */
import { userInfo } from 'node:os'
import { readBackupSettings } from '../server/config.ts'
import { readPassphrase } from './backup/passphrase.ts'
import { rehearseRestore } from './backup/rehearse-restore.ts'
import { restoreFolder } from './backup/restore-folder.ts'
import { countLines, restoreReport } from './backup/restore-report.ts'
import { BadOptions, parsed, told } from './backup/settings.ts'

const usage = `npm run restore -- --from FILE --data DIR [--mirror DIR] [--passphrase-file FILE]
npm run restore -- --rehearse FILE [--passphrase-file FILE]

バックアップを、空のフォルダーに戻します。すべてを確かめてから置くので、途中で終わっても何も置かれません。
  --from FILE             バックアップ（kazetoshi-年-月-日.age）
  --data DIR              戻す先。ないか、空であること
  --mirror DIR            回答箱の写し（省略すると環境変数 BOX_MIRROR）。読むだけです
  --rehearse FILE         戻す練習。仮のフォルダーに戻し、プログラムで開いて確かめ、消します
  --passphrase-file FILE  合言葉を1行目に書いたファイル（省略すると環境変数 BACKUP_PASSPHRASE_FILE）

受付中のアンケートは、写しに回答箱・鍵・回答券の印がそろっていれば続き、そうでなければ無効になります。
終了コード: 0 戻しました、1 戻せませんでした（何も置いていません）、2 指定の誤り`

process.exitCode = await told(run)

async function run(): Promise<number> {
  const given = parsed(process.argv.slice(2), {
    from: { type: 'string' },
    data: { type: 'string' },
    mirror: { type: 'string' },
    rehearse: { type: 'string' },
    'passphrase-file': { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  })
  if (given.help) {
    console.log(usage)
    return 0
  }
  const { from, data, rehearse } = given
  if (rehearse === undefined && (from === undefined || data === undefined)) {
    throw new BadOptions(
      '--from でバックアップ、--data で戻す先を指定してください。練習は --rehearse です。--help に例があります。',
    )
  }
  if (rehearse !== undefined && (from ?? data ?? given.mirror) !== undefined) {
    throw new BadOptions('--rehearse は、--from・--data・--mirror と一緒に使えません。')
  }
  const settings = readBackupSettings(process.env)
  const passphrase = readPassphrase(given['passphrase-file'] ?? settings.passphraseFile)
  const now = new Date()
  if (rehearse !== undefined) {
    const { counts } = await rehearseRestore(rehearse, { passphrase, now })
    console.log('戻せることを確かめました。仮のフォルダーは消しました。')
    for (const line of countLines(counts)) console.log(line)
    return 0
  }
  const mirror = given.mirror ?? settings.boxMirror ?? null
  const [file, folder] = [from as string, data as string]
  const actor = `restore:${accountName()}`
  const restored = await restoreFolder({ from: file, data: folder, mirror, passphrase, now, actor })
  for (const line of restoreReport(restored)) console.log(line)
  return 0
}

function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
