import type { PublishedGroup, PublishedSet, RestGroup } from '../../survey/published-set.ts'
import type { GroupingAttribute } from '../microdata.ts'
import type { Figures, Finding, People } from './verify-finding.ts'

type Complaint = (group: string | null, sentence: string, kind?: Finding['kind']) => void

/** Who stands where, worked out anew from the codes, and what does not agree with it. */
export function readStructure(
  set: PublishedSet,
  people: People,
): {
  readonly figures: readonly Figures[]
  readonly hidden: readonly Figures[]
  readonly findings: readonly Finding[]
} {
  const findings: Finding[] = []
  const complain: Complaint = (group, sentence, kind = 'structure') =>
    findings.push({ kind, group, item: null, sentence })
  checkHead(set, people, complain)
  const members = membersOf(set.groups, people, complain)
  checkFrame(set.groups, people.attributes, complain)
  const figures: Figures[] = []
  const hidden: Figures[] = []
  for (const group of set.groups) {
    if (group.state === 'rest') continue
    const inside = members.get(group.id) ?? []
    if (group.state === 'published') {
      checkCount(set, group.id, group.n, inside.length, complain)
      checkTier(set, group.id, group.tier, group.n, complain)
      figures.push({
        id: group.id,
        people: inside,
        full: group.tier === 'full',
        whole: group.table.length === 0,
        items: group.items,
      })
    } else {
      const more = Object.keys(group).filter((key) => !HIDDEN_FIELDS.includes(key))
      if (more.length > 0) complain(group.id, `the hidden group carries ${more.join(', ')}`)
      hidden.push({ id: group.id, people: inside, full: false, whole: false, items: {} })
    }
  }
  const published = new Set(figures.map((f) => f.id))
  for (const rest of set.groups) {
    if (rest.state !== 'rest') continue
    const left = restOf(rest, published, members, complain)
    if (left === null) continue
    checkCount(set, rest.id, rest.n, left.length, complain)
    const full = Object.values(rest.items).some((v) => v?.distribution !== undefined)
    checkTier(set, rest.id, full ? 'full' : 'band', rest.n, complain)
    figures.push({ id: rest.id, people: left, full, whole: false, items: rest.items })
  }
  return { figures, hidden, findings }
}

const HIDDEN_FIELDS: readonly string[] = ['id', 'table', 'keys', 'label', 'state']

function checkHead(set: PublishedSet, people: People, complain: Complaint): void {
  const { k, respondents, certificate, audit } = set
  if (k < 5) complain(null, `k is ${k}, below 5`)
  if (set.kDistribution !== null && set.kDistribution < k) {
    complain(null, `kDistribution ${set.kDistribution} is below k ${k}`)
  }
  const expected = people.rows < k ? null : people.rows
  if (respondents !== expected) {
    complain(null, `respondents is ${respondents}, ${people.rows} people took part`, 'count')
  }
  if (set.rule === 'simple') complain(null, 'it was made by the simple rule, which proves nothing')
  if (certificate === null) complain(null, 'there is no certificate')
  else if (!certificate.ok || certificate.k !== k || certificate.minBound < k) {
    complain(null, `the certificate is not one for k = ${k}`)
  }
  if (audit === null) complain(null, 'there is no audit')
  else if (audit.certainAfter > 0) complain(null, `the audit left ${audit.certainAfter} certain`)
}

/** The id of a group that somebody stands in, and the rows of those who do. */
function membersOf(
  groups: readonly PublishedGroup[],
  { attributes, rows, keys }: People,
  complain: Complaint,
): Map<string, number[]> {
  const members = new Map<string, number[]>()
  for (const tableText of tablesOf(groups)) {
    const columns = (JSON.parse(tableText) as string[]).map((id) =>
      attributes.findIndex((a) => a.id === id),
    )
    if (columns.includes(-1)) {
      complain(null, `the table ${tableText} is cut by something nobody was asked`)
      continue
    }
    for (let row = 0; row < rows; row += 1) {
      const codes = columns.map((c) => keys[row * attributes.length + c] ?? 0)
      if (codes.includes(0)) continue
      const keyed = columns.map((c, i): [string, string] => {
        const attribute = attributes[c]
        return [attribute?.id ?? '', attribute?.categories[(codes[i] ?? 0) - 1]?.code ?? '?']
      })
      const id = idOf(keyed)
      const list = members.get(id)
      if (list === undefined) members.set(id, [row])
      else list.push(row)
    }
  }
  return members
}

function tablesOf(groups: readonly PublishedGroup[]): Set<string> {
  return new Set(groups.flatMap((g) => (g.state === 'rest' ? [] : [JSON.stringify(g.table)])))
}

/** Every table is whole: each combination of categories once, under its own id, and no other. */
function checkFrame(
  groups: readonly PublishedGroup[],
  attributes: readonly GroupingAttribute[],
  complain: Complaint,
): void {
  const seen = new Set<string>()
  for (const { id } of groups) {
    if (seen.has(id)) complain(id, 'the group is there twice')
    seen.add(id)
  }
  const tables = tablesOf(groups)
  if (!tables.has('[]')) complain('*', 'the whole body is missing')
  const expected = new Set<string>()
  for (const text of tables) {
    const table = JSON.parse(text) as string[]
    let combinations: [string, string][][] = [[]]
    for (const id of table) {
      const categories = attributes.find((a) => a.id === id)?.categories ?? []
      combinations = combinations.flatMap((keyed) =>
        categories.map(({ code }): [string, string][] => [...keyed, [id, code]]),
      )
    }
    for (const keyed of combinations) {
      const id = idOf(keyed)
      expected.add(id)
      if (!seen.has(id)) complain(id, 'the group of the plan is missing')
    }
  }
  for (const group of groups) {
    if (group.state === 'rest') continue
    const keyed = group.table.map((id): [string, string] => [id, group.keys[id] ?? ''])
    const plain = Object.keys(group.keys).length === group.table.length && idOf(keyed) === group.id
    if (!plain) complain(group.id, 'id, table and keys do not agree')
    if (!expected.has(group.id)) complain(group.id, 'the group is in no table of the plan')
  }
}

function idOf(keys: readonly (readonly [string, string])[]): string {
  return keys.length === 0 ? '*' : keys.map(([id, code]) => `${id}=${code}`).join('&')
}

function checkCount(
  set: PublishedSet,
  id: string,
  printed: number,
  counted: number,
  complain: Complaint,
): void {
  if (printed !== counted) complain(id, `${printed} are printed, ${counted} took part`, 'count')
  if (Math.min(printed, counted) < set.k) {
    complain(id, `${Math.min(printed, counted)} people are fewer than k = ${set.k}`, 'count')
  }
}

function checkTier(
  { kDistribution }: PublishedSet,
  id: string,
  tier: 'full' | 'band',
  n: number,
  complain: Complaint,
): void {
  if (tier === 'full' && id !== '*' && (kDistribution === null || n < kDistribution)) {
    complain(id, `a full distribution of ${n} people, fewer than ${kDistribution}`, 'count')
  }
}

/** parent − Σ minus, which has to be a set of people and not just a difference of numbers. */
function restOf(
  rest: RestGroup,
  published: ReadonlySet<string>,
  members: ReadonlyMap<string, readonly number[]>,
  complain: Complaint,
): number[] | null {
  const missing = [rest.parent, ...rest.minus].filter((id) => !published.has(id))
  if (missing.length > 0) {
    complain(rest.id, `it is counted from ${missing.join(', ')}, which is not published`)
    return null
  }
  const left = new Set(members.get(rest.parent))
  for (const id of rest.minus) {
    for (const row of members.get(id) ?? []) {
      if (left.delete(row)) continue
      complain(rest.id, `${id} is no part of ${rest.parent}, or counted twice`)
      return null
    }
  }
  return [...left].sort((a, b) => a - b)
}
