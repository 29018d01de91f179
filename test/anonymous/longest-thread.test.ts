/** The thread door answers in one size: whatever officials and author have written, it fits. */
import { expect, test } from 'vitest'
import { answerThread } from '../../server/anonymous/proposals/thread.ts'
import { THREAD_ANSWER_BYTES, THREAD_REQUEST_BYTES } from '../../server/proposals/envelope.ts'
import { type Proposal, proposalSchema } from '../../server/proposals/proposal.ts'
import type { AuthorReading } from '../../server/proposals/shown.ts'
import { cityWithBox } from '../support/proposal-box.ts'

/** Three bytes each, as most of what people write. */
const words = (length: number) => '漢'.repeat(length)
const DAY = '2026-11-24'

test('the longest thread there can be is read whole, with the newest four answers', async () => {
  const { city, box } = await cityWithBox()
  const [author] = await box.release(3)
  if (author === undefined) throw new Error('no author')
  const { number = '' } = await box.thread(author)
  const { ledger } = city.system.proposals
  await ledger.change(number, null, (p) => longest(p, 7))
  const bytes = await box.threadBytes(author.lookup)
  expect(bytes).toHaveLength(THREAD_ANSWER_BYTES)
  const thread = (await box.thread(author)) as AuthorReading & { tooLong?: boolean }
  expect(thread.tooLong).toBeUndefined()
  expect(thread.answers.map(({ decisionNumber }) => decisionNumber.slice(0, 1))).toEqual([
    '7',
    '6',
    '5',
    '4',
  ])
  expect(thread.questions.map(({ text, reply }) => text.length + reply.length)).toEqual([
    2500, 2500, 2500, 2500, 2500,
  ])
  // The half of it would not do.
  expect(bytes.readUInt32BE()).toBeGreaterThan(THREAD_ANSWER_BYTES / 2)
})

test('what is longer all the same is told as too long, in the same size', async () => {
  const answer = await answerThread(
    {
      receiptKey: Buffer.alloc(32),
      isKnown: () => true,
      thread: async () => ({ text: words(50_000) }),
    },
    Buffer.alloc(THREAD_REQUEST_BYTES),
  )
  expect(answer).toHaveLength(THREAD_ANSWER_BYTES)
  const json = answer.subarray(4, 4 + answer.readUInt32BE()).toString()
  expect(JSON.parse(json)).toEqual({ found: true, tooLong: true })
})

/** Every text as long as it may be. */
function longest(p: Proposal, answers: number): Proposal {
  const units = ['2010', '2020', '2000', '1030', '1020']
  const step = p.steps[0]
  if (step === undefined) throw new Error('no step')
  return proposalSchema.parse({
    ...p,
    version: p.version + 1,
    state: 'continued',
    publicity: 'open',
    written: { title: words(60), current: words(1000), idea: words(1000), effect: words(300) },
    summary: {
      title: words(60),
      text: words(800),
      stage: 'approved',
      askedOn: DAY,
      note: words(500),
    },
    units: units.map((unit) => ({ unit, acceptedOn: DAY, opinion: words(1000) })),
    interim: { text: words(1500), on: DAY, unit: '2010' },
    ending: { text: words(1500), desk: 'harassment', reasonCode: null },
    questions: Array.from({ length: 5 }, (_, i) => ({
      id: `Q${i + 1}XX`,
      unit: '2010',
      text: words(1500),
      stage: 'answered',
      askedOn: DAY,
      openedOn: DAY,
      closedOn: DAY,
      reply: words(1000),
      note: words(1500),
    })),
    answers: Array.from({ length: answers }, (_, i) => ({
      answer: {
        conclusion: 'continued',
        reason: words(1500),
        date: DAY,
        part: words(800),
        where: words(400),
        nextDate: DAY,
        reasonCode: 'other_way',
        wouldChange: words(800),
        hours: 1_000_000,
        committee: words(100),
      },
      units,
      decisionNumber: `${i + 1}${words(59)}`,
      on: DAY,
    })),
    steps: Array.from({ length: 80 }, () => ({ ...step, act: '期限を延ばす' })),
  } satisfies Record<keyof Proposal, unknown>)
}
