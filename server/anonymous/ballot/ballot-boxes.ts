import { slotBoxes } from '../slot-boxes.ts'
import { type BallotBox, ballotBoxOf } from './ballot-box.ts'

/** The boxes of all open surveys, opened at their first use. */
export interface BallotBoxes {
  get(survey: string): BallotBox
  /** Closes one box: after the close of the survey nothing is written to it any more. */
  seal(survey: string): Promise<void>
  close(): Promise<void>
}

/** @param mirror folder of the mirror boxes on a second disk, or null. */
export function ballotBoxes(folder: string, mirror: string | null): BallotBoxes {
  const boxes = slotBoxes(folder, mirror)
  return {
    get: (survey) => ballotBoxOf(boxes.get(survey)),
    seal: (survey) => boxes.seal(survey),
    close: () => boxes.close(),
  }
}
