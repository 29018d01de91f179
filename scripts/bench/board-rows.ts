import { openStores } from '../../server/stores/open.ts'
import { type Child, startChild } from './children.ts'
import type { City } from './city.ts'
import { inventedProposals } from './invented-proposals.ts'
import type { ProbeOrder } from './load.ts'
import { atMost, list, type Measured, median, quantile } from './report.ts'

const SECONDS = 5
/** 20 pages a second: 200 people who each open a page every ten seconds. */
const EVERY_MS = 50
const GOAL_MS = 50

const searches = ['残業', '会議', 'Excel 台帳', '照会 様式 電子', 'ない言葉', 'る', '番号札 窓口']

/** p99 of board and search with many proposals, beside an empty board. */
export async function boardRows(
  city: City,
  load: Child,
  rounds: number,
  proposals: number,
): Promise<Measured> {
  const folder = city.copy('board')
  const { numbers, unit } = await fill(folder, proposals)
  const servers = {
    full: await startChild('server', { folder, box: 'product' }),
    empty: await startChild('server', { folder: city.copy('board-empty'), box: 'product' }),
  }
  const some = numbers.filter((_, i) => i % Math.ceil(numbers.length / 5) === 0)
  const paths = {
    board: [
      '/board',
      '/board?group=declined&page=3',
      '/board?theme=office&year=2025',
      `/board?unit=${unit}`,
      `/board?page=${Math.ceil(numbers.length / 40)}`,
    ],
    search: searches.map((words) => `/board?q=${encodeURIComponent(words)}`),
    entry: some.map((number) => `/board/${number}`),
  }
  const p99: Record<'board' | 'search', Record<keyof typeof servers, number[]>> = {
    board: { full: [], empty: [] },
    search: { full: [], empty: [] },
  }
  for (let round = 0; round <= rounds; round += 1) {
    const order = (['full', 'empty'] as const).toSorted(() => (round % 2 === 0 ? 1 : -1))
    for (const side of order) {
      const more = side === 'full' ? paths.entry : []
      for (const [row, asked] of [
        ['board', [...paths.board, ...more]],
        ['search', paths.search],
      ] as const) {
        const value = await probe(servers[side], asked)
        if (round > 0) p99[row][side].push(value)
      }
    }
  }
  for (const server of Object.values(servers)) await server.stop()
  return {
    rows: [
      atMost('board-p99', median(p99.board.full), GOAL_MS, 'ms'),
      atMost('search-p99', median(p99.search.full), GOAL_MS, 'ms'),
    ],
    notes: [
      `${numbers.length} of ${proposals} proposals on the board, ${1000 / EVERY_MS} pages a second; p99 of board pages: ${list(p99.board.full, 1)} ms, of an empty board: ${list(p99.board.empty, 1)} ms`,
      `p99 of searches (${searches.join('、')}): ${list(p99.search.full, 1)} ms, on an empty board: ${list(p99.search.empty, 1)} ms`,
    ],
  }

  async function probe(server: Child, asked: readonly string[]): Promise<number> {
    const port = await server.ask<number>('port')
    const order: ProbeOrder = { port, paths: asked, everyMs: EVERY_MS, seconds: SECONDS }
    return quantile(await load.ask<number[]>('probe', order), 0.99)
  }
}

/** @returns the numbers on the board, and a 部 of the sample city. */
async function fill(folder: string, count: number): Promise<{ numbers: string[]; unit: string }> {
  const stores = await openStores(folder)
  try {
    const rows = await stores.commons.selectFrom('unit').select(['code', 'kind']).execute()
    const of = (kind: string) => rows.flatMap((row) => (row.kind === kind ? [row.code] : []))
    const proposals = inventedProposals(count, of('課'))
    await stores.voice.transaction().execute(async (trx) => {
      for (const proposal of proposals) {
        const { number, state } = proposal
        const body = JSON.stringify(proposal)
        const row = { number, receipt: null, author_key: null, state, body }
        await trx.insertInto('proposal').values(row).execute()
      }
    })
    const shown = proposals.filter(({ units }) => units.length > 0)
    return { numbers: shown.map(({ number }) => number), unit: of('部')[0] ?? '' }
  } finally {
    await stores.close()
  }
}
