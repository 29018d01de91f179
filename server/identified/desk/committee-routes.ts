import type { FastifyInstance } from 'fastify'
import { definePage } from '../../http/pages.ts'
import { clockNames } from '../../proposals/clocks.ts'
import { leadOf } from '../../proposals/proposal.ts'
import { shownText } from '../../proposals/readings.ts'
import { onBoard, type Organisation } from '../../proposals/visibility.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { COMMITTEE_AFTER, forCommittee, isOfAnswer, latenessOf, type Listed } from './desk-lists.ts'
import { type DeskLink, deskLinks } from './desk-links.ts'
import type { DeskPagesOptions } from './desk-options.ts'
import { listForDesk } from './seen.ts'

interface LateRow {
  /** '' where the list must not tell which one it is. */
  readonly number: string
  readonly title: string
  /** Who is late: a unit, or 提案担当; '' like the number. */
  readonly owner: string
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

/** The list for 部会: answers that are ten working days late or more, those of 提案担当 too. Made to be printed. */
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
      rows: open.map((one) => lateRow(one, around.org)),
      withheld: late.length - open.length,
    })
  })
}

/** A closed one without number and unit; one that is still being checked is not for other eyes either. */
function lateRow(one: Listed, org: Organisation): LateRow {
  const { proposal: p, dues } = one
  const [first] = dues
    .filter((due) => isOfAnswer(due) && due.left !== null)
    .toSorted((a, b) => (a.left ?? 0) - (b.left ?? 0))
  const approved = p.draft?.stage === 'approved'
  const late = {
    clock: approved ? '回答の公表' : clockNames[first?.clock ?? 'conclusion'],
    day: first?.day ?? '',
    late: latenessOf(dues),
  }
  const owner = first?.owner === 'desk' ? '提案担当' : ''
  if (p.publicity === 'closed') return { number: '', title: '非公開の提案', owner, ...late }
  if (!onBoard(p)) return { number: '', title: '受付確認前の提案', owner, ...late }
  const title = shownText(p)?.title ?? '（本文は消去されています）'
  const unit = org.nameOf(leadOf(p) ?? '')
  return { number: p.number, title, owner: owner === '' ? unit : owner, ...late }
}
