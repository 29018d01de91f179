import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** GNU tar is not there; the message says what to do. */
export class NoTar extends Error {}

/** Every file has this time, so that the archive depends on the contents only (2026-01-01 UTC). */
const FIXED_TIME = '@1767225600'

/**
 * Packs a folder with itself as the top entry: sorted names, no owners, fixed times, modes 755 and 644.
 *
 * @throws {NoTar}
 */
export async function packFolder(folder: string, archive: string): Promise<void> {
  const version = spawnSync('tar', ['--version'], { encoding: 'utf8' })
  if (version.status !== 0 || !version.stdout.includes('GNU tar')) {
    throw new NoTar(
      'GNU tar がありません。apt-get install -y tar などで入れてから、もう一度実行してください。',
    )
  }
  const tar = spawn(
    'tar',
    [
      '--create',
      '--format=gnu',
      '--sort=name',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mode=u=rwX,go=rX',
      `--mtime=${FIXED_TIME}`,
      '-C',
      dirname(folder),
      basename(folder),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C' } },
  )
  const ended = once(tar, 'close')
  await pipeline(tar.stdout, createGzip(), createWriteStream(archive))
  const [code] = (await ended) as [number | null]
  if (code !== 0) throw new Error(`tar ended with ${code}`)
}
