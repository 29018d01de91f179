import type { BureauChoice, SectionChoice } from '../../survey/questionnaire.ts'

/** What happened to units between two reference days, as far as it was written down. */
export interface UnitHistory {
  /** Of a unit that has ended: who has its duties now. */
  readonly successors: ReadonlyMap<string, string>
  /** Codes whose validity began in between: the number is used again. */
  readonly begun: ReadonlySet<string>
}

/** Codes of 部 and 課 and names of 類似所属 that mean the same people's places in both years. */
export interface ComparableUnits {
  readonly bu: ReadonlySet<string>
  readonly ka: ReadonlySet<string>
  readonly similar: ReadonlySet<string>
}

/**
 * Units that no reorganisation has touched. A 課: same code, name and workplaces counted in it, and no
 * ended 課 has passed to it. A 部: same code and name, and no 課 has crossed its border; what is divided,
 * joined or renamed inside does not matter. A 課 that has ended is followed by its code, its successor
 * or its name; where nobody knows, it is taken to stay in its 部 only when another one began there.
 */
export function comparableUnits(
  before: readonly BureauChoice[],
  after: readonly BureauChoice[],
  { successors, begun }: UnitHistory,
): ComparableUnits {
  const [old, now] = [frameOf(before), frameOf(after)]
  const heirs = new Map(
    [...old.homes.keys(), ...old.bureaus.keys()].map((code) => [code, heirOf(code)] as const),
  )
  const homeOf = (unit: string | null) =>
    unit === null ? null : (now.homes.get(unit) ?? (now.bureaus.has(unit) ? unit : null))

  const isSameBureau = (code: string): boolean =>
    isSameName(old.bureaus.get(code), now.bureaus.get(code)) &&
    !begun.has(code) &&
    [...old.homes].every(([section, home]) => {
      const moved = homeOf(heirs.get(section) ?? null)
      if (home !== code) return moved !== code
      return moved === code || (moved === null && hasNew(code))
    }) &&
    [...old.bureaus.keys()].every((b) => b === code || homeOf(heirs.get(b) ?? null) !== code)

  const isSameSection = (code: string): boolean =>
    isSameName(old.sections.get(code), now.sections.get(code)) &&
    !begun.has(code) &&
    same(old.within.get(code), now.within.get(code)) &&
    [...heirs].every(([unit, heir]) => unit === code || heir !== code)

  const ka = new Set([...now.sections.keys()].filter(isSameSection))
  const isSameKind = ([name, codes]: readonly [string, readonly string[]]): boolean =>
    same(old.similar.get(name), codes) &&
    codes.every((code) => ka.has(code) || !now.sections.has(code))
  return {
    bu: new Set([...now.bureaus.keys()].filter(isSameBureau)),
    ka,
    similar: new Set([...now.similar].filter(isSameKind).map(([name]) => name)),
  }

  /** Who stands in the later frame for a unit of the earlier one; null: nobody knows. */
  function heirOf(code: string): string | null {
    const stands = (unit: string) => now.homes.has(unit) || now.bureaus.has(unit)
    let at: string | undefined = code
    for (let far = 0; at !== undefined && far <= successors.size; far += 1) {
      if (stands(at)) return at
      at = successors.get(at)
    }
    const name = old.sections.get(code)
    const namesakes = [...now.sections].filter(
      ([other, called]) => isSameName(name, called) && !old.sections.has(other),
    )
    return namesakes.length === 1 ? (namesakes[0]?.[0] ?? null) : null
  }

  function hasNew(bureau: string): boolean {
    return [...now.homes].some(([section, home]) => home === bureau && !old.homes.has(section))
  }
}

function frameOf(bureaus: readonly BureauChoice[]) {
  const sections = bureaus.flatMap((b) => b.sections.map((section) => ({ home: b.code, section })))
  const own = sections.filter(({ section }) => section.within === undefined)
  return {
    bureaus: new Map(bureaus.map(({ code, name }) => [code, name])),
    sections: new Map(own.map(({ section }) => [section.code, section.name])),
    /** 部 of each 課. */
    homes: new Map(own.map(({ section, home }) => [section.code, home])),
    within: grouped(sections, ({ within }) => within),
    similar: grouped(sections, ({ similar }) => similar),
  }
}

function grouped(
  sections: readonly { readonly section: SectionChoice }[],
  by: (section: SectionChoice) => string | undefined,
): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { section } of sections) {
    const key = by(section)
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), section.code])
  }
  return groups
}

function isSameName(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && plain(one) === plain(other)
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '')
}

function same(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((code) => other.includes(code))
}
