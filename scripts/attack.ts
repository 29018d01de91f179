/**
 * The attack kit: `npm run attack`. Takes what an operator, an auditor or a thief could have of an
 * installation, copies it, and tries to join people with answers in every way the design knows of.
 */
import { writeFileSync } from 'node:fs'
import { BadEvidence } from './attack/bad-evidence.ts'
import { gather, type Request } from './attack/evidence.ts'
import { type Options, readOptions, usage } from './attack/options.ts'
import { attackAll, isBroken, type Line, reportMarkdown, reportText } from './attack/report.ts'

try {
  const options = readOptions(process.argv.slice(2))
  if (options === null) console.log(usage)
  else process.exitCode = await run(options)
} catch (error) {
  if (!(error instanceof BadEvidence)) throw error
  console.error(error.message)
  process.exitCode = 2
}

/** @returns the exit code. */
async function run({ target, json, markdown }: Options): Promise<number> {
  const lines = await linesOf(target)
  console.log(reportText(lines))
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ lines }, null, 2)}\n`)
  if (markdown !== undefined) writeFileSync(markdown, `${reportMarkdown(lines)}\n`)
  return isBroken(lines) ? 1 : 0
}

async function linesOf(target: Options['target']): Promise<Line[]> {
  if (target.kind === 'installation') return attacked(target.request)
  // Loaded only here: it brings the whole server with it.
  const { simulate } = await import('./attack/simulation.ts')
  const made = await simulate(target.people, target.seed, (text) => console.error(text))
  try {
    return await attacked(made.request)
  } finally {
    made.remove()
  }
}

async function attacked(request: Request): Promise<Line[]> {
  const evidence = await gather(request)
  try {
    return attackAll(evidence)
  } finally {
    evidence.close()
  }
}
