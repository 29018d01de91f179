import { findClues } from '../../proposals/clues.ts'
import { maskedWords, wordsToMask } from '../../texts/masking.ts'
import {
  counters,
  holdReasons,
  type Reading,
  type ReadText,
  stampOf,
  verdicts,
} from '../../texts/reading.ts'
import { kindWords } from '../desk/clue-list.ts'
import { type Run, runsOf } from '../desk/text-runs.ts'

/** One text as a reader sees it. */
export interface TextToRead extends Pick<ReadText, 'key' | 'own' | 'agreed'> {
  /** The text with the places marked that may tell who somebody is. */
  readonly runs: readonly Run[]
  /** Words that can be ticked to stand as ■, to begin with: those of the own mask, or what was found. */
  readonly words: readonly { readonly words: string; readonly ticked: boolean }[]
  /** Words of the own mask that were typed, one a line. */
  readonly more: string
  /** In words, once the own choice is given and the two differ; null otherwise. */
  readonly other: {
    readonly said: string
    readonly masked: string
    readonly stamp: string
  } | null
}

export function textToRead({ key, text, own, other, agreed }: ReadText): TextToRead {
  const found = wordsToMask(text)
  const masked = own?.verdict === 'mask' ? maskedWords(text, own.masked) : null
  return {
    key,
    own,
    agreed,
    runs: runsOf(
      text,
      findClues(text).map(({ start, end, kind }) => ({ start, end, label: kindWords[kind] })),
    ),
    words: found.map((words) => ({ words, ticked: masked?.includes(words) ?? true })),
    more: (masked ?? []).filter((words) => !found.includes(words)).join('\n'),
    other:
      other === null || agreed
        ? null
        : { said: saidOf(other), masked: other.masked, stamp: stampOf(other) },
  }
}

/** 掲載しない（個人の中傷） */
function saidOf({ verdict, counter }: Reading): string {
  const names: Readonly<Record<string, string>> = { ...holdReasons, ...counters }
  const why = names[counter]
  return why === undefined ? verdicts[verdict] : `${verdicts[verdict]}（${why}）`
}
