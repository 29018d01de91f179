import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './refusal.ts'

/**
 * Runs `act` while no other backup of this data folder runs. What a backup that was killed has left is
 * taken over.
 *
 * @throws {Refusal}
 */
export async function alone<T>(data: string, act: () => Promise<T>): Promise<T> {
  const lock = join(data, 'backup.lock')
  if (existsSync(lock) && !isRunning(Number(readFileSync(lock, 'utf8')))) rmSync(lock)
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error
    throw new Refusal(
      'ほかのバックアップが動いています。終わるのを待って、もう一度実行してください。',
    )
  }
  try {
    return await act()
  } finally {
    rmSync(lock, { force: true })
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Of another account.
    return (error as { code?: unknown }).code === 'EPERM'
  }
}
