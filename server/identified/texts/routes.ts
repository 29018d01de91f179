import type { FastifyInstance } from 'fastify'
import type { CommonsReader } from '../../stores/commons.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { TextActs } from '../../text-acts.ts'
import { listRoutes } from './list-routes.ts'
import { readingRoutes } from './reading-routes.ts'
import { releaseRoutes } from './release-routes.ts'
import { seatRoutes } from './seat-routes.ts'

export interface TextOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly acts: TextActs
  readonly now: () => Date
}

/** 自由記述: who reads them, and the pages on which the two read, pass on and publish. */
export async function textPages(app: FastifyInstance, options: TextOptions): Promise<void> {
  await app.register(seatRoutes, options)
  await app.register(listRoutes, options)
  await app.register(readingRoutes, options)
  await app.register(releaseRoutes, options)
}
