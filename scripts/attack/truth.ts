import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { BadEvidence } from './bad-evidence.ts'

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))

const deedSchema = z.strictObject({
  /** Survey, or quarter of the proposal box. */
  box: z.string().min(1),
  kind: z.enum(['ballot', 'post']),
  /** Staff number; of a paper slip its hash in hex: nobody else is known. */
  who: z.string().min(1),
  way: z.enum(['sign-in', 'slip']),
  /** SHA-256 of the blinded message, as the staff side keeps it: one card of the person's. */
  mark: hex(32),
  nonce: hex(32),
  /** SHA-256 of the sealed message without its first byte; see `sealedId`. */
  sealed: hex(32),
  /** Title of a proposal, '' otherwise. */
  title: z.string(),
})

/** What one invented person did with one card. */
export type Deed = z.infer<typeof deedSchema>

/**
 * What the invented people of a sample really did, in the order in which their messages arrived. It exists
 * for samples only: with real people nobody has it, which is the point.
 */
const truthSchema = z.strictObject({
  format: z.literal('kazetoshi-truth-1'),
  deeds: z.array(deedSchema),
})

export type Truth = z.infer<typeof truthSchema>

/** SHA-256 of a sealed message but for its first byte, which a box of proposals sets to the class. */
export function sealedId(sealed: Uint8Array): string {
  return createHash('sha256').update(sealed.subarray(1)).digest('hex')
}

/** @param deeds in order of arrival */
export function writeTruth(file: string, deeds: readonly Deed[]): void {
  const truth: Truth = { format: 'kazetoshi-truth-1', deeds: [...deeds] }
  writeFileSync(file, `${JSON.stringify(truth)}\n`, { mode: 0o600 })
}

/** @throws {BadEvidence} when the file is no such list. */
export function readTruth(file: string): Truth {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new BadEvidence(
      `--truth のファイル「${file}」を読めません。場所と権限を確かめて、もう一度指定してください。`,
    )
  }
  try {
    return truthSchema.parse(JSON.parse(text))
  } catch {
    throw new BadEvidence(
      `「${file}」は見本の市の記録ではありません。npm run demo の --truth で書き出したファイルを指定してください。`,
    )
  }
}
