/**
 * The proposals of the sample city, through the real doors: the staff post with the browser's code, the
 * named officer opens the box with the passphrase, officials act through the functions that their pages
 * call, and time does the rest. The stories are in demo-proposal-*.ts.
 */
import type { System } from '../server/app.ts'
import { jstDay } from '../server/calendar/jst.ts'
import type { Day } from '../server/proposals/proposal.ts'
import { stateNames, states } from '../server/proposals/states.ts'
import type { Role } from '../server/stores/identity.ts'
import type { Stores } from '../server/stores/open.ts'
import { changePassword, readPasswords } from './demo-city.ts'
import { sampleOfficials } from './demo-proposal-officials.ts'
import { waitingStories } from './demo-proposal-other.ts'
import { proposalPeople } from './demo-proposal-people.ts'
import { planStories, workingDaysBefore } from './demo-proposal-plan.ts'
import { isSealed, proposalPlay } from './demo-proposal-play.ts'
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

/** Plays all stories, from `from` to the last working day before today; then puts a few into the box. */
export async function letPropose(stage: ProposalStage, from: Day): Promise<PlayedProposals> {
  const { system, stores, origin, now, setClock, print } = stage
  const { calendar, org } = await system.proposals.desk.surroundings()
  const start = calendar.after(from, 0)
  const end = workingDaysBefore(calendar, jstDay(new Date()), 1)
  const plan = planStories(sampleStories, { calendar, start, end })
  const atHour = (day: Day, time: string) => setClock(new Date(`${day}T${time}:00+09:00`))

  atHour(start, '07:00')
  const aboutHeads = sampleStories.filter(({ form }) => form.aboutHead)
  const closed = aboutHeads.flatMap(({ form }) => form.aimedAt ?? [])
  const officials = await sampleOfficials(stores.identity, org, closed, now)
  const people = proposalPeople(origin, stores.identity, await whoProposes(stores, origin), now)
  const opener = (await officials.holder('desk', '')).number
  const made = await system.proposalBox.acts.addFirstMember(opener)
  if (!made.ok) throw new Error(made.message)
  const { passphrase } = made
  const play = proposalPlay({ system, calendar, officials, people, share: await shareOf(stores) })

  print.step(`業務改善提案${sampleStories.length}件の経過をたどっています`, plan.steps.length)
  const lastOpening = [...plan.openings].toSorted().at(-1)
  let done = 0
  for (let day = start; day <= end; day = calendar.after(day, 1)) {
    const today = plan.steps.filter((one) => one.day === day)
    if (plan.openings.has(day)) {
      atHour(day, '07:30')
      const sealed = today.filter(isSealed)
      await play.send(sealed, day === lastOpening)
      atHour(day, '09:00')
      await play.open(sealed, opener, passphrase)
    }
    atHour(day, '09:30')
    await system.proposals.letTimePass()
    atHour(day, '10:00')
    for (const one of today) if (!isSealed(one)) await play.official(one)
    done += today.length
    print.done(done)
  }
  play.compareEnds()

  setClock(new Date())
  await play.leaveInBox(waitingStories)
  return {
    opener: { number: opener, passphrase },
    receipts: SHOWN.map((key) => {
      const { written, state } = play.found(key)
      return { receipt: people.receiptOf(key), title: written?.title ?? '', state: states[state] }
    }),
    showcase: new Map([
      ['secretariat', opener],
      ['head', (await officials.holder('head', '1210')).number],
      ['promoter', (await officials.holder('promoter', '1210')).number],
      ['director', (await officials.holder('director', '2820')).number],
    ]),
  }
}

/** How many proposals stand where, and what is needed to look at them as author and as officer. */
export function sayProposals({ proposals }: System, played: PlayedProposals): void {
  const all = proposals.ledger.all()
  const lines = stateNames.map((state) => {
    const count = all.filter((p) => p.state === state).length
    return `  ${String(count).padStart(3)}  ${states[state]}`
  })
  const receipts = played.receipts.map(
    ({ receipt, state, title }) => `  ${receipt}  ${state}  ${title}`,
  )
  const { number, passphrase } = played.opener
  process.stdout.write(
    [
      `\n業務改善提案 ${all.length}件の状態`,
      ...lines,
      '\n提案者として見るための控え番号（見本）',
      ...receipts,
      `\n提案箱には、未開封の提案が${waitingStories.length}件あります。提案担当 ${number} の合言葉で、開庁日の6時から16時まで開封できます`,
      `  ${passphrase}\n`,
    ].join('\n'),
  )
}

/** With so many people all endorsements are given; a smaller city has a share of them. */
const WHOLE_CITY = 600

async function shareOf({ identity }: Stores): Promise<number> {
  const { people } = await identity
    .selectFrom('person')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return Math.min(1, people / WHOLE_CITY)
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
