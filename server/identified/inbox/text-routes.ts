import type { FastifyInstance } from 'fastify'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { shownText } from '../../proposals/readings.ts'
import { onBoard } from '../../proposals/visibility.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { answerAsText, noticeText } from './answer-text.ts'
import { requireMine } from './my-proposal.ts'
import type { InboxOptions } from './routes.ts'

const page = definePage<{
  here: string
  number: string
  document: string
  /** null: not everybody may read of it. */
  notice: string | null
}>('inbox-text')

/** The published answer as text to copy. */
export async function textRoutes(app: FastifyInstance, options: InboxOptions): Promise<void> {
  app.get<{ Params: { number: string } }>('/:number/text', async (request, reply) => {
    const person = signedInPerson(request)
    const { proposal: p, reading } = await requireMine(options.desk, person, request.params.number)
    const answer = reading.answers[0]
    if (answer === undefined) throw new Problem('not-found', { detail: NO_ANSWER })
    // Staff of the unit may search 文書管理システム: no text may lead them to it.
    if (p.aboutHead) throw new Problem('not-found', { detail: ABOUT_HEAD })
    const answered = {
      number: p.number,
      publicity: p.publicity,
      text: shownText(p),
      answer,
    }
    return page.send(reply, staffFrame(request, '回答の文面', 'inbox'), {
      here: `/staff/inbox/${p.number}`,
      number: p.number,
      document: answerAsText(answered),
      notice: onBoard(p) ? noticeText(answered) : null,
    })
  })
}

const NO_ANSWER = '公表された回答が、まだありません。公表された後に文面を作ります。'
const ABOUT_HEAD =
  '所属長本人に関わる提案の回答は、文書管理システム用の文面を作りません。提案者は控え番号で回答を読みます。'
