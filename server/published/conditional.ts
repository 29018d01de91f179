import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface Download {
  readonly type: string
  readonly body: string | Buffer
  /** Offered as a file of this name (ASCII). */
  readonly file?: string
}

/** Sends what may be kept but has to be asked for again each time; 304 when the reader has it. */
export async function sendFresh(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, ...download }: Download,
): Promise<FastifyReply> {
  const hash = sha256(body)
  return sendTagged(request, reply, { ...download, hash, tag: `"${hash}"` }, async () => body)
}

/**
 * The same for what is stored with its hash: nothing is read for who has it.
 *
 * @param stored.hash of the bytes of `body`.
 */
export async function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  stored: Omit<Download, 'body'> & {
    readonly hash: string
    readonly body: () => Promise<string>
  },
): Promise<FastifyReply> {
  return sendTagged(request, reply, { ...stored, tag: `"${stored.hash}"` }, stored.body)
}

/**
 * The same for what is made from something else: asked by its stamp, so that nothing is made for who
 * has it.
 *
 * @param made.stamp of everything the bytes are made from.
 */
export async function sendMade(
  request: FastifyRequest,
  reply: FastifyReply,
  made: Omit<Download, 'body'> & {
    readonly stamp: string
    readonly body: () => Promise<Buffer>
  },
): Promise<FastifyReply> {
  const { stamp } = made
  return sendTagged(request, reply, { ...made, hash: stamp, tag: `W/"${stamp}"` }, made.body)
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

async function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, file, hash, tag }: Omit<Download, 'body'> & { hash: string; tag: string },
  read: () => Promise<Download['body']>,
): Promise<FastifyReply> {
  const known = hasAlready(request.headers['if-none-match'], hash)
  // A fault on the way is no answer that may be kept: the headers come after it.
  const body = known ? null : await read()
  reply.header('cache-control', 'no-cache').header('etag', tag)
  if (body === null) return reply.code(304).send()
  if (file !== undefined) reply.header('content-disposition', `attachment; filename="${file}"`)
  return reply.type(type).send(body)
}

/** RFC 9110 §13.1.2: weak comparison, a list, or `*`. */
function hasAlready(header: string | undefined, hash: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(`"${hash}"`)
}
