import { listPublications } from '../published-sets.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { Group } from '../results/groups.ts'
import type { KeptResults } from '../results/kept-results.ts'
import type { ResultsModel } from '../results/model.ts'
import { valueOf } from '../results/values.ts'
import { type Speech, speechOf } from '../results/speech.ts'
import { insteadOf, unitResult } from '../results/view/units.ts'
import type { YearOnYear } from '../results/year-on-year.ts'

/** Questions that a unit may want to do something about, by published figures alone. */
export interface UnitHints {
  readonly survey: string
  readonly title: string
  /** Whose figures they are: the unit, or what is shown instead of it. */
  readonly basis: string
  readonly isOwn: boolean
  readonly items: readonly UnitHint[]
}

export interface UnitHint {
  readonly item: string
  readonly number: string
  readonly text: string
  /** 「約60％」 */
  readonly figure: string
  /** 「低い順に1番目」, 「前年度から－12〜－4」 */
  readonly why: string
}

const LOWEST = 5

/**
 * The lowest items of a unit in the newest published survey, and those that have changed; of a hidden unit those of
 * its 類似所属 or 部. null where nothing is published, or the survey did not ask such a unit.
 */
export async function unitHints(
  commons: CommonsReader,
  kept: KeptResults,
  unit: string,
): Promise<UnitHints | null> {
  const [latest] = await listPublications(commons)
  if (latest === undefined) return null
  const model = await kept.model(latest)
  const speech = speechOf(model, 'ja')
  const known = await commons
    .selectFrom('unit')
    .select(['name', 'bureau', 'section', 'similar'])
    .where('code', '=', unit)
    .executeTakeFirst()
  const found = unitResult(model, unit, known, speech)
  if (found === null || model.whole.n === null) return null
  const group = found.group.n === null ? insteadOf(model, found.group) : found.group
  return {
    survey: latest.survey,
    title: latest.title,
    basis: group === model.whole ? '全庁' : group.fullLabel,
    isOwn: group === found.group && found.words === null,
    items: hintsOf(model, speech, group, await kept.years(latest, 'ja')),
  }
}

function hintsOf(
  model: ResultsModel,
  speech: Speech,
  group: Group,
  years: YearOnYear | null,
): UnitHint[] {
  // Of a reorganised unit only something above it can be compared: that is no change of its own.
  const isSame = years?.basisOf(group).at?.id === group.id
  const asked = model.items
    .filter(({ audience, option }) => audience === null && option === null)
    .flatMap(({ id, number, text }) => {
      const value = valueOf(group, id)
      if (value === null) return []
      const change = isSame ? (years?.changeOf(group, id).difference ?? null) : null
      const { percent } = value.favourable
      const figure = speech.figure(value.favourable)
      return [{ item: id, number, text, figure, percent, change }]
    })
  const lowest = asked.toSorted((a, b) => a.percent - b.percent).slice(0, LOWEST)
  const changed = asked.filter((one) => (one.change?.from ?? 0) !== 0 && !lowest.includes(one))
  const word = years?.before ?? ''
  return [...lowest, ...changed].map(({ percent: _percent, change, ...shown }) => {
    const rank = lowest.findIndex(({ item }) => item === shown.item)
    const moved =
      change === null || change.from === null ? '' : `${word}から${speech.difference(change)}`
    const low = rank < 0 ? '' : `低い順に${rank + 1}番目`
    return { ...shown, why: [low, moved].filter((part) => part !== '').join('、') }
  })
}
