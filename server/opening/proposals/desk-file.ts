import { z } from 'zod'
import { readTallyFile, replaceTallyFile, tallyPath } from '../../stores/tally-file.ts'
import { lockSchema } from '../passphrase-lock.ts'

/** One of the persons who open the proposal box: a public half, and the private half under a passphrase. */
const memberSchema = lockSchema.extend({ id: z.string(), addedOn: z.string(), spki: z.string() })
export type LockedMember = z.infer<typeof memberSchema>

const deskSchema = z.object({
  version: z.literal(1),
  /** Grows with every change: after a crash between two disks the higher one is the present one. */
  revision: z.number().int(),
  members: z.array(memberSchema),
})

const quarterSchema = z.object({
  version: z.literal(1),
  revision: z.number().int(),
  quarter: z.string(),
  /** The tally key's private half, sealed to each member's public half; base64. */
  wraps: z.array(z.object({ member: z.string(), key: z.string() })),
})
export type Wraps = z.infer<typeof quarterSchema>['wraps']

/** `tally-desk.json` in every folder. */
export function readDesk(folders: readonly string[]): LockedMember[] {
  return newest(folders, 'desk', deskSchema)?.members ?? []
}

export function writeDesk(folders: readonly string[], members: readonly LockedMember[]): void {
  const revision = (newest(folders, 'desk', deskSchema)?.revision ?? 0) + 1
  writeAll(folders, 'desk', { version: 1, revision, members })
}

/** `tally-<quarter>.json` in every folder. */
export function readWraps(folders: readonly string[], quarter: string): Wraps {
  return newest(folders, quarter, quarterSchema)?.wraps ?? []
}

export function writeWraps(folders: readonly string[], quarter: string, wraps: Wraps): void {
  const revision = (newest(folders, quarter, quarterSchema)?.revision ?? 0) + 1
  writeAll(folders, quarter, { version: 1, revision, quarter, wraps })
}

function writeAll(folders: readonly string[], name: string, content: object): void {
  for (const folder of folders) replaceTallyFile(tallyPath(folder, name), JSON.stringify(content))
}

/** What can be read in one of the folders; a damaged copy is passed over. */
function newest<T extends { revision: number }>(
  folders: readonly string[],
  name: string,
  schema: z.ZodType<T>,
): T | undefined {
  const found: T[] = []
  for (const folder of folders) {
    const text = readTallyFile(tallyPath(folder, name))
    const result = text === null ? null : schema.safeParse(parsed(text))
    if (result?.success === true) found.push(result.data)
  }
  return found.toSorted((a, b) => b.revision - a.revision)[0]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
