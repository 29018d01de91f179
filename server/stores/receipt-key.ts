import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

const KEY_BYTES = 32

/**
 * The key under which authors' lookup ids are kept (see `receiptMac`): 32 random bytes in a file of their
 * own, made at the first start, for the server's account only. It belongs to every backup of `voice.db`:
 * without it no author finds a proposal any more.
 *
 * @throws {Error} when the file is there and damaged.
 */
export function openReceiptKey(folder: string): Buffer {
  const file = join(folder, 'receipt.key')
  if (!existsSync(file)) writeWhole(file, randomBytes(KEY_BYTES))
  const key = readFileSync(file)
  if (key.length !== KEY_BYTES) {
    throw new Error(
      `${file} が壊れています（${key.length}バイト）。バックアップから戻してください。`,
    )
  }
  return key
}

/** A start that is cut off leaves no half of a key. */
function writeWhole(file: string, bytes: Buffer): void {
  const handle = openSync(`${file}.new`, 'w', 0o600)
  try {
    writeSync(handle, bytes)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${file}.new`, file)
}
