import type { Questionnaire } from './questionnaire.ts'

/** What a published table is cut by; the protection engine reads it (its `GroupingAttribute`). */
export interface Grouping {
  /** `bu` 部, `ka` 課, `similar` 類似所属, else an attribute of the questionnaire. */
  readonly id: string
  /** Units by code, everything else by its own words. */
  readonly categories: readonly { readonly code: string; readonly label: string }[]
  readonly parent: { readonly attribute: string; readonly of: readonly number[] } | null
}

/** Where somebody stands, as a ballot says it: positions in the questionnaire, codes of its attributes. */
export interface Standing {
  readonly bureau: number | null
  readonly section: number | null
  readonly attributes: readonly number[]
}

type Planned = Pick<Questionnaire, 'bureaus' | 'attributes' | 'tables'>

/** What the tables of the plan are cut by, 部 and 課 first. */
export function groupingsOf(q: Planned): Grouping[] {
  const used = new Set(q.tables.flat())
  const units: Grouping[] = [
    { id: 'bu', categories: q.bureaus.map(named), parent: null },
    {
      id: 'ka',
      categories: sectionsOf(q).map(({ section }) => named(section)),
      parent: { attribute: 'bu', of: sectionsOf(q).map(({ bureau }) => bureau) },
    },
    {
      id: 'similar',
      categories: similarOf(q).map((name) => ({ code: name, label: name })),
      parent: null,
    },
  ]
  const attributes = q.attributes.map(
    (a): Grouping => ({
      id: a.id,
      categories: a.options.map((option) => ({ code: option, label: option })),
      parent: null,
    }),
  )
  // 課 hang below 部: with 部 only, nothing is lost; with 課 only, the level above is needed.
  const needed = (g: Grouping) => used.has(g.id) || (g.id === 'bu' && used.has('ka'))
  return [...units, ...attributes].filter(needed)
}

/**
 * Codes of one answer in each grouping: 0 not said, i = categories[i - 1].
 *
 * @returns a function, because it is asked once a ballot.
 */
export function codesOf(q: Planned): (standing: Standing) => number[] {
  const sections = sectionsOf(q).map(({ section }) => section.code)
  const similar = similarOf(q)
  const groupings = groupingsOf(q).map((g) => g.id)
  return ({ bureau, section, attributes }) => {
    const choice = bureau === null || section === null ? null : q.bureaus[bureau]?.sections[section]
    const code = (id: string): number => {
      if (id === 'bu') return bureau === null ? 0 : bureau + 1
      if (id === 'ka') return sections.indexOf(choice?.within ?? choice?.code ?? '') + 1
      if (id === 'similar') return similar.indexOf(choice?.similar ?? '') + 1
      return attributes[q.attributes.findIndex((a) => a.id === id)] ?? 0
    }
    return groupings.map(code)
  }
}

function sectionsOf(q: Planned) {
  return q.bureaus.flatMap(({ sections }, bureau) =>
    sections.filter((s) => s.within === undefined).map((section) => ({ section, bureau })),
  )
}

function similarOf(q: Planned): string[] {
  const named = q.bureaus.flatMap((b) => b.sections.flatMap((s) => s.similar ?? []))
  return [...new Set(named)]
}

function named({ code, name }: { code: string; name: string }) {
  return { code, label: name }
}
