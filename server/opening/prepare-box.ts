import { accessSync } from 'node:fs'
import { boxPath, createBoxFile } from '../stores/box.ts'
import { replaceTallyFiles, tallyPath } from '../stores/tally-file.ts'
import { ballotBytes } from '../survey/ballot-form.ts'
import type { Questionnaire } from '../survey/questionnaire.ts'
import { MODULUS_BYTES, NONCE_BYTES } from '../tokens/suite.ts'
import { sealedLength } from '../tokens/wire.ts'
import { diskFault } from './disk-fault.ts'
import { createTallyKey, type KeeperPlan } from './tally-key.ts'

/** Nothing of an earlier attempt is good either: `refused` says what to do before the next one. */
export type BoxPreparation = PreparedBox | { readonly refused: string }

interface PreparedBox {
  readonly tallySpki: Buffer
  /** In the order of the posts; to be shown once and forgotten. */
  readonly passphrases: string[]
}

/**
 * Makes the empty box (and its mirror) and the wrapped tally key of a survey. Capacity = eligible + spare slips + 5 %,
 * ballot size from the questionnaire. What an earlier attempt left under the same id is replaced, as often
 * as wanted before the announcement: only the passphrases of the last attempt open anything.
 */
export async function prepareBox(
  folders: readonly string[],
  questionnaire: Questionnaire,
  eligible: number,
  keepers: KeeperPlan,
): Promise<BoxPreparation> {
  const { survey } = questionnaire
  const size = {
    slots: Math.ceil((eligible + spareSlips(questionnaire)) * 1.05) + 1,
    sealedBytes: sealedLength(ballotBytes(questionnaire)),
    cardBytes: 1 + NONCE_BYTES + MODULUS_BYTES,
  }
  const { spki, wrapped, passphrases } = await createTallyKey(survey, keepers)
  try {
    for (const folder of folders) {
      accessSync(folder)
      createBoxFile(boxPath(folder, survey), size)
    }
    const files = folders.map((folder) => tallyPath(folder, survey))
    replaceTallyFiles(files, JSON.stringify(wrapped))
  } catch (error) {
    const refused = diskFault(error)
    if (refused === null) throw error
    return { refused }
  }
  return { tallySpki: spki, passphrases }
}

function spareSlips({ slips }: Questionnaire): number {
  return slips === undefined ? 0 : slips.printed - slips.people
}

/** Box files and wrapped keys of a survey in every folder that holds them. */
export function boxFolders(dataFolder: string, mirror: string | null): string[] {
  return mirror === null ? [dataFolder] : [dataFolder, mirror]
}
