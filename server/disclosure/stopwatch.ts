import type { ProtectionReport, ProtectionStep, ReportStep } from './protection.ts'

/** Passes progress on and sums up how long each step took; between two reports the earlier one's step runs. */
export function stopwatch(report: ReportStep): {
  readonly report: ReportStep
  seconds(): ProtectionReport['seconds']
} {
  const spent = { pattern: 0, certificate: 0, audit: 0, check: 0 }
  let running: ProtectionStep = 'pattern'
  let since = performance.now()
  const stop = () => {
    const now = performance.now()
    spent[running] += (now - since) / 1000
    since = now
  }
  return {
    report(step, done, total) {
      stop()
      running = step
      report(step, done, total)
    },
    seconds() {
      stop()
      const { pattern, certificate, audit } = spent
      return { pattern, certificate, audit }
    },
  }
}
