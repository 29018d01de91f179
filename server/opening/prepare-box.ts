import { boxPath, createBoxFile } from '../stores/box.ts'
import { tallyPath, writeTallyFile } from '../stores/tally-file.ts'
import { ballotBytes } from '../survey/ballot-form.ts'
import type { Questionnaire } from '../survey/questionnaire.ts'
import { MODULUS_BYTES, NONCE_BYTES } from '../tokens/suite.ts'
import { sealedLength } from '../tokens/wire.ts'
import { createTallyKey, type KeeperPlan } from './tally-key.ts'

export interface PreparedBox {
  readonly tallySpki: Buffer
  /** In the order of the posts; to be shown once and forgotten. */
  readonly passphrases: string[]
}

/**
 * Makes the empty box (and its mirror) and the wrapped tally key of a survey. Capacity = eligible + 5 %,
 * ballot size from the questionnaire. What an earlier attempt left under the same id is replaced, as often
 * as wanted before the announcement: only the passphrases of the last attempt open anything.
 */
export async function prepareBox(
  folders: readonly string[],
  questionnaire: Questionnaire,
  eligible: number,
  keepers: KeeperPlan,
): Promise<PreparedBox> {
  const { survey } = questionnaire
  const size = {
    slots: Math.ceil(eligible * 1.05) + 1,
    sealedBytes: sealedLength(ballotBytes(questionnaire)),
    cardBytes: 1 + NONCE_BYTES + MODULUS_BYTES,
  }
  const { spki, wrapped, passphrases } = await createTallyKey(survey, keepers)
  for (const folder of folders) {
    createBoxFile(boxPath(folder, survey), size)
    writeTallyFile(tallyPath(folder, survey), JSON.stringify(wrapped))
  }
  return { tallySpki: spki, passphrases }
}

/** Box files and wrapped keys of a survey in every folder that holds them. */
export function boxFolders(dataFolder: string, mirror: string | null): string[] {
  return mirror === null ? [dataFolder] : [dataFolder, mirror]
}
