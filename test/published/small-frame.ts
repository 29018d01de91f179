import type { BureauChoice, Questionnaire } from '../../server/survey/questionnaire.ts'

const BUREAUS: readonly BureauChoice[] = [
  {
    code: '1100',
    name: '総務部',
    sections: [
      { code: '1110', name: '人事課' },
      { code: '1120', name: '行政管理課' },
      { code: '1130', name: '庶務課' },
    ],
  },
  {
    code: '2000',
    name: '観光・交流部',
    sections: [
      { code: '2010', name: '観光課' },
      { code: '2020', name: '国際課' },
    ],
  },
  {
    code: '3100',
    name: '子ども未来部',
    sections: [
      { code: '3110', name: '子育て課' },
      { code: '3120', name: '保育課' },
      { code: '3120/保育園', name: '保育園（保育課）', within: '3120', similar: '保育園' },
    ],
  },
]

/** The same survey for three 部 with tables of every kind: small enough to look at every page of it. */
export function smallFrame(q: Questionnaire): Questionnaire {
  return {
    ...q,
    bureaus: BUREAUS,
    attributes: q.attributes.filter(({ id }) => ['age', 'sex'].includes(id)),
    tables: [[], ['bu'], ['ka'], ['similar'], ['age'], ['sex'], ['bu', 'sex'], ['age', 'sex']],
  }
}
