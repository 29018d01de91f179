/**
 * The town of the inbox with one published survey: 保険年金課 (2010) is shown, 子育て支援課 (2020) and 道路河川課
 * (3010) are hidden, 福祉部 (2000) is shown.
 */
import type { LightMyRequestResponse } from 'fastify'
import type { PublishedSet } from '../../server/survey/published-set.ts'
import { composeQuestionnaire } from '../../server/survey/draft.ts'
import { createDraft } from '../../server/survey/surveys.ts'
import { bureauChoices, listUnits } from '../../server/survey/units.ts'
import { putSet } from '../published/released-survey.ts'
import { cityBank, cityDraft, type SmallCity } from '../support/small-city.ts'
import { town, type Town } from './inbox/town.ts'
import { documentOf } from './office/hand.ts'

export const ITEMS = ['Q_EFF_KPI', 'Q_ATM_KPI', 'Q_REW_KPI', 'Q_WLB_KPI'] as const

/** Percent of the four items, in their order. */
type Shares = readonly [number, number, number, number]

export async function reviewTown(): Promise<Town & { readonly survey: string }> {
  const t = await town()
  const survey = await publishSurvey(t.city, {
    whole: [60, 62, 64, 66],
    bureau: [58, 60, 40, 66],
    unit: [70, 30, 60, 50],
  })
  return { ...t, survey }
}

/**
 * @param shares of the whole body, of 福祉部 and of 保険年金課
 * @param opens ISO day; it closes ten days later
 */
export async function publishSurvey(
  city: SmallCity,
  shares: { readonly whole: Shares; readonly bureau: Shares; readonly unit: Shares },
  opens = '2026-07-01',
): Promise<string> {
  const { commons, commonsReader } = city.stores
  const draft = {
    ...cityDraft(new Date(`${opens}T10:00:00+09:00`)),
    title: '令和8年度 職員アンケート',
    itemIds: [...ITEMS],
    attributeIds: [],
    k: 10,
    kDecision: '',
    tables: [[], ['bu'], ['ka']],
  }
  const id = await createDraft(commons, draft)
  const bureaus = bureauChoices(await listUnits(commonsReader), '2026-07-01')
  const questionnaire = composeQuestionnaire(id, draft, cityBank, bureaus)
  const items = (values: Shares, step: number) =>
    Object.fromEntries(
      ITEMS.map((item, i) => [
        item,
        { favourable: values[i] ?? 0, step, ...(step === 0.1 ? { n: 900 } : {}) },
      ]),
    )
  const group = (table: string, code: string, label: string, n: number, values: Shares) => ({
    id: `${table}=${code}`,
    table: [table],
    keys: { [table]: code },
    label,
    state: 'published' as const,
    tier: 'full' as const,
    n,
    items: items(values, 5),
  })
  const hidden = (code: string, label: string) => ({
    id: `ka=${code}`,
    table: ['ka'],
    keys: { ka: code },
    label,
    state: 'hidden' as const,
  })
  const set: PublishedSet = {
    survey: id,
    k: 10,
    kDistribution: 20,
    roundingPeople: 2,
    scale: 4,
    respondents: 900,
    groups: [
      {
        id: '*',
        table: [],
        keys: {},
        label: '全体',
        state: 'published',
        tier: 'full',
        n: 900,
        items: items(shares.whole, 0.1),
      },
      group('bu', '2000', '福祉部', 210, shares.bureau),
      group('ka', '2010', '保険年金課', 60, shares.unit),
      hidden('2020', '子育て支援課'),
      hidden('3010', '道路河川課'),
    ],
    certificate: null,
    audit: null,
    rule: 'simple',
  }
  await putSet({ ...city.stores }, { id, questionnaire, body: JSON.stringify(set) })
  return id
}

/** Fields of the form with this address on a page, as a browser would send them untouched. */
export function formIn(response: LightMyRequestResponse, action: string): Record<string, string> {
  const form = documentOf(response).querySelector(`form[action="${action}"]`)
  if (form === null) throw new Error(`no form ${action}`)
  const fields: Record<string, string> = {}
  for (const field of form.querySelectorAll('input, select, textarea')) {
    const name = field.getAttribute('name')
    const type = field.getAttribute('type')
    if (name === null || (type === 'checkbox' && !field.hasAttribute('checked'))) continue
    const chosen = [...field.querySelectorAll('option')].find((o) => o.hasAttribute('selected'))
    const first = field.querySelector('option')
    if (field.tagName === 'SELECT') fields[name] = (chosen ?? first)?.getAttribute('value') ?? ''
    else if (field.tagName === 'TEXTAREA') fields[name] = field.textContent ?? ''
    else fields[name] = field.getAttribute('value') ?? ''
  }
  return fields
}
