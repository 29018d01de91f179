import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface Download {
  readonly type: string
  readonly body: string | Buffer
  /** What the etag is made from; absent: the body. For a body whose bytes carry the time of making. */
  readonly stamp?: string
  /** Offered as a file of this name (ASCII). */
  readonly file?: string
}

/** Sends what may be kept but has to be asked for again each time; 304 when the reader has it. */
export function sendFresh(
  request: FastifyRequest,
  reply: FastifyReply,
  download: Download,
): FastifyReply {
  const hash = createHash('sha256')
    .update(download.stamp ?? download.body)
    .digest('hex')
  const etag = download.stamp === undefined ? `"${hash}"` : `W/"${hash}"`
  reply.header('cache-control', 'no-cache').header('etag', etag)
  if (hasAlready(request.headers['if-none-match'], hash)) return reply.code(304).send()
  if (download.file !== undefined) {
    reply.header('content-disposition', `attachment; filename="${download.file}"`)
  }
  return reply.type(download.type).send(download.body)
}

/** RFC 9110 §13.1.2: weak comparison, a list, or `*`. */
function hasAlready(header: string | undefined, hash: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(`"${hash}"`)
}
