/** A process of its own for each size of city, so that its peak of memory is its own. */
import { classesOf } from '../../server/disclosure/classes.ts'
import { frameOf } from '../../server/disclosure/frame.ts'
import { protectInThread } from '../../server/disclosure/in-thread.ts'
import { patternInput } from '../../server/disclosure/pattern/pattern-input.ts'
import { planPattern } from '../../server/disclosure/pattern/plan-pattern.ts'
import type { ProtectionInput } from '../../server/disclosure/protection.ts'
import { highsSolver } from '../../server/disclosure/solver.ts'
import { answerAsks } from './children.ts'
import { protectionCity } from './protection-city.ts'
import { rawProgrammeMs } from './raw-programmes.ts'

export interface ProtectionOrder {
  readonly people: number
  readonly bureaus: number
  /** Pattern and certificate alone, or the whole with the audit of every answer. */
  readonly whole: boolean
}

export interface Protected {
  /** Why nothing was released; null when all is well. */
  readonly refused: string | null
  readonly seconds: number
  readonly split: string
  readonly groups: number
  readonly published: number
  readonly lps: number
  readonly mips: number
  readonly rawMs: number
  readonly peakMb: number
}

type Work = Omit<Protected, 'seconds' | 'rawMs' | 'groups' | 'published' | 'peakMb'> & {
  readonly shown: (group: number) => boolean
}

export function protectWhenAsked(): void {
  answerAsks({ start: () => null, protect: protectCity }, () => Promise.resolve())
}

async function protectCity({ people, bureaus, whole }: ProtectionOrder): Promise<Protected> {
  const input = protectionCity(people, bureaus)
  const begin = performance.now()
  const { shown, ...work } = whole ? await wholly(input) : await patternOf(input)
  const seconds = (performance.now() - begin) / 1000
  const frame = frameOf(input.data.attributes, input.tables)
  const classes = classesOf(frame, input.data)
  return {
    ...work,
    seconds,
    groups: frame.length,
    published: frame.filter((_, group) => shown(group)).length,
    rawMs: rawProgrammeMs(classes, shown, input.policy.k, await highsSolver()),
    peakMb: process.resourceUsage().maxRSS / 1024,
  }
}

async function wholly(input: ProtectionInput): Promise<Work> {
  const outcome = await protectInThread(input, { report: () => {} })
  if (outcome.state === 'refused') {
    return { refused: outcome.reason, split: '', lps: 0, mips: 0, shown: () => false }
  }
  const { lps, mips, seconds } = outcome.report
  const ids = new Set(
    outcome.set.groups.flatMap((group) => (group.state === 'published' ? group.id : [])),
  )
  const frame = frameOf(input.data.attributes, input.tables)
  const { pattern, certificate, audit } = seconds
  return {
    refused: null,
    split: `pattern ${pattern.toFixed(1)}, certificate ${certificate.toFixed(1)}, audit ${audit.toFixed(1)} s`,
    lps,
    mips,
    shown: (group) => ids.has(frame[group]?.id ?? ''),
  }
}

async function patternOf(input: ProtectionInput): Promise<Work> {
  const frame = frameOf(input.data.attributes, input.tables)
  const outcome = planPattern(
    patternInput(frame, classesOf(frame, input.data), input),
    await highsSolver(),
    () => {},
  )
  if (outcome.state === 'refused') {
    return { refused: outcome.reason, split: '', lps: 0, mips: 0, shown: () => false }
  }
  const { tiers, certificate } = outcome.pattern
  return {
    refused: null,
    split: 'pattern and certificate, without the audit',
    lps: certificate.lps,
    mips: certificate.mips,
    shown: (group) => tiers[group] !== 'hidden',
  }
}
