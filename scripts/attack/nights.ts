import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { BadEvidence } from './bad-evidence.ts'
import { type CopiedFolder, copyFolder } from './copied-folder.ts'
import { unpackBackup } from './unpack-backup.ts'

/** One backup. */
export interface Night {
  readonly name: string
  readonly folder: CopiedFolder
}

/**
 * Backups in the order of their names, which are days: files of `npm run backup`, or copies of the data
 * folder that something else has made, each in a folder of its own.
 *
 * @param paths files, folders of files, folders of folders
 * @throws {BadEvidence}
 */
export async function readNights(
  paths: readonly string[],
  passphrase: string | undefined,
  scratch: string,
): Promise<Night[]> {
  const nights: Night[] = []
  for (const path of paths.flatMap(backupsIn)) {
    const name = basename(path)
    const label = `night-${nights.length}`
    if (statSync(path).isDirectory()) {
      nights.push({ name, folder: await copyFolder(path, scratch, label, `${name}/`) })
      continue
    }
    const unpacked = join(scratch, `${label}-unpacked`)
    mkdirSync(unpacked, { mode: 0o700 })
    await unpackBackup(path, passphrase, unpacked)
    nights.push({ name, folder: await copyFolder(unpacked, scratch, label, `${name}/`) })
  }
  return nights
}

/** @throws {BadEvidence} when there is no backup. */
function backupsIn(path: string): string[] {
  if (!existsSync(path)) {
    throw new BadEvidence(
      `バックアップ「${path}」がありません。場所を確かめて、もう一度指定してください。`,
    )
  }
  if (!statSync(path).isDirectory() || existsSync(join(path, 'identity.db'))) return [path]
  const inside = readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((one) => one.endsWith('.age') || existsSync(join(one, 'identity.db')))
  if (inside.length > 0) return inside
  throw new BadEvidence(
    `「${path}」にバックアップがありません。npm run backup の保存先か、データのフォルダーの写しを指定してください。`,
  )
}
