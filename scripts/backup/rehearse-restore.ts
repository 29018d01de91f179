import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { jstDay } from '../../server/calendar/jst.ts'
import { Refusal } from './refusal.ts'
import { restoreFolder, type Restored } from './restore-folder.ts'

/**
 * Restores into a folder that goes again, and notes the day beside the backup (`rehearsed-2026-11-20`, empty)
 * in the place of earlier notes.
 *
 * @throws {Refusal}
 */
export async function rehearseRestore(
  from: string,
  { passphrase, now }: { readonly passphrase: string; readonly now: Date },
): Promise<Restored> {
  const scratch = mkdtempSync(join(tmpdir(), 'kazetoshi-rehearsal-'))
  try {
    const data = join(scratch, 'data')
    const actor = 'rehearsal'
    const restored = await restoreFolder({ from, data, mirror: null, passphrase, now, actor })
    note(dirname(from), `rehearsed-${jstDay(now)}`)
    return restored
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function note(folder: string, name: string): void {
  try {
    writeFileSync(join(folder, name), '', { mode: 0o600 })
    const earlier = readdirSync(folder).filter((one) => /^rehearsed-\d{4}-\d{2}-\d{2}$/.test(one))
    for (const one of earlier.filter((found) => found < name)) rmSync(join(folder, one))
  } catch {
    throw new Refusal(
      `戻せることは確かめましたが、「${folder}」に記録（${name}）を書けません。権限を確かめて、もう一度実行してください。`,
    )
  }
}
