import type { FastifyRequest } from 'fastify'
import { Problem } from './problems.ts'

/** What proxies add to a request; who sends one of these speaks for somebody else. */
const SPEAKS_FOR_OTHERS =
  /^(x-forwarded(-.+)?|forwarded|via|x-real-ip|x-client-ip|x-original-.+|x-arr-.+|true-client-ip)$/

/**
 * Work of officials goes over TLS (ours, or that of the trusted proxy) or stays on this machine.
 *
 * @throws {Problem} `needs-tls`
 */
export function requireTls(request: FastifyRequest, detail?: string): void {
  if (isEncrypted(request) || isOnThisMachine(request)) return
  throw new Problem('needs-tls', detail === undefined ? {} : { detail })
}

/** TLS on the socket, or the trusted proxy says `X-Forwarded-Proto: https`; of anybody else it is ignored. */
export function isEncrypted(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}

/**
 * A browser on this very machine: a loopback address, a loopback name in the address line, and no trace of a
 * proxy, which on the same machine would make everybody local.
 */
export function isOnThisMachine(request: FastifyRequest): boolean {
  const { socket, headers } = request.raw
  if (!isLoopbackAddress(socket.remoteAddress ?? '')) return false
  if (Object.keys(headers).some((name) => SPEAKS_FOR_OTHERS.test(name))) return false
  return isLoopbackName(headers.host ?? '')
}

function isLoopbackAddress(address: string): boolean {
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === '::1'
}

function isLoopbackName(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(host)
}
