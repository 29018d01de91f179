import { jstDay } from '../../../calendar/jst.ts'
import { PUBLISHED_K } from '../../../survey/draft-faults.ts'
import { type DraftInput, draftSchema, type SurveyDraft } from '../../../survey/draft.ts'
import { usualTables } from '../../../survey/plannable-tables.ts'
import type { QuestionBank } from '../../../survey/question-bank.ts'

/** People in these 在職区分 are usually not asked. */
const USUALLY_LEFT_OUT = ['休職', '育児休業', '派遣']

/** Core questions, the usual attributes, k = 10, two of three keepers, two weeks from the next morning. */
export function usualDraft(bank: QuestionBank, now: Date): SurveyDraft {
  const day = 24 * 60 * 60 * 1000
  const today = jstDay(now)
  const opens = new Date(new Date(`${today}T08:30:00+09:00`).getTime() + day)
  const closes = new Date(new Date(`${today}T17:15:00+09:00`).getTime() + 15 * day)
  const attributeIds = bank.attributes.filter((a) => a.usual).map((a) => a.id)
  const usual: DraftInput = {
    title: bank.title,
    scale: 4,
    itemIds: bank.items.filter((i) => i.core || i.type === 'text').map((i) => i.id),
    attributeIds,
    k: PUBLISHED_K,
    kDecision: '',
    tables: usualTables(attributeIds),
    opensAt: opens.toISOString(),
    closesAt: closes.toISOString(),
    referenceDay: today,
    contact: '人事課',
    contacts: [...bank.contacts],
    keepers: { need: 2, posts: ['人事課長', '安全衛生委員会（職員側委員）', '行政管理課長'] },
    readers: ['人事課長', '安全衛生委員会（職員側委員）'],
    leftOut: { status: USUALLY_LEFT_OUT },
    slips: { spare: null },
  }
  return draftSchema.parse(usual)
}
