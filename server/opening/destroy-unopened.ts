import { existsSync } from 'node:fs'
import { boxPath, removeBoxFile } from '../stores/box.ts'
import { destroyTallyFile, tallyPath } from '../stores/tally-file.ts'

/**
 * Box, mirror and wrapped key of a survey that was cancelled, unread. What is gone already is none the
 * worse for it, so that it can be repeated after a crash.
 *
 * @throws the fault of a disk that cannot be written.
 */
export function destroyUnopened(folders: readonly string[], survey: string): void {
  for (const folder of folders) {
    removeBoxFile(boxPath(folder, survey))
    destroyTallyFile(tallyPath(folder, survey))
  }
}

/** Whether anything of them is still there. */
export function isUnopenedLeft(folders: readonly string[], survey: string): boolean {
  return folders.some(
    (folder) => existsSync(boxPath(folder, survey)) || existsSync(tallyPath(folder, survey)),
  )
}
