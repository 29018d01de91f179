/**
 * The proposals of the sample city, through the real doors: the staff post with the browser's code, the
 * named officer opens the box with the passphrase, officials act through the functions that their pages
 * call, and time does the rest. The stories are in demo-proposal-*.ts.
 */
import type { System } from '../server/app.ts'
import { jstDay } from '../server/calendar/jst.ts'
import { nextDay } from '../server/calendar/working-days.ts'
import type { OfficialAct } from '../server/proposals/acts.ts'
import { decide } from '../server/proposals/decide.ts'
import { circumstances } from '../server/proposals/desk.ts'
import { authorActSchema } from '../server/proposals/message.ts'
import { type Day, leadOf, type Proposal } from '../server/proposals/proposal.ts'
import { stateNames, states } from '../server/proposals/states.ts'
import { onBoard } from '../server/proposals/visibility.ts'
import type { Role } from '../server/stores/identity.ts'
import type { Stores } from '../server/stores/open.ts'
import { changePassword, readPasswords, samplePeople } from './demo-city.ts'
import { aroundOf } from './demo-proposal-around.ts'
import { sampleOfficials } from './demo-proposal-officials.ts'
import { waitingStories } from './demo-proposal-other.ts'
import { proposalPeople } from './demo-proposal-people.ts'
import { type PlannedStep, planStories, workingDaysBefore } from './demo-proposal-plan.ts'
import { sampleStories } from './demo-proposal-stories.ts'
import type { progressPrinter } from './demo-progress.ts'

export interface ProposalStage {
  readonly system: System
  readonly stores: Stores
  readonly origin: string
  readonly now: () => Date
  readonly setClock: (at: Date) => void
  readonly print: ReturnType<typeof progressPrinter>
}

/** What the visitor is told at the end. */
export interface PlayedProposals {
  readonly opener: { readonly number: string; readonly passphrase: string }
  readonly receipts: readonly { receipt: string; title: string; state: string }[]
  /** People who have something to see, by role. */
  readonly showcase: ReadonlyMap<Role, string>
}

/** Shown at the end, with their receipts. */
const SHOWN = ['nap-check', 'house-survey-tablet', 'pump-station-heat']

/** With so many people all endorsements are given; a smaller city has a share of them. */
const WHOLE_CITY = 600

/** Plays all stories, from `from` to the last working day before today; then puts a few into the box. */
export async function letPropose(stage: ProposalStage, from: Day): Promise<PlayedProposals> {
  const { system, stores, origin, now, print } = stage
  const { ledger, desk } = system.proposals
  const { calendar, org } = await desk.surroundings()
  const end = workingDaysBefore(calendar, jstDay(new Date()), 1)
  const plan = planStories(sampleStories, { calendar, start: calendar.after(from, 0), end })
  const aboutHeads = sampleStories.filter(({ form }) => form.aboutHead)
  const closed = aboutHeads.flatMap(({ form }) => form.aimedAt ?? [])
  const officials = await sampleOfficials(stores.identity, org, closed, now)
  const people = proposalPeople(origin, stores.identity, await whoProposes(stores, origin), now)
  const share = Math.min(1, (await samplePeople(stores)).length / WHOLE_CITY)
  const numbers = new Map<string, string>()
  const endorsed = new Map<string, number>()
  let quarter = ''

  atHour(stage, calendar.after(from, 0), '08:00')
  const opener = (await officials.holder('desk', '')).number
  const made = await system.proposalBox.acts.addFirstMember(opener)
  if (!made.ok) throw new Error(made.message)
  const { passphrase } = made

  print.step(`業務改善提案${sampleStories.length}件の経過をたどっています`, plan.steps.length)
  let done = 0
  for (let day = calendar.after(from, 0); day <= end; day = calendar.after(day, 1)) {
    const today = plan.steps.filter((one) => one.day === day)
    const sealed = today.filter(isSealed)
    if (plan.openings.has(day)) await openOn(day, sealed)
    atHour(stage, day, '09:30')
    await system.proposals.letTimePass()
    atHour(stage, day, '10:00')
    for (const one of today) if (!isSealed(one)) await official(one)
    done += today.length
    print.done(done)
  }
  compareEnds()
  stage.setClock(new Date())
  await enterQuarter()
  for (const story of waitingStories) await people.post(story)
  return {
    opener: { number: opener, passphrase },
    receipts: SHOWN.map((key) => {
      const p = found(key)
      return {
        receipt: people.receiptOf(key),
        title: p.written?.title ?? '',
        state: states[p.state],
      }
    }),
    showcase: new Map([
      ['secretariat', opener],
      ['head', (await officials.holder('head', '1210')).number],
      ['promoter', (await officials.holder('promoter', '1210')).number],
      ['director', (await officials.holder('director', '2820')).number],
    ]),
  }

  function found(key: string): Proposal {
    const p = ledger.find(numbers.get(key) ?? '')
    if (p === undefined) throw new Error(`${key} is missing`)
    return p
  }

  async function enterQuarter(): Promise<void> {
    await system.proposalBox.turnOver()
    const id = (await system.proposalBox.openQuarter())?.id
    if (id === undefined) throw new Error('no proposal box is open')
    if (id !== quarter) await people.newQuarter()
    quarter = id
  }

  /** What the staff send before eight, opened at nine. */
  async function openOn(day: Day, sealed: readonly PlannedStep[]): Promise<void> {
    atHour(stage, day, '07:30')
    await enterQuarter()
    for (const { story, step } of sealed) {
      if (step === -1) await people.post(story)
      else {
        const p = found(story.key)
        const act = story.steps[step]?.act(aroundOf(p, day, calendar, numberOf))
        await people.followUp(story.key, authorActSchema.parse(act))
      }
    }
    await endorse(sealed.length, nextDay(day) > end)
    atHour(stage, day, '09:00')
    const outcome = await system.proposalBox.openAndWait(opener, passphrase)
    if (outcome.state !== 'released') throw new Error(`${day}: ${JSON.stringify(outcome)}`)
    if (outcome.released.dropped + outcome.malformed > 0) {
      throw new Error(`${day}: ${JSON.stringify(outcome)}`)
    }
    for (const { story, step } of sealed) {
      if (step === -1) numbers.set(story.key, await people.numberOf(story.key))
    }
  }

  /** A share of what each story will get; always enough for the box to be opened. */
  async function endorse(beside: number, last: boolean): Promise<void> {
    const wishes = sampleStories.flatMap((story) => {
      const number = numbers.get(story.key)
      const p = number === undefined ? undefined : ledger.find(number)
      if (p === undefined || !onBoard(p)) return []
      const wanted = Math.round(share * story.endorsements)
      const left = wanted - (endorsed.get(story.key) ?? 0)
      const now = last ? left : Math.min(left, Math.ceil(wanted / 12))
      return Array.from({ length: now }, () => ({ story, number: p.number }))
    })
    const sent = await Promise.all(wishes.map(({ number }) => people.endorse(number)))
    for (const [i, { story }] of wishes.entries()) {
      if (sent[i] === true) endorsed.set(story.key, (endorsed.get(story.key) ?? 0) + 1)
    }
    let arrivals = beside + sent.filter(Boolean).length
    for (const p of ledger.all().filter(onBoard)) {
      if (arrivals >= 3) break
      if (await people.endorse(p.number)) arrivals += 1
    }
  }

  function numberOf(key: string): string {
    const number = numbers.get(key)
    if (number === undefined) throw new Error(`${key} comes later`)
    return number
  }

  async function official({ day, story, step }: PlannedStep): Promise<void> {
    const told = story.steps[step]
    const p = found(story.key)
    if (told === undefined || told.by === 'time') return
    const act = told.act(aroundOf(p, day, calendar, numberOf)) as OfficialAct
    if (told.by === 'system') {
      const at = circumstances(await desk.surroundings())
      await ledger.change(p.number, null, (one) =>
        decide(one, { role: 'system', unit: '' }, act, at),
      )
      return
    }
    const unit = told.unit === '' ? (leadOf(p) ?? '') : told.unit
    const person = await officials.holder(told.by, unit)
    const forUnit = ['promoter', 'head', 'unit'].includes(told.by) ? unit : undefined
    const result = await desk.act(person, p.number, p.version, act, forUnit)
    if (!result.ok) throw new Error(`${story.key}, ${day}, ${act.act}: ${result.message}`)
  }

  function compareEnds(): void {
    for (const { key, ends } of sampleStories) {
      const { state } = found(key)
      if (state !== ends) throw new Error(`${key} is ${state}, told as ${ends}`)
    }
  }
}

/** How many proposals stand where. */
export function sayProposals({ proposals }: System, played: PlayedProposals): void {
  const all = proposals.ledger.all()
  process.stdout.write(`\n業務改善提案 ${all.length}件の状態\n`)
  for (const state of stateNames) {
    const count = all.filter((p) => p.state === state).length
    process.stdout.write(`  ${String(count).padStart(3)}  ${states[state]}\n`)
  }
  process.stdout.write('\n提案者として見るための控え番号（見本）\n')
  for (const { receipt, state, title } of played.receipts) {
    process.stdout.write(`  ${receipt}  ${state}  ${title}\n`)
  }
  const { number, passphrase } = played.opener
  process.stdout.write(
    `\n提案箱には、未開封の提案が${waitingStories.length}件あります。提案担当 ${number} の合言葉で開封できます\n  ${passphrase}\n`,
  )
}

/** Who has signed in before; where nobody has, a few do it now. */
async function whoProposes({ identity, folder }: Stores, origin: string): Promise<string[]> {
  const known = await identity
    .selectFrom('credential')
    .innerJoin('person', 'person.number', 'credential.person')
    .select('person.number')
    .where('must_change', '=', 0)
    .orderBy('person.own_pc', 'desc')
    .orderBy('person.number')
    .limit(200)
    .execute()
  if (known.length > 0) return known.map(({ number }) => number)
  const passwords = [...readPasswords(folder)].slice(0, 12)
  for (const [number, password] of passwords) await changePassword(origin, number, password)
  return passwords.map(([number]) => number)
}

function isSealed({ story, step }: PlannedStep): boolean {
  return step === -1 || story.steps[step]?.by === 'author'
}

function atHour({ setClock }: ProposalStage, day: Day, time: string): void {
  setClock(new Date(`${day}T${time}:00+09:00`))
}
