import type { Language } from '../../../views/words/language.ts'
import type { Said } from '../../../views/words/phrase.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { listPublications } from '../published-sets.ts'
import { KeptResults } from './kept-results.ts'
import { speechOf } from './speech.ts'
import { findUnit } from './view/known-unit.ts'
import { unitResult } from './view/units.ts'

/** Where the latest results begin with these units: for the page after signing in. */
export interface OwnUnits {
  readonly survey: string
  readonly units: readonly { readonly code: string; readonly href: string; readonly words: Said }[]
}

/**
 * What is public, for units that are asked for by their codes; nobody learns who asks.
 *
 * @param base address of the published pages: '' or '/staff'.
 * @returns null while nothing is published, or nothing of these units.
 */
export function ownUnits(commons: CommonsReader, base: string) {
  const kept = new KeptResults(commons, 1)
  return async (codes: readonly string[], language: Language): Promise<OwnUnits | null> => {
    const [latest] = await listPublications(commons)
    if (latest === undefined || codes.length === 0) return null
    const model = await kept.model(latest)
    if (model.respondents === null) return null
    const speech = speechOf(model, language)
    const w = speech.w.unit.home
    const found = await Promise.all(
      codes.map(async (code) => {
        const result = unitResult(model, code, await findUnit(commons, code), speech)
        if (result === null) return []
        const words = result.words ?? (result.group.n === null ? w.hidden : w.shown)
        const survey = encodeURIComponent(latest.survey)
        return [{ code, href: `${base}/results/${survey}?unit=${encodeURIComponent(code)}`, words }]
      }),
    )
    const units = found.flat()
    return units.length === 0 ? null : { survey: latest.title, units }
  }
}
