import { checkCards } from './cards.ts'
import type { ProofFiles } from './files.ts'
import { checkKeys } from './keys.ts'
import type { Line } from './lines.ts'
import { checkPublished } from './published.ts'

/** Everything that can be checked of a survey with public files alone, a line each. */
export function verifyFiles(
  files: ProofFiles,
  report: (done: number, total: number) => void,
): Line[] {
  return [...checkKeys(files), ...checkCards(files, report), ...checkPublished(files)]
}
