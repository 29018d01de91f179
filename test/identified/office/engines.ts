import type { ProtectionOutcome, ProtectionStep } from '../../../server/disclosure/protection.ts'
import type { Protect } from '../../../server/opening/protect-ballots.ts'

type Refused = Extract<ProtectionOutcome, { state: 'refused' }>

/** An engine that lets nothing out. */
export function refusing(reason: Refused['reason'], tables: Refused['tables'] = []): Protect {
  return async () => ({ state: 'refused', reason, tables })
}

/** An engine that stands still in one of its steps until it is stopped. */
export function standingIn(step: ProtectionStep): Protect {
  return (_input, { report, signal }) => {
    report(step, 3, 8)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
  }
}

/** One engine after the other, the last one from then on. */
export function inTurn(...engines: readonly Protect[]): Protect {
  let turn = 0
  return (input, options) => {
    const engine = engines[Math.min(turn, engines.length - 1)]
    turn += 1
    if (engine === undefined) throw new Error('no engine')
    return engine(input, options)
  }
}

/** Passes the work on and keeps what was handed in, to be looked at afterwards. */
export function watching(engine: Protect) {
  const inputs: Parameters<Protect>[0][] = []
  const protect: Protect = (input, options) => {
    inputs.push(input)
    return engine(input, options)
  }
  return { protect, inputs }
}

/** A set in which everything is hidden, with a certificate: what an engine hands out for four people. */
export const empty: Protect = async ({ survey, policy, tables, data }) => ({
  state: 'released',
  set: {
    survey,
    k: policy.k,
    kDistribution: policy.kDistribution,
    roundingPeople: policy.roundingPeople,
    scale: policy.scale,
    respondents: data.rows,
    groups: [{ id: '*', table: [], keys: {}, label: '全庁', state: 'hidden' }],
    certificate: {
      ok: true,
      k: policy.k,
      minBound: policy.k,
      lps: 3,
      mips: 0,
      cuts: 0,
      rounds: 1,
      patternHash: 'f'.repeat(64),
    },
    audit: { certainBefore: 0, certainAfter: 0, widened: 0, hiddenItems: 0 },
  },
  report: {
    tables: tables.map((table) => ({ table, groups: 1, published: 0, rowsPercent: 0 })),
    classes: 1,
    lps: 3,
    mips: 0,
    pairs: 40,
    seconds: { pattern: 0.1, certificate: 1.4, audit: 75 },
  },
})

/** The same with as many digits as a city of 20,000 would have. */
export const large: Protect = async (input, options) => {
  const outcome = await empty(input, options)
  if (outcome.state === 'refused') return outcome
  const { set, report } = outcome
  const { certificate } = set
  return {
    state: 'released',
    set: {
      ...set,
      certificate: certificate && { ...certificate, lps: 123_456, mips: 1234, minBound: 10 },
      audit: { certainBefore: 1234, certainAfter: 0, widened: 1234, hiddenItems: 123 },
    },
    report: {
      ...report,
      lps: 123_456,
      mips: 1234,
      pairs: 1_234_567,
      tables: report.tables.map(({ table }) => ({
        table,
        groups: 1234,
        published: 1000,
        rowsPercent: 98.7,
      })),
      seconds: { pattern: 95, certificate: 395, audit: 395 },
    },
  }
}
