/** 紙の提案券: what a slip leaves on any side joins with no proposal, and nobody counts who used one today. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { proposalDoor } from '../../server/anonymous/proposals/routes.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { randomBytes } from '../../views/client/protocol/bytes.ts'
import { newSlipCode, slipHash, slipSecrets } from '../../views/client/protocol/slip.ts'
import { takeProposalSlip } from '../../views/client/proposals/slip-card.ts'
import { takeSlipCard } from '../../views/client/proposals/kept-cards.ts'
import { browserStorages } from '../proposals-client/storages.ts'
import { cityWithBox, postOf, type ProposalBox } from '../support/proposal-box.ts'
import { hand } from '../identified/office/hand.ts'
import { atDoor, cardForSlip, exchangeBytes, printSlips } from '../support/slip-stock.ts'
import type { SmallCity } from '../support/small-city.ts'
import { readBox } from './checks/box.ts'
import {
  copyOf,
  filesMentioning,
  filesWith,
  joinedWindows,
  newWindows,
  type Sides,
} from './checks/files.ts'
import { orderFound, relationFound } from './checks/order.ts'
import { placesIn, proposalBoxFile, type SentMessage } from './checks/proposal-box.ts'
import { different, onTheWire } from './checks/wire.ts'

/** Enough for a rank correlation to show. */
const SLIPS = 60

let city: SmallCity
let box: ProposalBox
let codes: string[]
beforeAll(async () => {
  ;({ city, box } = await cityWithBox({ people: 20 }))
  codes = (await printSlips(city, 200)).codes
})
afterAll(() => city.close())

const nextCode = () => codes.pop() ?? ''

/** A proposal by a slip, as the pages do it: exchanged, sealed, sent. */
async function postBySlip(code = nextCode(), title = '紙の券の提案') {
  const exchange = await exchangeBytes(box, code)
  const card = await cardForSlip(city, box, code)
  const sealed = Buffer.from(await box.sealed(postOf(box.author(), { title })))
  const bytes = encodeCast({ ...card, sealed })
  expect(await box.send(bytes)).toBe(204)
  const message: SentMessage = { kind: 'post', bytes, sealed, nonce: Buffer.from(card.nonce) }
  return { code, exchange, message }
}

test('neither the code nor what makes the card of it is ever sent or kept: not on any way from paper to box', async () => {
  browserStorages()
  const sent = listenToFetch()
  const code = nextCode()
  expect(await takeProposalSlip(code, await city.origin())).toBe('kept')
  const { quarter, keyId } = await box.key()
  const card = takeSlipCard(quarter, keyId)
  if (card === null) throw new Error('no card')
  const sealed = await box.sealed(postOf(box.author()))
  expect(await box.send(encodeCast({ ...card, sealed }))).toBe(204)

  const secrets = secretsOf(code)
  const seen = () => [
    { name: 'requests', bytes: sent() },
    { name: 'log', bytes: Buffer.from(city.log()) },
    ...copyOf(city.folders),
  ]
  expect(sent().length).toBeGreaterThan(800)
  expect(holders(seen(), secrets)).toEqual([])
  // The id is sent, and kept by its hash alone.
  const { id } = slipSecrets(code)
  expect(filesWith(seen(), id)).toEqual(['requests'])
  expect(filesWith(seen(), slipHash(code))).toContain('identity.db')

  // The same search finds a page that asks with the code in its address, and a store that keeps the seed.
  const origin = await city.origin()
  await fetch(`${origin}/voice/proposals?slip=${code}`)
  expect(holders(seen(), secrets)).toEqual(['requests'])
  const { seed } = slipSecrets(code)
  const store = { name: 'store', bytes: Buffer.concat([randomBytes(5), seed]) }
  expect(holders([store], secrets)).toEqual(['store'])
})

test('no eight bytes of a slip, of its row or of its exchange stand in the box or in what was sent with its card', async () => {
  const before = sides()
  const posted = []
  for (let i = 0; i < 20; i += 1) posted.push(await postBySlip())
  const after = sides()
  const ofSlips = Buffer.concat(posted.map(({ exchange }) => exchange))
  const ofMessages = Buffer.concat(posted.map(({ message }) => Buffer.from(message.bytes)))
  expect(newWindows(after.staff, before.staff).size).toBeGreaterThan(20 * 20)
  expect(newWindows(after.voice, before.voice).size).toBeGreaterThan(20 * 8000)
  const joined = (more: Partial<Sides>) => joinedWindows(before, { ...after, ...more })
  const withSlips = Buffer.concat([after.staff, ofSlips])
  expect(joined({})).toBe(0)
  expect(joined({ staff: withSlips })).toBe(0)
  expect(joined({ staff: withSlips, voice: ofMessages })).toBe(0)

  // The same check catches a row that keeps the beginning of its card, and a box that keeps the slip.
  const nonce = posted[7]?.message.nonce ?? Buffer.of()
  const staff = Buffer.concat([after.staff, nonce.subarray(0, 8)])
  expect(joined({ staff })).toBeGreaterThan(0)
  const id = posted[7]?.exchange.subarray(0, 8) ?? Buffer.of()
  const voice = Buffer.concat([after.voice, id])
  expect(joined({ staff: withSlips, voice })).toBeGreaterThan(0)
})

test('rows of slips lie in the order of their hashes, whoever came first, and say nothing of slots', async () => {
  const arrived = []
  for (let i = 0; i < SLIPS; i += 1) arrived.push(await postBySlip())
  expect(finds(arrived)).toEqual([])

  // The same check catches a stock that is handed out in the order of its rows.
  const byRow = arrived.toSorted((a, b) => placeOfRow(a.code) - placeOfRow(b.code))
  expect(finds(byRow)).toContainEqual(expect.stringMatching(/^row against arrival/))
})

test('a row has the same size before and after, and the store leaves no journal beside it', async () => {
  const file = join(city.config.dataDir, 'identity.db')
  const before = readFileSync(file).length
  await postBySlip()
  expect(readFileSync(file).length).toBe(before)
  const rows = await city.stores.identity.selectFrom('slip').select('exchanged').execute()
  expect(new Set(rows.map(({ exchanged }) => exchanged.length))).toEqual(new Set([33]))
})

test('a proposal by a slip has the form and the size of any other, on the wire, in the box and after the opening', async () => {
  const origin = await city.origin()
  const send = (bytes: Uint8Array) =>
    onTheWire(origin, (between) =>
      fetch(`${between}/voice/proposals/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: Uint8Array.from(bytes),
      }),
    )
  const code = nextCode()
  const card = await cardForSlip(city, box, code)
  const bySlip = encodeCast({
    ...card,
    sealed: await box.sealed(postOf(box.author(), { title: '紙から' })),
  })
  const byLot = await box.post(box.author(), { title: '端末から' })
  expect([bySlip.length, bySlip[0]]).toEqual([byLot.length, byLot[0]])
  expect(different([await send(bySlip), await send(byLot)])).toEqual([])
  const classes = [...readBox(proposalBoxFile(city)).ballots.values()].map((slot) => slot[0])
  expect(new Set(classes).size).toBe(1)

  await box.nextDay()
  expect((await box.open()).state).toBe('released')
  const shapes = () =>
    box
      .proposals()
      .filter(({ written }) => /から$|^紙の券/.test(written?.title ?? ''))
      .map((p) =>
        Object.entries(p)
          .map(([name, value]) => `${name}:${typeof value}`)
          .join(),
      )
  expect(shapes().length).toBeGreaterThan(20)
  expect(new Set(shapes()).size).toBe(1)
  // The same look catches a proposal that remembers its way.
  expect(new Set([...shapes(), `${shapes()[0] ?? ''},way:string`]).size).toBe(2)
})

test('every exchange has one size, and so has the question whether a card was sent', async () => {
  const origin = await city.origin()
  const code = nextCode()
  const ask = (door: string, body: Buffer) =>
    onTheWire(origin, (between) =>
      fetch(`${between}/voice/proposals/${door}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: Uint8Array.from(body),
      }).then((answer) => answer.arrayBuffer()),
    )
  const exchanges = [await exchangeBytes(box, code), await exchangeBytes(box, nextCode())]
  const sizes = []
  for (const bytes of [...exchanges, ...exchanges]) sizes.push(await ask('slip-card', bytes))
  expect(different(sizes)).toEqual([])
  const fresh = await cardForSlip(city, box, code)
  const spent = (await postBySlip()).message.bytes.subarray(1, 417)
  const unspent = Buffer.concat([fresh.nonce, fresh.signature])
  expect(different([await ask('spent', Buffer.from(spent)), await ask('spent', unspent)])).toEqual(
    [],
  )
  // The same measure catches a refusal, which says what to do.
  const unknown = await exchangeBytes(box, newSlipCode('proposal'))
  expect(different([...sizes, await ask('slip-card', unknown)])).not.toEqual([])
})

test('no page tells how many slips were used today, nor that one was; the quarter’s end tells a band', async () => {
  const own = await cityWithBox({ people: 12 })
  const first = await printSlips(own.city, 50)
  const second = await printSlips(own.city, 50)
  const before = await everyPage(own.city)
  for (let i = 0; i < 4; i += 1) await cardForSlip(own.city, own.box, first.next())
  for (let i = 0; i < 7; i += 1) await cardForSlip(own.city, own.box, second.next())
  expect(await everyPage(own.city)).toEqual(before)
  expect(before.get('/staff/desk/slips')).toContain('使われた数は、四半期の終わりに')

  own.city.clock.now = new Date('2027-01-04T10:00:00+09:00')
  await own.city.system.letTimePass()
  const ended = await everyPage(own.city)
  expect(bandsOf(ended.get('/staff/desk/slips') ?? '')).toEqual(['5〜9枚', '5枚未満'])
  for (let i = 0; i < 12; i += 1) await cardForSlip(own.city, own.box, first.next())
  expect(await everyPage(own.city)).toEqual(ended)

  // The same comparison catches a page that counts.
  const { commons } = own.city.stores
  await commons
    .updateTable('slip_pool')
    .set({ unused: 50 - 12 })
    .where('pool', '=', 'proposals-1')
    .execute()
  expect(await everyPage(own.city)).not.toEqual(ended)
  await own.city.close()
})

test('the door asks for nobody: no cookie is set, nothing is logged, and a sign-in is refused', async () => {
  const from = city.log().length
  const answer = await atDoor(city, 'slip-card', await exchangeBytes(box, nextCode()))
  expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined])
  for (const door of ['slip-card', 'spent'] as const) await atDoor(city, door, Buffer.alloc(416, 3))
  expect(city.log().slice(from)).toBe('')

  // The same look catches a door that stands behind a logger as it comes.
  const lines: string[] = []
  const app: FastifyInstance = fastify({
    logger: { stream: { write: (line) => lines.push(line) } },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_r, body, done) =>
    done(null, body),
  )
  const { door } = city.system.proposalBox
  await app.register((scope) => proposalDoor(scope, door))
  const logged = await app.inject({
    method: 'POST',
    url: '/proposals/slip-card',
    headers: { 'content-type': 'application/octet-stream' },
    payload: await exchangeBytes(box, nextCode()),
  })
  expect([logged.statusCode, lines.join('')]).toEqual([200, expect.stringContaining('slip-card')])
  await app.close()
})

/** Everything that goes out by `fetch`, addresses and bodies, from now on. */
function listenToFetch(): () => Buffer {
  const sent: Buffer[] = []
  const real = fetch
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    const body = init?.body
    sent.push(Buffer.from(`${url} ${JSON.stringify(init?.headers ?? {})}`))
    if (body instanceof Uint8Array) sent.push(Buffer.from(body))
    return real(url, init)
  })
  return () => Buffer.concat(sent)
}

function secretsOf(code: string) {
  const { seed } = slipSecrets(code)
  return { seed, texts: [code, code.replaceAll('-', ''), code.slice(0, 9), code.slice(-9)] }
}

/** Names of what holds the code in any spelling, or eight bytes of the seed. */
function holders(
  files: readonly { readonly name: string; readonly bytes: Buffer }[],
  { seed, texts }: ReturnType<typeof secretsOf>,
): string[] {
  const pieces = [0, 8, 16, 24].map((at) => seed.subarray(at, at + 8))
  const found = [
    ...texts.flatMap((text) => filesMentioning(files, text)),
    ...pieces.flatMap((piece) => filesWith(files, piece)),
  ]
  return [...new Set(found)]
}

function sides(): Sides {
  const read = (...names: string[]) =>
    Buffer.concat(names.map((name) => readFileSync(join(city.config.dataDir, name))))
  return {
    staff: Buffer.concat([read('identity.db'), Buffer.from(city.log())]),
    voice: read('box-p2026q3.db', 'voice.db', 'commons.db', 'commons.db-wal'),
  }
}

function placeOfRow(code: string): number {
  return readFileSync(join(city.config.dataDir, 'identity.db')).indexOf(Buffer.from(slipHash(code)))
}

function finds(arrived: readonly Awaited<ReturnType<typeof postBySlip>>[]): string[] {
  const rows = arrived.map(({ code }) => placeOfRow(code))
  const { slots, cardSlots, offsets } = placesIn(
    proposalBoxFile(city),
    arrived.map(({ message }) => message),
  )
  return [
    ...orderFound('row against arrival', rows),
    ...orderFound('slot against arrival', slots),
    ...relationFound('row against slot', rows, slots),
    ...relationFound('row against card slot', rows, cardSlots),
    ...relationFound('row against place in the box', rows, offsets),
  ]
}

/** What anybody may look at: 提案担当, 情報担当, staff and strangers. */
async function everyPage(of: SmallCity): Promise<ReadonlyMap<string, string>> {
  const looks: readonly (readonly [string | undefined, readonly string[]])[] = [
    [
      of.officials.secretariat,
      ['', '/slips', '/box', '/settings', '/themes', '/committee'].map((p) => `/staff/desk${p}`),
    ],
    [of.officials.secretariat, ['/staff/retention', '/staff/proposals']],
    [of.officials.admin, ['/staff/admin', '/staff/admin/placement']],
    [undefined, ['/board', '/board/numbers', '/api/v1/proposals/statistics']],
    [undefined, ['/voice/proposals', '/voice/proposals/receipt', '/voice/proposals/key']],
  ]
  const seen = new Map<string, string>()
  for (const [person, urls] of looks) {
    for (const url of urls) {
      const answer = await hand(of, person).get(url)
      expect([url, answer.statusCode]).toEqual([url, 200])
      seen.set(url, answer.body)
    }
  }
  return seen
}

const bandsOf = (html: string) =>
  [...html.matchAll(/<td>(\d[^<]*)を使用<\/td>/g)].map(([, band]) => band)
