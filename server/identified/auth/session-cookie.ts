import type { FastifyReply, FastifyRequest } from 'fastify'
import { isEncrypted } from '../../http/transport.ts'

/**
 * The cookie never leaves `/staff`, so the anonymous side cannot see it. SameSite=Lax: Strict would
 * make every link from the groupware look signed out. No Max-Age: it goes when the browser is closed.
 * Over TLS (ours or the proxy's) it has another name and never leaves TLS.
 */
export interface SessionCookie {
  read(request: FastifyRequest): string | undefined
  write(reply: FastifyReply, id: string): void
  clear(reply: FastifyReply): void
}

export function sessionCookie(tls: boolean): SessionCookie {
  const overTls = (request: FastifyRequest) => tls || isEncrypted(request)
  const nameFor = (request: FastifyRequest) =>
    overTls(request) ? '__Secure-kazetoshi' : 'kazetoshi'
  const attributes = (request: FastifyRequest) =>
    ({ path: '/staff', httpOnly: true, sameSite: 'lax', secure: overTls(request) }) as const
  return {
    read: (request) => request.cookies[nameFor(request)],
    write: (reply, id) =>
      void reply.setCookie(nameFor(reply.request), id, attributes(reply.request)),
    clear: (reply) => void reply.clearCookie(nameFor(reply.request), attributes(reply.request)),
  }
}
