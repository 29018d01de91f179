import { readTallyFile, tallyPath } from '../stores/tally-file.ts'
import {
  issueOf,
  parseWrapped,
  type Unwrapping,
  unwrapTallyKey,
  type WrappedTallyKey,
} from './tally-key.ts'

/** One folder's copy of a wrapped tally key; `older` beside a newer one elsewhere. */
export interface KeyCopy {
  readonly folder: string
  readonly state: 'good' | 'older' | 'missing' | 'damaged'
}

export interface KeyCopies {
  /** Copies that can be read, the newest first, each text once. */
  readonly readable: readonly WrappedTallyKey[]
  /** One for each folder, in the order of the folders. */
  readonly copies: readonly KeyCopy[]
}

/** Looks at the copies in the data folder and on the mirror disk; changes nothing. */
export function readKeyCopies(folders: readonly string[], survey: string): KeyCopies {
  const found = folders.map((folder) => {
    const text = readCopy(folder, survey)
    return { folder, text, wrapped: text === null ? null : parsed(text, survey) }
  })
  const byText = new Map<string, WrappedTallyKey>()
  for (const { text, wrapped } of found) {
    if (text !== null && wrapped !== null) byText.set(text, wrapped)
  }
  const readable = [...byText.values()].sort((a, b) => issueOf(b) - issueOf(a))
  const newest = readable[0] === undefined ? 0 : issueOf(readable[0])
  const copies = found.map(({ folder, text, wrapped }): KeyCopy => {
    if (text === null) return { folder, state: 'missing' }
    if (wrapped === null) return { folder, state: 'damaged' }
    return { folder, state: issueOf(wrapped) < newest ? 'older' : 'good' }
  })
  return { readable, copies }
}

/**
 * Opens the tally key from the newest copy; from another one only when the newest opens with nothing, as
 * after a damage that leaves the file readable.
 *
 * @returns null when no folder has a copy that can be read.
 */
export async function openKeyCopies(
  folders: readonly string[],
  survey: string,
  typed: readonly string[],
): Promise<{ readonly unwrapping: Unwrapping; readonly wrapped: WrappedTallyKey } | null> {
  let first = null
  for (const wrapped of readKeyCopies(folders, survey).readable) {
    const unwrapping = await unwrapTallyKey(wrapped, typed)
    if (unwrapping.state === 'open') return { unwrapping, wrapped }
    first ??= { unwrapping, wrapped }
  }
  return first
}

/** A disk that cannot be read is a copy that is missing. */
function readCopy(folder: string, survey: string): string | null {
  try {
    return readTallyFile(tallyPath(folder, survey))
  } catch {
    return null
  }
}

function parsed(text: string, survey: string): WrappedTallyKey | null {
  try {
    const wrapped = parseWrapped(text)
    return wrapped.survey === survey ? wrapped : null
  } catch {
    return null
  }
}
