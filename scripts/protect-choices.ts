import type { Choice, Microdata } from '../server/disclosure/microdata.ts'

type Shares = Pick<Microdata, 'choices' | 'shareOnly'>

/**
 * What the engine has to know of items of which only shares are published. Neighbours called `ID.1`, `ID.2` …
 * are options of one question where every row answers them as one: all blank, or one at least chosen.
 *
 * @param shareOnly of `items`.
 */
export function choicesOf(
  items: readonly string[],
  shareOnly: readonly string[],
  rows: number,
  answers: Uint8Array,
): Shares {
  const questions = new Map<string, string[]>()
  for (const item of shareOnly) {
    const question = item.replace(/\.[^.]*$/, '')
    questions.set(question, [...(questions.get(question) ?? []), item])
  }
  const choices: Choice[] = []
  const single: number[] = []
  for (const own of questions.values()) {
    const places = own.map((item) => items.indexOf(item)).toSorted((a, b) => a - b)
    const [first = 0] = places
    const isRun = places.length > 1 && places.every((place, i) => place === first + i)
    if (isRun && isAnsweredAsOne(first, places.length, items.length, rows, answers)) {
      choices.push({ first, options: places.length, alone: null })
    } else single.push(...places)
  }
  return {
    ...(choices.length === 0 ? {} : { choices }),
    ...(single.length === 0 ? {} : { shareOnly: single }),
  }
}

function isAnsweredAsOne(
  first: number,
  options: number,
  width: number,
  rows: number,
  answers: Uint8Array,
): boolean {
  for (let row = 0; row < rows; row += 1) {
    const given = answers.subarray(row * width + first, row * width + first + options)
    const isBlank = given.every((code) => code === 0)
    if (!isBlank && (given.includes(0) || !given.includes(1))) return false
  }
  return true
}
