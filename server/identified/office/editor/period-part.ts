import { z } from 'zod'
import { jstInput } from '../../../calendar/jst.ts'
import { periodFaults } from '../../../survey/draft-faults.ts'
import type { SurveyDraft } from '../../../survey/draft.ts'
import { instant, line, optionalLine } from '../form-fields.ts'
import type { Part } from './part.ts'

/** Title and dates; its messages say what to do. Times are typed in JST. */
export function periodSchema(now: Date) {
  return z
    .object({
      title: line('題名', 80),
      titleEasy: optionalLine('やさしい日本語の題名', 160),
      titleEn: optionalLine('英語の題名', 160),
      opensAt: instant('受付開始の日時'),
      closesAt: instant('締切の日時'),
    })
    .transform(({ opensAt, closesAt, ...titles }) => ({
      ...titles,
      opensAt: opensAt.toISOString(),
      closesAt: closesAt.toISOString(),
    }))
    .superRefine((period, context) => {
      for (const message of periodFaults(period, now))
        context.addIssue({ code: 'custom', path: ['closesAt'], message })
    })
}

export function typedPeriod({ title, titleEasy, titleEn, opensAt, closesAt }: SurveyDraft) {
  return {
    title,
    titleEasy,
    titleEn,
    opensAt: jstInput(new Date(opensAt)),
    closesAt: jstInput(new Date(closesAt)),
  }
}

export const periodPart: Part<z.infer<ReturnType<typeof periodSchema>>> = {
  id: 'period',
  fields: ['title', 'titleEasy', 'titleEn', 'opensAt', 'closesAt'],
  schema: ({ options }) => periodSchema(options.now()),
  typed: ({ draft }) => typedPeriod(draft),
  change: (draft, period) => ({ ...draft, ...period }),
  shown: () => ({}),
}
