import type { Name } from '../../../../views/words/phrase.ts'
import type { ResultsModel } from '../model.ts'

/** Every place that an answer could name, in 建制順: where anybody finds the own one. */
export interface ListedBureau {
  readonly name: Name
  readonly href: string
  readonly units: readonly { readonly name: Name; readonly href: string }[]
}

/** Hidden and shown units look alike here. */
export function unitList({ questionnaire }: ResultsModel, home: string): ListedBureau[] {
  const href = (code: string) => `${home}?unit=${encodeURIComponent(code)}`
  return questionnaire.bureaus.map(({ code, name, sections }) => ({
    name: { ja: name },
    href: href(code),
    units: sections.map((section) => ({ name: { ja: section.name }, href: href(section.code) })),
  }))
}
