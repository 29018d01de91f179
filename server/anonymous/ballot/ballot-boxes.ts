import { boxPath, openBoxStore, reconcileBoxFiles } from '../../stores/box.ts'
import { type BallotBox, openBallotBox } from './ballot-box.ts'

/** The boxes of all open surveys, opened at their first use. */
export interface BallotBoxes {
  get(survey: string): BallotBox
  /** Closes one box: after the close of the survey nothing is written to it any more. */
  seal(survey: string): Promise<void>
  close(): Promise<void>
}

/** @param mirror folder of the mirror boxes on a second disk, or null. */
export function ballotBoxes(folder: string, mirror: string | null): BallotBoxes {
  const open = new Map<string, BallotBox>()
  return {
    get(survey) {
      const known = open.get(survey)
      if (known !== undefined) return known
      const box = openBox(folder, mirror, survey)
      open.set(survey, box)
      return box
    },
    async seal(survey) {
      await open.get(survey)?.close()
      open.delete(survey)
    },
    async close() {
      await Promise.all([...open.values()].map((box) => box.close()))
      open.clear()
    },
  }
}

function openBox(folder: string, mirror: string | null, survey: string): BallotBox {
  const file = boxPath(folder, survey)
  if (mirror === null) return openBallotBox(openBoxStore(file), null)
  const copy = boxPath(mirror, survey)
  reconcileBoxFiles(file, copy)
  return openBallotBox(openBoxStore(file), openBoxStore(copy))
}
