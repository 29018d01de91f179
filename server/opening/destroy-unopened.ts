import { existsSync } from 'node:fs'
import { boxPath, removeBoxFile } from '../stores/box.ts'
import { destroyTallyFile, tallyPath } from '../stores/tally-file.ts'

/**
 * Box, mirror and wrapped key of a survey that was cancelled, unread; the key first, as nothing opens the
 * box without it. What is gone already is none the worse for it, so that it can be repeated after a crash.
 *
 * @throws {AggregateError} the faults of the disks that keep something; the others are cleared.
 */
export function destroyUnopened(folders: readonly string[], survey: string): void {
  const faults: unknown[] = []
  const attempt = (act: () => void) => {
    try {
      act()
    } catch (error) {
      faults.push(error)
    }
  }
  for (const folder of folders) attempt(() => destroyTallyFile(tallyPath(folder, survey)))
  for (const folder of folders) attempt(() => removeBoxFile(boxPath(folder, survey)))
  if (faults.length > 0) throw new AggregateError(faults, 'files of a cancelled survey are left')
}

/** Whether anything of them is still there. */
export function isUnopenedLeft(folders: readonly string[], survey: string): boolean {
  return folders.some((folder) => {
    const [box, key] = [boxPath(folder, survey), tallyPath(folder, survey)]
    return [box, `${box}-journal`, key, `${key}.new`].some((file) => existsSync(file))
  })
}
