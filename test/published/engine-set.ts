import type { Microdata } from '../../server/disclosure/microdata.ts'
import { protect } from '../../server/disclosure/protect.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import type { Questionnaire } from '../../server/survey/questionnaire.ts'

/** What the protection engine publishes of these respondents. */
export async function engineSet(q: Questionnaire, data: Microdata): Promise<PublishedSet> {
  const outcome = protect(
    {
      survey: q.survey,
      data,
      tables: q.tables,
      policy: {
        k: q.k,
        kDistribution: q.kDistribution ?? 2 * q.k,
        roundingPeople: 2,
        scale: q.scale,
        favourable: 2,
      },
      eligible: [],
    },
    await highsSolver(),
    () => {},
  )
  if (outcome.state === 'refused') throw new Error(`the engine refused: ${outcome.reason}`)
  return outcome.set
}
