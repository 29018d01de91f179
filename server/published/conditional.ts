import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface Download {
  readonly type: string
  readonly body: string | Buffer
  /** Offered as a file of this name (ASCII). */
  readonly file?: string
}

/** Sends what may be kept but has to be asked for again each time; 304 when the reader has it. */
export function sendFresh(
  request: FastifyRequest,
  reply: FastifyReply,
  download: Download,
): FastifyReply {
  const hash = sha256(download.body)
  reply.header('cache-control', 'no-cache').header('etag', `"${hash}"`)
  return hasAlready(request.headers['if-none-match'], hash)
    ? reply.code(304).send()
    : sendBody(reply, download)
}

/**
 * The same for what is made from something else: asked by its stamp, so that nothing is made for who
 * has it.
 *
 * @param stamp of everything the bytes are made from.
 */
export async function sendMade(
  request: FastifyRequest,
  reply: FastifyReply,
  download: Omit<Download, 'body'> & {
    readonly stamp: string
    readonly body: () => Promise<Buffer>
  },
): Promise<FastifyReply> {
  const known = hasAlready(request.headers['if-none-match'], download.stamp)
  const body = known ? null : await download.body()
  reply.header('cache-control', 'no-cache').header('etag', `W/"${download.stamp}"`)
  return body === null ? reply.code(304).send() : sendBody(reply, { ...download, body })
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function sendBody(reply: FastifyReply, { type, body, file }: Download): FastifyReply {
  if (file !== undefined) reply.header('content-disposition', `attachment; filename="${file}"`)
  return reply.type(type).send(body)
}

/** RFC 9110 §13.1.2: weak comparison, a list, or `*`. */
function hasAlready(header: string | undefined, hash: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(`"${hash}"`)
}
