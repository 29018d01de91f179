/** What the demo will not do, in one sentence. */
export class DemoRefused extends Error {
  override readonly name = 'DemoRefused'
}

/**
 * Prints each step with its time. For the set-up page (`machine`) also lines `@ {json}` that
 * server/demo-run.ts reads.
 */
export function progressPrinter(machine: boolean) {
  let step: { phase: string; total: number; since: number } | undefined
  const began = Date.now()
  const tell = (done: number) => {
    if (step === undefined) return
    const { phase, total } = step
    if (machine) process.stdout.write(`@ ${JSON.stringify({ phase, done, total })}\n`)
    else if (process.stdout.isTTY) process.stdout.write(`\r  ${phase}… ${done}/${total} `)
  }
  const end = () => {
    if (step === undefined) return
    const seconds = ((Date.now() - step.since) / 1000).toFixed(1)
    const all = ((Date.now() - began) / 1000).toFixed(0)
    const clear = process.stdout.isTTY && !machine ? '\r\u001b[2K' : ''
    process.stdout.write(`${clear}${step.phase} … ${seconds}秒（通算 ${all}秒）\n`)
    step = undefined
  }
  return {
    step(phase: string, total: number) {
      end()
      step = { phase, total, since: Date.now() }
      tell(0)
    },
    done: tell,
    end,
  }
}
