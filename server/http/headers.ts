import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { Problem } from './problems.ts'

const HSTS_SECONDS = 31_536_000

export interface HeaderOptions {
  /** This program ends TLS itself. */
  readonly tls: boolean
  /** There is a trusted proxy in front. */
  readonly proxied?: boolean
}

/**
 * Security headers of every answer. No inline script or style anywhere. HSTS only under TLS, and no
 * `upgrade-insecure-requests`: it breaks intranets on plain http.
 */
export const headers = fastifyPlugin(async (app: FastifyInstance, options: HeaderOptions) => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: options.tls
      ? { maxAge: HSTS_SECONDS, includeSubDomains: false }
      : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: options.tls ? { policy: 'same-origin' } : false,
    originAgentCluster: false,
    xFrameOptions: { action: 'deny' },
  })
  if (options.proxied === true) {
    // The address is not looked at, for the anonymous side's sake: browsers ignore both without TLS.
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers['x-forwarded-proto'] !== 'https') return
      reply.header('strict-transport-security', `max-age=${HSTS_SECONDS}`)
      reply.header('cross-origin-opener-policy', 'same-origin')
    })
  }
})

/**
 * Writes must come from our own pages: `Sec-Fetch-Site`, and where a browser sends none (plain http on
 * a name that is not localhost) `Origin` against the host asked for.
 *
 * @throws {Problem} `cross-site`
 */
export async function requireSameOrigin(request: FastifyRequest): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin') return
    throw new Problem('cross-site')
  }
  const origin = request.headers.origin
  if (origin === undefined || !URL.canParse(origin) || new URL(origin).host !== request.host) {
    throw new Problem('cross-site')
  }
}
