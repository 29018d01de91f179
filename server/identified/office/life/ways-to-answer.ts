import type { NoticeFacts } from './notice-facts.ts'

/** Lines of 「全庁的お知らせ」. */
export function answerAt(facts: NoticeFacts): string[] {
  return [
    `回答のページ：${facts.staffAddress}`,
    ...bySlip(facts).map((words) => `紙の回答券：${words}`),
  ]
}

/** For whom a paper slip is meant: one sentence, or none. */
export function bySlip({ slipAddress }: NoticeFacts): string[] {
  if (slipAddress === null) return []
  return [
    `パソコンのない職場の職員は、配られる紙の回答券で、サインインせずに回答できます。紙のQRコードを職場のタブレットで読み取るか、${slipAddress} を開いて番号を入力します。`,
  ]
}
