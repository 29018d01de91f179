import { type Change, Refused, type Turn } from './change.ts'
import { leadOf, type Proposal, unitsOf } from './proposal.ts'

/**
 * Everything that a unit has in a proposal becomes another's: the duty with its clocks, a joint unit's
 * opinion, drafts, reports of うちでもやる. Published answers keep the signature of their day.
 *
 * @throws {Refused}
 */
export function transferred({ p, at }: Turn, from: string, to: string): Change {
  if (from === to) throw new Refused('ほかの所属を選んでください。')
  const ended = !at.isUnit(from)
  if (ended ? !hasPart(p, from) : !unitsOf(p).includes(from))
    throw new Refused('この所属の提案ではありません。')
  if (!ended && (p.answers.length > 0 || p.draft?.stage === 'approved'))
    throw new Refused(
      '回答が決まった提案は、所属がなくなったときだけ引き継げます。所管の所属の回答を待ってください。',
    )
  if (!at.isUnit(to)) throw new Refused('引き継ぐ先の所属が見つかりません。')
  return {
    units: movedUnits(p.units, from, to),
    // The signature is the new unit's: what the old one approved, its own head approves again.
    draft:
      leadOf(p) === from && p.draft?.stage === 'approved'
        ? { ...p.draft, stage: 'submitted', decisionNumber: '' }
        : p.draft,
    adoptions: ended ? movedAdoptions(p.adoptions, from, to) : p.adoptions,
    // A unit that has ended is its successor for what its people must not see, too.
    aimedAt: ended && p.aimedAt === from ? to : p.aimedAt,
    note: `${from}→${to}`,
  }
}

/** Whether something of a unit would move: its duty, what it reported, or where it was aimed at. */
export function hasPart(p: Proposal, unit: string): boolean {
  return (
    unitsOf(p).includes(unit) ||
    p.aimedAt === unit ||
    p.adoptions.some((adoption) => adoption.unit === unit)
  )
}

function movedUnits(units: Proposal['units'], from: string, to: string): Proposal['units'] {
  const moved: Proposal['units'] = []
  for (const part of units) {
    const own = part.unit === from ? { ...part, unit: to } : part
    const at = moved.findIndex(({ unit }) => unit === own.unit)
    const there = moved[at]
    if (there === undefined) moved.push(own)
    else {
      const opinion = [there.opinion, own.opinion].filter((text) => text !== '').join('\n')
      moved[at] = { ...there, opinion: opinion.slice(0, 1000) }
    }
  }
  return moved
}

/** Where both have adopted it, the hours of both count. */
function movedAdoptions(
  adoptions: Proposal['adoptions'],
  from: string,
  to: string,
): Proposal['adoptions'] {
  const old = adoptions.find(({ unit }) => unit === from)
  if (old === undefined) return adoptions
  const own = adoptions.find(({ unit }) => unit === to)
  if (own === undefined) {
    return adoptions.map((one) => (one.unit === from ? { ...one, unit: to } : one))
  }
  const both = [own, old]
  const hours = both.flatMap((one) => one.hours ?? [])
  const joined = {
    unit: to,
    on: own.on > old.on ? own.on : old.on,
    stage: both.some(({ stage }) => stage === 'done') ? ('done' as const) : ('planned' as const),
    text: [own.text, old.text].join('\n').slice(0, 1500),
    hours: hours.length === 0 ? null : hours.reduce((sum, n) => sum + n, 0),
  }
  return adoptions.flatMap((one) => (one === old ? [] : [one === own ? joined : one]))
}
