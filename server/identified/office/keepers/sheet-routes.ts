import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { definePage } from '../../../http/pages.ts'
import { lossInWords } from '../../../survey/keepers-in-words.ts'
import type { Survey } from '../../../survey/surveys.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson, staffFrame } from '../../auth/signed-in.ts'
import type { PreparedKeys } from '../announce.ts'
import type { OfficeOptions } from '../office.ts'
import { requireSurvey, sendSurvey } from '../survey-page.ts'
import { printed, printedSheets, surveyOnSheet } from './printed-sheet.ts'

const choicePage = definePage<{
  survey: { id: string; title: string }
  need: number
  keys: PreparedKeys
  refused: string | null
}>('office-keeper-sheets')

const choiceSchema = z.object({ post: z.string() })

const GONE =
  '用紙は、もう表示できません。鍵を作った後に、案を変えたか、サーバーが再起動しています。鍵を作り直してください。'
const DECIDED =
  '実施を決定した後は、この用紙を表示できません。用紙をなくしたときは、「鍵の保管者と受渡簿」から作り直してください。'
const SHOWN =
  'この用紙は、すでに1回表示しました。もう表示できません。印刷できていないときは、鍵を作り直してください。'

type WithId = { Params: { id: string } }

/** The sheets of fresh keys: each is shown once, to its keeper alone or with all the others. */
export async function sheetRoutes(app: FastifyInstance, options: OfficeOptions): Promise<void> {
  const { commons, identity, now, acts } = options

  app.get<WithId>('/surveys/:id/sheets', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const keys = acts.keysOf(survey)
    if (keys?.current !== true) {
      return reply.redirect(`/staff/office/surveys/${survey.id}`, 303)
    }
    return sendChoice(request, reply, survey, keys, null)
  })

  app.post<WithId>('/surveys/:id/sheets', async (request, reply) => {
    const survey = await requireSurvey(commons, request.params.id)
    const keys = acts.keysOf(survey)
    if (keys?.current !== true) {
      const reason = survey.state === 'draft' ? GONE : DECIDED
      return sendSurvey(request, reply.code(409), options, survey, reason)
    }
    const sheets = acts.takeSheets(survey.id, whichOf(request.body))
    if (sheets.length === 0) return sendChoice(request, reply.code(409), survey, keys, SHOWN)
    const posts = sheets.map(({ post }) => post).join('、')
    const actor = signedInPerson(request).number
    await recordAct(identity, now(), actor, '鍵の保管者の用紙を表示', `${survey.id}：${posts}`)
    const { posts: all, need } = survey.draft.keepers
    return printedSheets.send(reply, staffFrame(request, '鍵の保管者へ渡す用紙', 'office'), {
      survey: surveyOnSheet(survey),
      sheets: sheets.map((sheet) => printed({ ...sheet, sheet: 1 })),
      keepers: { need, posts: all.length },
      loss: lossInWords({ need, posts: all }),
      keyNumber: keys.number,
      madeAt: keys.madeAt,
      next: {
        href: `/staff/office/surveys/${survey.id}/sheets`,
        label: '印刷を終えて、この画面を閉じる',
      },
      lost: '印刷の前に画面を閉じたときは、鍵を作り直してください。前の用紙は使えなくなり、いちばん新しい用紙だけが有効です。',
    })
  })

  function sendChoice(
    request: FastifyRequest,
    reply: FastifyReply,
    survey: Survey,
    keys: PreparedKeys,
    refused: string | null,
  ): Promise<FastifyReply> {
    return choicePage.send(reply, staffFrame(request, '鍵の保管者の用紙', 'office'), {
      survey: { id: survey.id, title: survey.title },
      need: survey.draft.keepers.need,
      keys,
      refused,
    })
  }
}

/** A position, `all`, or (-1) nothing of ours. */
function whichOf(body: unknown): number | 'all' {
  const read = choiceSchema.safeParse(body)
  if (!read.success) return -1
  if (read.data.post === 'all') return 'all'
  return /^\d$/.test(read.data.post) ? Number(read.data.post) : -1
}
