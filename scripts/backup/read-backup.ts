import { existsSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { HELD, MANIFEST, STORES } from './contents.ts'
import { listFiles, type Manifest, manifestSchema } from './manifest.ts'
import { Refusal } from './refusal.ts'
import { schemaOf } from './schema-names.ts'
import { unsealTar, untar } from './sealed-tar.ts'

/**
 * Unpacks a backup into an empty folder and checks all of it: encryption, names, sums, databases, schema.
 *
 * @throws {Refusal}
 */
export async function readBackup(
  file: string,
  passphrase: string,
  into: string,
): Promise<Manifest> {
  if (!existsSync(file)) {
    throw new Refusal(
      `バックアップ「${file}」がありません。場所を確かめて、もう一度指定してください。`,
    )
  }
  const plain = join(into, 'plain.tar')
  await unsealTar(file, passphrase, plain)
  untar(plain, [MANIFEST, ...HELD], into)
  rmSync(plain)
  const manifest = manifestIn(into)
  const found = await listFiles(into)
  if (manifest === null || JSON.stringify(found) !== JSON.stringify(manifest.files)) {
    throw new Refusal(
      `バックアップ「${basename(file)}」の中身が、一緒に入っている一覧と合いません。別の日のバックアップを指定してください。`,
    )
  }
  for (const name of STORES) checkStore(into, name)
  rmSync(join(into, MANIFEST))
  return manifest
}

function manifestIn(folder: string): Manifest | null {
  try {
    const text = readFileSync(join(folder, MANIFEST), 'utf8')
    return manifestSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function checkStore(folder: string, name: (typeof STORES)[number]): void {
  const db = new Database(join(folder, `${name}.db`), { readonly: true })
  try {
    schemaOf(name, db)
    if (db.pragma('integrity_check', { simple: true }) === 'ok') return
  } catch (error) {
    if (error instanceof Refusal) throw error
  } finally {
    db.close()
  }
  throw new Refusal(
    `バックアップの中の ${name}.db が壊れています。別の日のバックアップを指定してください。`,
  )
}
