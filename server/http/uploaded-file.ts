import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from './problems.ts'

/** Lets the routes of this scope take a form with a file (multipart, RFC 7578), `most` bytes in all. */
export function takeFiles(app: FastifyInstance, most: number): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: most },
    async (request: FastifyRequest, body: Buffer): Promise<FormData> => {
      const type = request.headers['content-type'] ?? ''
      const form = new Response(new Uint8Array(body), { headers: { 'content-type': type } })
      return form.formData().catch(() => {
        throw new Problem('bad-request')
      })
    },
  )
}

/** The file of a form that `takeFiles` has read; null when none was chosen. */
export async function uploadedFile(
  body: unknown,
  field: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | null> {
  const file = body instanceof FormData ? body.get(field) : null
  if (file === null || typeof file === 'string' || file.size === 0) return null
  return { name: file.name.slice(0, 100), bytes: new Uint8Array(await file.arrayBuffer()) }
}
