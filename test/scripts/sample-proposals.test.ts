import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sampleStories } from '../../scripts/demo-proposal-stories.ts'
import { waitingStories } from '../../scripts/demo-proposal-other.ts'
import {
  type PlannedStep,
  planStories,
  workingDaysBefore,
} from '../../scripts/demo-proposal-plan.ts'
import { aroundOf } from '../../scripts/demo-proposal-around.ts'
import { fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import { workCalendar } from '../../server/calendar/working-days.ts'
import { themes } from '../../server/proposals/catalogue.ts'
import { duesOf } from '../../server/proposals/clocks.ts'
import { decide, type Who } from '../../server/proposals/decide.ts'
import { openLedger } from '../../server/proposals/ledger.ts'
import { postSchema } from '../../server/proposals/message.ts'
import { leadOf, type Proposal } from '../../server/proposals/proposal.ts'
import { usualSettings } from '../../server/proposals/settings.ts'
import { boardGroupOf, boardGroups, stateNames } from '../../server/proposals/states.ts'
import { onBoard } from '../../server/proposals/visibility.ts'
import { openStores } from '../../server/stores/open.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const calendar = workCalendar()

/** All stories on a ledger without people, box and clocks: only what `decide` allows. */
async function play(end: string) {
  const folder = temporaryFolder('sample-proposals')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const stores = await openStores(folder)
  const ledger = await openLedger(stores.voice)
  const start = `${fiscalYearOf(end) - 1}-06-02`
  const plan = planStories(sampleStories, { calendar, start: calendar.after(start, 0), end })
  const numbers = new Map<string, string>()
  const at = (today: string) => ({ today, settings: usualSettings, isUnit: () => true })

  const released = plan.steps.filter(({ step }) => step === -1)
  for (const { day, story, step } of inOrder(plan.steps)) {
    if (step === -1) {
      const receiptMac = randomBytes(32)
      const { kind: type, ...form } = story.form
      const post = {
        kind: 'post' as const,
        receipt: randomBytes(16).toString('base64url'),
        authorKey: randomBytes(32).toString('base64url'),
        written: story.written,
        type,
        ...form,
        effects: [...form.effects],
      }
      const batch = { endorsements: [], acts: [], digests: [] }
      await ledger.release(
        {
          ...batch,
          posts: [{ post: postSchema.parse(post), receiptMac, authorKey: randomBytes(32) }],
        },
        at(day),
      )
      const number = ledger.findByReceipt(receiptMac)?.number
      if (number === undefined) throw new Error(`${story.key} was not released`)
      numbers.set(story.key, number)
      continue
    }
    const told = story.steps[step]
    const number = numbers.get(story.key) ?? ''
    if (told === undefined) throw new Error(story.key)
    await ledger
      .change(number, null, (p) => {
        const around = aroundOf(p, day, calendar, (key) => {
          const other = numbers.get(key)
          if (other === undefined) throw new Error(`${key} comes later`)
          return other
        })
        return decide(p, whoIn(p, told), told.act(around), at(day))
      })
      .catch((error: unknown) => {
        throw new Error(`${story.key}, step ${step} on ${day}`, { cause: error })
      })
  }
  const proposals = new Map(
    [...numbers].map(([key, number]) => [key, ledger.find(number) as Proposal]),
  )
  await stores.close()
  return { proposals, released, plan }
}

function inOrder(steps: readonly PlannedStep[]): PlannedStep[] {
  return steps.toSorted(
    (a, b) => a.day.localeCompare(b.day) || Number(b.step === -1) - Number(a.step === -1),
  )
}

function whoIn(p: Proposal, told: { by: string; unit: string }): Who {
  const lead = leadOf(p) ?? ''
  switch (told.by) {
    case 'author':
    case 'desk':
    case 'compliance':
      return { role: told.by, unit: '' }
    case 'second':
      return { role: 'desk', unit: '' }
    case 'time':
    case 'system':
      return { role: 'system', unit: '' }
    case 'unit':
      return { role: 'anyUnit', unit: told.unit }
    case 'promoter':
    case 'head':
    case 'director':
      return { role: told.by, unit: told.unit === '' ? lead : told.unit }
    default:
      throw new Error(told.by)
  }
}

describe('The sixty sample proposals', () => {
  it('end in the states that their stories tell, every state among them', async () => {
    const { proposals } = await play('2026-11-20')
    const ends = [...proposals].map(([key, { state }]) => [key, state])
    expect(ends).toEqual(
      [...proposals.keys()].map((key) => [key, sampleStories.find((s) => s.key === key)?.ends]),
    )
    expect(proposals.size).toBe(60)
    const found = new Set([...proposals.values()].map(({ state }) => state))
    expect(stateNames.filter((state) => !found.has(state))).toEqual([])
    const groups = [...proposals.values()].filter(onBoard).map(({ state }) => boardGroupOf(state))
    for (const group of boardGroups) {
      expect([group, groups.filter((one) => one === group).length >= 4]).toEqual([group, true])
    }
  })

  it('spread over two fiscal years, and one unit has answered five of them this year', async () => {
    const { proposals } = await play('2026-11-20')
    const all = [...proposals.values()]
    const last = all.filter(({ receivedOn }) => fiscalYearOf(receivedOn) === 2025).length
    expect(last).toBeGreaterThanOrEqual(22)
    expect(last).toBeLessThanOrEqual(28)
    const answering = all
      .filter((p) => p.answers[0] !== undefined && fiscalYearOf(p.answers[0].on) === 2026)
      .filter(onBoard)
      .map((p) => leadOf(p))
    expect(answering.filter((unit) => unit === '1210').length).toBeGreaterThanOrEqual(5)
  })

  it.each(['2026-04-02', '2026-05-08', '2027-01-05', '2027-03-31', '2028-02-29'])(
    'fit before any today, here %s',
    async (end) => {
      const { proposals, plan } = await play(
        calendar.isWorkingDay(end) ? end : workingDaysBefore(calendar, end, 1),
      )
      for (const { key, ends } of sampleStories)
        expect([key, proposals.get(key)?.state]).toEqual([key, ends])
      expect(plan.steps.every(({ day }) => day <= end && calendar.isWorkingDay(day))).toBe(true)
    },
  )

  it('leave nothing to the clocks that would change how a story ends', async () => {
    const { proposals } = await play('2026-11-20')
    const work = { settings: usualSettings, calendar, today: '2026-11-20' }
    for (const [key, p] of proposals) {
      const late = duesOf(p, work).filter(
        ({ clock, left }) => clock === 'acceptance' && (left ?? 0) < 0,
      )
      expect([key, late]).toEqual([key, []])
    }
  })

  it('cover all themes, kinds and publicities, in two lines or in eight hundred characters', () => {
    const forms = sampleStories.map(({ form }) => form)
    expect(new Set(forms.map(({ theme }) => theme)).size).toBe(Object.keys(themes).length)
    expect(new Set(forms.map(({ kind }) => kind)).size).toBe(6)
    expect(new Set(forms.map(({ publicity }) => publicity)).size).toBe(3)
    expect(forms.filter(({ aboutHead }) => aboutHead).length).toBeGreaterThanOrEqual(2)
    const lengths = sampleStories.map(({ written: w }) => `${w.current}${w.idea}${w.effect}`.length)
    expect(Math.min(...lengths)).toBeLessThan(60)
    expect(Math.max(...lengths)).toBeGreaterThan(700)
    const keys = [...sampleStories, ...waitingStories].map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
