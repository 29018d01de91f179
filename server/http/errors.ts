import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { problemPageWords } from '../../views/words/problems.ts'
import { languageOf } from './language.ts'
import { definePage } from './pages.ts'
import { Problem, problemOf } from './problems.ts'
import { refusalIn, type RefusalWords } from './refusal-words.ts'

interface ProblemPage extends RefusalWords {
  readonly status: number
}

const problemPage = definePage<ProblemPage, (typeof problemPageWords)['ja']>(
  'problem',
  problemPageWords,
)

/** One place that turns every refusal into a page or into RFC 9457 problem+json, and logs bugs. */
export const errors = fastifyPlugin(async (app: FastifyInstance) => {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error)
    if (problem === null) {
      // The message of a bug may quote what was typed: only its name and place go out.
      app.log.error({ fault: error.name, at: framesOf(error) }, 'internal error')
    }
    return sendProblem(request, reply, problem ?? new Problem('internal'))
  })
  app.setNotFoundHandler(async (request, reply) =>
    sendProblem(request, reply, new Problem('not-found')),
  )
})

/** @param title of the window, where it must not tell the problem (the anonymous side). */
export async function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  title = problem.message,
): Promise<FastifyReply> {
  reply.code(problem.status).header('cache-control', 'no-store')
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter))
  if (wantsJson(request)) {
    return reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(problem))
  }
  const refusal = { status: problem.status, ...refusalIn(languageOf(request), problem) }
  const shown = title === problem.message ? refusal.title : title
  return problemPage.send(reply, { title: shown, place: 'none' }, refusal)
}

function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? ''
  return !accept.includes('text/html')
}

/** Where a bug is, without its message. */
export function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
}
