import { z } from 'zod'
import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { jstDay, jstInput } from '../../calendar/jst.ts'
import type { FormState } from '../../http/forms.ts'
import type { SurveyDraft } from '../../survey/draft.ts'
import { usualTables } from '../../survey/plannable-tables.ts'
import type { QuestionBank } from '../../survey/question-bank.ts'
import { chosen, instant, line, lines, optionalLine, wholeNumber } from './form-fields.ts'
import { PUBLISHED_K, planFault, planFields, typedTables, USUAL_RATE } from './plan-form.ts'

/** The form of a new survey; its messages say what to do. Times are typed in JST. */
export function draftFormSchema(bank: QuestionBank, now: Date) {
  return z
    .object({
      title: line('題名', 80),
      scale: z.enum(['4', '5'], { error: '尺度（4段階か5段階）を選んでください。' }),
      items: chosen(bank.items.map((i) => i.id)).refine((ids) => hasScaleItem(bank, ids), {
        error: '選択式の設問を1問以上選んでください。',
      }),
      ...planFields(bank),
      kDecision: optionalLine('決裁番号', 60),
      opensAt: instant('受付開始の日時'),
      closesAt: instant('締切の日時'),
      contact: line('問い合わせ先', 60),
      contacts: lines('相談窓口', 6, 100),
      keeperPosts: lines('鍵の保管者', 5, 40).refine((posts) => posts.length > 0, {
        error: '鍵の保管者の役職を1行に1つずつ入力してください。',
      }),
      keeperNeed: wholeNumber('開封に必要な人数', 1, 5, '人'),
    })
    .superRefine((form, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message })
      const fault = planFault(bank, form)
      if (fault !== null) refuse('tables', fault)
      if (form.k < PUBLISHED_K && form.kDecision === '') {
        refuse(
          'kDecision',
          `${PUBLISHED_K}人未満まで公表するときは、その決裁番号を入力してください。`,
        )
      }
      if (form.keeperPosts.length > 0 && form.keeperNeed > form.keeperPosts.length) {
        refuse('keeperNeed', '開封に必要な人数は、保管者の人数以下にしてください。')
      }
      if (new Set(form.keeperPosts).size !== form.keeperPosts.length) {
        refuse('keeperPosts', '同じ役職が2回あります。1つにしてください。')
      }
      if (form.closesAt <= form.opensAt) {
        refuse('closesAt', '締切は、受付開始より後の日時にしてください。')
      } else if (form.closesAt <= now) {
        refuse('closesAt', '締切は、今より後の日時にしてください。')
      } else if (fiscalYearOf(jstDay(now)) !== fiscalYearOf(jstDay(form.closesAt))) {
        refuse('closesAt', '実施の決定から締切までが4月1日をまたがない日時にしてください。')
      }
      if (form.referenceDay > jstDay(form.opensAt)) {
        refuse('referenceDay', '基準日は、受付開始の日以前にしてください。')
      } else if (fiscalYearOf(form.referenceDay) < fiscalYearOf(jstDay(now)) - 1) {
        refuse('referenceDay', '基準日は、今年度か前年度の日にしてください。')
      }
    })
    .transform(
      (form): SurveyDraft => ({
        title: form.title,
        scale: form.scale === '4' ? 4 : 5,
        itemIds: form.items,
        attributeIds: form.attributes,
        k: form.k,
        kDecision: form.kDecision,
        tables: form.tables,
        opensAt: form.opensAt.toISOString(),
        closesAt: form.closesAt.toISOString(),
        referenceDay: form.referenceDay,
        contact: form.contact,
        contacts: form.contacts,
        keepers: { need: form.keeperNeed, posts: form.keeperPosts },
      }),
    )
}

/** A form filled from a draft, or with what the programme usually does. */
export function draftForm(bank: QuestionBank, draft: SurveyDraft | null, now: Date): FormState {
  const usual = draft ?? usualDraft(bank, now)
  return {
    errors: {},
    typed: {
      title: usual.title,
      scale: draft === null ? '' : String(usual.scale),
      items: usual.itemIds.join('\n'),
      attributes: usual.attributeIds.join('\n'),
      tables: typedTables(usual.tables),
      k: String(usual.k),
      rate: String(USUAL_RATE),
      kDecision: usual.kDecision,
      opensAt: jstInput(new Date(usual.opensAt)),
      closesAt: jstInput(new Date(usual.closesAt)),
      referenceDay: usual.referenceDay,
      contact: usual.contact,
      contacts: usual.contacts.join('\n'),
      keeperPosts: usual.keepers.posts.join('\n'),
      keeperNeed: String(usual.keepers.need),
    },
  }
}

/** Core questions, the usual attributes, k = 10, two of three keepers, two weeks from the next morning. */
export function usualDraft(bank: QuestionBank, now: Date): SurveyDraft {
  const day = 24 * 60 * 60 * 1000
  const today = jstDay(now)
  const opens = new Date(new Date(`${today}T08:30:00+09:00`).getTime() + day)
  const closes = new Date(new Date(`${today}T17:15:00+09:00`).getTime() + 15 * day)
  const attributeIds = bank.attributes.filter((a) => a.usual).map((a) => a.id)
  return {
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
  }
}

function hasScaleItem(bank: QuestionBank, ids: readonly string[]): boolean {
  return bank.items.some((i) => i.type === 'scale' && ids.includes(i.id))
}
