import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { HELD } from './contents.ts'

/** `manifest.json` of a backup. */
export const manifestSchema = z.strictObject({
  format: z.literal('kazetoshi-backup-1'),
  /** JST. */
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  /** Of the program that made it. */
  version: z.string(),
  files: z.array(
    z.strictObject({ name: z.string(), bytes: z.number().int(), sha256: z.string().length(64) }),
  ),
  schema: z.record(z.string(), z.array(z.string())),
})
export type Manifest = z.infer<typeof manifestSchema>

/** The files of a backup as they stand in a folder. */
export async function listFiles(folder: string): Promise<Manifest['files']> {
  const files: Manifest['files'] = []
  for (const name of HELD) {
    const file = join(folder, name)
    const hash = createHash('sha256')
    await pipeline(createReadStream(file), hash)
    files.push({ name, bytes: statSync(file).size, sha256: hash.digest('hex') })
  }
  return files
}
