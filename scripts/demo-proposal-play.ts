import type { System } from '../server/app.ts'
import type { WorkCalendar } from '../server/calendar/working-days.ts'
import type { OfficialAct } from '../server/proposals/acts.ts'
import { decide } from '../server/proposals/decide.ts'
import { circumstances } from '../server/proposals/desk.ts'
import { authorActSchema } from '../server/proposals/message.ts'
import { leadOf, type Proposal } from '../server/proposals/proposal.ts'
import { onBoard } from '../server/proposals/visibility.ts'
import { aroundOf } from './demo-proposal-around.ts'
import type { SampleOfficials } from './demo-proposal-officials.ts'
import type { ProposalPeople } from './demo-proposal-people.ts'
import type { PlannedStep } from './demo-proposal-plan.ts'
import { sampleStories } from './demo-proposal-stories.ts'
import type { Story } from './demo-proposal-story.ts'

/** What the sample stories do on a day; the caller sets the clock. */
export interface ProposalPlay {
  /** Posts and follow-ups of these steps, and a few endorsements; all of those left when it is the last time. */
  send(sealed: readonly PlannedStep[], isLast: boolean): Promise<void>
  open(sealed: readonly PlannedStep[], opener: string, passphrase: string): Promise<void>
  official(one: PlannedStep): Promise<void>
  /** @throws when a story has not come to its end. */
  compareEnds(): void
  leaveInBox(stories: readonly Pick<Story, 'key' | 'form' | 'written'>[]): Promise<void>
  found(key: string): Proposal
}

interface Cast {
  readonly system: System
  readonly calendar: WorkCalendar
  readonly officials: SampleOfficials
  readonly people: ProposalPeople
  /** Of the endorsements that the stories tell. */
  readonly share: number
}

/** Messages of fewer authors stay sealed. */
const LEAST = 3
/** An answer to a question that nobody asked: an arrival that does nothing. */
const NOTHING = { act: 'leave-unanswered', question: 'Q9XX' } as const
/** So many openings bring all endorsements of a proposal. */
const SPREAD = 12

/** Whether it reaches the officials through the sealed box. */
export function isSealed({ story, step }: PlannedStep): boolean {
  return step === -1 || story.steps[step]?.by === 'author'
}

export function proposalPlay({ system, calendar, officials, people, share }: Cast): ProposalPlay {
  const { ledger, desk } = system.proposals
  const box = system.proposalBox
  const numbers = new Map<string, string>()
  const endorsed = new Map<string, number>()
  let quarter = ''
  /** Arrivals since the last opening that do nothing. */
  let idle = 0

  const numberOf = (key: string) => {
    const number = numbers.get(key)
    if (number === undefined) throw new Error(`${key} comes later`)
    return number
  }
  const found = (key: string) => {
    const p = ledger.find(numberOf(key))
    if (p === undefined) throw new Error(`${key} is missing`)
    return p
  }
  const actOf = ({ day, story, step }: PlannedStep) =>
    story.steps[step]?.act(aroundOf(found(story.key), day, calendar, numberOf))

  async function enterQuarter(): Promise<void> {
    await box.turnOver()
    const id = (await box.openQuarter())?.id
    if (id === undefined) throw new Error('no proposal box is open')
    if (id !== quarter) await people.newQuarter()
    quarter = id
  }

  /** A share of what each will get in the end. */
  async function endorse(isLast: boolean): Promise<void> {
    const wishes = sampleStories.flatMap((story) => {
      const p = ledger.find(numbers.get(story.key) ?? '')
      if (p === undefined || !onBoard(p)) return []
      const wanted = Math.round(share * story.endorsements)
      const left = wanted - (endorsed.get(story.key) ?? 0)
      const now = isLast ? left : Math.min(left, Math.ceil(wanted / SPREAD))
      return Array.from({ length: now }, () => story.key)
    })
    const sent = await Promise.all(wishes.map((key) => people.endorse(numberOf(key))))
    for (const key of wishes.filter((_, i) => sent[i] === true)) {
      endorsed.set(key, (endorsed.get(key) ?? 0) + 1)
    }
  }

  return {
    found,
    async send(sealed, isLast) {
      await enterQuarter()
      for (const one of sealed) {
        if (one.step === -1) await people.post(one.story)
        else await people.followUp(one.story.key, authorActSchema.parse(actOf(one)))
      }
      await endorse(isLast)
      const authors = new Set(sealed.map(({ story }) => story.key))
      const others = [...numbers.keys()].filter((key) => !authors.has(key)).toReversed()
      const missing = Math.max(0, LEAST - authors.size)
      for (const key of others.slice(0, missing)) {
        await people.followUp(key, NOTHING)
        idle += 1
      }
    },
    async open(sealed, opener, passphrase) {
      const outcome = await box.openAndWait(opener, passphrase)
      const whole =
        outcome.state === 'released' && outcome.malformed === 0 && outcome.released.dropped === idle
      idle = 0
      if (!whole) throw new Error(`opening: ${JSON.stringify(outcome)}`)
      for (const { story, step } of sealed) {
        if (step === -1) numbers.set(story.key, await people.numberOf(story.key))
      }
    },
    async official(one) {
      const { story, step, day } = one
      const told = story.steps[step]
      if (told === undefined || told.by === 'time') return
      const p = found(story.key)
      const act = actOf(one) as OfficialAct
      if (told.by === 'system') {
        const at = circumstances(await desk.surroundings())
        const who = { role: 'system', unit: '' } as const
        await ledger.change(p.number, null, (now) => decide(now, who, act, at))
        return
      }
      const unit = told.unit === '' ? (leadOf(p) ?? '') : told.unit
      const person = await officials.holder(told.by, unit)
      const forUnit = ['promoter', 'head', 'unit'].includes(told.by) ? unit : undefined
      const result = await desk.act(person, p.number, p.version, act, forUnit)
      if (!result.ok) throw new Error(`${story.key}, ${day}, ${act.act}: ${result.message}`)
    },
    compareEnds() {
      for (const { key, ends } of sampleStories) {
        const { state } = found(key)
        if (state !== ends) throw new Error(`${key} is ${state}, told as ${ends}`)
      }
    },
    async leaveInBox(stories) {
      await enterQuarter()
      for (const story of stories) await people.post(story)
    },
  }
}
