import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Decrypter } from 'age-encryption'
import { BadEvidence } from './bad-evidence.ts'

/**
 * Unpacks a backup (an archive encrypted to a passphrase in the age format) into a folder.
 *
 * @throws {BadEvidence} without or with another passphrase, and when it is no backup.
 */
export async function unpackBackup(
  file: string,
  passphrase: string | undefined,
  folder: string,
): Promise<void> {
  if (passphrase === undefined) {
    throw new BadEvidence(
      `バックアップ「${basename(file)}」は暗号化されています。--passphrase-file で合言葉のファイルを指定してください。`,
    )
  }
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  let archive: Uint8Array
  try {
    archive = await decrypter.decrypt(readFileSync(file))
  } catch {
    throw new BadEvidence(
      `バックアップ「${basename(file)}」を開けません。合言葉と、ファイルが壊れていないかを確かめてください。`,
    )
  }
  const unpacked = spawnSync('tar', ['--extract', '-C', folder], { input: archive })
  if (unpacked.status !== 0) {
    throw new BadEvidence(
      `「${basename(file)}」は風通しのバックアップではありません。npm run backup が作ったファイルを指定してください。`,
    )
  }
}
