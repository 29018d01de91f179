import type { Clue } from '../../../server/proposals/clues.ts'
import type { ClueSaid } from '../../words/clue-said.ts'
import { Line } from '../language/spoken.ts'

/** What an author may do about a clue; in Japanese it comes with the clue. */
export function adviceOn({ kind, advice }: Clue): Line {
  return new Line(keys[kind], [], () => advice)
}

const keys: Readonly<Record<Clue['kind'], keyof ClueSaid>> = {
  person: 'advicePerson',
  contact: 'adviceContact',
  number: 'adviceNumber',
  date: 'adviceDate',
  writer: 'adviceWriter',
  'small-group': 'adviceGroup',
}
