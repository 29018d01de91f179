import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { jstDay } from '../../calendar/jst.ts'
import { type HomeWords, homeWords } from '../../../views/words/home.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import type { ChangeNotice } from '../../survey/change-notices.ts'
import type { ProposalDesk } from '../../proposals/desk.ts'
import type { AccountNotices } from '../accounts/notices.ts'
import { roleInWords, unitNames } from '../auth/role-words.ts'
import { WHOLE_BODY } from '../auth/roles.ts'
import { type StaffPerson, signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { inboxBrief, type InboxBrief } from '../inbox/inbox-brief.ts'
import type { ReviewBrief } from '../review/review-brief.ts'
import type { TextsBrief } from '../texts/texts-brief.ts'
import type { CardState } from '../issuance/cards.ts'
import { type FindOwnResults, type OwnResults, ownResults } from './own-results.ts'
import { visitorLetter } from '../issuance/visitor.ts'

/** A survey as one person sees it. */
export interface HomeSurvey {
  readonly id: string
  readonly title: string
  /** Instants, ISO 8601 in UTC. */
  readonly opensAt: string
  readonly closesAt: string
  /** The closing is suspended. */
  readonly stopped: boolean
  readonly phase: 'before' | 'open' | 'closed' | 'cancelled'
  /** What was changed since the announcement; the same for everybody. */
  readonly notices: readonly ChangeNotice[]
  /** The own answer card. Whether it was used is known to nobody. */
  readonly card: CardState
  /** Whom to ask: 人事課 with its telephone. */
  readonly contact: string
  /** Cards taken in the whole body, in steps of 5 percent, as of the day; null when not shown. */
  readonly turnout: number | null
}

/** The own card of a survey whose results are out or coming, until its box is destroyed. */
export interface PastCard {
  readonly title: string
  readonly card: CardState
  readonly contact: string
}

export interface HomeOptions {
  readonly commons: CommonsReader
  readonly now: () => Date
  readonly surveys: (personNumber: string) => Promise<readonly HomeSurvey[]>
  readonly pastCards: (personNumber: string) => Promise<readonly PastCard[]>
  /** Proposals of the own units; absent where there are none to answer. */
  readonly desk?: ProposalDesk
  /** What to say about the own account and offices. */
  readonly account: (person: StaffPerson) => Promise<AccountNotices>
  /** Units whose yearly confirmation this person has still to give; null: none. */
  readonly review: (person: StaffPerson) => Promise<ReviewBrief | null>
  /** What is published of units. */
  readonly results: FindOwnResults
  /** What one of the two who read free texts has still to do; null for everybody else. */
  readonly texts: (person: StaffPerson) => Promise<TextsBrief | null>
  /** Where published pages live: '' or '/staff'. */
  readonly publishedBase: string
}

interface HomePage {
  readonly surveys: readonly HomeSurvey[]
  readonly pastCards: readonly PastCard[]
  /** For the browser: whether it keeps its memory, and serves one person only. */
  readonly visit: { readonly visitor: string; readonly today: string }
  /** null for who answers for no unit. */
  readonly inbox: InboxBrief | null
  /** null: nothing to confirm. */
  readonly review: ReviewBrief | null
  /** null: nothing to read. */
  readonly texts: TextsBrief | null
  readonly results: string
  /** null: nothing is published of the own units. */
  readonly own: OwnResults | null
  readonly board: string
  readonly number: string
  readonly unit: string
  readonly roles: readonly string[]
  readonly account: AccountNotices
  readonly passwordChanged: boolean
}

const page = definePage<HomePage, HomeWords>('home', homeWords)
const query = z.object({ notice: z.string().optional().catch(undefined) }).catch({})
const order = { open: 0, before: 1, closed: 2, cancelled: 3 } as const

/** The page everybody comes to after signing in: what to answer, proposals, and the own account. */
export async function home(app: FastifyInstance, options: HomeOptions): Promise<void> {
  app.get('/staff', async (_request, reply) => reply.redirect('/staff/', 303))

  app.get('/staff/', async (request, reply) => {
    const person = signedInPerson(request)
    const surveys = [...(await options.surveys(person.number))]
    const nameOf = await unitNames(options.commons, [
      person.unit,
      ...person.roles.map((held) => held.unit),
    ])
    return page.send(reply, staffFrame(request, homeWords[languageOf(request)].title, 'survey'), {
      surveys: surveys.sort((a, b) => order[a.phase] - order[b.phase]),
      pastCards: await options.pastCards(person.number),
      visit: { visitor: visitorLetter(person.number), today: jstDay(options.now()) },
      inbox: options.desk === undefined ? null : await inboxBrief(options.desk, person),
      review: await options.review(person),
      texts: await options.texts(person),
      results: `${options.publishedBase}/results`,
      own: await ownResults(person, nameOf, options.results, languageOf(request)),
      board: `${options.publishedBase}/board`,
      number: person.number,
      unit: person.unit === WHOLE_BODY ? '' : nameOf(person.unit),
      roles: person.roles.map((held) => roleInWords(held, nameOf)),
      account: await options.account(person),
      passwordChanged: query.parse(request.query).notice === 'password-changed',
    })
  })
}
