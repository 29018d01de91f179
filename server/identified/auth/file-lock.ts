import { open, readFile, unlink } from 'node:fs/promises'

/** Another piece of work holds the file; the sentence is for the officer. */
export class LockHeld extends Error {
  override readonly name = 'LockHeld'
}

/**
 * Holds a file so that a second process stops with a sentence; the file of a process that died is
 * taken over.
 *
 * @returns the function that lets go.
 * @throws {LockHeld}
 */
export async function holdLock(file: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const handle = await open(file, 'wx', 0o600)
      await handle.writeFile(String(process.pid))
      await handle.close()
      return async () => unlink(file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => '0'))
    if (isAlive(holder)) {
      throw new LockHeld(`ほかの作業が動いています。終わってから実行してください（${file}）。`)
    }
    await unlink(file).catch(() => undefined)
  }
  throw new Error(`作業中の印を置けません（${file}）。`)
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
