import type { ActionsWords } from '../../../views/words/actions.ts'
import type { Language } from '../../../views/words/language.ts'
import { type Said, say } from '../../../views/words/phrase.ts'
import type { Origin } from '../../programme/follow-up/entries.ts'
import type { OnBoard } from '../../programme/follow-up/gone.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { isQuotable } from '../../texts/release.ts'
import { readPublication } from '../published-sets.ts'
import type { KeptResults } from '../results/kept-results.ts'
import { speechOf } from '../results/speech.ts'

/** Where an entry comes from, as everybody reads it. */
export interface OriginShown {
  /** `item` themes by survey section, else the kind of the origin: part of an address. */
  readonly theme: string
  readonly themeLabel: Said
  /** null: the unit's own idea, which needs no words. */
  readonly words: Said | null
  readonly href: string | null
}

export interface OriginWords {
  readonly base: string
  readonly language: Language
  readonly w: ActionsWords
  readonly onBoard: OnBoard
}

/** A question that is not published any more, or a proposal that has left the board, is told like an own idea. */
export async function showOrigin(
  commons: CommonsReader,
  kept: KeptResults,
  origin: Origin,
  { base, language, w, onBoard }: OriginWords,
): Promise<OriginShown> {
  const own = { theme: 'own', themeLabel: w.origins.own, words: null, href: null }
  switch (origin.kind) {
    case 'own':
      return own
    case 'comment':
      return {
        theme: 'comment',
        themeLabel: w.origins.comment,
        words: (await isQuotable(commons, origin)) ? say`「${{ ja: origin.words }}」` : null,
        href: null,
      }
    case 'proposal':
      if (!onBoard(origin.number)) return own
      return {
        theme: 'proposal',
        themeLabel: w.origins.proposal,
        words: w.proposal(origin.number),
        href: `${base}/board/${origin.number}`,
      }
    default: {
      const publication = await readPublication(commons, origin.survey)
      const model = publication === null ? null : await kept.model(publication)
      const item = model?.items.find(({ id }) => id === origin.item)
      if (model === null || item === undefined) return own
      const speech = speechOf(model, language)
      const theme = model.themes.find(({ label }) => label === item.theme)
      return {
        theme: theme?.id ?? 'own',
        themeLabel: theme === undefined ? w.origins.own : speech.theme(theme),
        words: say`${speech.number(item)} ${speech.item(item)}`,
        href: `${base}/results/${origin.survey}`,
      }
    }
  }
}
