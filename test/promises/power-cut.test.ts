/** T13: whatever moment the power fails, every acknowledged answer is kept, and none is kept twice. */
import { cpSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type BallotBox, openBallotBox } from '../../server/anonymous/ballot/ballot-box.ts'
import { boxPath, createBoxFile, openBoxFile } from '../../server/stores/box.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { smallCity } from '../support/small-city.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { castsOf, placesOf, type RawCast, unsignedCasts } from './checks/box.ts'
import { orderFound } from './checks/order.ts'

const HOUR = 60 * 60 * 1000
const ROUNDS = 4
const AT_ONCE = 8

test('the server is killed again and again while answers come in; all it thanked for are there', async () => {
  const folder = temporaryFolder('power')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const closesAt = new Date(Date.now() + HOUR)
  const city = await smallCity({
    people: 1200,
    folder,
    now: new Date(closesAt.getTime() - 1000),
    draft: { opensAt: new Date(Date.now() - HOUR).toISOString(), closesAt: closesAt.toISOString() },
  })
  const { id } = city.survey
  const casts = await castsOf(city, 1000)
  await city.close()
  const mirror = join(folder, 'second-disk')
  const env = { LOG_LEVEL: 'error', BOX_MIRROR: mirror }
  const [file, copy] = [boxPath(folder, id), boxPath(mirror, id)]
  cpSync(file, copy)

  const waiting = [...casts]
  const acknowledged: RawCast[] = []
  const unanswered: RawCast[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startServer(folder, env)
    onTestFinished(() => server.end('SIGKILL'))
    // What was cut off last time is sent again first, as the browser does with the very same bytes.
    const queue = [...waiting.splice(0), ...unanswered.splice(0)]
    const load = Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let cast = queue.pop(); cast !== undefined; cast = queue.pop()) {
          const status = await cast204(server, id, cast)
          if (status === 204) acknowledged.push(cast)
          else unanswered.push(cast)
          if (status === 0) break
        }
      }),
    )
    // In the middle of the load, however slow the machine is today.
    const enough = acknowledged.length + 20 + 35 * round
    for (let waited = 0; acknowledged.length < enough && waited < 20_000; waited += 5)
      await pause(5)
    await server.end('SIGKILL')
    await load
    waiting.push(...queue)
    expect(lost(file, acknowledged)).toEqual([])
    expect(lost(copy, acknowledged)).toEqual([])
  }
  expect(acknowledged.length).toBeGreaterThan(200)
  // Neither do the cuts show in the box which answers came before and which after.
  const places = placesOf(file, acknowledged)
  expect(orderFound('ballot slot against arrival', places.ballotSlots)).toEqual([])
  expect(orderFound('card slot against arrival', places.cardSlots)).toEqual([])

  // Everything once more: 204 for all, and nothing is there twice.
  const server = await startServer(folder, env)
  onTestFinished(() => server.end('SIGKILL'))
  for (const cast of [...unanswered, ...acknowledged.slice(0, 60)]) {
    expect(await cast204(server, id, cast)).toBe(204)
  }
  await server.end('SIGTERM')
  const all = [...new Set([...acknowledged, ...unanswered])]
  expect(lost(file, all)).toEqual([])
  expect(lost(copy, all)).toEqual([])
  expect(countsOf(file)).toEqual({ ballots: all.length, cards: all.length })
})

test('a copy of the files taken at the moment of any acknowledgement has the answer', async () => {
  expect(await missingInImages((file) => openBallotBox(openBoxFile(file), null))).toBe(0)
})

test('the same check catches a box that acknowledges before it has written', async () => {
  const early = (file: string): BallotBox => {
    const honest = openBallotBox(openBoxFile(file), null)
    return {
      ...honest,
      async cast(cast) {
        setTimeout(() => void honest.cast(cast), 5)
      },
    }
  }
  expect(await missingInImages(early)).toBeGreaterThan(0)
})

test('the same check catches a ballot without its card', () => {
  const folder = temporaryFolder('power')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = boxPath(folder, 'r8')
  createBoxFile(file, { slots: 4, sealedBytes: 500, cardBytes: 417 })
  const [cast] = unsignedCasts(1, 500)
  if (cast === undefined) throw new Error('no cast')
  const box = openBoxFile(file)
  box.write([{ ballotSlot: 0, sealed: cast.sealed, cardSlot: 1, card: Buffer.alloc(417) }])
  box.close()
  expect(lost(file, [cast])).toEqual(['1 ballots and 0 spent cards', 'a card is missing'])
})

/** Reads as a start after the crash would: an unfinished transaction is rolled back first. */
function lost(file: string, acknowledged: readonly RawCast[]): string[] {
  const box = openBoxFile(file)
  const cards = new Set(box.spentCards().map((card) => card.toString('latin1', 1, 33)))
  const ballots = box.sealedBallots(0, box.slots)
  const sealed = new Set(ballots.map((ballot) => ballot.toString('latin1', 0, 64)))
  box.close()
  return [
    ballots.length === cards.size ? '' : `${ballots.length} ballots and ${cards.size} spent cards`,
    ...acknowledged.map((cast) =>
      cards.has(cast.nonce.toString('latin1')) ? '' : 'a card is missing',
    ),
    ...acknowledged.map((cast) =>
      sealed.has(cast.sealed.toString('latin1', 0, 64)) ? '' : 'an answer is missing',
    ),
  ].filter((find) => find !== '')
}

function countsOf(file: string) {
  const box = openBoxFile(file)
  try {
    return { ballots: box.sealedBallots(0, box.slots).length, cards: box.spentCards().length }
  } finally {
    box.close()
  }
}

/** How many of 40 casts are not in a copy of the folder that is taken when they are acknowledged. */
async function missingInImages(open: (file: string) => BallotBox): Promise<number> {
  const folder = temporaryFolder('power')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  const file = boxPath(folder, 'r8')
  createBoxFile(file, { slots: 60, sealedBytes: 900, cardBytes: 417 })
  const box = open(file)
  let missing = 0
  for (const cast of unsignedCasts(40, 900)) {
    await box.cast(cast)
    rmSync(data, { recursive: true, force: true })
    for (const end of ['', '-journal']) {
      cpSync(file + end, boxPath(data, 'r8') + end, { recursive: true, force: true })
    }
    if (lost(boxPath(data, 'r8'), [cast]).length > 0) missing += 1
  }
  await pause(20)
  await box.close()
  return missing
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

/** @returns the status, 0 when the connection broke. */
async function cast204(server: ServerProcess, survey: string, cast: RawCast): Promise<number> {
  return new Promise((resolve) => {
    const body = Buffer.from(encodeCast(cast))
    const asked = request(
      {
        host: '127.0.0.1',
        port: server.port,
        agent,
        method: 'POST',
        path: `/voice/surveys/${survey}/ballots`,
        headers: { 'content-type': 'application/octet-stream', 'content-length': body.length },
      },
      (answer) => {
        answer.resume().on('close', () => resolve(answer.statusCode ?? 0))
      },
    )
    asked.on('error', () => resolve(0))
    asked.end(body)
  })
}
