import type { FastifyRequest } from 'fastify'
import { z } from 'zod'

const words = {
  extension:
    '締切を延長しました。全職員の画面に表示しています。「お知らせの文」でも知らせてください。',
  correction: '正誤のお知らせを出しました。全職員の画面に表示しています。',
  stop: '期限を停止しました。全職員の画面に表示しています。提案の期限は、行政管理課が別に停止します。',
  resumption: '期限の停止を終えました。新しい締切を、全職員の画面に表示しています。',
  cancellation: 'アンケートを中止しました。',
  review: '公表前の確認を記録しました。',
  entry: '受渡簿に記録しました。',
} as const

const query = z
  .object({ done: z.enum(Object.keys(words) as (keyof typeof words)[]).optional() })
  .catch({})

/** The sentence for the act that has just led here (`?done=`); null for none. */
export function doneWords(request: Pick<FastifyRequest, 'query'>): string | null {
  const { done } = query.parse(request.query)
  return done === undefined ? null : words[done]
}
