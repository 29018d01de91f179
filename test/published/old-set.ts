import type { ItemValue, PublishedGroup, PublishedSet } from '../../server/survey/published-set.ts'
import { type Questionnaire, scaleItems } from '../../server/survey/questionnaire.ts'

/** A release from before the protection engine: 部 only, percentages without a distribution. */
export function oldSet(q: Questionnaire): PublishedSet {
  const ids = scaleItems(q).map(({ id }) => id)
  const whole: ItemValue = {
    n: 47,
    favourable: 48.9,
    step: 0.1,
    distribution: [12.8, 36.2, 31.9, 19.1],
  }
  // The first question is blank for every 部: beside 全庁 it would have given answers away.
  const bureauItems = (value: ItemValue) =>
    Object.fromEntries(ids.map((id, i) => [id, i === 0 ? null : value]))
  const name = (code: string, label: string) => ({
    id: `bu=${code}`,
    table: ['bu'],
    keys: { bu: code },
    label,
  })
  const groups: PublishedGroup[] = [
    {
      id: '*',
      table: [],
      keys: {},
      label: '全庁',
      state: 'published',
      tier: 'full',
      n: 48,
      items: Object.fromEntries(ids.map((id) => [id, whole])),
    },
    {
      ...name('1000', '総務部'),
      state: 'published',
      tier: 'band',
      n: 24,
      items: bureauItems({ favourable: 60, step: 10, bands: [60, 40] }),
    },
    {
      ...name('1100', '財務部'),
      state: 'published',
      tier: 'band',
      n: 12,
      items: bureauItems({ favourable: 20, step: 20, bands: [20, 80] }),
    },
    { ...name('1200', '会計課'), state: 'hidden' },
    {
      id: '*/rest',
      table: ['bu'],
      state: 'rest',
      parent: '*',
      minus: ['bu=1000', 'bu=1100'],
      n: 12,
      items: {},
    },
  ]
  return {
    survey: q.survey,
    k: 10,
    kDistribution: null,
    roundingPeople: 2,
    scale: 4,
    respondents: 48,
    groups,
    certificate: null,
    audit: null,
    rule: 'simple',
  }
}
