import type { FastifyBaseLogger } from 'fastify'
import { framesOf } from './errors.ts'

const HOUR_MS = 60 * 60 * 1000

/**
 * Bugs of the anonymous side: a log line at the moment of a fault would tell when somebody answered. Each
 * place in the code is noted once and written with the others at the next turn of the hour at most, and
 * when the program stops.
 */
export function lateLog(log: Pick<FastifyBaseLogger, 'error'>, everyMs = HOUR_MS) {
  const seen = new Set<string>()
  let waiting: string[][] = []
  const write = () => {
    for (const at of waiting.toSorted((a, b) => (a.join() < b.join() ? -1 : 1)))
      log.error({ at }, 'internal error on the anonymous side')
    waiting = []
  }
  const timer = setInterval(write, everyMs)
  timer.unref()
  return {
    note(error: Error) {
      const at = [error.name, ...framesOf(error)]
      const key = at.join('\n')
      if (seen.has(key)) return
      seen.add(key)
      waiting.push(at)
    },
    close() {
      clearInterval(timer)
      write()
    },
  }
}
