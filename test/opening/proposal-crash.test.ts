/** Whatever moment an opening of the proposal box is cut off: nothing is lost and nothing comes out twice. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskKeys } from '../../server/opening/proposals/desk-keys.ts'
import {
  openProposals,
  type ProposalOpeningDeps,
} from '../../server/opening/proposals/open-proposals.ts'
import { ledgerActs } from '../../server/proposal-acts.ts'
import { boxPath, openBoxFile, reconcileBoxFiles } from '../../server/stores/box.ts'
import { cityWithBox, type ProposalBox } from '../support/proposal-box.ts'
import type { SmallCity } from '../support/small-city.ts'

class PowerCut extends Error {}

/** Where the power fails: in what is reported (the n-th time), or in the release itself. */
interface Cut {
  readonly phase?: string
  readonly times?: number
  readonly release?: 'before' | 'after'
  /** Whether the messages are out of the box's hands by then. */
  readonly released: boolean
}

const CUTS: Readonly<Record<string, Cut>> = {
  'while the messages are being unsealed': { phase: '届いたものを開封', times: 2, released: false },
  'before the release': { phase: '受付簿に移しています', released: false },
  'in the release, before its commit': { release: 'before', released: false },
  'in the release, after its commit': { release: 'after', released: true },
  'between the release and the record': { phase: '移し終えました', released: true },
  'after the box was emptied, before its mirror': { phase: '箱を空にしています', released: true },
  'after box and mirror were emptied': { phase: '箱を空にしています', times: 2, released: true },
  'before the digests are forgotten': { phase: '箱を空にしました', released: true },
}

let city: SmallCity
let box: ProposalBox
/** A proposal that is endorsed in every test. */
let number: string
beforeAll(async () => {
  const made = await cityWithBox({ mirror: true })
  city = made.city
  box = made.box
  number = await someProposal(box)
})
afterAll(() => city.close())

for (const [moment, cut] of Object.entries(CUTS)) {
  test(`the power fails ${moment}; everything comes out exactly once`, async () => {
    const titles = Array.from({ length: 7 }, (_, i) => `${moment} ${i}`.slice(-60))
    for (const title of titles) {
      expect(await box.send(await box.post(box.author(), { title }))).toBe(204)
    }
    const before = endorsementsOf()
    for (let i = 0; i < 2; i += 1) expect(await box.send(await box.endorsement(number))).toBe(204)
    await box.nextDay()
    await expect(openUntil(city, box, cut)).rejects.toThrow(PowerCut)
    expect(await counts(city)).toMatchObject({ digests: cut.released ? 9 : 0 })

    await city.restart()
    // The start itself finishes what was cut off; more comes in; the next opening is an ordinary one.
    expect(await counts(city)).toEqual({ digests: 0, waiting: cut.released ? [0, 0] : [9, 9] })
    await send(box, 3)
    await box.nextDay()
    expect(await box.open()).toMatchObject({ state: 'released', malformed: 0 })
    for (const title of titles) {
      expect(box.proposals().filter((p) => p.written?.title === title)).toHaveLength(1)
    }
    expect(endorsementsOf() - before).toBe(2)
    expect(await counts(city)).toEqual({ digests: 0, waiting: [0, 0] })
  })
}

test('without a restart, too, the next opening finishes what was cut off and repeats nothing', async () => {
  const before = endorsementsOf()
  for (let i = 0; i < 4; i += 1) expect(await box.send(await box.endorsement(number))).toBe(204)
  await box.nextDay()
  const cut = { phase: '箱を空にしています', released: true }
  await expect(openUntil(city, box, cut)).rejects.toThrow(PowerCut)
  // What the door does at its next message: the mirror's copies come back into the box.
  const [main = '', mirror = ''] = city.folders.map((folder) => boxPath(folder, 'p2026q3'))
  reconcileBoxFiles(main, mirror)
  expect(await counts(city)).toEqual({ digests: 4, waiting: [4, 4] })
  city.clock.now = new Date(city.clock.now.getTime() + 86_400_000)
  expect(await openUntil(city, box, { released: true })).toEqual({ state: 'nothing', malformed: 0 })
  expect(await counts(city)).toEqual({ digests: 0, waiting: [0, 0] })
  await city.restart()
  expect(endorsementsOf() - before).toBe(4)
})

test('too few that came out before a cut do not let the next ones out early', async () => {
  const { city, box } = await cityWithBox()
  await send(box, 1)
  expect((await box.open()).state).toBe('waiting')
  await box.nextDay(6)
  const cut = { phase: '移し終えました', released: true }
  await expect(openUntil(city, box, cut)).rejects.toThrow(PowerCut)
  await city.restart()
  await send(box, 1)
  // An opening that was cut off was the day's opening too.
  expect(await box.open()).toMatchObject({ reason: expect.stringContaining('1日に1回') })
  await box.nextDay()
  expect(await box.open()).toMatchObject({ state: 'waiting', since: '2026-11-27' })
})

test('the same check catches an opening that does not remember what it has released', async () => {
  const before = endorsementsOf()
  for (let i = 0; i < 3; i += 1) expect(await box.send(await box.endorsement(number))).toBe(204)
  await box.nextDay()
  const cut = { phase: '移し終えました', released: true }
  await expect(openUntil(city, box, cut)).rejects.toThrow(PowerCut)
  await city.stores.voice.deleteFrom('opened_message').execute()
  await city.restart()
  await box.nextDay()
  await box.open()
  expect(endorsementsOf() - before).toBe(6)
})

function endorsementsOf(): number {
  return box.proposals().find((p) => p.number === number)?.endorsements ?? -1
}

/** An opening that ends as a power cut would end it: no line of it runs after the cut. */
async function openUntil(city: SmallCity, box: ProposalBox, cut: Cut) {
  // The door of this process has no file open any more.
  await city.system.proposalBox.close()
  const { stores, clock, folders } = city
  const ledger = ledgerActs(city.system.proposals, null)
  let left = cut.times ?? 1
  const deps: ProposalOpeningDeps = {
    ...ledger,
    folders,
    commons: stores.commons,
    voice: stores.voice,
    receiptKey: stores.receiptKey,
    desk: deskKeys(folders),
    exclusively: (_quarter, act) => act(),
    sizes: async () => ({ slots: 300, people: 12, cardsEach: 22, slips: 0 }),
    rules: async () => ({
      minimum: 3,
      mostDays: 3,
      workingDays: () => 3,
      isWorkingDay: () => true,
    }),
    cards: { open: async () => undefined, close: async () => undefined },
    async release(batch, day) {
      if (cut.release === 'before') throw new PowerCut()
      const released = await ledger.release(batch, day)
      if (cut.release === 'after') throw new PowerCut()
      return released
    },
  }
  const opener = {
    person: city.officials.secretariat,
    passphrase: box.passphrase,
    at: clock.now,
  }
  const report = (phase: string) => {
    if (cut.phase === undefined || !phase.startsWith(cut.phase)) return
    left -= 1
    if (left === 0) throw new PowerCut()
  }
  return openProposals(deps, opener, report, new AbortController().signal)
}

/** A released proposal to endorse. */
async function someProposal(box: ProposalBox): Promise<string> {
  await box.release(3)
  const [first] = box.proposals()
  if (first === undefined) throw new Error('no proposal')
  await box.onBoard(first.number)
  return first.number
}

async function send(box: ProposalBox, count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
}

async function counts(city: SmallCity) {
  const rows = await city.stores.voice.selectFrom('opened_message').selectAll().execute()
  const waiting = city.folders.map((folder) => {
    const box = openBoxFile(boxPath(folder, 'p2026q3'))
    const taken = box.slots - box.countOf(0)
    box.close()
    return taken
  })
  return { digests: rows.length, waiting }
}
