/** One thing an officer has to know about a file: where it is, what was read there, what to do. */
export interface Finding {
  readonly file: string | null
  /** Row as Excel numbers it (the header is row 1); null when the whole file is meant. */
  readonly row: number | null
  readonly column: string | null
  /** What was read there, shortened. */
  readonly value: string | null
  /** Japanese: what is wrong and what to do. */
  readonly message: string
}

export type Place = Partial<Pick<Finding, 'file' | 'row' | 'column' | 'value'>>

/** A damaged file of 20 MB has a complaint a row: this many are kept unless told, all are counted. */
const KEPT_FINDINGS = 200

const SHOWN_CHARACTERS = 24

/** Collects problems (or warnings): all are counted, the first so many kept. */
export class Findings {
  readonly #kept: Finding[] = []
  readonly #most: number
  #total = 0

  constructor(most = KEPT_FINDINGS) {
    this.#most = most
  }

  get total(): number {
    return this.#total
  }

  add(place: Place, message: string): void {
    this.#total++
    if (this.#kept.length >= this.#most) return
    const { file = null, row = null, column = null, value = null } = place
    this.#kept.push({ file, row, column, value: value === null ? null : shorten(value), message })
  }

  /** In the order of the files, then of the rows. */
  list(): Finding[] {
    const files = [...new Set(this.#kept.map((f) => f.file))]
    return this.#kept.toSorted(
      (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.row ?? 0) - (b.row ?? 0),
    )
  }
}

/** The finding as one Japanese sentence: `roster.csv 3行目 職員番号「54667」: …`. */
export function sentenceOf(finding: Finding): string {
  const row = finding.row === null ? null : `${finding.row}行目`
  const cell = (finding.column ?? '') + (finding.value === null ? '' : `「${finding.value}」`)
  const place = [finding.file, row, cell === '' ? null : cell].filter((part) => part !== null)
  return place.length === 0 ? finding.message : `${place.join(' ')}: ${finding.message}`
}

function shorten(value: string): string {
  const characters = Array.from(value.replaceAll(/\r\n|\n|\r/g, '⏎'))
  if (characters.length <= SHOWN_CHARACTERS) return characters.join('')
  return `${characters.slice(0, SHOWN_CHARACTERS).join('')}…`
}
