import { formatJst, formatJstDay } from '../../../calendar/jst.ts'
import type { Confirmation } from '../../../survey/confirmation-due.ts'
import type { Phase, Survey } from '../../../survey/surveys.ts'
import type { Review } from './review.ts'

/** One moment in the life of a survey, as the officer's guide shows it. */
export interface Moment {
  readonly title: string
  readonly state: 'done' | 'now' | 'next'
  /** When it was, is, or is to be; '' when nothing is known. */
  readonly when: string
  readonly text: string
}

/** Days of the record, ISO (JST); null: not yet. */
export interface Happened {
  readonly approval: { readonly number: string; readonly day: string } | null
  readonly openedOn: string | null
  readonly publishedOn: string | null
  readonly destroyedOn: string | null
  readonly review: Review | null
  readonly confirmation: Confirmation | null
}

const ORDER: readonly Phase[] = [
  'draft',
  'before',
  'open',
  'closed',
  'opened',
  'published',
  'destroyed',
]

/** The whole way from the draft to the destruction, with what is done and by when the rest is due. */
export function timeline(survey: Survey, phase: Phase, happened: Happened): Moment[] {
  const at = ORDER.indexOf(phase)
  const { slips } = survey.draft
  const { approval, openedOn, publishedOn, destroyedOn, review, confirmation } = happened
  const on = (day: string | null) => (day === null ? '' : formatJstDay(day))
  const moments: (Omit<Moment, 'state'> & { readonly doneFrom: Phase })[] = [
    {
      title: '案と決裁',
      doneFrom: 'before',
      when: approval === null ? '' : `${on(approval.day)}　決裁番号 ${approval.number}`,
      text: '設問、対象者、公表のしかたを決め、起案資料で決裁を受けます。',
    },
    {
      title: '鍵の作成、試しの開封、実施の決定',
      doneFrom: 'before',
      when: at <= 0 ? `${formatJst(survey.opensAt)}まで` : '',
      text: `${slips === null ? '' : '紙の回答券を使うときは、決定の前に印刷します。'}実施を決定すると、内容が固定されます。決定したら、全庁に知らせます。`,
    },
    {
      title: '受付開始',
      doneFrom: 'open',
      when: formatJst(survey.opensAt),
      text: '自動で始まります。',
    },
    {
      title: '締切',
      doneFrom: 'closed',
      when: survey.stoppedOn === null ? formatJst(survey.closesAt) : '停止中（再開のときに決まる）',
      text: `自動で締め切り、回答券を作る鍵を廃棄します。${slips === null ? '' : '紙の回答券の書き損じと余りを数えます。'}`,
    },
    {
      title: '開封・集計',
      doneFrom: 'opened',
      when: on(openedOn),
      text:
        survey.draft.keepers.need === 1
          ? '鍵の保管者が開けます。'
          : `鍵の保管者${survey.draft.keepers.need}人がそろって開けます。`,
    },
    {
      title: '公表前の確認と公表',
      doneFrom: 'published',
      when: publishedOn === null && review !== null ? '確認済' : on(publishedOn),
      text: '点検表で確かめてから、全職員に公表します。',
    },
    {
      title: '公表した内容の確認と、回答箱・鍵の廃棄',
      doneFrom: 'destroyed',
      when: destroyedOn === null ? dueWords(confirmation) : on(destroyedOn),
      text: '開封から14日以内に、箱と鍵を廃棄し、保管者の用紙を細断します。',
    },
  ]
  const next = moments.findIndex(({ doneFrom }) => ORDER.indexOf(doneFrom) > at)
  return moments.map(({ doneFrom, ...moment }, i) => ({
    ...moment,
    state: ORDER.indexOf(doneFrom) <= at ? 'done' : i === next ? 'now' : 'next',
  }))
}

function dueWords(confirmation: Confirmation | null): string {
  if (confirmation === null) return ''
  const by = `${formatJstDay(confirmation.due)}まで`
  return confirmation.stopped ? `${by}（停止中）` : by
}

/** What is overdue, as a sentence that says what to do; null: nothing. */
export function overdue(
  survey: Survey,
  phase: Phase,
  confirmation: Confirmation | null,
  now: Date,
): string | null {
  if (phase === 'draft' && survey.closesAt <= now) {
    return '案の締切の日時を過ぎています。案の「題名と期間」で、日時を入れ直してください。'
  }
  if (phase === 'draft' && survey.opensAt <= now) {
    return '案の受付開始の日時を過ぎています。このまま実施を決定すると、すぐに受付が始まります。'
  }
  const waiting = phase === 'opened' || phase === 'published'
  if (!waiting || confirmation === null || confirmation.stopped || confirmation.daysLeft >= 0) {
    return null
  }
  const days = `廃棄の期限の${formatJstDay(confirmation.due)}を、${-confirmation.daysLeft}日過ぎています。`
  return phase === 'opened'
    ? `${days}公表前の確認をして公表し、回答箱と鍵を廃棄してください。`
    : `${days}公表した内容を確かめ、回答箱と鍵を廃棄してください。`
}
