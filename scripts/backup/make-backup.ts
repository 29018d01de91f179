import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, sep } from 'node:path'
import { jstDay } from '../../server/calendar/jst.ts'
import { programVersion } from '../../server/program-version.ts'
import { alone } from './backup-lock.ts'
import { HELD, MANIFEST, unknownNames } from './contents.ts'
import { copyStores } from './copy-stores.ts'
import { listFiles, type Manifest } from './manifest.ts'
import { requireLong } from './passphrase.ts'
import { inWords, Refusal } from './refusal.ts'
import { flush, sealTar } from './sealed-tar.ts'

export interface BackupRequest {
  /** Data folder; the server may be running on it. */
  readonly data: string
  /** Folder that takes the file; best on another disk. */
  readonly to: string
  readonly passphrase: string
  readonly now: Date
  /** How many of the newest files stay; 14 unless told. */
  readonly keep?: number
  /** Base-2 logarithm of the scrypt work; 18 unless told (tests). */
  readonly workFactor?: number
}

export interface MadeBackup {
  readonly file: string
  readonly bytes: number
  /** Names of the data folder that nobody knows, left out. */
  readonly unknown: readonly string[]
  /** Older backups that went. */
  readonly dropped: readonly string[]
  readonly sameDisk: boolean
}

const KEEP = 14
const NAME = /^kazetoshi-\d{4}-\d{2}-\d{2}\.age$/

/**
 * Makes the backup of a day, in the place of an earlier one of the same day.
 *
 * @throws {Refusal} and what is there already stays as it was.
 */
export async function makeBackup(request: BackupRequest): Promise<MadeBackup> {
  const { data, to, now, keep = KEEP } = request
  requireLong(request.passphrase)
  requireInstallation(data)
  requireTarget(to, data)
  try {
    return await alone(data, async () => {
      const file = await writeBackup(request)
      return {
        file,
        bytes: statSync(file).size,
        unknown: unknownNames(readdirSync(data)),
        dropped: dropOlder(to, keep, jstDay(now)),
        sameDisk: statSync(to).dev === statSync(data).dev,
      }
    })
  } catch (error) {
    throw inWords(error, [data, to])
  }
}

/** Plain copies stand beside the data only, for as long as it takes. */
async function writeBackup({ data, to, now, ...secrecy }: BackupRequest): Promise<string> {
  const work = join(data, 'backup-in-progress')
  const file = join(to, `kazetoshi-${jstDay(now)}.age`)
  const part = `${file}.part`
  try {
    rmSync(work, { recursive: true, force: true })
    mkdirSync(work, { mode: 0o700 })
    const schema = copyStores(data, work)
    const manifest: Manifest = {
      format: 'kazetoshi-backup-1',
      day: jstDay(now),
      version: programVersion,
      files: await listFiles(work),
      schema,
    }
    writeFileSync(join(work, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
    await sealTar(work, [MANIFEST, ...HELD], part, secrecy)
    chmodSync(part, 0o600)
    renameSync(part, file)
    flush(to)
    return file
  } finally {
    rmSync(work, { recursive: true, force: true })
    rmSync(part, { force: true })
  }
}

function requireInstallation(data: string): void {
  const missing = HELD.filter((name) => !existsSync(join(data, name)))
  if (missing.length === 0) return
  throw new Refusal(
    `「${data}」は風通しのデータのフォルダーではありません（${missing.join('、')} がありません）。--data か環境変数 DATA_DIR で、データのフォルダーを指定してください。`,
  )
}

function requireTarget(to: string, data: string): void {
  if (!existsSync(to) || !statSync(to).isDirectory()) {
    throw new Refusal(
      `保存先のフォルダー「${to}」がありません。ディスクがつながっているかを確かめ、フォルダーを作ってから（権限 700）、もう一度実行してください。`,
    )
  }
  const [inner, outer] = [realpathSync(to), realpathSync(data)]
  if (inner !== outer && !inner.startsWith(outer + sep)) return
  throw new Refusal(
    `保存先「${to}」は、データのフォルダーの中にあります。別のディスクのフォルダーを指定してください。`,
  )
}

/** Never the one just made, and nothing that is no backup. */
function dropOlder(to: string, keep: number, today: string): string[] {
  const names = readdirSync(to).filter((name) => NAME.test(name))
  const own = `kazetoshi-${today}.age`
  const old = names.toSorted().slice(0, Math.max(0, names.length - keep))
  const gone = old.filter((name) => name !== own)
  for (const name of gone) rmSync(join(to, name))
  return gone
}
