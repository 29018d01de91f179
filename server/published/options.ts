import type { FastifyRequest } from 'fastify'
import type { PageFrame } from '../http/pages.ts'
import type { CommonsReader } from '../stores/commons.ts'

/** What the published pages and their API are handed. */
export interface PublishedOptions {
  readonly commons: CommonsReader
  /** Where they live: '' or '/staff'. */
  readonly base: string
  /** Who is asking, for the header; the anonymous pages leave it out. */
  readonly signedIn?: (request: FastifyRequest) => PageFrame['signedIn']
  readonly now: () => Date
}
