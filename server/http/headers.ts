import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { Problem } from './problems.ts'

/**
 * Security headers of every answer. No inline script or style anywhere. HSTS only under TLS, and no
 * `upgrade-insecure-requests`: it breaks intranets on plain http.
 */
export const headers = fastifyPlugin(async (app: FastifyInstance, options: { tls: boolean }) => {
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
    strictTransportSecurity: options.tls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: options.tls ? { policy: 'same-origin' } : false,
    originAgentCluster: false,
    xFrameOptions: { action: 'deny' },
  })
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
