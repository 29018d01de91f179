import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { AUDIT_YEARS } from './identified/admin/audit-retention.ts'
import type { OnBoard } from './programme/follow-up/gone.ts'
import type { proposalHouse } from './proposal-house.ts'
import { anonymity } from './published/anonymity/routes.ts'
import { api } from './published/api/routes.ts'
import { board } from './published/board/routes.ts'
import { bulletin } from './published/bulletin/routes.ts'
import { actions } from './published/follow-up/routes.ts'
import { indicators } from './published/indicators/routes.ts'
import type { PublishedOptions } from './published/options.ts'
import { report } from './published/report/routes.ts'
import { results } from './published/results/routes.ts'
import { shownTexts } from './published/results/texts/routes.ts'
import { slipListOf } from './slip-acts.ts'
import type { Stores } from './stores/open.ts'

export interface PublishedHouse {
  readonly config: Config
  readonly stores: Stores
  readonly now: () => Date
  /** '' or '/staff'. */
  readonly publishedBase: string
  readonly proposals: Awaited<ReturnType<typeof proposalHouse>>
}

/**
 * What people may see: results, how anonymity works, open data, the board of proposals; outside of the staff
 * scope, or inside it where `PUBLISHED_ACCESS=staff`.
 *
 * @param signedIn who is signed in, inside the staff scope.
 */
export async function publishedPages(
  app: FastifyInstance,
  { config, stores, now, publishedBase: base, proposals }: PublishedHouse,
  signedIn?: PublishedOptions['signedIn'],
): Promise<void> {
  const published = { commons: stores.commonsReader, base, now }
  const frame = signedIn === undefined ? {} : { signedIn }
  const { present, numbers } = proposals.board
  const onBoard = async (): Promise<OnBoard> => {
    const { board: shown } = await present()
    return (proposal) => shown.find(proposal) !== undefined
  }
  await app.register(results, { ...published, ...frame })
  await app.register(shownTexts, { ...published, ...frame })
  await app.register(indicators, { ...published, ...frame })
  await app.register(actions, { ...published, ...frame, onBoard })
  await app.register(anonymity, {
    ...published,
    ...frame,
    house: {
      mirror: config.boxMirror !== null,
      encrypted: config.tls !== null ? 'server' : config.trustProxy === null ? 'nobody' : 'proxy',
      auditYears: AUDIT_YEARS,
    },
  })
  await app.register(api, {
    ...published,
    numbers,
    slips: (survey) => slipListOf(stores, survey),
  })
  await app.register(bulletin, {
    ...published,
    ...frame,
    onBoard,
  })
  await app.register(board, { base, board: present, numbers, ...frame })
  await app.register(report, { ...published, ...frame, numbers, onBoard })
}
