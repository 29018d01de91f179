import type { ItemWorlds } from './item-worlds.ts'

/** Somebody who was asked: the class of the sheet, and of each option 0 blank, 1 chosen, 2 not chosen. */
export interface Answerer {
  readonly of: number
  readonly codes: readonly number[]
}

/**
 * The options of one question, answered together: a world gives everybody an answer that the question
 * allows. An answer is a set of options (bit i: option i); 0 is a blank, of all options at once.
 */
export interface ChoiceWorlds {
  /** One an option; all of the same sheet. */
  readonly options: readonly ItemWorlds[]
  /** Class of each who was asked, and the persons of each class. */
  readonly of: Uint32Array
  readonly persons: readonly (readonly number[])[]
  /** The truth, by person. */
  readonly given: Uint32Array
  /**
   * Who stands near a class and, in truth, answered an option with one of the codes (bit i: code i): of a
   * rare answer the neighbours know nobody.
   */
  nearest(own: number, option: number, codes: number): number[]
  readonly isAllowed: (answer: number) => boolean
  /** People by class × code of each option. */
  counted(answers: Uint32Array): readonly Int32Array[]
  /** Does every option of every cell print the same when people answer like this? Counts all anew. */
  isWorld(answers: Uint32Array): boolean
}

/** People with a wanted answer that are looked at beside the neighbours. */
const NEAR = 24

/** @param alone the option that is never chosen beside another; null: none. */
export function choiceWorlds(
  options: readonly ItemWorlds[],
  answerers: readonly Answerer[],
  alone: number | null,
): ChoiceWorlds {
  const of = Uint32Array.from(answerers, (one) => one.of)
  const given = Uint32Array.from(answerers, ({ codes }) =>
    codes.reduce((set, code, i) => (code === 1 ? set | (1 << i) : set), 0),
  )
  const classes = options[0]?.sheet.classes ?? 0
  const persons = Array.from({ length: classes }, (): number[] => [])
  for (const [person, own] of of.entries()) persons[own]?.push(person)
  const byClass = Uint32Array.from(of.keys()).sort((a, b) => of[a]! - of[b]! || a - b)
  const answering = options.map((_, option) =>
    [0, 1, 2].map((code) => byClass.filter((person) => codeOf(given[person]!, option) === code)),
  )
  return { options, of, persons, given, nearest, isAllowed, counted, isWorld }

  function nearest(own: number, option: number, codes: number): number[] {
    return [1, 2].flatMap((code) => {
      const list = answering[option]![code]!
      if (((codes >> code) & 1) === 0) return []
      let low = 0
      for (let high = list.length; low < high; ) {
        const middle = (low + high) >> 1
        if (of[list[middle]!]! < own) low = middle + 1
        else high = middle
      }
      const first = Math.max(0, low - NEAR / 2)
      return Array.from(list.subarray(first, first + NEAR)).filter((b) => of[b] !== own)
    })
  }

  function isAllowed(answer: number): boolean {
    return alone === null || ((answer >> alone) & 1) === 0 || answer === 1 << alone
  }

  function counted(answers: Uint32Array): Int32Array[] {
    return options.map(({ codes }, option) => {
      const people = new Int32Array(classes * codes)
      for (const [person, answer] of answers.entries()) {
        people[of[person]! * codes + codeOf(answer, option)]! += 1
      }
      return people
    })
  }

  function isWorld(answers: Uint32Array): boolean {
    if (!answers.every(isAllowed)) return false
    const people = counted(answers)
    return options.every((worlds, i) => worlds.isWorld(people[i]!))
  }
}

/** 0 blank, 1 chosen, 2 not chosen. */
export function codeOf(answer: number, option: number): number {
  return answer === 0 ? 0 : ((answer >> option) & 1) === 1 ? 1 : 2
}
