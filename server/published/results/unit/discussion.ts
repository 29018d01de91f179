import type { Said } from '../../../../views/words/phrase.ts'
import type { Group } from '../groups.ts'
import type { ResultsModel } from '../model.ts'
import type { Speech } from '../speech.ts'
import { valueOf } from '../values.ts'
import { numbered } from '../view/answers-table.ts'
import { standInName } from '../view/overview.ts'
import { ancestorsOf, insteadOf, type UnitResult } from '../view/units.ts'

/** 話し合いシート of one unit: the questions with what is shown of it, and room to write. */
export interface Discussion {
  readonly unit: Said
  /** The unit itself has nothing to show: its values are those of what it is like, or part of. */
  readonly isHidden: boolean
  /** What is said when the survey does not count the unit by itself. */
  readonly words: Said | null
  readonly columns: readonly Said[]
  readonly themes: readonly {
    readonly label: Said
    readonly rows: readonly {
      readonly item: Said
      readonly cells: readonly { readonly text: string; readonly withheld: boolean }[]
    }[]
  }[]
}

/** @param name of the unit as it was asked for, when another group stands for it. */
export function discussionOf(
  model: ResultsModel,
  { group, words }: UnitResult,
  name: Said | null,
  speech: Speech,
): Discussion {
  const shown = shownOf(model, group)
  return {
    unit: name ?? speech.fullGroup(group),
    isHidden: group.n === null,
    words,
    columns: shown.map((one) => standInName(one, speech)),
    themes: model.themes
      .filter(({ items }) => items.length > 0)
      .map((theme) => ({
        label: speech.theme(theme),
        rows: theme.items.map((item) => ({
          item: numbered(speech, item, speech.item(item)),
          cells: shown.map((one) => {
            const figure = valueOf(one, item.id)?.favourable
            return figure === undefined
              ? { text: speech.w.figure.blank, withheld: true }
              : { text: speech.figure(figure), withheld: false }
          }),
        })),
      })),
  }
}

/** The unit or its 類似所属, its 部, 全庁: those that are shown. */
function shownOf(model: ResultsModel, group: Group): Group[] {
  const own = group.n === null ? insteadOf(model, group) : group
  return [...new Set([own, ...ancestorsOf(model, group)])].filter(({ n }) => n !== null)
}
