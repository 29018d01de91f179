/** One check and how it ended, for the person at the screen. */
export interface Line {
  readonly state: 'held' | 'broken' | 'impossible'
  readonly what: string
  readonly words: string
}

/** Broken when there is any fault; else it held. */
export function claim(what: string, faults: readonly string[], held: string): Line {
  if (faults.length === 0) return { state: 'held', what, words: held }
  const shown = faults.slice(0, MOST_FAULTS)
  const more = faults.length - shown.length
  return {
    state: 'broken',
    what,
    words: shown.join('') + (more > 0 ? `ほか${more.toLocaleString('ja')}件。` : ''),
  }
}

/** What files alone cannot tell; no fault. */
export function impossible(what: string, reason: string): Line {
  return { state: 'impossible', what, words: reason }
}

/** Faults as they are found. */
export function faultList() {
  const faults: string[] = []
  return {
    faults,
    /** Adds the sentence unless `holds`. */
    require: (holds: boolean, sentence: string): void => {
      if (!holds) faults.push(sentence)
    },
  }
}

const MOST_FAULTS = 3
