import { type FormState, type Typed } from '../../../http/forms.ts'
import type { ChangeCandidate } from '../../../programme/follow-up/changes.ts'
import { cleanLine } from '../../../proposals/plain-text.ts'
import {
  MOST_VOICE_CHANGES,
  VOICE_CHANGE_LENGTH,
  type VoiceChange,
} from '../../../survey/voice-changes.ts'
import { publishedClues } from '../../review/published-clues.ts'

/** One line on the form. */
export interface ChangeRow {
  readonly index: number
  /** '' for words of 人事課 alone. */
  readonly key: string
  readonly words: string
  /** Place among the others, 1 for the first; '' not told. */
  readonly order: string
  /** null: 人事課's own, or no longer there. */
  readonly candidate: ChangeCandidate | null
}

export type ReadChanges =
  | { readonly ok: true; readonly changes: readonly VoiceChange[] }
  | { readonly ok: false; readonly form: FormState; readonly clues: readonly string[] }

/** The lines as they stand, and one empty line of 人事課's own behind them. */
export function changeRows(
  told: readonly VoiceChange[],
  candidates: readonly ChangeCandidate[],
): ChangeRow[] {
  const rows = told.map(({ words, source }, i) => ({
    index: i,
    key: source,
    words,
    order: String(i + 1),
    candidate: candidateOf(candidates, source),
  }))
  const own = {
    index: rows.length,
    key: '',
    words: '',
    order: String(rows.length + 1),
    candidate: null,
  }
  return rows.length < MOST_VOICE_CHANGES ? [...rows, own] : rows
}

/** The lines as they were typed, to be shown again. */
export function typedRows(typed: Typed, candidates: readonly ChangeCandidate[]): ChangeRow[] {
  const rows: ChangeRow[] = []
  for (let i = 0; i <= MOST_VOICE_CHANGES; i += 1) {
    const words = typed[`words${i}`]
    if (words === undefined) break
    const key = typed[`key${i}`] ?? ''
    const order = typed[`order${i}`] ?? ''
    rows.push({ index: i, key, words, order, candidate: candidateOf(candidates, key) })
  }
  return rows
}

/** What is to be told, in its order; behind it what was ticked below, with its ready words. */
export function readChanges(typed: Typed, candidates: readonly ChangeCandidate[]): ReadChanges {
  const errors: Record<string, string> = {}
  const rows = typedRows(typed, candidates)
    .map((row) => ({ ...row, words: cleanLine(row.words) }))
    .filter(({ key, words, order }) => order !== '' && (key !== '' || words !== ''))
  for (const row of rows) {
    const fault = faultOf(row)
    if (fault !== null) errors[`words${row.index}`] = fault
  }
  const added = (typed['add'] ?? '').split('\n').filter((key) => key !== '')
  const ready = added.flatMap((key) => candidateOf(candidates, key) ?? [])
  if (ready.length < added.length) errors['form'] = UNKNOWN
  const changes = [
    ...rows
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map(({ key, words }) => ({ words, source: key })),
    ...ready.map(({ source, words }) => ({ words, source: source.key })),
  ].filter(
    (one, i, all) =>
      one.source === '' || all.findIndex((other) => other.source === one.source) === i,
  )
  if (changes.length > MOST_VOICE_CHANGES) {
    errors['form'] =
      `載せられるのは${MOST_VOICE_CHANGES}つまでです（今は${changes.length}）。「載せない」を選ぶか、加える候補を減らしてください。`
  }
  const seen = typed['cluesSeen'] === 'yes'
  const clues = seen ? [] : [...new Set(changes.flatMap(({ words }) => publishedClues(words)))]
  if (clues.length > 0) errors['cluesSeen'] = clueSentence(clues)
  if (Object.keys(errors).length > 0) return { ok: false, form: { typed, errors }, clues }
  return { ok: true, changes }
}

export function clueSentence(clues: readonly string[]): string {
  return `名前や電話番号、職員番号のように見える言葉があります（${clues.map((word) => `「${word}」`).join('')}）。職名などに直すか、個人のものでなければ下の欄に印を付けてください。`
}

const UNKNOWN =
  '候補にないものが選ばれています。元の内容が、公開されなくなったことがあります。画面を開き直してください。'

function faultOf({ key, words, candidate }: ChangeRow): string | null {
  if (key !== '' && candidate === null)
    return '元の内容が、今は公開されていません。順番の欄で「載せない」を選んでください。'
  if (words === '') return '文を書いてください。載せないときは、順番の欄で「載せない」を選びます。'
  if (words.length > VOICE_CHANGE_LENGTH)
    return `文は${VOICE_CHANGE_LENGTH}字までで書いてください（今は${words.length}字）。`
  const value = candidate?.source.figures.find(({ mark }) => mark === '値')?.text
  if (value !== undefined && !words.includes(value))
    return `指標の値「${value}」が、文の中にありません。値は、公表したとおりに書いてください。`
  return null
}

function candidateOf(candidates: readonly ChangeCandidate[], key: string): ChangeCandidate | null {
  return candidates.find(({ source }) => source.key === key) ?? null
}

/** What has no place comes last. */
function placeOf({ order }: ChangeRow): number {
  return /^[1-8]$/.test(order) ? Number(order) : MOST_VOICE_CHANGES + 1
}
