/** T13 for the proposal box: whatever moment the power fails, every acknowledged message is kept. */
import { cpSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { boxPath, openBoxFile } from '../../server/stores/box.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { orderFound, seeded, shuffled } from './checks/order.ts'
import { messagesOf, placesIn, type SentMessage } from './checks/proposal-box.ts'

const ROUNDS = 3
const AT_ONCE = 8

test('the server is killed again and again while messages come in; all it thanked for are there', async () => {
  const folder = temporaryFolder('power')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const { city, box } = await cityWithBox({ folder, people: 60, slots: 1000, now: new Date() })
  const { quarter } = await box.key()
  const messages = shuffled(
    [
      ...(await messagesOf(box, 'post', 450)),
      ...(await messagesOf(box, 'endorse', 150)),
      ...(await messagesOf(box, 'followUp', 12)),
    ],
    seeded(5),
  )
  await city.close()
  const mirror = join(folder, 'second-disk')
  const env = { LOG_LEVEL: 'error', BOX_MIRROR: mirror }
  const [file, copy] = [boxPath(folder, quarter), boxPath(mirror, quarter)]
  cpSync(file, copy)

  const waiting = [...messages]
  const acknowledged: SentMessage[] = []
  const unanswered: SentMessage[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startServer(folder, env)
    onTestFinished(() => server.end('SIGKILL'))
    // What was cut off last time is sent again first, as the browser does with the very same bytes.
    const queue = [...waiting.splice(0), ...unanswered.splice(0)]
    const load = Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let message = queue.pop(); message !== undefined; message = queue.pop()) {
          const status = await sent(server, message)
          if (status === 204) acknowledged.push(message)
          else unanswered.push(message)
          if (status === 0) break
        }
      }),
    )
    // In the middle of the load, however slow the machine is today.
    const enough = acknowledged.length + 25 + 40 * round
    for (let waited = 0; acknowledged.length < enough && waited < 20_000; waited += 5)
      await pause(5)
    await server.end('SIGKILL')
    await load
    waiting.push(...queue)
    expect(lost(file, acknowledged)).toEqual([])
    expect(lost(copy, acknowledged)).toEqual([])
  }
  expect(acknowledged.length).toBeGreaterThan(150)
  // Neither do the cuts show in the box which messages came before and which after.
  const places = placesIn(file, acknowledged)
  expect(orderFound('slot against arrival', places.slots)).toEqual([])
  expect(orderFound('card slot against arrival', places.cardSlots)).toEqual([])

  // Everything once more: 204 for all, and nothing that cost a card is there twice.
  const server = await startServer(folder, env)
  onTestFinished(() => server.end('SIGKILL'))
  const withCard = [...unanswered, ...acknowledged].filter(({ nonce }) => nonce !== null)
  for (const message of withCard.slice(0, 80)) expect(await sent(server, message)).toBe(204)
  for (const message of unanswered) expect(await sent(server, message)).toBe(204)
  await server.end('SIGTERM')
  expect(lost(file, [...acknowledged, ...unanswered])).toEqual([])
  expect(lost(copy, [...acknowledged, ...unanswered])).toEqual([])
  const opened = openBoxFile(file)
  const distinct = new Set(withCard.map(({ nonce }) => nonce?.toString('base64')))
  expect([opened.countOf(1) + opened.countOf(2), opened.spentCards().length]).toEqual([
    distinct.size,
    distinct.size,
  ])
  opened.close()
})

test('the same check catches a message that is not in the box, and one without its card', async () => {
  const { city, box } = await cityWithBox()
  const messages = await messagesOf(box, 'post', 2)
  const [first, second] = messages
  if (first === undefined || second === undefined) throw new Error('no message')
  expect(await box.send(first.bytes)).toBe(204)
  const file = boxPath(city.config.dataDir, 'p2026q3')
  expect(lost(file, [first])).toEqual([])
  expect(lost(file, messages)).toEqual(['a message is missing', 'a card is missing'])
})

/** Reads as a start after the crash would: an unfinished transaction is rolled back first. */
function lost(file: string, acknowledged: readonly SentMessage[]): string[] {
  const box = openBoxFile(file)
  const cards = new Set(box.spentCards().map((card) => card.toString('latin1', 1, 33)))
  const sealed = new Set(
    box.sealedBallots(0, box.slots).map((message) => message.toString('latin1', 1, 65)),
  )
  box.close()
  return acknowledged.flatMap((message) => [
    ...(sealed.has(message.sealed.toString('latin1', 1, 65)) ? [] : ['a message is missing']),
    ...(message.nonce === null || cards.has(message.nonce.toString('latin1'))
      ? []
      : ['a card is missing']),
  ])
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

/** @returns the status, 0 when the connection broke. */
async function sent(server: ServerProcess, { bytes }: SentMessage): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: server.port,
        agent,
        method: 'POST',
        path: '/voice/proposals/messages',
        headers: { 'content-type': 'application/octet-stream', 'content-length': bytes.length },
      },
      (answer) => {
        answer.resume().on('close', () => resolve(answer.statusCode ?? 0))
      },
    )
    asked.on('error', () => resolve(0))
    asked.end(bytes)
  })
}
