import { createHash } from 'node:crypto'
import type { Microdata } from '../../server/disclosure/microdata.ts'
import { projectFile } from '../../server/http/project-file.ts'
import type { Stores } from '../../server/stores/open.ts'
import { composeQuestionnaire, type DraftInput } from '../../server/survey/draft.ts'
import { codesOf, groupingsOf } from '../../server/survey/publication-plan.ts'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import { type Questionnaire, scaleItems } from '../../server/survey/questionnaire.ts'
import { createDraft, freezeSurvey, moveSurvey } from '../../server/survey/surveys.ts'
import { plausibleAnswer, seeded } from './city-set.ts'
import { engineSet } from './engine-set.ts'

/** 建制順; a name of every kind of trouble: too small, empty, claimed by too many, ＜＞＆, a formula. */
export const BUREAUS: readonly (readonly [name: string, n: number])[] = [
  ['地方創生推進部', 64],
  ['総務部', 143],
  ['DX推進部', 25],
  ['財務部', 118],
  ['危機管理防災本部', 14],
  ['市民協働推進部', 230],
  ['福祉保健部', 412],
  ['環境部', 97],
  ['商工・観光部', 38],
  ['農林水産部', 71],
  ['都市整備部', 156],
  ['会計課', 6],
  ['消防本部', 201],
  ['教育委員会', 128],
  ['議会事務局', 11],
  ['監査・選挙管理・公平委員会事務局', 0],
]

export const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))

export const usualDraft: DraftInput = {
  title: '令和8年度 職員の勤務実態に係るアンケート',
  scale: 4,
  itemIds: bank.items.filter((item) => item.core && item.type === 'scale').map((item) => item.id),
  attributeIds: [],
  k: 10,
  kDecision: '',
  tables: [[], ['bu']],
  opensAt: '2026-10-01T00:00:00.000Z',
  closesAt: '2026-10-16T08:15:00.000Z',
  referenceDay: '2026-10-01',
  contact: '人事課',
  contacts: [],
  keepers: { need: 1, posts: ['人事課長'] },
}

export interface Wanted {
  readonly draft?: Partial<DraftInput>
  readonly bureaus?: readonly (readonly [name: string, n: number])[]
  readonly nameless?: number
  /** How far the survey has come; `published` unless said otherwise. */
  readonly stage?: 'draft' | 'announced' | 'opened' | 'published'
  readonly sample?: boolean
  readonly retext?: (text: string) => string
  /** In place of what the engine publishes. */
  readonly set?: (q: Questionnaire) => PublishedSet
}

/** Puts a survey into real stores as the office and the opening do, up to the wanted stage. */
export async function putSurvey(stores: Stores, wanted: Wanted = {}) {
  const { commons } = stores
  const stage = wanted.stage ?? 'published'
  const chosen = { ...usualDraft, ...wanted.draft }
  const bureaus = wanted.bureaus ?? BUREAUS
  const id = await createDraft(commons, chosen)
  const composed = composeQuestionnaire(
    id,
    chosen,
    bank,
    bureaus.map(([name], i) => ({ code: `${1000 + 100 * i}`, name, sections: [] })),
  )
  const questionnaire = {
    ...composed,
    items: composed.items.map((i) => ({ ...i, text: wanted.retext?.(i.text) ?? i.text })),
  }
  const sizes = [...bureaus.map(([, n]) => n), wanted.nameless ?? 9]
  const set = wanted.set?.(questionnaire) ?? (await protectedSet(questionnaire, sizes))
  const body = JSON.stringify(wanted.sample === true ? { ...set, sample: true } : set)
  await putSet(stores, { id, questionnaire, body, stage })
  return { id, questionnaire, set, body }
}

/** Moves a draft on with any questionnaire and any set. */
export async function putSet(
  { commons }: Stores,
  wanted: {
    readonly id: string
    readonly questionnaire: Questionnaire
    readonly body: string
    readonly stage?: Wanted['stage']
  },
) {
  const { id, questionnaire, body, stage = 'published' } = wanted
  if (stage === 'draft') return
  const key = Buffer.from('a key')
  await freezeSurvey(commons, id, {
    questionnaire,
    hash: 'h',
    eligible: 2300,
    signingSpki: key,
    tallySpki: key,
  })
  if (stage === 'announced') return
  const sha256 = createHash('sha256').update(body).digest('hex')
  const publishedOn =
    stage === 'published' ? `${questionnaire.referenceDay.slice(0, 4)}-11-22` : null
  await moveSurvey(commons, id, 'announced', 'opened')
  await commons
    .insertInto('published_set')
    .values({ survey: id, body, sha256, visible: stage === 'published' ? 1 : 0 })
    .execute()
  await commons
    .insertInto('opening_record')
    .values({ survey: id, body: JSON.stringify({ publishedOn }) })
    .execute()
  await commons
    .insertInto('spent_list')
    .values({ survey: id, body: JSON.stringify({ survey: id, cards: [] }) })
    .execute()
  if (stage === 'published') await moveSurvey(commons, id, 'opened', 'published')
}

const made = new Map<string, Promise<PublishedSet>>()

/** The engine once for each input: most tests of a file ask for the same survey. */
async function protectedSet(q: Questionnaire, sizes: readonly number[]): Promise<PublishedSet> {
  const { survey, k, kDistribution, scale, tables, items, bureaus } = q
  const key = JSON.stringify({ survey, k, kDistribution, scale, tables, items, bureaus, sizes })
  const set = made.get(key) ?? engineSet(q, peopleOf(q, sizes))
  made.set(key, set)
  return set
}

/**
 * Plausible respondents, the same in every run: each 部 and item leans its own way.
 *
 * @param sizes of the 部, then of the people who name none.
 */
function peopleOf(q: Questionnaire, sizes: readonly number[]): Microdata {
  const random = seeded(20261122)
  const items = scaleItems(q).map(({ id }) => id)
  const hard = items.map(() => 0.25 + 0.3 * random())
  const codes = codesOf(q)
  const people = sizes.flatMap((n, i) => {
    const mood = (random() - 0.5) * 0.3
    const bureau = i < q.bureaus.length ? i : null
    return Array.from({ length: n }, () => ({
      keys: codes({ bureau, section: null, attributes: [] }),
      answers: hard.map((mean) => plausibleAnswer(random, q.scale, mean + mood)),
    }))
  })
  return {
    attributes: groupingsOf(q),
    rows: people.length,
    keys: Uint16Array.from(people.flatMap(({ keys }) => keys)),
    items,
    answers: Uint8Array.from(people.flatMap(({ answers }) => answers)),
  }
}
