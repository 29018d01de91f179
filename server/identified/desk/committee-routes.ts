import type { FastifyInstance } from 'fastify'
import { definePage } from '../../http/pages.ts'
import { type ClockName, clockNames } from '../../proposals/clocks.ts'
import { leadOf, type Proposal } from '../../proposals/proposal.ts'
import { shownText } from '../../proposals/readings.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { COMMITTEE_AFTER, forCommittee, latenessOf, type Listed } from './desk-lists.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import { listForDesk } from './seen.ts'

interface LateRow {
  readonly number: string
  readonly title: string
  readonly unit: string
  readonly clock: string
  readonly day: string
  readonly late: number
}

const page = definePage<{
  links: readonly DeskLink[]
  today: string
  after: number
  rows: readonly LateRow[]
  /** Not on the list, which goes through many hands: about the head of a unit. */
  withheld: number
}>('desk-committee')

/** The list for 部会: answers that are ten working days late or more. Made to be printed. */
export async function committeeRoutes(
  app: FastifyInstance,
  { desk }: DeskPagesOptions,
): Promise<void> {
  app.get('/committee', async (request, reply) => {
    const { listed, around } = await listForDesk(desk, signedInPerson(request))
    const late = forCommittee(listed)
    const open = late.filter(({ proposal }) => !proposal.aboutHead)
    return page.send(reply, staffFrame(request, '期限を過ぎた回答の一覧', 'desk'), {
      links: deskLinks(request, 'committee'),
      today: around.today,
      after: COMMITTEE_AFTER,
      rows: open.map((one) => ({
        number: one.proposal.number,
        title: titleFor(one.proposal),
        unit: around.org.nameOf(leadOf(one.proposal) ?? ''),
        ...latest(one),
        late: latenessOf(one.dues),
      })),
      withheld: late.length - open.length,
    })
  })
}

/** As units read it; a closed one without its title. */
function titleFor(p: Proposal): string {
  if (p.publicity === 'closed') return '（非公開の提案）'
  return shownText(p)?.title ?? '（本文は消去されています）'
}

function latest({ dues }: Listed): { clock: string; day: string } {
  const [first] = dues
    .filter(({ owner, left }) => owner === 'unit' && left !== null)
    .toSorted((a, b) => (a.left ?? 0) - (b.left ?? 0))
  const clock: ClockName = first?.clock ?? 'conclusion'
  return { clock: clockNames[clock], day: first?.day ?? '' }
}
