import type { Questionnaire } from '../../survey/questionnaire.ts'
import { ALL_ITEMS } from '../../survey/series-breaks.ts'
import { comparableUnits, type UnitHistory } from './comparable-units.ts'
import { type Difference, differenceOf } from './difference.ts'
import { type Group, REST, WHOLE } from './groups.ts'
import type { ResultsModel } from './model.ts'
import { type Value, valueOf } from './values.ts'

/** One survey beside the one before it, made of published values only. */
export interface YearOnYear {
  /** 「前年度」, or 「前回（令和6年度）」 when a year lies between. */
  readonly before: string
  /** Title of the survey before. */
  readonly title: string
  /** Why nothing can be compared; null: something can. */
  readonly broken: string | null
  /** What the row of a group is compared at. */
  basisOf(group: Group): Basis
  /** A change at the basis of the group; null where there is none, `missing` says why. */
  changeOf(group: Group, item: string): Change
}

export interface Basis {
  /** The group itself or the nearest one above that is the same in both years; null: none. */
  readonly at: Group | null
  /** Said above the figures when it is not the group itself. */
  readonly words: string | null
  /** It stands above the group: rows of lists say so, too. */
  readonly isAbove: boolean
}

export interface Change {
  readonly difference: Difference | null
  /** Value of the basis then. */
  readonly before: Value | null
  /** Why there is no difference, in a few words; '' where the reason stands beside the row. */
  readonly missing: string
}

export interface Years {
  readonly after: ResultsModel
  readonly before: ResultsModel
  /** 年度, western. */
  readonly afterYear: number
  readonly beforeYear: number
  /** 「令和6年度」 */
  readonly beforeWords: string
  readonly history: UnitHistory
  /** Recorded with the announcement: reasons by question, '*' for all of them. */
  readonly breaks: ReadonlyMap<string, string>
}

export function yearOnYear(years: Years): YearOnYear {
  const { after, before } = years
  const [now, then] = [after.questionnaire, before.questionnaire]
  const word = years.afterYear - years.beforeYear === 1 ? '前年度' : `前回（${years.beforeWords}）`
  const broken = breakOf(now, then, word) ?? recordedBreak(years.breaks.get(ALL_ITEMS), word)
  const units = comparableUnits(then.bureaus, now.bureaus, years.history)
  const known = new Map(before.items.map((item) => [item.id, item]))
  const asked = new Map(after.items.map((item) => [item.id, item]))

  function isSame(attribute: string, code: string): boolean {
    if (attribute === 'bu' || attribute === 'ka' || attribute === 'similar') {
      return units[attribute].has(code)
    }
    return isSameAttribute(attribute, now, then)
  }

  const touched = ({ table, keys }: Group): string[] =>
    table.filter((attribute) => !isSame(attribute, keys[attribute] ?? ''))

  function basisOf(group: Group): Basis {
    const none = (words: string | null): Basis => ({ at: null, words, isAbove: false })
    if (group.state === 'rest')
      return none(`「${REST}」の中身は年度ごとに違うため、${word}とは比べられません。`)
    const at = nearest(group)
    if (at === null) return none(null)
    if (at.n === null || (thenOf(at)?.n ?? null) === null)
      return none(`${word}は${nameOf(at)}の値を公表していないため、比べられません。`)
    if (at.id === group.id) return { at, words: null, isAbove: false }
    const isUnit = touched(group).some((a) => ['bu', 'ka', 'similar'].includes(a))
    const why = isUnit ? '組織改正' : '区分の見直し'
    return { at, words: `${why}のため、${word}とは${nameOf(at)}で比べています。`, isAbove: true }
  }

  /** The same group a year before: a 課 may have had another code. */
  function thenOf({ id, keys }: Group): Group | undefined {
    const [now, was] = [`ka=${keys['ka']}`, units.formerly.get(keys['ka'] ?? '')]
    if (was === undefined) return before.groups.get(id)
    const parts = id.split('&').map((part) => (part === now ? `ka=${was}` : part))
    return before.groups.get(parts.join('&'))
  }

  function nearest(group: Group): Group | null {
    let at: Group | undefined = group
    while (at !== undefined && touched(at).length > 0) {
      at = at.parent === null ? undefined : after.groups.get(at.parent)
    }
    return at ?? null
  }

  function changeOf(group: Group, item: string): Change {
    const none = (missing: string): Change => ({ difference: null, before: null, missing })
    if (broken !== null) return none('')
    const { at } = basisOf(group)
    if (at === null) return none('')
    const [own, old] = [asked.get(item), known.get(item)]
    if (old === undefined) return none(own?.option === null ? '今回からの設問' : '今回からの選択肢')
    if (old.text !== own?.text) return none('文言が変わり比べられません')
    if (old.audience !== own.audience) return none('対象が変わり比べられません')
    const reason = years.breaks.get(item) ?? years.breaks.get(questionOf(item))
    if (reason !== undefined) return none(`${reason}比べられません`)
    const value = valueOf(at, item)
    const same = thenOf(at)
    const previous = same === undefined ? null : valueOf(same, item)
    if (value === null || previous === null) return none('－')
    return {
      difference: differenceOf(value.favourable, previous.favourable),
      before: previous,
      missing: '',
    }
  }

  return { before: word, title: before.title, broken, basisOf, changeOf }
}

/** A break of the series for all items alike. */
function breakOf(now: Questionnaire, then: Questionnaire, word: string): string | null {
  if (now.scale === then.scale && now.options.every((label, i) => label === then.options[i])) {
    return null
  }
  return `尺度（回答の選択肢）が変わったため、${word}とは比べられません。`
}

function recordedBreak(reason: string | undefined, word: string): string | null {
  return reason === undefined ? null : `${reason}、${word}とは比べられません。`
}

/** An option of 「いくつでも」 is `ID.1`. */
function questionOf(item: string): string {
  return item.replace(/\.\d+$/, '')
}

function isSameAttribute(id: string, now: Questionnaire, then: Questionnaire): boolean {
  const words = ({ attributes }: Questionnaire) =>
    JSON.stringify(attributes.find((a) => a.id === id)?.options ?? null)
  return words(now) === words(then)
}

function nameOf(group: Group): string {
  return group.id === WHOLE ? '全庁' : group.fullLabel
}
