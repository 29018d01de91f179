import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { BadEvidence } from './bad-evidence.ts'

export interface LogFile {
  readonly name: string
  readonly text: string
}

/** @throws {BadEvidence} when one cannot be read. */
export function readLogs(paths: readonly string[]): LogFile[] {
  return paths.map((name) => {
    try {
      const bytes = readFileSync(name)
      const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
      return { name, text: (packed ? gunzipSync(bytes) : bytes).toString('utf8') }
    } catch {
      throw new BadEvidence(
        `ログ「${name}」を読めません。場所と権限を確かめて、もう一度指定してください。`,
      )
    }
  })
}
