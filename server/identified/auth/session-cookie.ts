import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * The cookie never leaves `/staff`, so the anonymous side cannot see it. SameSite=Lax: Strict would
 * make every link from the groupware look signed out. No Max-Age: it goes when the browser is closed.
 */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined
  write(reply: FastifyReply, id: string): void
  clear(reply: FastifyReply): void
}

export function sessionCookie(tls: boolean): SessionCookie {
  const name = tls ? '__Secure-kazetoshi' : 'kazetoshi'
  const attributes = { path: '/staff', httpOnly: true, sameSite: 'lax', secure: tls } as const
  return {
    read: (request) => request.cookies[name],
    write: (reply, id) => void reply.setCookie(name, id, attributes),
    clear: (reply) => void reply.clearCookie(name, attributes),
  }
}
