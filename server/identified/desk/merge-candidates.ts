import type { Proposal } from '../../proposals/proposal.ts'
import { findSimilar, readSimilarIndex } from '../../proposals/similar.ts'
import { makeSimilarFile } from '../../proposals/similar-file.ts'
import { states } from '../../proposals/states.ts'
import type { Listed } from './desk-lists.ts'
import { titleOf } from './desk-rows.ts'

/** A proposal that this one may be joined to. */
export interface Candidate {
  readonly number: string
  readonly title: string
  readonly state: string
  readonly receivedOn: string
  readonly current: string
  readonly idea: string
}

/** At most five, the most alike first, of what this desk may see. */
export async function mergeCandidates(
  p: Proposal,
  listed: readonly Listed[],
): Promise<Candidate[]> {
  if (p.written === null) return []
  const others = new Map(
    listed
      .map(({ proposal }) => proposal)
      .filter((other) => other.number !== p.number && canTake(other))
      .map((other) => [other.number, other]),
  )
  const texts = [...others.values()].map((other) => ({
    id: other.number,
    title: titleOf(other),
    text: textOf(other),
  }))
  const index = readSimilarIndex(JSON.parse((await makeSimilarFile(texts)).toString()))
  if (index === null) return []
  return findSimilar(index, { title: titleOf(p), text: textOf(p) }).flatMap(({ id }) => {
    const other = others.get(id)
    if (other === undefined || other.written === null) return []
    const { current, idea } = other.written
    const { number, state, receivedOn } = other
    return [{ number, title: titleOf(other), state: states[state], receivedOn, current, idea }]
  })
}

function canTake(p: Proposal): boolean {
  const over = ['merged', 'withdrawn', 'referred', 'out_of_scope', 'expired']
  return p.written !== null && !over.includes(p.state)
}

function textOf({ written }: Proposal): string {
  return written === null ? '' : `${written.current}\n${written.idea}`
}
