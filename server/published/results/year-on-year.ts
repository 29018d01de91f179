import type { Said } from '../../../views/words/phrase.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { ALL_ITEMS } from '../../survey/series-breaks.ts'
import { comparableUnits, type UnitHistory } from './comparable-units.ts'
import { type Difference, differenceOf } from './difference.ts'
import type { Group } from './groups.ts'
import type { ResultsModel } from './model.ts'
import type { Speech } from './speech.ts'
import { type Value, valueOf } from './values.ts'

/** One survey beside the one before it, made of published values only. */
export interface YearOnYear {
  /** 「前年度」, or 「前回（令和6年度）」 when a year lies between. */
  readonly before: string
  /** Why nothing can be compared; null: something can. */
  readonly broken: Said | null
  /** Why this item cannot be compared although the survey can; null: it can. */
  itemBreak(item: string): Said | null
  /** What the row of a group is compared at. */
  basisOf(group: Group): Basis
  /** A change at the basis of the group; null where there is none, `missing` says why. */
  changeOf(group: Group, item: string): Change
  /** The same people's place then, shown or not, in a set without its table too; null: a reorganisation or another cut came in between. */
  sameBefore(group: Group): Group | null
}

export interface Basis {
  /** The group itself or the nearest one above that is the same in both years; null: none. */
  readonly at: Group | null
  /** Said above the figures when it is not the group itself. */
  readonly words: Said | null
  /** It stands above the group: rows of lists say so, too. */
  readonly isAbove: boolean
}

export interface Change {
  readonly difference: Difference | null
  /** Value of the basis then. */
  readonly before: Value | null
  /** Why there is no difference, in a few words; '' where the reason stands beside the row. */
  readonly missing: Said
}

export interface Years {
  readonly after: ResultsModel
  readonly before: ResultsModel
  /** 年度, western. */
  readonly afterYear: number
  readonly beforeYear: number
  readonly history: UnitHistory
  /** Recorded with the announcement: reasons by question, '*' for all of them. */
  readonly breaks: ReadonlyMap<string, string>
  /** Of the later survey. */
  readonly speech: Speech
}

export function yearOnYear(years: Years): YearOnYear {
  const { after, before, speech } = years
  const w = speech.w.figure
  const [now, then] = [after.questionnaire, before.questionnaire]
  const isNext = years.afterYear - years.beforeYear === 1
  const word = isNext ? w.lastYear : w.lastTime(w.year(years.beforeYear))
  const recorded = years.breaks.get(ALL_ITEMS)
  const broken = isSameScale(now, then)
    ? recorded === undefined
      ? null
      : w.broken(recorded, word)
    : w.brokenScale(word)
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
    const none = (words: Said | null): Basis => ({ at: null, words, isAbove: false })
    if (group.state === 'rest') return none(w.restDiffers(word))
    const at = nearest(group)
    if (at === null) return none(null)
    if (at.n === null || (thenOf(at)?.n ?? null) === null)
      return none(w.hiddenThen(word, speech.fullGroup(at)))
    if (at.id === group.id) return { at, words: null, isAbove: false }
    const isUnit = touched(group).some((a) => ['bu', 'ka', 'similar'].includes(a))
    return { at, words: w.comparedAt(isUnit, word, speech.fullGroup(at)), isAbove: true }
  }

  /** The same group a year before: a 課 may have had another code. */
  function thenOf(group: Group): Group | undefined {
    return before.groups.get(formerOf(group).id)
  }

  function formerOf({ id, keys }: Group): Pick<Group, 'id' | 'keys'> {
    const [code, was] = [`ka=${keys['ka']}`, units.formerly.get(keys['ka'] ?? '')]
    if (was === undefined) return { id, keys }
    const parts = id.split('&').map((part) => (part === code ? `ka=${was}` : part))
    return { id: parts.join('&'), keys: { ...keys, ka: was } }
  }

  function nearest(group: Group): Group | null {
    let at: Group | undefined = group
    while (at !== undefined && touched(at).length > 0) {
      at = at.parent === null ? undefined : after.groups.get(at.parent)
    }
    return at ?? null
  }

  function changeOf(group: Group, item: string): Change {
    const none = (missing: Said): Change => ({ difference: null, before: null, missing })
    if (broken !== null) return none('')
    const { at } = basisOf(group)
    if (at === null) return none('')
    const cut = itemBreak(item)
    if (cut !== null) return none(cut)
    const value = valueOf(at, item)
    const same = thenOf(at)
    const previous = same === undefined ? null : valueOf(same, item)
    if (value === null || previous === null) return none(w.none)
    return {
      difference: differenceOf(value.favourable, previous.favourable),
      before: previous,
      missing: '',
    }
  }

  function itemBreak(item: string): Said | null {
    const [own, old] = [asked.get(item), known.get(item)]
    if (old === undefined) return own?.option === null ? w.newItem : w.newOption
    if (old.text !== own?.text) return w.reworded
    if (old.audience !== own.audience) return w.askedOthers
    const reason = years.breaks.get(item) ?? years.breaks.get(questionOf(item))
    return reason === undefined ? null : w.brokenItem(reason)
  }

  function sameBefore(group: Group): Group | null {
    if (group.state === 'rest' || touched(group).length > 0) return null
    const { id, keys } = formerOf(group)
    const missing = { state: 'hidden', n: null, shares: null, items: {} } as const
    return before.groups.get(id) ?? { ...group, id, keys, ...missing }
  }

  return { before: word, broken, itemBreak, basisOf, changeOf, sameBefore }
}

function isSameScale(now: Questionnaire, then: Questionnaire): boolean {
  return now.scale === then.scale && now.options.every((label, i) => label === then.options[i])
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
