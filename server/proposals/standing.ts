import type { ActName } from './acts.ts'
import { Refused } from './change.ts'
import { refusalOf } from './decide.ts'
import { type Proposal, unitsOf } from './proposal.ts'
import { mayAct, rules } from './rules.ts'
import type { Organisation, Taken } from './visibility.ts'

/** Acts that are possible in one of the parts, as far as it does not depend on what is typed. */
export function mayOf(p: Proposal, parts: readonly Taken[], org: Organisation): ActName[] {
  const names = Object.keys(rules) as ActName[]
  return names.filter((name) =>
    parts.some((part) => {
      if (!mayAct(name, part.role, p.state)) return false
      try {
        return refusalOf(p, standing(part, p, name, org), name) === null
      } catch {
        return false
      }
    }),
  )
}

/**
 * A 部長 above a joint unit takes that unit's part, no more; the answer is the lead's.
 *
 * @throws {Refused}
 */
export function standing(part: Taken, p: Proposal, act: ActName, org: Organisation): Taken {
  if (part.role !== 'director') return part
  const [lead, ...joint] = unitsOf(p)
  const below = (unit: string) => unit === part.unit || org.bureauOf(unit) === part.unit
  const unit = joint.find(below)
  const leads = lead !== undefined && below(lead)
  if (unit !== undefined && (act === 'opinion' || (act === 'ask' && !leads))) {
    return { ...part, unit }
  }
  if (leads) return part.unit === lead ? part : { ...part, unit: lead }
  throw new Refused('関係所属は、意見と質問だけができます。回答は主管の所属が行います。')
}
