import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'
import {
  createTallyKey,
  parseWrapped,
  rewrapKeeper,
  sheetsOf,
  unwrapTallyKey,
  type WrappedTallyKey,
} from '../../server/opening/tally-key.ts'
import { keeperSets } from '../../server/survey/keeper-sets.ts'
import { generatePassphrase } from '../../server/tokens/passphrase.ts'

const POSTS = ['人事課長', '職員側委員', '行政管理課長']
const PAIRS = keeperSets(3, 2)

interface Made {
  readonly spki: Buffer
  readonly wrapped: WrappedTallyKey
  readonly passphrases: readonly string[]
}

let made: Made

beforeAll(async () => {
  made = await createTallyKey('r8', { need: 2, posts: POSTS })
})

/** Blank but for these posts. */
function by(passphrases: readonly string[], ...posts: readonly number[]): string[] {
  return passphrases.map((passphrase, i) => (posts.includes(i) ? passphrase : ''))
}

async function publicHalf(wrapped: WrappedTallyKey, typed: readonly string[]) {
  const opened = await unwrapTallyKey(wrapped, typed)
  if (opened.state !== 'open') return opened.state
  const key = createPrivateKey({ key: opened.pkcs8, format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64')
}

async function openedBy(wrapped: WrappedTallyKey, typed: readonly string[]) {
  const opened = await unwrapTallyKey(wrapped, typed)
  if (opened.state !== 'open') throw new Error(opened.state)
  return opened
}

/** As it comes back from the disk, changed on the way. */
function changed(wrapped: WrappedTallyKey, change: (file: Stored) => void): WrappedTallyKey {
  const file = JSON.parse(JSON.stringify(wrapped)) as Stored
  change(file)
  return parseWrapped(JSON.stringify(file))
}
interface Stored {
  survey: string
  need: number
  issue: number
  keepers: { post: string; sheet: number; publicKey: string; lock: { key: string } }[]
  wraps: { keepers: number[]; ephemeral: string; key: string }[]
}

function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[20] = (bytes[20] ?? 0) ^ 1
  return bytes.toString('base64')
}

describe('The wrapped tally key', () => {
  it.each([
    [1, 1],
    [3, 1],
    [2, 2],
    [3, 2],
    [5, 3],
  ])('of %i keepers is opened by any %i of them, and by no fewer', async (posts, need) => {
    const names = Array.from({ length: posts }, (_, i) => `役職${i + 1}`)
    const key = await createTallyKey('r8', { need, posts: names })
    const spki = key.spki.toString('base64')
    for (const set of keeperSets(posts, need).slice(-3)) {
      expect(await publicHalf(key.wrapped, by(key.passphrases, ...set))).toBe(spki)
    }
    for (const set of keeperSets(posts, need - 1).slice(0, 2)) {
      const fewer = by(key.passphrases, ...set)
      expect((await unwrapTallyKey(key.wrapped, fewer)).state).toBe('too-few')
      const padded = fewer.map((text) => (text === '' ? generatePassphrase() : text))
      expect((await unwrapTallyKey(key.wrapped, padded)).state).toBe('wrong')
    }
  })

  it('says whose passphrase does not fit, and all sets that were seen to open', async () => {
    const { wrapped, passphrases } = made
    const [one = '', two = '', three = ''] = passphrases
    expect(await unwrapTallyKey(wrapped, [one, generatePassphrase(), ''])).toEqual({
      state: 'wrong',
      keepers: [1],
    })
    expect(await unwrapTallyKey(wrapped, [two, one, three])).toMatchObject({ keepers: [0, 1] })
    expect(await unwrapTallyKey(wrapped, ['あ', two, ''])).toEqual({
      state: 'unreadable',
      keepers: [0],
    })
    expect(await openedBy(wrapped, [...passphrases])).toMatchObject({
      present: [0, 1, 2],
      strange: [],
      sets: PAIRS,
    })
    expect(await openedBy(wrapped, [one, two, two])).toMatchObject({
      present: [0, 1],
      strange: [2],
      sets: [[0, 1]],
    })
  })

  it('holds neither a passphrase nor the key in the clear', async () => {
    const text = JSON.stringify(made.wrapped)
    for (const passphrase of made.passphrases) expect(text).not.toContain(passphrase)
    const { pkcs8 } = await openedBy(made.wrapped, by(made.passphrases, 0, 1))
    for (let at = 0; at + 48 < pkcs8.length; at += 48) {
      expect(text).not.toContain(pkcs8.subarray(at, at + 48).toString('base64'))
    }
  })

  it.each<[string, (file: Stored) => void, string]>([
    ['a wrap', (f) => f.wraps.forEach((w) => (w.key = flipped(w.key))), 'damaged'],
    ['a lock', (f) => f.keepers.forEach((k) => (k.lock.key = flipped(k.lock.key))), 'wrong'],
    ['the survey', (f) => (f.survey = 'r9'), 'wrong'],
    ['the name of a post', (f) => f.keepers.forEach((k) => (k.post += '補佐')), 'damaged'],
    ['a sheet number', (f) => f.keepers.forEach((k) => (k.sheet = 7)), 'damaged'],
    ['the count of writings', (f) => (f.issue = 9), 'damaged'],
    ['the number of keepers needed', (f) => (f.need = 1), 'damaged'],
    [
      'the members of a wrap',
      (f) => f.wraps.forEach((w) => (w.keepers = [1, 2].reverse())),
      'damaged',
    ],
  ])('refuses a file in which %s was changed', async (_, change, state) => {
    const file = changed(made.wrapped, change)
    expect((await unwrapTallyKey(file, by(made.passphrases, 1, 2))).state).toBe(state)
  })

  it('refuses a file in which the public half of an absent keeper was exchanged', async () => {
    const stranger = await createTallyKey('r8', { need: 2, posts: POSTS })
    const foreign = (JSON.parse(JSON.stringify(stranger.wrapped)) as Stored).keepers[2]
    const file = changed(made.wrapped, (f) => {
      if (foreign !== undefined) f.keepers[2] = foreign
    })
    expect((await unwrapTallyKey(file, by(made.passphrases, 0, 1))).state).toBe('damaged')
  })
})

describe('A new sheet for one post', () => {
  it.each([0, 1, 2])(
    'of position %i, made by any two: every pair with it opens, the old one opens nothing',
    async (keeper) => {
      const typed = by(made.passphrases, ...(PAIRS[keeper] ?? []))
      const opened = await openedBy(made.wrapped, typed)
      const done = await rewrapKeeper(made.wrapped, keeper, typed, opened)
      if (done.state !== 'rewrapped') throw new Error(done.state)
      const renewed = parseWrapped(JSON.stringify(done.wrapped))
      const now = made.passphrases.map((old, i) => (i === keeper ? done.passphrase : old))
      for (const pair of PAIRS) {
        expect(await publicHalf(renewed, by(now, ...pair))).toBe(made.spki.toString('base64'))
      }
      for (const other of [0, 1, 2].filter((i) => i !== keeper)) {
        const old = by(made.passphrases, keeper, other)
        expect(await unwrapTallyKey(renewed, old)).toEqual({ state: 'wrong', keepers: [keeper] })
      }
      expect(sheetsOf(renewed)).toEqual(
        POSTS.map((post, i) => ({ post, sheet: i === keeper ? 2 : 1 })),
      )
      const before = new Set((made.wrapped as unknown as Stored).wraps.map(({ key }) => key))
      const after = (renewed as unknown as Stored).wraps.map(({ key }) => key)
      expect(after.filter((key) => before.has(key))).toEqual([])
    },
    30_000,
  )
})

describe('A key that was wrapped before posts had key pairs', () => {
  const fixture = JSON.parse(
    readFileSync(projectFile('test', 'opening', 'tally-v1.json'), 'utf8'),
  ) as { passphrases: string[]; spki: string; wrapped: unknown }
  const old = parseWrapped(JSON.stringify(fixture.wrapped))

  it('is opened by every pair and by nobody alone', async () => {
    for (const pair of PAIRS) {
      expect(await publicHalf(old, by(fixture.passphrases, ...pair))).toBe(fixture.spki)
    }
    for (const one of [0, 1, 2]) {
      expect((await unwrapTallyKey(old, by(fixture.passphrases, one))).state).toBe('too-few')
      const padded = fixture.passphrases.map((text, i) => (i === one ? text : generatePassphrase()))
      expect(await unwrapTallyKey(old, padded)).toEqual({ state: 'wrong', keepers: [] })
    }
  })

  it('is no key any more when somebody made it need fewer keepers', () => {
    const loosened = { ...(fixture.wrapped as object), need: 1 }
    expect(() => parseWrapped(JSON.stringify(loosened))).toThrow()
  })

  it('gets a new sheet when all the others are there, and then is as new ones are', async () => {
    const typed = by(fixture.passphrases, 1, 2)
    const done = await rewrapKeeper(old, 0, typed, await openedBy(old, typed))
    if (done.state !== 'rewrapped') throw new Error(done.state)
    const now = [done.passphrase, ...fixture.passphrases.slice(1)]
    for (const pair of PAIRS) {
      expect(await publicHalf(done.wrapped, by(now, ...pair))).toBe(fixture.spki)
    }
    expect(await unwrapTallyKey(done.wrapped, by(fixture.passphrases, 0, 2))).toEqual({
      state: 'wrong',
      keepers: [0],
    })
    const two = by(fixture.passphrases, 0, 1)
    expect(await rewrapKeeper(old, 0, two, await openedBy(old, two))).toEqual({
      state: 'others-missing',
      keepers: [2],
    })
  })
})
