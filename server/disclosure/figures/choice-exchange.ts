import { type ChoiceWorlds, codeOf } from './choice-worlds.ts'
import { chances, type Effort } from './exchange.ts'
import type { ItemRules } from './item-rules.ts'
import { walkFrom } from './walk.ts'
import type { Lists } from './worlds.ts'

/** Worlds of one question of several options on their way to others. */
export interface ChoiceExchange {
  /** By person, as they answer now: a world whenever `change` has ended. */
  readonly answers: Uint32Array
  /** The same by option: people by class × code. */
  readonly people: readonly Int32Array[]
  /**
   * Lets one person of a class answer none of `within`, a set of codes (bit i: code i), to an option. Two
   * people exchange what they chose, wholly or in part, as far as both answers stay allowed; where a cell
   * notices, others exchange theirs. When some cell still notices in the end, everything is taken back.
   */
  readonly change: (of: number, option: number, within: number, effort: Effort) => boolean
}

/** No further than this many people off, all options together. */
const TOO_FAR = 40
/** People of a class that are asked whether they would exchange, and people that are let go first. */
const ASKED = 3
const LEAVING = 4
const NEVER = 1 << 29

interface Step {
  readonly a: number
  /** −1: nobody answers the opposite. */
  readonly b: number
  readonly toA: number
  readonly toB: number
}

/** @param start answers by person: the truth, or another world. */
export function choiceExchange(
  worlds: ChoiceWorlds,
  rules: ItemRules,
  neighbours: Lists,
  start: Uint32Array,
  seed: number,
): ChoiceExchange {
  const { options, of, persons, isAllowed } = worlds
  const { members } = options[0]!.sheet
  const counted = worlds.counted(start)
  const walks = options.map((option, i) => walkFrom(option, rules, counted[i]!))
  const answers = start.slice()
  const chance = chances(seed)
  /** A person is not asked again before this step. */
  const until = new Int32Array(answers.length)
  const trail: Step[] = []
  let now = 0
  let bestCost = NEVER
  let best: Step = { a: 0, b: -1, toA: 0, toB: 0 }
  return { answers, people: walks.map((walk) => walk.people), change }

  function change(own: number, option: number, within: number, effort: Effort): boolean {
    trail.length = 0
    bestCost = NEVER
    const leaving = sample(persons[own] ?? [], LEAVING)
    for (const a of leaving) {
      if (((within >> codeOf(answers[a]!, option)) & 1) === 0) continue
      lookAround(a, option, (code) => code !== 0 && ((within >> code) & 1) === 0)
    }
    // A blank last: one valid answer less moves every bound of a cell.
    if (bestCost > 2 && (within & 1) === 0) {
      for (const a of leaving) lookAround(a, option, (code) => code === 0)
    }
    if (bestCost === NEVER) return false
    take(20)
    if (approach(own, effort)) return true
    for (const step of trail.toReversed()) put(step)
    return false
  }

  function approach(fixed: number, { steps, breadth }: Effort): boolean {
    const most = Math.max(TOO_FAR, off())
    for (let step = 0; step < steps; step += 1) {
      const noticing = walks.flatMap((walk, i) => (walk.off() > 0 ? [i] : []))
      const option = noticing[Math.floor(chance() * noticing.length)]
      if (option === undefined) return true
      lookAtCell(option, fixed, breadth)
      if (bestCost === NEVER || off() + bestCost > most) return false
      take(3 + Math.floor(chance() * 4))
    }
    return off() === 0
  }

  function lookAtCell(option: number, fixed: number, breadth: number): void {
    bestCost = NEVER
    const walk = walks[option]!
    const cell = walk.cellsOff[Math.floor(chance() * walk.cellsOff.length)]!
    const first = members.starts[cell]!
    const all = members.starts[cell + 1]! - first
    const offset = Math.floor(chance() * all)
    const helps = [0, 1, 2].map((from) =>
      [0, 1, 2].map((to) => from !== to && walk.change(cell, from, to) < 0),
    )
    for (let i = 0; i < Math.min(all, breadth); i += 1) {
      const own = members.values[first + ((offset + i) % all)]!
      if (own === fixed) continue
      for (const a of sample(persons[own] ?? [], ASKED)) {
        const from = codeOf(answers[a]!, option)
        if (until[a]! > now || !helps[from]!.includes(true)) continue
        lookAround(a, option, (to) => helps[from]![to] === true, fixed)
      }
    }
  }

  /** Ways in which person a comes to answer an option with a code that is `wanted`. */
  function lookAround(
    a: number,
    option: number,
    wanted: (code: number) => boolean,
    fixed = -1,
  ): void {
    const answer = answers[a]!
    for (let bit = 0; bit < options.length; bit += 1) {
      const other = answer ^ (1 << option) ^ (bit === option ? 0 : 1 << bit)
      if (wanted(codeOf(other, option))) weigh({ a, b: -1, toA: other, toB: 0 })
    }
    const own = of[a]!
    for (let i = neighbours.starts[own]!; i < neighbours.starts[own + 1]!; i += 1) {
      const next = neighbours.values[i]!
      if (next === fixed) continue
      for (const b of sample(persons[next] ?? [], ASKED)) {
        const its = answers[b]!
        if (until[b]! > now || !wanted(codeOf(its, option))) continue
        weigh({ a, b, toA: its, toB: answer })
        if (answer === 0 || its === 0) continue
        const differ = answer ^ its
        for (let bit = 0; bit < options.length; bit += 1) {
          const swap = (1 << option) | (1 << bit)
          if ((differ & swap) === swap) {
            weigh({ a, b, toA: answer ^ swap, toB: its ^ swap })
          }
        }
      }
    }
  }

  function weigh(step: Step): void {
    const { a, b, toA, toB } = step
    if (!isAllowed(toA) || (b >= 0 && !isAllowed(toB))) return
    // With a blank only whole answers are exchanged: each option's codes change places then, as `changeOfTwo` counts.
    const swapsBlanks = (toA === 0) === (answers[b] === 0) && (toB === 0) === (answers[a] === 0)
    if (b >= 0 && !swapsBlanks) return
    let cost = chance() / 2
    for (const [option, walk] of walks.entries()) {
      const from = codeOf(answers[a]!, option)
      const to = codeOf(toA, option)
      if (from === to) continue
      cost +=
        b < 0 ? walk.changeOfOne(of[a]!, from, to) : walk.changeOfTwo(of[a]!, of[b]!, from, to)
    }
    if (cost >= bestCost) return
    bestCost = cost
    best = step
  }

  function take(rest: number): void {
    const { a, b } = best
    trail.push({ a, b, toA: answers[a]!, toB: b < 0 ? 0 : answers[b]! })
    put(best)
    now += 1
    until[a] = now + rest
    if (b >= 0) until[b] = now + rest
  }

  function put({ a, b, toA, toB }: Step): void {
    answer(a, toA)
    if (b >= 0) answer(b, toB)
  }

  function answer(person: number, to: number): void {
    for (const [option, walk] of walks.entries()) {
      const [from, code] = [codeOf(answers[person]!, option), codeOf(to, option)]
      if (from !== code) walk.move(of[person]!, from, code)
    }
    answers[person] = to
  }

  function off(): number {
    return walks.reduce((sum, walk) => sum + walk.off(), 0)
  }

  /** Some of a list, from a place that chance chooses. */
  function sample(list: readonly number[], most: number): number[] {
    const offset = Math.floor(chance() * list.length)
    return Array.from(
      { length: Math.min(most, list.length) },
      (_, i) => list[(offset + i) % list.length]!,
    )
  }
}
