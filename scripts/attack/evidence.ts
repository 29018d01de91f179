import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BadEvidence } from './bad-evidence.ts'
import { type CopiedFolder, copyFolder } from './copied-folder.ts'
import { readLogs, type LogFile } from './log-files.ts'
import { type Night, readNights } from './nights.ts'
import type { Store } from './store.ts'
import { readTruth, type Truth } from './truth.ts'

/** What an attacker has in hand: copies of everything, nothing of it changed. */
export interface Evidence {
  /** The data folder, then the mirror's where there is one. */
  readonly folders: readonly CopiedFolder[]
  /** Databases of these folders. */
  readonly stores: readonly Store[]
  readonly logs: readonly LogFile[]
  /** Backups, the oldest first. */
  readonly nights: readonly Night[]
  /** What the invented people of a sample really did; null for real people. */
  readonly truth: Truth | null
  /** The moment of the attack, for telling times from other numbers. */
  readonly now: Date
  /** Removes the copies. */
  close(): void
}

export interface Request {
  readonly data: string
  readonly mirror?: string | undefined
  readonly logs?: readonly string[]
  readonly backups?: readonly string[]
  readonly truth?: string | undefined
  /** Of encrypted backups. */
  readonly passphrase?: string | undefined
  readonly now?: Date
}

/**
 * Copies what the request names into a folder of its own and reads it there; the originals are only read.
 *
 * @throws {BadEvidence}
 */
export async function gather(request: Request): Promise<Evidence> {
  const scratch = mkdtempSync(join(tmpdir(), 'kazetoshi-attack-'))
  const folders: CopiedFolder[] = []
  const nights: Night[] = []
  const close = () => {
    for (const { stores } of [...folders, ...nights.map((night) => night.folder)])
      for (const store of stores) store.close()
    rmSync(scratch, { recursive: true, force: true })
  }
  try {
    const logs = readLogs(request.logs ?? [])
    folders.push(await copyFolder(request.data, scratch, 'data'))
    if (!folders.some(({ stores }) => stores.some(({ kind }) => kind === 'identity'))) {
      throw new BadEvidence(
        `「${request.data}」は風通しのデータのフォルダーではありません（identity.db がありません）。--data に DATA_DIR のフォルダーを指定してください。`,
      )
    }
    if (request.mirror !== undefined)
      folders.push(await copyFolder(request.mirror, scratch, 'mirror'))
    nights.push(...(await readNights(request.backups ?? [], request.passphrase, scratch)))
    const truth = request.truth === undefined ? null : readTruth(request.truth)
    const stores = folders.flatMap((folder) => folder.stores)
    return { folders, stores, logs, nights, truth, now: request.now ?? new Date(), close }
  } catch (error) {
    close()
    throw error
  }
}
