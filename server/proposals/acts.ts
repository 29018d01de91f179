import { z } from 'zod'
import { keysOf, LONGEST, themes } from './catalogue.ts'
import type { AuthorAct } from './message.ts'
import {
  answerSchema,
  daySchema,
  maskSchema,
  outOfScopeReasons,
  parts,
  referralDesks,
} from './proposal.ts'

const words = z.string().min(1, '内容を書いてください。').max(1500, '1,500字までで書いてください。')
const note = z.string().max(LONGEST.note, '500字までで書いてください。')
const unit = z.string().min(1, '所属を選んでください。').max(20)
const hours = z
  .number()
  .min(0, '0以上の時間を書いてください。')
  .max(1_000_000, '1,000,000時間までで書いてください。')

/** Everything an official (or the system) can do to a proposal. */
export const actSchema = z.discriminatedUnion('act', [
  // 提案担当
  z.strictObject({ act: z.literal('mask'), masks: z.array(maskSchema).max(100) }),
  z.strictObject({ act: z.literal('retheme'), theme: z.enum(keysOf(themes)) }),
  z.strictObject({ act: z.literal('return'), text: words }),
  z.strictObject({
    act: z.literal('summarise'),
    title: z.string().min(1, '要旨の件名を書いてください。').max(LONGEST.title),
    text: z.string().min(1, '要旨を書いてください。').max(800),
  }),
  z.strictObject({ act: z.literal('refer'), desk: z.enum(keysOf(referralDesks)), text: words }),
  z.strictObject({
    act: z.literal('exclude'),
    reasonCode: z.enum(keysOf(outOfScopeReasons)),
    text: words,
  }),
  z.strictObject({
    act: z.literal('erase'),
    erase: z
      .array(z.enum([...parts, 'summary', 'dialogue', 'answer']))
      .min(1, '消去するところを選んでください。'),
    text: words,
  }),
  z.strictObject({ act: z.literal('confirm') }),
  z.strictObject({ act: z.literal('dismiss'), text: note }),
  z.strictObject({ act: z.literal('merge'), into: z.string().min(1).max(12) }),
  z.strictObject({ act: z.literal('unmerge') }),
  z.strictObject({
    act: z.literal('route'),
    units: z.array(unit).min(1, '所属を選んでください。').max(5),
  }),
  z.strictObject({ act: z.literal('release-question'), question: z.string() }),
  z.strictObject({ act: z.literal('refuse-question'), question: z.string(), text: words }),
  z.strictObject({ act: z.literal('publish') }),
  z.strictObject({ act: z.literal('give-back'), text: words }),
  z.strictObject({ act: z.literal('confirm-effect') }),
  z.strictObject({ act: z.literal('model-case'), text: words }),
  z.strictObject({ act: z.literal('reopen'), text: words }),
  z.strictObject({ act: z.literal('transfer'), from: unit, to: unit }),
  z.strictObject({ act: z.literal('hold'), text: words }),
  z.strictObject({ act: z.literal('release-hold') }),
  // 所管
  z.strictObject({ act: z.literal('accept') }),
  z.strictObject({ act: z.literal('decline'), names: unit, text: words }),
  z.strictObject({ act: z.literal('interim'), text: words }),
  z.strictObject({ act: z.literal('ask'), text: words }),
  z.strictObject({ act: z.literal('opinion'), text: z.string().min(1).max(1000) }),
  z.strictObject({ act: z.literal('draft'), answer: answerSchema }),
  /** A 決裁番号 of 電子決裁 stands for the approval. */
  z.strictObject({ act: z.literal('submit'), decisionNumber: z.string().max(60).optional() }),
  z.strictObject({ act: z.literal('approve'), decisionNumber: z.string().max(60) }),
  z.strictObject({ act: z.literal('send-back'), text: words }),
  z.strictObject({ act: z.literal('start-trial'), endsOn: daySchema, text: words }),
  z.strictObject({
    act: z.literal('mark-done'),
    conclusion: z.enum(['done', 'partly_done']),
    doneOn: daySchema,
    hours,
    text: words,
  }),
  z.strictObject({ act: z.literal('report-effect'), hours, text: words }),
  // Any unit
  z.strictObject({ act: z.literal('adopt'), text: words }),
  z.strictObject({ act: z.literal('report-adoption'), hours, text: words }),
  // By itself, when its time has come
  z.strictObject({ act: z.literal('accept-by-time') }),
  z.strictObject({ act: z.literal('return-lapsed') }),
  z.strictObject({ act: z.literal('summary-lapsed') }),
  z.strictObject({ act: z.literal('question-lapsed'), question: z.string() }),
  z.strictObject({ act: z.literal('remind'), steps: z.array(z.string()) }),
  z.strictObject({ act: z.literal('expire'), kinds: z.array(z.string()) }),
])
export type OfficialAct = z.infer<typeof actSchema>
export type Act = OfficialAct | AuthorAct
export type ActName = Act['act']
