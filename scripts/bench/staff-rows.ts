import { type Child, startChild } from './children.ts'
import { type City, PASSWORD } from './city.ts'
import type { CardsOrder, SignInOrder } from './load.ts'
import { atLeast, atMost, list, type Measured, median, medianRatio } from './report.ts'

const CARDS_A_ROUND = 200
const SIGN_INS_A_ROUND = 160
const AT_ONCE = 64

/** CPU of a card handed out over HTTP to somebody who is signed in, against the one private operation. */
export async function issueRows(city: City, load: Child, rounds: number): Promise<Measured> {
  const server = await startChild('server', { folder: city.copy('issue'), box: 'product' })
  const port = await server.ask<number>('port')
  const cookies = [...city.cookies]
  const a = Math.min(CARDS_A_ROUND, Math.floor(cookies.length / (rounds + 1)))
  const [issued, raw]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const order: CardsOrder = {
      port,
      survey: city.survey,
      cookies: cookies.splice(0, a),
      connections: 4,
    }
    const before = await server.ask<number>('cpu')
    await load.ask('cards', order)
    const spent = ((await server.ask<number>('cpu')) - before) / a
    const one = await server.ask<number>('raw-rsa', { pkcs8: city.signingKey, times: a })
    if (round === 0) continue
    issued.push(spent / 1000)
    raw.push(one / 1000)
  }
  await server.stop()
  return {
    rows: [atMost('issue', medianRatio(issued, raw), 2, 'x')],
    notes: [`CPU of a card: ${list(issued, 2)} ms; raw private operation: ${list(raw, 2)} ms`],
  }
}

/** Log-ins a second against argon2id alone, and how long the event loop stands still meanwhile. */
export async function logInRows(city: City, load: Child, rounds: number): Promise<Measured> {
  const server = await startChild('server', { folder: city.copy('log-in'), box: 'product' })
  const port = await server.ask<number>('port')
  const count = Math.min(SIGN_INS_A_ROUND, city.people.length)
  const [rates, raw, lags]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round <= rounds; round += 1) {
    const alone = await server.ask<number>('raw-argon2', { times: round === 0 ? 16 : count })
    const order: SignInOrder = {
      port,
      numbers: city.people.slice(0, round === 0 ? 16 : count),
      password: PASSWORD,
      connections: AT_ONCE,
    }
    await server.ask('lag-start')
    const rate = await load.ask<number>('sign-in', order)
    const lag = await server.ask<number>('lag-stop')
    if (round === 0) continue
    rates.push(rate)
    raw.push(alone)
    lags.push(lag)
  }
  await server.stop()
  return {
    rows: [
      atLeast('login', medianRatio(rates, raw), 0.9, '%'),
      atMost('login-lag', median(lags), 20, 'ms'),
    ],
    notes: [
      `log-ins at ${AT_ONCE} connections: ${list(rates, 1)} /s; argon2id alone: ${list(raw, 1)} /s; lag p99: ${list(lags, 1)} ms`,
    ],
  }
}
