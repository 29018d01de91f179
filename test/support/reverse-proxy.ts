import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { onTestFinished } from 'vitest'

export interface ReverseProxy {
  /** Base address at which clients reach it. */
  readonly origin: string
}

export interface ReverseProxyOptions {
  /** Where the program listens. */
  readonly to: string
  /** The proxy's own address, as the program sees it: any of 127.0.0.0/8. */
  readonly address: string
  /** What it says its clients use; it is not encrypted itself. */
  readonly proto: 'https' | 'http'
  /** The name people type. */
  readonly host: string
}

/**
 * A small reverse proxy on loopback, of the usual kind: the client's address is taken from `X-Client`, so that
 * a test can be many PCs; `Host` becomes the program's, the name typed goes into `X-Forwarded-Host`.
 */
export async function reverseProxy(options: ReverseProxyOptions): Promise<ReverseProxy> {
  const { to, address, proto, host } = options
  const server = createServer((incoming, outgoing) => {
    const { 'x-client': client, host: _typed, connection: _hop, ...headers } = incoming.headers
    const onward = request(
      `${to}${incoming.url ?? ''}`,
      {
        method: incoming.method ?? 'GET',
        localAddress: address,
        headers: {
          ...headers,
          'x-forwarded-for': String(client ?? '192.0.2.1'),
          'x-forwarded-proto': proto,
          'x-forwarded-host': host,
        },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const listening = server.address()
  if (typeof listening !== 'object' || listening === null) throw new Error('not listening')
  return { origin: `http://127.0.0.1:${listening.port}` }
}
