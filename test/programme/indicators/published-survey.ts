import type { SmallCity } from '../../support/small-city.ts'
import type { ItemValue, PublishedSet } from '../../../server/survey/published-set.ts'
import type { Questionnaire } from '../../../server/survey/questionnaire.ts'
import { putSurvey, type Wanted } from '../../published/released-survey.ts'

export interface Whole {
  readonly favourable: number
  readonly n: number
}

/** What the whole body answers to the four questions that are indicators. */
export const FOUR: Readonly<Record<string, Whole>> = {
  Q_EFF_KPI: { favourable: 61.7, n: 1748 },
  Q_ATM_KPI: { favourable: 76, n: 1750 },
  Q_REW_KPI: { favourable: 70.9, n: 1745 },
  Q_WLB_KPI: { favourable: 76.3, n: 1746 },
}

/** A set in which only the whole body is shown; null: it is withheld. */
export function wholeSet(
  whole: Readonly<Record<string, Whole | null>> | null,
): (q: Questionnaire) => PublishedSet {
  return (q) => {
    const items = Object.fromEntries(
      Object.entries(whole ?? {}).map(([id, one]): [string, ItemValue | null] => [
        id,
        one === null ? null : { ...one, step: 0.1 },
      ]),
    )
    const name = { id: '*', table: [], keys: {}, label: '全庁' }
    return {
      survey: q.survey,
      k: q.k,
      kDistribution: q.kDistribution ?? null,
      roundingPeople: 2,
      scale: q.scale,
      respondents: whole === null ? null : 1754,
      groups:
        whole === null
          ? [{ ...name, state: 'hidden' }]
          : [{ ...name, state: 'published', tier: 'full', n: 1754, items }],
      certificate: null,
      audit: null,
    }
  }
}

/** A survey that is opened, and then published by the act of 人事課. */
export async function publish(city: SmallCity, wanted: Wanted): Promise<string> {
  const id = await opened(city, wanted)
  if (!(await city.system.acts.publish(id))) throw new Error('not published')
  return id
}

export async function opened({ stores }: SmallCity, wanted: Wanted): Promise<string> {
  const { id } = await putSurvey(stores, { ...wanted, stage: 'opened' })
  await stores.commons.deleteFrom('opening_record').where('survey', '=', id).execute()
  return id
}
