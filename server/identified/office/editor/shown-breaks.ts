import { ALL_ITEMS } from '../../../survey/series-breaks.ts'
import type { PartContext } from './part.ts'

/** Breaks of the series as pages and papers name them: the words of the question beside the reason. */
export function breaksOf({ composed }: PartContext): { about: string; reason: string }[] {
  const { items } = composed.questionnaire
  return composed.series.breaks.map(({ item, reason }) => ({
    about:
      item === ALL_ITEMS ? 'すべての設問' : (items.find(({ id }) => id === item)?.text ?? item),
    reason,
  }))
}
