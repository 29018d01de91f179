import type { Said } from '../../../../views/words/phrase.ts'
import type { UnitRow } from '../../../stores/commons.ts'
import type { Group } from '../groups.ts'
import type { ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'

/** What the results have for a unit, and what is said when it is not the unit itself. */
export interface UnitResult {
  readonly group: Group
  readonly words: Said | null
}

export type KnownUnit = Pick<UnitRow, 'name' | 'bureau' | 'section' | 'similar'>

/**
 * The group that shows the people of a unit: itself, else its 類似所属, else what it counts in.
 *
 * @param unit of the stored organisation, when it knows the code.
 * @returns null when the survey did not ask such a unit.
 */
export function unitResult(
  model: ResultsModel,
  code: string,
  unit: KnownUnit | undefined,
  speech: Speech,
): UnitResult | null {
  const { groups } = model
  const own = groups.get(`bu=${code}`) ?? groups.get(`ka=${code}`)
  if (own !== undefined) return { group: own, words: null }
  const place = choiceOf(model, code) ?? unit
  if (place === undefined) return null
  const similar = groups.get(`similar=${place.similar}`)
  const larger = groups.get(`ka=${place.section}`) ?? groups.get(`bu=${place.bureau}`)
  const group = similar !== undefined && similar.n !== null ? similar : larger
  if (group === undefined) return null
  const words =
    group === similar
      ? speech.w.group.notAlone({ ja: place.name }, speech.group(group))
      : speech.w.group.within({ ja: place.name }, speech.group(group))
  return { group, words }
}

/** What is shown instead of a hidden group: its 類似所属, else the nearest published group above. */
export function insteadOf(model: ResultsModel, hidden: Group): Group {
  const choice = choiceOf(model, hidden.keys['ka'] ?? '')
  const similar = choice === null ? undefined : model.groups.get(`similar=${choice.similar}`)
  if (similar !== undefined && similar.n !== null) return similar
  return ancestorsOf(model, hidden).find(({ n }) => n !== null) ?? model.whole
}

/** What a group is cut from, the nearest first, the whole body last. */
export function ancestorsOf(model: ResultsModel, group: Group): Group[] {
  const above = group.parent === null ? undefined : model.groups.get(group.parent)
  return above === undefined ? [] : [above, ...ancestorsOf(model, above)]
}

/** A place that ballots could name. */
function choiceOf({ questionnaire }: ResultsModel, code: string): KnownUnit | null {
  for (const bureau of questionnaire.bureaus) {
    for (const { code: own, name, within, similar = '' } of bureau.sections) {
      if (own === code) return { name, bureau: bureau.code, section: within ?? own, similar }
    }
  }
  return null
}
