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
const TOO_FAR = 80
/** People of a class that are asked whether they would exchange, and people that are let go first. */
const ASKED = 3
const LEAVING = 3
/** Options that change places together with another, as many are tried. */
const FEW_BITS = 3
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
  /** Options of which some cell is off, and people all are off. */
  let noticing: readonly number[] = []
  let missing = 0
  let bestCost = NEVER
  let best: Step = { a: 0, b: -1, toA: 0, toB: 0 }
  return { answers, people: walks.map((walk) => walk.people), change }

  function change(own: number, option: number, within: number, effort: Effort): boolean {
    trail.length = 0
    begin()
    const leaving = sample(persons[own] ?? [], LEAVING)
    for (const a of leaving) {
      if (((within >> codeOf(answers[a]!, option)) & 1) === 0) continue
      lookAround(a, option, ~within & 0b110, -1)
      if (bestCost > 2) {
        for (const b of worlds.nearest(own, option, ~within & 0b110))
          lookAtPartner(a, b, option, ~within)
      }
      if (isEnough()) break
    }
    // A blank last: one valid answer less moves every bound of a cell.
    if (bestCost > 2 && (within & 1) === 0) for (const a of leaving) lookAround(a, option, 1, -1)
    if (bestCost === NEVER) return false
    take(20)
    if (approach(own, effort)) return true
    for (const step of trail.toReversed()) put(step)
    return false
  }

  function approach(fixed: number, { steps, breadth }: Effort): boolean {
    const most = Math.max(TOO_FAR, off())
    for (let step = 0; step < steps; step += 1) {
      begin()
      const option = noticing[Math.floor(chance() * noticing.length)]
      if (option === undefined) return true
      lookAtCell(option, fixed, breadth)
      if (bestCost === NEVER || missing + bestCost > most) return false
      take(3 + Math.floor(chance() * 4))
    }
    return off() === 0
  }

  function begin(): void {
    noticing = walks.flatMap((walk, i) => (walk.off() > 0 ? [i] : []))
    missing = off()
    bestCost = NEVER
  }

  function lookAtCell(option: number, fixed: number, breadth: number): void {
    const walk = walks[option]!
    const cell = walk.cellsOff[Math.floor(chance() * walk.cellsOff.length)]!
    const first = members.starts[cell]!
    const all = members.starts[cell + 1]! - first
    const offset = Math.floor(chance() * all)
    /** By code now: the codes that would help the cell. */
    const helps = [0, 1, 2].map((from) =>
      [0, 1, 2].reduce(
        (set, to) => (from !== to && walk.change(cell, from, to) < 0 ? set | (1 << to) : set),
        0,
      ),
    )
    for (let i = 0, looked = 0; i < all && looked < breadth && !isEnough(); i += 1) {
      const own = members.values[first + ((offset + i) % all)]!
      if (own === fixed) continue
      for (const a of sample(persons[own] ?? [], ASKED)) {
        const wanted = helps[codeOf(answers[a]!, option)]!
        if (until[a]! > now || wanted === 0) continue
        lookAround(a, option, wanted, fixed)
        looked += 1
      }
    }
  }

  /** Ways in which person a comes to answer an option with one of the codes `wanted` (bit i: code i). */
  function lookAround(a: number, option: number, wanted: number, fixed: number): void {
    const answer = answers[a]!
    const bit = 1 << option
    lookAlone(a, answer, bit, (other) => ((wanted >> codeOf(other, option)) & 1) === 1)
    const own = of[a]!
    for (let i = neighbours.starts[own]!; i < neighbours.starts[own + 1]!; i += 1) {
      const next = neighbours.values[i]!
      if (next === fixed) continue
      for (const b of sample(persons[next] ?? [], ASKED)) {
        if (isEnough()) return
        lookAtPartner(a, b, option, wanted)
      }
    }
  }

  function lookAtPartner(a: number, b: number, option: number, wanted: number): void {
    const [answer, its] = [answers[a]!, answers[b]!]
    if (until[b]! > now || ((wanted >> codeOf(its, option)) & 1) === 0) return
    if (answer === 0 || its === 0) weigh(a, b, its, answer)
    else lookAtPair(a, b, 1 << option)
  }

  function lookAlone(a: number, answer: number, bit: number, isWanted: (to: number) => boolean) {
    const other = answer ^ bit
    if (isAllowed(other) && isWanted(other)) return weigh(a, -1, other, 0)
    // 「特にない」 instead of everything that was chosen.
    if (isAllowed(bit) && isWanted(bit)) weigh(a, -1, bit, 0)
    const offset = Math.floor(chance() * options.length)
    for (let i = 0; i < options.length; i += 1) {
      const also = 1 << ((offset + i) % options.length)
      if (also === bit || !isAllowed(other ^ also) || !isWanted(other ^ also)) continue
      weigh(a, -1, other ^ also, 0)
    }
  }

  /** One option changes places, and where an answer would not be allowed, another with it, or all. */
  function lookAtPair(a: number, b: number, bit: number): void {
    const [answer, its] = [answers[a]!, answers[b]!]
    if (isFull(answer ^ bit) && isFull(its ^ bit)) return weigh(a, b, answer ^ bit, its ^ bit)
    const differ = answer ^ its ^ bit
    const offset = Math.floor(chance() * options.length)
    for (let i = 0, found = 0; i < options.length && found < FEW_BITS; i += 1) {
      const also = 1 << ((offset + i) % options.length)
      const swap = bit | also
      if ((differ & also) === 0 || !isFull(answer ^ swap) || !isFull(its ^ swap)) continue
      weigh(a, b, answer ^ swap, its ^ swap)
      found += 1
    }
    weigh(a, b, its, answer)
  }

  function isFull(answer: number): boolean {
    return answer !== 0 && isAllowed(answer)
  }

  function weigh(a: number, b: number, toA: number, toB: number): void {
    const [own, its] = [of[a]!, b < 0 ? -1 : of[b]!]
    const cost = (option: number): number => {
      const from = codeOf(answers[a]!, option)
      const to = codeOf(toA, option)
      if (from === to) return 0
      const walk = walks[option]!
      return its < 0 ? walk.changeOfOne(own, from, to) : walk.changeOfTwo(own, its, from, to)
    }
    let sum = chance() / 2
    // Only where a cell notices already anything can become better: those first.
    for (const option of noticing) sum += cost(option)
    for (let option = 0; option < options.length; option += 1) {
      if (sum >= bestCost) return
      if (!noticing.includes(option)) sum += cost(option)
    }
    if (sum >= bestCost) return
    bestCost = sum
    best = { a, b, toA, toB }
  }

  /** Nothing would be off any more. */
  function isEnough(): boolean {
    return missing + bestCost < 0.5
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
