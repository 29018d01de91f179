import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { recordAct } from '../../server/identified/auth/audit.ts'
import { openStores, type Stores } from '../../server/stores/open.ts'
import type { Manifest } from './manifest.ts'
import { readBackup } from './read-backup.ts'
import { inWords, Refusal } from './refusal.ts'
import { type RevivedProposals, reviveProposals } from './revive-proposals.ts'
import { type RevivedSurvey, reviveSurveys, strangeBoxes } from './revive-surveys.ts'
import { flush } from './sealed-tar.ts'

export interface RestoreRequest {
  readonly from: string
  /** Absent or empty: nothing is ever overwritten. */
  readonly data: string
  /** Folder of the mirror, which is only read. */
  readonly mirror: string | null
  readonly passphrase: string
  readonly now: Date
  /** Who, for the record of acts: `restore:root`. */
  readonly actor: string
}

export interface Restored {
  readonly manifest: Manifest
  readonly counts: { readonly people: number; readonly surveys: number; readonly proposals: number }
  readonly surveys: readonly RevivedSurvey[]
  readonly proposals: RevivedProposals
  readonly strange: readonly string[]
}

/**
 * Puts a backup in the place of a lost data folder: all of it, or nothing.
 *
 * @throws {Refusal}
 */
export async function restoreFolder(request: RestoreRequest): Promise<Restored> {
  const data = resolve(request.data)
  requireEmpty(data)
  requireMirror(request.mirror)
  try {
    mkdirSync(dirname(data), { recursive: true })
    const beside = mkdtempSync(join(dirname(data), `.${basename(data)}-restoring-`))
    try {
      const restored = await fill(beside, request)
      for (const name of readdirSync(beside)) {
        chmodSync(join(beside, name), 0o600)
        flush(join(beside, name))
      }
      if (existsSync(data)) rmdirSync(data)
      renameSync(beside, data)
      flush(dirname(data))
      return restored
    } finally {
      rmSync(beside, { recursive: true, force: true })
    }
  } catch (error) {
    throw inWords(error, [dirname(data)])
  }
}

async function fill(folder: string, request: RestoreRequest): Promise<Restored> {
  const { from, mirror, passphrase, now, actor } = request
  const manifest = await readBackup(from, passphrase, folder)
  const stores = await openStores(folder)
  try {
    const surveys = await reviveSurveys(stores, mirror, now)
    const proposals = await reviveProposals(stores, mirror)
    const strange = await strangeBoxes(stores, mirror)
    const detail = `${manifest.day} のもの（${basename(from)}）`
    await recordAct(stores.identity, now, actor, 'バックアップから復元', detail)
    const counts = await countThings(stores)
    return { manifest, counts, surveys, proposals, strange }
  } finally {
    await stores.close()
    // The backup itself is the copy of before.
    rmSync(join(folder, 'before-migration'), { recursive: true, force: true })
  }
}

async function countThings({ identity, commons, voice }: Stores): Promise<Restored['counts']> {
  const one = (row: { n: number }) => row.n
  const people = identity.selectFrom('person').select(({ fn }) => fn.countAll<number>().as('n'))
  const surveys = commons.selectFrom('survey').select(({ fn }) => fn.countAll<number>().as('n'))
  const proposals = voice.selectFrom('proposal').select(({ fn }) => fn.countAll<number>().as('n'))
  return {
    people: one(await people.executeTakeFirstOrThrow()),
    surveys: one(await surveys.executeTakeFirstOrThrow()),
    proposals: one(await proposals.executeTakeFirstOrThrow()),
  }
}

function requireEmpty(data: string): void {
  if (!existsSync(data)) return
  if (statSync(data).isDirectory() && readdirSync(data).length === 0) return
  throw new Refusal(
    `「${data}」には、すでにファイルがあります。サーバーを止め、今のフォルダーを別の名前にしてから（消さないでください）、もう一度実行してください。`,
  )
}

function requireMirror(mirror: string | null): void {
  if (mirror === null || (existsSync(mirror) && statSync(mirror).isDirectory())) return
  throw new Refusal(
    `回答箱の写しのフォルダー「${mirror}」がありません。ディスクがつながっているかを確かめてください。写しを失ったときは --mirror と BOX_MIRROR を外して実行しますが、受付中のアンケートは無効になります。`,
  )
}
