import type { FastifyInstance } from 'fastify'
import { BadConfiguration, type Config } from './config.ts'

/** @throws {BadConfiguration} in one sentence, when host or port cannot be used. */
export async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === 'EADDRINUSE') {
      throw new BadConfiguration(
        `ポート ${port} は別のプログラムが使っています。環境変数 PORT で別の番号を指定してください。`,
      )
    }
    if (code !== undefined && REFUSED.has(code)) {
      throw new BadConfiguration(
        `HOST「${host}」、PORT「${port}」では待ち受けられません（${code}）。`,
      )
    }
    throw error
  }
}

const REFUSED = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EACCES', 'EINVAL'])

/** Not addresses to open but ways to say «on every address of this machine». */
const EVERYWHERE = new Set(['0.0.0.0', '::'])

/** Where the program can be opened in a browser. */
export function originOf(app: FastifyInstance, { host, port, tls }: Config): string {
  const address = app.server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  const name = EVERYWHERE.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `${tls === null ? 'http' : 'https'}://${name}:${actual}`
}
