import type { CommonsReader } from '../../stores/commons.ts'
import { listPublications, readPublication } from '../published-sets.ts'
import { BLANK, WITHHELD } from '../results/figures.ts'
import { speechOf } from '../results/speech.ts'
import type { KeptResults } from '../results/kept-results.ts'
import { valueOf } from '../results/values.ts'

const WHOLE_BODY = '全庁'

/** A figure that something is founded on, by reference: the number itself is only in the published set. */
interface Reference {
  readonly survey: string
  readonly item: string
  readonly group: string
}

export interface GroundShown extends Reference {
  readonly title: string
  readonly groupLabel: string
  readonly itemLabel: string
  /** 「約60％」, or that it is withheld. */
  readonly figure: string
}

export interface GroundChoices {
  readonly survey: string
  readonly title: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
  readonly groups: readonly { readonly value: string; readonly label: string }[]
}

/** Each reference with its published figure; one to a survey, item or group that is not published is left out. */
export async function showGrounds(
  commons: CommonsReader,
  kept: KeptResults,
  grounds: readonly Reference[],
): Promise<GroundShown[]> {
  const shown: GroundShown[] = []
  for (const { survey, item, group } of grounds) {
    const publication = await readPublication(commons, survey)
    if (publication === null) continue
    const model = await kept.model(publication)
    const [asked, of] = [model.items.find(({ id }) => id === item), model.groups.get(group)]
    if (asked === undefined || of === undefined) continue
    const value = valueOf(of, item)
    const withheld = of.n === null ? WITHHELD : BLANK
    shown.push({
      survey,
      item,
      group,
      title: publication.title,
      groupLabel: of === model.whole ? WHOLE_BODY : of.fullLabel,
      itemLabel: `${asked.number} ${asked.text}`,
      figure: value === null ? withheld : speechOf(model, 'ja').figure(value.favourable),
    })
  }
  return shown
}

/** What grounds can be taken from: the newest published survey; null before there is one. */
export async function groundChoices(
  commons: CommonsReader,
  kept: KeptResults,
): Promise<GroundChoices | null> {
  const [latest] = await listPublications(commons)
  if (latest === undefined) return null
  const model = await kept.model(latest)
  const groups = [...model.groups.values()].filter(({ state }) => state === 'published')
  return {
    survey: latest.survey,
    title: latest.title,
    items: model.items.map(({ id, number, text }) => ({ value: id, label: `${number} ${text}` })),
    groups: groups.map(({ id, fullLabel }) => ({
      value: id,
      label: id === model.whole.id ? WHOLE_BODY : fullLabel,
    })),
  }
}
