import { formatJst, formatJstDay } from '../../../calendar/jst.ts'
import { ruleWords } from '../../../survey/asked.ts'
import { chosenItems } from '../../../survey/chosen-items.ts'
import { chosenAttributes } from '../../../survey/draft-attributes.ts'
import type { DraftPart } from '../../../survey/draft-faults.ts'
import { planInWords } from '../../../survey/plan-in-words.ts'
import type { PartContext } from './part.ts'
import { minutesOf } from './questions-part.ts'

/** What each part of a draft holds, in a line or two of the overview. */
export const partSummaries: Readonly<Record<DraftPart, (context: PartContext) => string[]>> = {
  period: ({ draft }) => [
    draft.title,
    `${formatJst(draft.opensAt)} 〜 ${formatJst(draft.closesAt)}`,
  ],

  asked: ({ draft, composed }) => [
    `基準日 ${formatJstDay(draft.referenceDay)}、対象 ${inPeople(composed.eligible)}`,
    ...(composed.questionnaire.asked?.leftOut ?? [])
      .filter(({ people }) => people > 0)
      .map((rule) => `外す職員：${ruleWords(rule)} ${inPeople(rule.people)}`),
  ],

  questions({ draft, options }) {
    const items = chosenItems(draft, options.bank)
    const texts = items.filter(({ type }) => type === 'text').length
    const minutes = minutesOf(draft, options.bank)
    return [`選ぶ設問 ${items.length - texts}問、自由記述 ${texts}問、回答に約${minutes}分`]
  },

  scale({ draft, composed }) {
    const { last, breaks } = composed.series
    if (last === null && draft.earlier === null) return ['（未回答）']
    const found = breaks.length === 0 ? 'なし' : `${breaks.length}件`
    return [`${draft.scale}段階、系列の断絶 ${found}`]
  },

  attributes({ draft, options }) {
    const labels = chosenAttributes(draft, options.bank).map(({ label }) => label)
    return [labels.length === 0 ? '尋ねない' : labels.join('、')]
  },

  publication({ composed }) {
    const plan = planInWords(composed.questionnaire)
    return [plan.tables.join('、'), plan.k]
  },

  contacts: ({ draft: { contact, keepers, readers } }) => [
    `問い合わせ先：${contact === '' ? '（未入力）' : contact}`,
    keepers.posts.length === 0
      ? '鍵の保管者：（未入力）'
      : `鍵の保管者：${keepers.posts.join('、')}（${keepers.need}人で開封）`,
    ...(readers.length === 0 ? [] : [`自由記述を読む人：${readers.join('、')}`]),
  ],
}

function inPeople(people: number): string {
  return `${people.toLocaleString('ja-JP')}人`
}
