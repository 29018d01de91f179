import {
  type Choice,
  type GroupingAttribute,
  type Microdata,
  NOT_ASKED,
  type Policy,
} from './microdata.ts'
import type { ProtectionInput } from './protection.ts'

/** @throws {RangeError} when policy, plan, rows and eligible people do not fit each other. */
export function checkInput({ data, tables, policy, eligible }: ProtectionInput): void {
  checkPolicy(policy)
  if (tables[0]?.length !== 0) throw new RangeError('the plan starts with the whole body: []')
  if (new Set(data.items).size < data.items.length) throw new RangeError('an item is there twice')
  checkTree(data.attributes)
  checkRows(data, policy)
  for (const choice of data.choices ?? []) checkChoice(data, choice, policy)
  checkShares(data, policy)
  for (const { attribute, people } of eligible) {
    const counted = data.attributes.find((a) => a.id === attribute)
    if (counted !== undefined && counted.categories.length !== people.length) {
      throw new RangeError(`eligible people of ${attribute} do not fit its categories`)
    }
  }
}

export function checkPolicy({ k, kDistribution, roundingPeople, scale, favourable }: Policy): void {
  if (!Number.isInteger(k) || k < 5) throw new RangeError('k is below 5')
  if (!Number.isInteger(kDistribution) || kDistribution < k) {
    throw new RangeError('kDistribution is below k')
  }
  if (!Number.isInteger(roundingPeople) || roundingPeople < 2) {
    throw new RangeError('a rounded value has to cover two people or more')
  }
  if (scale !== 4 && scale !== 5) throw new RangeError('the scale is neither 4 nor 5')
  if (!Number.isInteger(favourable) || favourable < 1 || favourable >= scale) {
    throw new RangeError('favourable answers are none or all of the scale')
  }
}

function checkTree(attributes: readonly GroupingAttribute[]): void {
  if (new Set(attributes.map((a) => a.id)).size < attributes.length) {
    throw new RangeError('an attribute is there twice')
  }
  for (const { id, categories, parent } of attributes) {
    if (parent === null) continue
    const above = attributes.find((a) => a.id === parent.attribute)
    const fits =
      above !== undefined &&
      parent.of.length === categories.length &&
      parent.of.every((position) => above.categories[position] !== undefined)
    if (!fits) throw new RangeError(`${id} does not fit the level above it`)
  }
}

function checkRows({ attributes, rows, keys, items, answers }: Microdata, { scale }: Policy): void {
  const width = attributes.length
  if (keys.length < rows * width || answers.length < rows * items.length) {
    throw new RangeError('rows are missing')
  }
  for (const [a, { id, categories, parent }] of attributes.entries()) {
    const above = attributes.findIndex((other) => other.id === parent?.attribute)
    for (let row = 0; row < rows; row += 1) {
      const code = keys[row * width + a]!
      if (code > categories.length) throw new RangeError(`row ${row}: no such ${id}`)
      if (parent !== null && code > 0 && keys[row * width + above] !== parent.of[code - 1]! + 1) {
        throw new RangeError(`row ${row}: ${id} lies elsewhere`)
      }
    }
  }
  for (let i = 0; i < rows * items.length; i += 1) {
    if (answers[i]! > scale && answers[i] !== NOT_ASKED)
      throw new RangeError(`row ${Math.floor(i / items.length)}: no such answer`)
  }
}

function checkShares({ rows, items, answers, shareOnly = [] }: Microdata, { scale }: Policy): void {
  for (const item of shareOnly) {
    if (items[item] === undefined) throw new RangeError(`there is no item ${item}`)
    for (let row = 0; row < rows; row += 1) {
      const code = answers[row * items.length + item]!
      if (![0, 1, scale, NOT_ASKED].includes(code)) {
        throw new RangeError(`row ${row}: ${items[item]} is neither chosen nor not`)
      }
    }
  }
}

/** What the audit takes for granted of the options of one question. */
function checkChoice(
  { rows, items, answers, choices = [] }: Microdata,
  { first, options, alone }: Choice,
  { scale }: Policy,
): void {
  const own = choices.filter((c) => c.first < first + options && first < c.first + c.options)
  if (options < 1 || first + options > items.length || own.length > 1) {
    throw new RangeError('options of a question are missing, or there twice')
  }
  for (let row = 0; row < rows; row += 1) {
    const at = row * items.length + first
    const given = answers.subarray(at, at + options)
    const chosen = given.filter((code) => code === 1).length
    const wrong =
      chosen === 0
        ? given.some((code) => code !== given[0]) || (given[0] !== 0 && given[0] !== NOT_ASKED)
        : given.some((code) => code !== 1 && code !== scale) ||
          (alone !== null && given[alone] === 1 && chosen > 1)
    if (wrong) throw new RangeError(`row ${row}: no such choice of ${items[first]}`)
  }
}
