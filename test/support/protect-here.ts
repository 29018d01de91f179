import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'
import type { Protect } from '../../server/opening/protect-ballots.ts'

let solver: ReturnType<typeof highsSolver> | undefined

/** The protection itself without its thread, which takes a second or more to start from the sources. */
export const protectHere: Protect = async (input, { report }) => {
  solver ??= highsSolver()
  return protect(input, await solver, report)
}
