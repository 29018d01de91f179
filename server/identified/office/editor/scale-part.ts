import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Earlier } from '../../../survey/draft.ts'
import { breakKey, type SeriesBreak } from '../../../survey/series-breaks.ts'
import { composeDraft } from '../announcement-plan.ts'
import type { Part, PartContext } from './part.ts'
import { breaksOf } from './shown-breaks.ts'

interface ScaleForm {
  readonly scale: 4 | 5
  readonly earlier: Earlier | null
  readonly confirmed: string
}

const scale = z
  .enum(['4', '5'], { error: '尺度（4段階か5段階）を選んでください。' })
  .transform((typed): 4 | 5 => (typed === '4' ? 4 : 5))
const confirmed = z.string({ error: '画面を開き直してください。' }).default('')

const firstSurvey = z
  .object({
    scale,
    earlierScale: z.enum(['4', '5', 'unknown'], {
      error: 'これまでの調査の尺度を選んでください。分からないときは「わからない」を選びます。',
    }),
    earlierDenominator: z.enum(['valid', 'all', 'unknown'], {
      error: 'これまでの割合の分母を選んでください。分からないときは「わからない」を選びます。',
    }),
    earlierAsked: z.enum(['same', 'other', 'unknown'], {
      error: 'これまでの対象の範囲を選んでください。分からないときは「わからない」を選びます。',
    }),
    confirmed,
  })
  .transform(
    (form): ScaleForm => ({
      scale: form.scale,
      confirmed: form.confirmed,
      earlier: {
        scale: form.earlierScale,
        denominator: form.earlierDenominator,
        asked: form.earlierAsked,
      },
    }),
  )

const laterSurvey = z
  .object({ scale, confirmed })
  .transform((form): ScaleForm => ({ ...form, earlier: null }))

/** The scale, what earlier years did, and the breaks of the series that follow from the draft. */
export const scalePart: Part<ScaleForm> = {
  id: 'scale',
  fields: ['scale', 'earlierScale', 'earlierDenominator', 'earlierAsked', 'confirmed'],
  schema: (context) => (isFirst(context) ? firstSurvey : laterSurvey),
  typed(context) {
    const { draft } = context
    const { breaks } = context.composed.series
    const chosen = !isFirst(context) || draft.earlier !== null
    const known = breaks.every((one) => draft.confirmedBreaks.includes(breakKey(one)))
    return {
      scale: chosen ? String(draft.scale) : '',
      earlierScale: draft.earlier?.scale ?? '',
      earlierDenominator: draft.earlier?.denominator ?? '',
      earlierAsked: draft.earlier?.asked ?? '',
      confirmed: known ? stampOf(breaks) : '',
    }
  },
  change(draft, form, { composed }) {
    const { breaks } = composed.series
    const seen = form.confirmed === stampOf(breaks)
    return {
      ...draft,
      scale: form.scale,
      earlier: form.earlier ?? draft.earlier,
      confirmedBreaks: seen ? breaks.map(breakKey) : [],
    }
  },
  shown(context) {
    const { breaks, last } = context.composed.series
    return {
      first: last === null,
      last: last?.title ?? null,
      stamp: stampOf(breaks),
      breaks: breaksOf(context),
    }
  },
  async stays(draft, options, survey) {
    const { series } = await composeDraft(options, survey.id, draft)
    return series.breaks.some((one) => !draft.confirmedBreaks.includes(breakKey(one)))
  },
}

function isFirst({ composed }: PartContext): boolean {
  return composed.series.last === null
}

/** Stands for exactly these breaks: a tick for others does not count. */
function stampOf(breaks: readonly SeriesBreak[]): string {
  return createHash('sha256').update(breaks.map(breakKey).join('\n')).digest('hex').slice(0, 16)
}
