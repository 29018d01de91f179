import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { boxPath, openBoxFile, removeBoxFile } from '../../server/stores/box.ts'
import { readTallyFile, tallyPath, writeTallyFile } from '../../server/stores/tally-file.ts'
import { flush } from './sealed-tar.ts'

/**
 * Brings a box and its wrapped key back from the mirror, which is only read.
 *
 * @param mirror folder, or null: there is none.
 * @returns why not; null when both are in place.
 */
export function bringBox(mirror: string | null, id: string, into: string): string | null {
  if (mirror === null) return '回答箱の写し（BOX_MIRROR）がない'
  const [box, key] = [boxPath(mirror, id), readTallyFile(tallyPath(mirror, id))]
  if (!existsSync(box)) return `写しに box-${id}.db がない`
  if (key === null) return `写しに tally-${id}.json がない`
  const target = boxPath(into, id)
  copyFileSync(box, target)
  // A write that a power cut stopped is taken back, in the copy.
  if (existsSync(`${box}-journal`)) copyFileSync(`${box}-journal`, `${target}-journal`)
  try {
    openBoxFile(target).close()
  } catch {
    removeBoxFile(target)
    return `写しの box-${id}.db が壊れている`
  }
  flush(target)
  writeTallyFile(tallyPath(into, id), key)
  return null
}

/** The keys of 提案担当. @returns whether they are there. */
export function bringDesk(mirror: string | null, into: string): boolean {
  const text = mirror === null ? null : readTallyFile(tallyPath(mirror, 'desk'))
  if (text !== null) writeTallyFile(join(into, 'tally-desk.json'), text)
  return text !== null
}
