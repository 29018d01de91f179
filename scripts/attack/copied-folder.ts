import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  type Stats,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { BadEvidence } from './bad-evidence.ts'
import { openStore, type Store } from './store.ts'

export interface CopiedFile {
  /** Below the folder it came from. */
  readonly name: string
  /** Of the original: the last change, in milliseconds since 1970. */
  readonly changedAt: number
  readonly size: number
  bytes(): Buffer
}

export interface CopiedFolder {
  /** `data`, `mirror`, or the name of a backup. */
  readonly label: string
  readonly files: readonly CopiedFile[]
  readonly stores: readonly Store[]
}

/** What SQLite keeps beside a database. */
const BESIDE = /-(wal|shm|journal)$/

/**
 * Copies every file below the folder, what SQLite keeps beside the databases first.
 *
 * @throws {BadEvidence} when the folder cannot be read.
 */
export async function copyFolder(
  folder: string,
  scratch: string,
  label: string,
  shown = label === 'data' ? '' : `${label}/`,
): Promise<CopiedFolder> {
  const target = join(scratch, label)
  const paths = filesBelow(folder)
  const files: CopiedFile[] = []
  for (const path of paths.toSorted((a, b) => Number(BESIDE.test(b)) - Number(BESIDE.test(a)))) {
    const name = relative(folder, path)
    const copy = join(target, name)
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 })
    if (path.endsWith('-journal')) await untilWritten(path)
    const stats = copied(path, copy)
    if (stats === null) continue
    const { mtimeMs: changedAt, size } = stats
    files.push({ name, changedAt, size, bytes: () => readFileSync(copy) })
  }
  const stores = files
    .filter(({ name }) => !BESIDE.test(name))
    .flatMap(({ name }) => openStore(`${shown}${name}`, join(target, name)) ?? [])
  return { label, files, stores }
}

/** @throws {BadEvidence} */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new BadEvidence(
      `フォルダー「${folder}」がありません。場所を確かめて、もう一度指定してください。`,
    )
  }
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    throw new BadEvidence(
      `フォルダー「${folder}」を読めません。サーバーと同じ利用者で実行してください。`,
    )
  }
}

/** A commit of a running server takes some milliseconds; a journal that stays full is a find. */
async function untilWritten(journal: string): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    if (!existsSync(journal) || statSync(journal).size === 0) return
    await pause(25)
  }
}

/** @returns null when a running server has taken the file away meanwhile (a journal). */
function copied(path: string, copy: string): Stats | null {
  try {
    const stats = statSync(path)
    copyFileSync(path, copy)
    return stats
  } catch (error) {
    if (BESIDE.test(path) && !existsSync(path)) return null
    throw new BadEvidence(
      `ファイル「${basename(path)}」を読めません。サーバーと同じ利用者で実行してください。`,
      { cause: error },
    )
  }
}
