import { readFileSync, renameSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { jstDay } from '../../server/calendar/jst.ts'
import { encodeFollowUp, SEALED_BYTES } from '../../server/proposals/envelope.ts'
import { actText, encodeMessage } from '../../server/proposals/message-bytes.ts'
import { boxPath, openBoxFile } from '../../server/stores/box.ts'
import { generateTallyKey } from '../../server/tokens/keys.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { newActId } from '../../views/client/protocol/receipt.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { noise } from '../promises/checks/box.ts'
import { cityWithBox, postOf, type ProposalBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'

describe('an ordinary day', () => {
  let city: SmallCity
  let box: ProposalBox
  beforeAll(async () => {
    const made = await cityWithBox({ mirror: true })
    city = made.city
    box = made.box
  })
  afterAll(() => city.close())
  beforeEach(() => box.nextDay())

  test('three proposals come out of the box the next morning, with the day only', async () => {
    const authors = await box.release(3)
    const today = jstDay(city.clock.now)
    expect(box.proposals().map((p) => [p.state, p.receivedOn])).toEqual(
      [1, 2, 3].map(() => ['received', today]),
    )
    for (const author of authors) expect((await box.thread(author)).found).toBe(true)
    expect((await box.thread(box.author())).found).toBe(false)
  })

  test('what nobody signed, junk, copies and one author alone do not make up the three', async () => {
    const author = box.author()
    const post = await box.post(author)
    expect(await box.send(post)).toBe(204)
    // The author's own later acts hide nobody.
    expect(await box.send(await box.followUp(author, { act: 'withdraw' }))).toBe(204)
    // Strangers need no card for these.
    for (let i = 0; i < 4; i += 1) {
      expect(await box.send(await box.followUp(box.author(), { act: 'withdraw' }))).toBe(204)
    }
    const cards = await box.cards('post', 2)
    for (const card of cards) {
      expect(await box.send(encodeCast({ ...card, sealed: noise(SEALED_BYTES) }))).toBe(204)
    }
    expect(await box.open()).toMatchObject({ state: 'waiting' })
    await sendPosts(box, 2)
    await box.nextDay()
    expect(await box.open()).toMatchObject({ malformed: 6, released: { posts: 3, acts: 1 } })
    expect((await box.thread(author)).state).toBe('withdrawn')
  })

  test('malformed messages, wrong classes, copies and forged signatures are dropped and counted', async () => {
    const [known] = await box.release(3)
    if (known === undefined) throw new Error('no author')
    const [number = ''] = box.proposals().map((p) => p.number)
    await box.onBoard(number)
    const [author, other, twice] = [box.author(), box.author(), box.author()]
    const good = await box.sealed(postOf(author, { title: '本物' }))
    const endorse = await box.sealed({ kind: 'endorse', proposal: number })
    const signed = actText(newActId(), { act: 'withdraw' })
    const [a, b, c, d, e, f, g, h] = await box.cards('post', 8)
    const [x, y] = await box.cards('endorse', 2)
    const withCard = (card: typeof a, sealed: Uint8Array) => {
      if (card === undefined) throw new Error('no card')
      return encodeCast({ ...card, sealed })
    }
    const stranger = box.author()
    const forged = {
      kind: 'follow-up',
      receipt: known.lookupText,
      act: signed,
      signature: stranger.sign(signed),
    } as const
    const good4 = [
      withCard(a, good),
      withCard(b, await box.sealed(postOf(other, { title: 'もう一つ' }))),
      withCard(c, await box.sealed(postOf(twice, { title: '同じ控え番号' }))),
      await box.endorsement(number),
    ]
    const bad = [
      // A copy of somebody's sealed message, with another card and in another class.
      withCard(d, good),
      withCard(x, good),
      // An endorsement that cost a posting card; a post in the envelope of a follow-up.
      withCard(e, endorse),
      followUpWith(known.lookup, await box.sealed(postOf(stranger))),
      // The receipt of a released proposal, and one receipt twice.
      withCard(f, await box.sealed(postOf(known, { title: '二重' }))),
      withCard(g, await box.sealed(postOf(twice, { title: '同じ控え番号の二つ目' }))),
      // Noise; another quarter; a signature that is not the author's; an act for nobody.
      withCard(h, noise(SEALED_BYTES)),
      withCard(y, noise(SEALED_BYTES)),
      followUpWith(known.lookup, await box.sealed(forged)),
      await box.followUp(stranger, { act: 'withdraw' }),
      followUpWith(known.lookup, await box.sealed({ ...forged, act: '{"act":"rule"}' })),
    ]
    for (const bytes of [...bad, ...good4]) expect(await box.send(bytes)).toBe(204)
    await box.nextDay()
    const outcome = await box.open()
    expect(outcome).toMatchObject({ state: 'released', malformed: bad.length })
    expect(outcome).toMatchObject({ released: { posts: 3, endorsements: 1, acts: 0, dropped: 0 } })
    const titles = box.proposals().map((p) => p.written?.title ?? '')
    expect(titles.filter((t) => t === '本物')).toHaveLength(1)
    expect(titles.filter((t) => t.startsWith('同じ控え番号'))).toHaveLength(1)
    expect(titles).not.toContain('二重')
    expect((await box.thread(known)).state).not.toBe('withdrawn')
  })

  test('what was sealed to another quarter or key is malformed; the box is emptied of it', async () => {
    const { quarter, tallyKey } = await box.key()
    const message = encodeMessage(postOf(box.author()))
    const foreign = [
      sealBallot((await generateTallyKey()).spki, message, quarter),
      sealBallot(fromBase64(tallyKey), message, 'p2026q2'),
    ]
    const cards = await box.cards('post', 2)
    for (const [i, card] of cards.entries()) {
      const bytes = encodeCast({ ...card, sealed: foreign[i] ?? noise(SEALED_BYTES) })
      expect(await box.send(bytes)).toBe(204)
    }
    expect(await box.open()).toEqual({ state: 'nothing', malformed: 2 })
    expect(waitingIn(city)).toEqual([0, 0])
  })

  test('the author withdraws with the receipt, and only once what was signed is opened', async () => {
    const [first] = await box.release(3)
    if (first === undefined) throw new Error('no author')
    expect(await box.send(await box.followUp(first, { act: 'withdraw' }))).toBe(204)
    await sendPosts(box, 3)
    expect((await box.thread(first)).state).toBe('received')
    await box.nextDay()
    expect(await box.open()).toMatchObject({ released: { posts: 3, acts: 1 } })
    expect((await box.thread(first)).state).toBe('withdrawn')
  })

  test('what was released is not released again, whatever is sent a second time', async () => {
    const author = box.author()
    const sealed = await box.sealed(postOf(author, { title: '一度だけ' }))
    const cards = await box.cards('post', 2)
    for (const [i, card] of cards.entries()) {
      expect(await box.send(encodeCast({ ...card, sealed }))).toBe(204)
      await sendPosts(box, 3)
      await box.nextDay()
      expect(await box.open()).toMatchObject({ released: { posts: i === 0 ? 4 : 3 } })
    }
    expect(box.proposals().filter((p) => p.written?.title === '一度だけ')).toHaveLength(1)
  })

  test('the box is opened once a day; a wrong passphrase does not count', async () => {
    expect((await box.open(city.officials.secretariat, '')).state).toBe('refused')
    expect(await box.open()).toEqual({ state: 'nothing', malformed: 0 })
    await sendPosts(box, 3)
    expect(await box.open()).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('1日に1回'),
    })
    await box.nextDay()
    expect(await box.open()).toMatchObject({ released: { posts: 3 } })
  })

  test('an opening shows its phase only; one that is stopped leaves the box as it was, and was the opening of the day', async () => {
    await sendPosts(box, 12)
    const { acts } = city.system.proposalBox
    const sealed = boxBytes(city)
    const released = box.proposals().length
    expect(acts.cancel()).toBe(false)
    expect(await acts.open(city.officials.secretariat, box.passphrase)).toEqual({ ok: true })
    expect((await acts.open(city.officials.secretariat, box.passphrase)).ok).toBe(false)
    const phase = '届いたものを開封しています'
    expect(acts.progress()).toEqual({ phase, done: 0, total: 1, finished: false })
    expect(acts.cancel()).toBe(true)
    await expect.poll(() => acts.progress()?.failed).toContain('取りやめました')
    expect(acts.progress()).toMatchObject({ failed: expect.stringContaining('次の開庁日の朝に') })
    expect(box.proposals()).toHaveLength(released)
    expect(boxBytes(city)).toEqual(sealed)
    expect((await acts.waiting()).lastOpenedOn).toBe(jstDay(city.clock.now))

    // Stopping and looking again tells nobody how many wait.
    const again = await acts.open(city.officials.secretariat, box.passphrase)
    expect(again).toMatchObject({ ok: false, message: expect.stringContaining('1日に1回') })
    await box.nextDay()
    const seen = new Set<string>()
    expect(await acts.open(city.officials.secretariat, box.passphrase)).toEqual({ ok: true })
    await expect
      .poll(() => {
        const { done, total, finished } = acts.progress() ?? {}
        seen.add(`${done}/${total} ${finished}`)
        return finished
      })
      .toBe(true)
    expect([...seen].filter((one) => !['0/1 false', '1/1 true'].includes(one))).toEqual([])
    expect(acts.progress()?.result).toEqual({ state: 'released', unreadable: false })
    expect(box.proposals()).toHaveLength(released + 12)
  })

  test('other requests are answered while an opening runs', async () => {
    await sendPosts(box, 60)
    const opening = box.open()
    const state = { answered: 0, done: false }
    const watched = opening.finally(() => {
      state.done = true
    })
    for (; !state.done; state.answered += 1) {
      expect((await city.app.inject({ url: '/healthz' })).statusCode).toBe(200)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await watched).toMatchObject({ released: { posts: 60 } })
    expect(state.answered).toBeGreaterThan(10)
  })

  test('a message that comes during an opening is kept for the next one', async () => {
    await sendPosts(box, 8)
    const late = await box.post(box.author(), { title: '開封の最中に届いた' })
    const opening = box.open()
    const sent = [box.send(late), sendPosts(box, 3)]
    expect(await sent[0]).toBe(204)
    await Promise.all(sent)
    const first = await opening
    await sendPosts(box, 3)
    await box.nextDay()
    const second = await box.open()
    const posts = [first, second].map((o) => (o.state === 'released' ? o.released.posts : 0))
    expect((posts[0] ?? 0) + (posts[1] ?? 0)).toBe(15)
    expect(box.proposals().filter((p) => p.written?.title === '開封の最中に届いた')).toHaveLength(1)
  })

  test('a missing mirror stops the opening before anything is read', async () => {
    await sendPosts(box, 3)
    const file = boxPath(city.config.boxMirror ?? '', 'p2026q3')
    renameSync(file, `${file}.away`)
    expect(await box.open()).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('提案箱のファイル'),
    })
    renameSync(`${file}.away`, file)
    expect(await box.open()).toMatchObject({ released: { posts: 3 } })
  })
})

test('two proposals stay sealed until a third comes', async () => {
  const { city, box } = await cityWithBox({ mirror: true })
  await sendPosts(box, 2)
  const sealed = boxBytes(city)
  const outcome = await box.open()
  expect(outcome).toMatchObject({ state: 'waiting', since: '2026-11-20' })
  expect(outcome).toMatchObject({ reason: expect.stringMatching(/^届いた提案が3件に満たない/) })
  expect(box.proposals()).toEqual([])
  expect(boxBytes(city)).toEqual(sealed)
  await sendPosts(box, 1)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ state: 'released', released: { posts: 3 } })
  expect(await rowsOf(city)).toEqual([{ opened_on: '2026-11-24', waiting_since: null }])
})

test('after three working days a single proposal comes out; weekends and holidays do not count', async () => {
  const { city, box } = await cityWithBox()
  await sendPosts(box, 1)
  // Friday 20 November; Monday 23 is 勤労感謝の日.
  for (const day of ['20', '24', '25']) {
    city.clock.now = new Date(`2026-11-${day}T09:00:00+09:00`)
    expect(await box.open()).toMatchObject({ state: 'waiting', since: '2026-11-20' })
    if (day === '24') await city.restart()
  }
  city.clock.now = new Date('2026-11-26T09:00:00+09:00')
  expect(await box.open()).toMatchObject({ state: 'released', released: { posts: 1 } })
  await sendPosts(box, 1)
  await box.nextDay()
  // The next one waits from its own first opening on.
  expect(await box.open()).toMatchObject({ state: 'waiting', since: '2026-11-27' })
})

test('what an author seals in the last second of a quarter and sends in the next is not lost', async () => {
  const { city, box } = await cityWithBox({ now: new Date('2026-12-25T12:00:00+09:00') })
  const [author] = await box.release(3)
  if (author === undefined) throw new Error('no author')
  const late = await box.followUp(author, { act: 'withdraw' })
  await sendPosts(box, 3)
  city.clock.now = new Date('2027-01-04T09:00:00+09:00')
  await city.system.proposalBox.turnOver()
  expect((await box.key()).quarter).toBe('p2026q4')
  expect(await box.send(late)).toBe(204)
  expect(await box.open()).toMatchObject({ malformed: 0, released: { posts: 3, acts: 1 } })
})

test('what 提案担当 sees of the box tells of openings only, whatever arrives', async () => {
  const { city, box } = await cityWithBox()
  const { acts } = city.system.proposalBox
  const nothing = { waitingSince: null, lastOpenedOn: null }
  expect(await acts.waiting()).toEqual(nothing)
  await sendPosts(box, 2)
  expect(await acts.waiting()).toEqual(nothing)
  await box.nextDay(3)
  await box.open()
  const waits = { waitingSince: '2026-11-24', lastOpenedOn: '2026-11-24' }
  expect(await acts.waiting()).toEqual(waits)
  await sendPosts(box, 4)
  await box.nextDay()
  expect(await acts.waiting()).toEqual(waits)
  await box.open()
  expect(await acts.waiting()).toEqual({ waitingSince: null, lastOpenedOn: '2026-11-25' })
})

test('what an opening shows is the same for three messages and for thirty', async () => {
  const shown = []
  for (const count of [3, 30]) {
    const { city, box } = await cityWithBox()
    const { acts } = city.system.proposalBox
    await sendPosts(box, count)
    expect(await acts.open(city.officials.secretariat, box.passphrase)).toEqual({ ok: true })
    await expect.poll(() => acts.progress()?.finished).toBe(true)
    shown.push(JSON.stringify([acts.progress(), await acts.waiting()]))
  }
  expect(shown[0]).toBe(shown[1])
})

test('what cannot be read is told in words, never in figures', async () => {
  const { city, box } = await cityWithBox()
  const { acts } = city.system.proposalBox
  for (const card of await box.cards('post', 7)) {
    expect(await box.send(encodeCast({ ...card, sealed: noise(SEALED_BYTES) }))).toBe(204)
  }
  expect((await acts.open(city.officials.secretariat, box.passphrase)).ok).toBe(true)
  await expect.poll(() => acts.progress()?.result).toEqual({ state: 'nothing', unreadable: true })
})

test('the box is opened between six and four on working days only, so that a night lies between two openings', async () => {
  const { city, box } = await cityWithBox()
  await city.stores.commons
    .updateTable('setting')
    .set({
      value: JSON.stringify({
        boxSlots: 300,
        closedDays: [{ day: '2026-11-25', name: '市制記念日' }],
      }),
    })
    .where('key', '=', 'proposals')
    .execute()
  await sendPosts(box, 3)
  for (const time of [
    '2026-11-20T05:59:59',
    '2026-11-20T16:00:00',
    '2026-11-20T23:00:00',
    '2026-11-21T09:00:00',
    '2026-11-22T09:00:00',
    '2026-11-23T09:00:00',
    '2026-11-25T09:00:00',
    '2026-12-29T09:00:00',
  ]) {
    city.clock.now = new Date(`${time}+09:00`)
    const outcome = await box.open()
    expect([time, outcome]).toEqual([
      time,
      {
        state: 'refused',
        reason: expect.stringMatching(/開庁日の6時から16時まで.*次の開庁日の朝に/),
      },
    ])
  }
  expect(await rowsOf(city)).toEqual([{ opened_on: null, waiting_since: null }])
  city.clock.now = new Date('2026-11-24T15:59:59+09:00')
  expect(await box.open()).toMatchObject({ released: { posts: 3 } })
  city.clock.now = new Date('2026-11-26T06:00:00+09:00')
  expect(await box.open()).toMatchObject({ state: 'nothing' })
})

test('endorsements and copies of old messages do not make up the three; endorsements alone come out', async () => {
  const { city, box } = await cityWithBox()
  const [author] = await box.release(3)
  const [number = ''] = box.proposals().map((p) => p.number)
  await box.onBoard(number)
  if (author === undefined) throw new Error('no author')
  const old = await box.followUp(author, { act: 'reconsider', text: '理由' })
  const report = await box.followUp(author, { act: 'report-hunt', text: '聞かれた' })
  for (const bytes of [old, report]) expect(await box.send(bytes)).toBe(204)
  await sendPosts(box, 2)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ state: 'released' })

  await sendPosts(box, 2)
  // One who wants to see the two caught the messages of another author, and has endorsements to give.
  for (const bytes of [old, report]) expect(await box.send(bytes)).toBe(204)
  for (let i = 0; i < 5; i += 1) expect(await box.send(await box.endorsement(number))).toBe(204)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ state: 'waiting' })
  await sendPosts(box, 1)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ released: { posts: 3, endorsements: 5, dropped: 2 } })

  expect(await box.send(await box.endorsement(number))).toBe(204)
  await box.nextDay()
  expect(await box.open()).toMatchObject({ released: { posts: 0, endorsements: 1 } })
  expect(waitingIn(city)).toEqual([0])
})

test('a new box does not give a second opening on the same day', async () => {
  const { city, box } = await cityWithBox()
  const { acts } = city.system.proposalBox
  const { secretariat } = city.officials
  expect((await box.open()).state).toBe('nothing')
  await acts.removeLastMember(secretariat)
  const renewed = await acts.renewAll(secretariat)
  if (!renewed.ok) throw new Error(renewed.message)
  expect(await box.open(secretariat, renewed.passphrase)).toMatchObject({
    reason: expect.stringContaining('1日に1回'),
  })
  await box.nextDay()
  expect((await box.open(secretariat, renewed.passphrase)).state).toBe('nothing')
})

async function sendPosts(box: ProposalBox, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
}

function followUpWith(lookup: Uint8Array, sealed: Uint8Array): Uint8Array {
  return encodeFollowUp(lookup, Buffer.alloc(400, 7), sealed)
}

function boxBytes(city: SmallCity): string[] {
  return city.folders.map((folder) => readFileSync(boxPath(folder, 'p2026q3'), 'base64'))
}

function waitingIn(city: SmallCity): number[] {
  return city.folders.map((folder) => {
    const box = openBoxFile(boxPath(folder, 'p2026q3'))
    const taken = box.slots - box.countOf(0)
    box.close()
    return taken
  })
}

async function rowsOf(city: SmallCity) {
  return city.stores.commonsReader
    .selectFrom('proposal_quarter')
    .select(['opened_on', 'waiting_since'])
    .execute()
}
