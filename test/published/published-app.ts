import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { errors } from '../../server/http/errors.ts'
import { pages } from '../../server/http/pages.ts'
import { api } from '../../server/published/api/routes.ts'
import { indicators } from '../../server/published/indicators/routes.ts'
import { results } from '../../server/published/results/routes.ts'
import { openStores, type Stores } from '../../server/stores/open.ts'
import { sampleSite } from '../support/site.ts'
import { openedPage } from '../support/valid-html.ts'

export interface PublishedApp {
  readonly app: FastifyInstance
  readonly stores: Stores
  close(): Promise<void>
}

/** The published pages and their API on real stores in a folder of their own. */
export async function publishedApp(
  options: {
    sample?: boolean
    now?: Date
    base?: string
    /** Of the scope around the pages. */
    guard?: (request: FastifyRequest) => Promise<void>
  } = {},
): Promise<PublishedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'published-'))
  const stores = await openStores(folder)
  const base = options.base ?? ''
  const app: FastifyInstance = fastify()
  const site = () => ({
    ...sampleSite,
    sample: options.sample ?? false,
    publishedBase: base,
  })
  await app.register(pages, { site })
  await app.register(errors)
  const given = {
    commons: stores.commonsReader,
    base,
    now: () => options.now ?? new Date('2026-11-23T00:00:00Z'),
  }
  await app.register(async (scope) => {
    if (options.guard !== undefined) scope.addHook('preHandler', options.guard)
    await scope.register(results, given)
    await scope.register(indicators, given)
    const numbers = async () => ({ today: '2026-11-23', hiddenAsOf: '2026-10-31', years: [] })
    await scope.register(api, { ...given, numbers, slips: async () => null })
  })
  return {
    app,
    stores,
    async close() {
      await app.close()
      await stores.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export async function get(app: FastifyInstance, url: string, headers: Record<string, string> = {}) {
  return app.inject({ url, headers: { accept: 'text/html', ...headers } })
}

/** A page as a reader meets it: by role and label. Its HTML has to be valid. */
export async function openPage(app: FastifyInstance, url: string) {
  const response = await get(app, url)
  const { body, page } = openedPage(response, url)
  return { response, body, page }
}

/** Cells of a table by the words of its caption: `rows[0]` is the head. */
export function tableRows(table: HTMLElement): string[][] {
  return [...table.querySelectorAll('tr')].map((row) =>
    [...row.querySelectorAll('th, td')].map((cell) => (cell.textContent ?? '').trim()),
  )
}
