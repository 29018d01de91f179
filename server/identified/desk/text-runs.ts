/** A stretch of a text that is shown in one way. */
export interface Run {
  readonly text: string
  /** Why it is marked: label of a clue or of an ask; '' when it is not. */
  readonly label: string
  /** Stands as ■ for everybody else. */
  readonly hidden: boolean
}

interface Place {
  readonly start: number
  readonly end: number
}

/** Cuts a text so that marked and hidden places can be shown; nothing of it is lost. */
export function runsOf(
  text: string,
  marks: readonly (Place & { readonly label: string })[],
  hidden: readonly Place[] = [],
): Run[] {
  const within = (at: number) => at > 0 && at < text.length
  const cuts = [...marks, ...hidden].flatMap(({ start, end }) => [start, end]).filter(within)
  const edges = [...new Set([0, ...cuts, text.length])].toSorted((a, b) => a - b)
  return edges.slice(0, -1).map((from, i) => {
    const covers = ({ start, end }: Place) => start <= from && from < end
    return {
      text: text.slice(from, edges[i + 1]),
      label: [...new Set(marks.filter(covers).map(({ label }) => label))].join('、'),
      hidden: hidden.some(covers),
    }
  })
}
