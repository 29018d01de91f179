import type { BureauChoice, SectionChoice } from '../../survey/questionnaire.ts'

/** What happened to units between two reference days, as far as it was written down. */
export interface UnitHistory {
  /** Who has the duties of a unit that has ended, or a part of those of one that still stands. */
  readonly successors: ReadonlyMap<string, readonly string[]>
  /** The same under another name. */
  readonly calledAnew: ReadonlySet<string>
  /** The same under another code: the former code and the present one. */
  readonly recoded: ReadonlyMap<string, string>
  /** Codes whose validity began in between: the number is used again. */
  readonly begun: ReadonlySet<string>
}

/** Codes of 部 and 課 and names of 類似所属 that mean the same people's places in both years. */
export interface ComparableUnits {
  readonly bu: ReadonlySet<string>
  readonly ka: ReadonlySet<string>
  readonly similar: ReadonlySet<string>
  /** Of a 課 that is the same under a new code: the code it had. */
  readonly formerly: ReadonlyMap<string, string>
}

/**
 * Units that no reorganisation has touched. A 課: same name and workplaces counted in it, same code or
 * written down as renamed, no other 課 has passed to it and nothing was divided from it. A 部: same code and
 * name, and no 課 has crossed its border; what is divided, joined or renamed inside does not matter. A 課
 * that has ended is followed by its code, its successors or its name; where nobody knows, it is taken to
 * stay in its 部 only when another one began there.
 */
export function comparableUnits(
  before: readonly BureauChoice[],
  after: readonly BureauChoice[],
  { successors, calledAnew, recoded, begun }: UnitHistory,
): ComparableUnits {
  const [old, now] = [frameOf(before), frameOf(after)]
  const heirs = new Map(
    [...old.homes.keys(), ...old.bureaus.keys()].map((code) => [code, heirsOf(code)] as const),
  )
  const formerly = new Map(
    [...recoded].flatMap(([code, later]) =>
      old.sections.has(code) && now.sections.has(later) && !stands(code) && !old.homes.has(later)
        ? [[later, code] as const]
        : [],
    ),
  )
  const homeOf = (unit: string) => now.homes.get(unit) ?? (now.bureaus.has(unit) ? unit : null)
  const movesTo = (unit: string) => (heirs.get(unit) ?? []).map(homeOf)
  const isSameName = (one: string | undefined, code: string, other: string | undefined) =>
    sameWords(one, other) || (one !== undefined && other !== undefined && calledAnew.has(code))

  const isSameBureau = (code: string): boolean =>
    isSameName(old.bureaus.get(code), code, now.bureaus.get(code)) &&
    !begun.has(code) &&
    [...old.homes].every(([section, home]) => {
      const moved = movesTo(section)
      if (home !== code) return !moved.includes(code)
      return moved.length === 0 ? hasNew(code) : moved.every((to) => to === code)
    }) &&
    [...old.bureaus.keys()].every((b) => b === code || !movesTo(b).includes(code))

  const isSameSection = (code: string): boolean => {
    const was = formerly.get(code) ?? code
    return (
      (was === code
        ? isSameName(old.sections.get(code), code, now.sections.get(code)) && !begun.has(code)
        : true) &&
      same(withCode(old.within.get(was), was, code), now.within.get(code)) &&
      same(heirs.get(was), [code]) &&
      [...heirs].every(([unit, to]) => unit === was || !to.includes(code))
    )
  }

  const ka = new Set([...now.sections.keys()].filter(isSameSection))
  const isSameKind = ([name, codes]: readonly [string, readonly string[]]): boolean =>
    same(old.similar.get(name), codes) &&
    codes.every((code) => ka.has(code) || !now.sections.has(code))
  return {
    bu: new Set([...now.bureaus.keys()].filter(isSameBureau)),
    ka,
    similar: new Set([...now.similar].filter(isSameKind).map(([name]) => name)),
    formerly: new Map([...formerly].filter(([code]) => ka.has(code))),
  }

  function stands(unit: string): boolean {
    return now.homes.has(unit) || now.bureaus.has(unit)
  }

  /** Who stands in the later frame for a unit of the earlier one; nobody: it is not known. */
  function heirsOf(code: string): readonly string[] {
    const found = new Set<string>()
    const passed = new Set<string>()
    const waiting = [code]
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (passed.has(at)) continue
      passed.add(at)
      const after = successors.get(at) ?? []
      if (!stands(at)) {
        waiting.push(...after)
        continue
      }
      found.add(at)
      // What was divided from a unit that still stands.
      if (at === code) waiting.push(...after.filter((part) => stands(part) && !old.homes.has(part)))
    }
    if (found.size > 0) return [...found]
    const name = old.sections.get(code)
    const namesakes = [...now.sections].filter(
      ([other, called]) => sameWords(name, called) && !old.sections.has(other),
    )
    return namesakes.length === 1 ? namesakes.map(([other]) => other) : []
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
    /** 部 of each unit, also of one that counts in another 課; a kind of 施設 is no unit. */
    homes: new Map(
      sections
        .filter(({ section }) => !section.code.includes('/'))
        .map(({ section, home }) => [section.code, home]),
    ),
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

/** Kinds of 施設 are called after the code of their 課. */
function withCode(codes: readonly string[] | undefined, was: string, code: string): string[] {
  return (codes ?? []).map((one) =>
    one.startsWith(`${was}/`) ? code + one.slice(was.length) : one,
  )
}

function sameWords(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && plain(one) === plain(other)
}

function plain(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '')
}

function same(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((code) => other.includes(code))
}
