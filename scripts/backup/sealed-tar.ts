import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, openSync, closeSync, fsyncSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import { NoTar } from '../pack/tar.ts'
import { Refusal } from './refusal.ts'

/** As in an archive of the program: nothing but names and contents. */
const PLAIN = ['--format=gnu', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rw,go=']
const FIXED_TIME = '--mtime=@1767225600'
const IN_ENGLISH = { ...process.env, LC_ALL: 'C' }

/**
 * Packs files of a folder into a tar encrypted to a passphrase in the age format
 * (https://age-encryption.org/v1, scrypt recipient): `age -d FILE | tar x` reads it too. Nothing plain is
 * written; the file is on the disk when this resolves.
 *
 * @param workFactor base-2 logarithm of the scrypt work; 18 unless told.
 * @throws {NoTar}
 */
export async function sealTar(
  folder: string,
  names: readonly string[],
  file: string,
  { passphrase, workFactor }: { readonly passphrase: string; readonly workFactor?: number },
): Promise<void> {
  requireTar()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  if (workFactor !== undefined) encrypter.setScryptWorkFactor(workFactor)
  const tar = spawn('tar', ['--create', ...PLAIN, FIXED_TIME, '-C', folder, ...names], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: IN_ENGLISH,
  })
  const ended = once(tar, 'close')
  try {
    const sealed = await encrypter.encrypt(Readable.toWeb(tar.stdout) as never)
    await pipeline(
      Readable.fromWeb(sealed as unknown as ReadableStream),
      createWriteStream(file, { mode: 0o600 }),
    )
  } catch (error) {
    tar.kill()
    throw error
  }
  const [code] = (await ended) as [number | null]
  if (code !== 0) throw new Error(`tar ended with ${code}`)
  flush(file)
}

/**
 * Decrypts a backup into a plain tar beside; its last byte is checked too.
 *
 * @throws {Refusal} with another passphrase, and when it is damaged or no backup.
 */
export async function unsealTar(file: string, passphrase: string, plain: string): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  try {
    const opened = await decrypter.decrypt(Readable.toWeb(createReadStream(file)) as never)
    await pipeline(
      Readable.fromWeb(opened as unknown as ReadableStream),
      createWriteStream(plain, { mode: 0o600 }),
    )
  } catch (error) {
    // A fault of a disk, not of the file.
    if (/^E[A-Z]+$/.test(String((error as { code?: unknown }).code))) throw error
    throw new Refusal(
      `バックアップ「${basename(file)}」を開けません。合言葉が違うか、ファイルが壊れています。合言葉を確かめ、だめなら別の日のバックアップを指定してください。`,
    )
  }
}

/**
 * Takes a plain tar apart, when it holds exactly these regular files by exactly these names.
 *
 * @throws {NoTar}
 * @throws {Refusal}
 */
export function untar(plain: string, names: readonly string[], into: string): void {
  requireTar()
  const run = (...args: string[]) =>
    spawnSync('tar', [...args, '--file', plain], { encoding: 'utf8', env: IN_ENGLISH })
  const [listed, types] = [run('--list'), run('--list', '--verbose')]
  const found = listed.stdout.split('\n').filter((name) => name !== '')
  const regular = types.stdout.split('\n').filter((line) => line.startsWith('-')).length
  const expected = [...names].toSorted()
  const same = found.toSorted().join('\n') === expected.join('\n') && regular === expected.length
  if (listed.status !== 0 || !same) throw notOurs()
  const taken = run('--extract', '--no-same-owner', '-C', into)
  if (taken.status !== 0) throw notOurs()
}

function notOurs(): Refusal {
  return new Refusal(
    '風通しのバックアップではありません。中身のファイルの名前か数が違います。npm run backup が作ったファイルを指定してください。',
  )
}

/** @throws {NoTar} */
function requireTar(): void {
  const version = spawnSync('tar', ['--version'], { encoding: 'utf8' })
  if (version.status === 0 && version.stdout.includes('GNU tar')) return
  throw new NoTar(
    'GNU tar がありません。apt-get install -y tar などで入れてから、もう一度実行してください。',
  )
}

/** Written through to the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
