import type { UnitRow } from '../stores/commons.ts'
import type { LeftOut } from './draft.ts'
import type { Asked, AskedRule } from './questionnaire.ts'

/** What of the roster decides whether somebody is asked. */
export interface RosterFacts {
  readonly unit: string
  readonly employment: string
  readonly appointer: string
  readonly status: string
}

type Rule = AskedRule['rule']

/** The rules in the order in which they are asked: who falls under two counts under the first. */
const RULES: readonly Rule[] = ['unit', 'appointer', 'status', 'employment']

/** The rule under which somebody is not asked, with what it is about; null: asked. */
export type LeftOutBy = (person: RosterFacts) => { rule: Rule; value: string } | null

/** A unit that is left out takes everything below it along. */
export function leftOutBy(rules: LeftOut, units: readonly UnitRow[]): LeftOutBy {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  return (person) => {
    for (const rule of RULES) {
      const value =
        rule === 'unit'
          ? unitsAbove(byCode, person.unit).find((code) => rules.units.includes(code))
          : rules[rule].find((said) => said === person[rule])
      if (value !== undefined) return { rule, value }
    }
    return null
  }
}

/** Counts for people who have a unit on the reference day; every rule is listed, also one of nobody. */
export function countAsked(
  people: readonly RosterFacts[],
  rules: LeftOut,
  units: readonly UnitRow[],
): Asked {
  const nameOf = (code: string) => units.find((unit) => unit.code === code)?.name ?? code
  const by = leftOutBy(rules, units)
  const counts = new Map(rulesOf(rules).map(({ rule, value }) => [`${rule} ${value}`, 0]))
  let asked = 0
  for (const person of people) {
    const reason = by(person)
    if (reason === null) asked += 1
    else {
      const key = `${reason.rule} ${reason.value}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const leftOut = rulesOf(rules).map(({ rule, value }) => ({
    rule,
    value: rule === 'unit' ? nameOf(value) : value,
    people: counts.get(`${rule} ${value}`) ?? 0,
  }))
  return { people: asked, leftOut }
}

const NAMES: Readonly<Record<Rule, string>> = {
  unit: '所属',
  appointer: '任命権者',
  status: '在職区分',
  employment: '任用形態',
}

/** 「在職区分が休職」, 「所属が消防本部」 */
export function ruleWords({ rule, value }: Pick<AskedRule, 'rule' | 'value'>): string {
  return `${NAMES[rule]}が${value === '' ? '（記載なし）' : value}`
}

function rulesOf(rules: LeftOut): { rule: Rule; value: string }[] {
  return RULES.flatMap((rule) =>
    (rule === 'unit' ? rules.units : rules[rule]).map((value) => ({ rule, value })),
  )
}

function unitsAbove(byCode: ReadonlyMap<string, UnitRow>, code: string): string[] {
  const path: string[] = []
  let at = byCode.get(code)
  while (at !== undefined && !path.includes(at.code)) {
    path.push(at.code)
    at = at.parent === null ? undefined : byCode.get(at.parent)
  }
  return path
}
