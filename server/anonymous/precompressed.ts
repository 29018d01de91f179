import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A body compressed once: the same bytes whoever asks. */
export interface Precompressed {
  readonly plain: Buffer
  readonly gzip: Buffer
  readonly brotli: Buffer
}

export function precompress(plain: Buffer): Precompressed {
  return { plain, gzip: gzipSync(plain, { level: 9 }), brotli: brotliCompressSync(plain) }
}

/** As `precompress`, beside other requests and quicker than thorough: for bodies that grow. */
export async function precompressLarge(plain: Buffer): Promise<Precompressed> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(plain),
    promisify(brotliCompress)(plain, { params }),
  ])
  return { plain, gzip: zipped, brotli }
}

/** In the best form that the browser takes. */
export async function sendPrecompressed(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  body: Precompressed,
): Promise<FastifyReply> {
  const accepted = request.headers['accept-encoding'] ?? ''
  reply.type(type).header('vary', 'accept-encoding')
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(body.brotli)
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(body.gzip)
  return reply.send(body.plain)
}
