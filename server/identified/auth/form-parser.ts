import { parse } from 'node:querystring'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../../http/problems.ts'

/** No page has more fields than this; a form of thousands would hold up everybody while it is read. */
export const MOST_FIELDS = 400

const FORM = 'application/x-www-form-urlencoded'
/** Of every form whose route says nothing else; also what is read of a form before it is refused. */
const MOST_BYTES = 64 * 1024

/**
 * Reads forms. Not @fastify/formbody: it has no limit of fields, and what its parser throws would end
 * the process. A form with too many fields is refused (`too-large`) before any of them is read.
 */
export function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    FORM,
    { parseAs: 'string', bodyLimit: MOST_BYTES },
    async (_request: unknown, body: string) => {
      if (hasMoreFields(body, MOST_FIELDS)) throw new Problem('too-large')
      return parse(body, '&', '=', { maxKeys: 0 })
    },
  )
}

function hasMoreFields(body: string, most: number): boolean {
  let fields = 1
  for (let at = body.indexOf('&'); at !== -1; at = body.indexOf('&', at + 1)) {
    fields += 1
    if (fields > most) return true
  }
  return false
}
