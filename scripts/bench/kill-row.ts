import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { boxPath, openBoxFile } from '../../server/stores/box.ts'
import { type Child, startChild } from './children.ts'
import { type City, copyId } from './city.ts'
import type { CastOrder, CastResult } from './load.ts'
import type { Measured } from './report.ts'

const CONNECTIONS = 20
/** Fewer rounds than this are not enough for a verdict. */
export const KILL_ROUNDS = 10

/** Kills a server under casts, again and again; what it had acknowledged must be in the box. */
export async function killRow(city: City, load: Child, rounds: number): Promise<Measured> {
  const folder = city.copy('kill')
  const survey = copyId(0)
  city.addBox(folder, survey)
  const { file, size, count } = city.casts
  // Each round begins with casts nobody has sent yet; what the last round left open is sent again.
  const part = Math.floor(count / rounds)
  const acknowledged = new Set<number>()
  for (let round = 0; round < rounds; round += 1) {
    const server = await startChild('server', { folder, box: 'product' })
    const port = await server.ask<number>('port')
    const from = round * part
    const order: CastOrder = { port, survey, file, size, from, count: 1, connections: 1 }
    await load.ask('cast', order)
    acknowledged.add(from)
    const many = {
      ...order,
      count: count - from,
      connections: CONNECTIONS,
      untilBroken: true,
      seconds: 5,
    }
    const [casting] = await Promise.all([
      load.ask<CastResult>('cast', many),
      pause(randomInt(20, 200)).then(() => server.kill()),
    ])
    for (const position of casting.acknowledged) acknowledged.add(position)
  }

  const server = await startChild('server', { folder, box: 'product' })
  await server.stop()
  const box = openBoxFile(boxPath(folder, survey))
  const cards = new Set(box.spentCards().map((card) => card.toString('latin1', 1)))
  const ballots = new Set(
    box.sealedBallots(0, box.slots).map((sealed) => sealed.toString('latin1')),
  )
  box.close()
  const casts = readFileSync(file)
  const cardBytes = size - city.sealedBytes
  const lost = [...acknowledged].filter((position) => {
    const cast = casts.subarray(position * size, (position + 1) * size)
    const card = cast.toString('latin1', 1, cardBytes)
    return !cards.has(card) || !ballots.has(cast.toString('latin1', cardBytes))
  }).length
  const whole = ballots.size === cards.size
  const ok = lost === 0 && whole && acknowledged.size > 0
  return {
    rows: [{ name: 'kill9', value: `${lost}lost`, goal: '0lost', ok, lost: lost > 0 || !whole }],
    notes: [
      `${rounds} kills, ${acknowledged.size} acknowledged, ${ballots.size} ballots and ${cards.size} cards stored`,
    ],
  }
}
