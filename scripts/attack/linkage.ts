import { type Attempt, type Attack, deviation, guesses } from './attempt.ts'
import { neighbourScore, rankScore } from './chance.ts'
import type { Evidence } from './evidence.ts'
import { type Order, staffOrders, voiceOrders } from './orders.ts'
import type { Deed } from './truth.ts'
import { count } from './words.ts'

/**
 * With the truth of a sample in hand: every order of the people joined with every order of the messages,
 * the k-th with the k-th, and counted how many were right. Blind guessing is right once in N.
 */
export const linkage: Attack = {
  id: 'T8',
  slug: 'linkage',
  title: '人と回答の結びつけ（見本の記録と照合）',
  run: (evidence) => boxesOfTruth(evidence).flatMap((box) => joinsOf(evidence, box)),
}

/** Whether any order of either side follows the order of arrival. */
export const arrival: Attack = {
  id: 'T2',
  slug: 'arrival',
  title: '届いた順（見本の記録と照合）',
  run: (evidence) => boxesOfTruth(evidence).flatMap((box) => arrivalsOf(evidence, box)),
}

function boxesOfTruth({ truth }: Evidence): string[] {
  return [...new Set(truth?.deeds.map(({ box }) => box) ?? [])]
}

/** For each order of the messages the order of the people that fits best. */
function joinsOf(evidence: Evidence, box: string): Attempt[] {
  const deeds = deedsOf(evidence, box)
  const byMark = new Map(deeds.map((deed) => [deed.mark, deed]))
  const known = new Set(deeds.flatMap(({ nonce, sealed }) => [nonce, sealed]))
  const staff = staffOrders(evidence, box)
  return voiceOrders(evidence, box).map((voice) => {
    const messages = voice.ids.filter((id) => known.has(id))
    const hitsOf = (order: Order) => {
      const people = order.ids.filter((mark) => byMark.has(mark))
      const guessAt = (i: number) =>
        byMark.get(people[Math.floor(((i + 0.5) * people.length) / messages.length)] ?? '')
      return messages.filter((id, i) => guessAt(i)?.nonce === id || guessAt(i)?.sealed === id)
        .length
    }
    const [best] = [...staff, ...staff.map(reversed)]
      .map((order) => ({ how: order.how, hits: hitsOf(order) }))
      .toSorted((a, b) => b.hits - a.hits)
    const told = {
      tried: `${box}: 人を${count(staff.length)}通りの順とその逆に並べ、「${voice.how}」の順の回答へ順番どおり当てはめる`,
      meaning: '回答のうち、本人に当たった割合（最もよく当たった並べ方で。偶然は1/N）',
    }
    const chances = messages.map(() => 1 / Math.max(1, messages.length))
    const attempt = guesses(told, chances, best?.hits ?? 0)
    return attempt.success > attempt.limit
      ? { ...attempt, found: [`「${best?.how}」の順`] }
      : attempt
  })
}

function reversed({ how, ids }: Order): Order {
  return { how: `${how}（逆）`, ids: ids.toReversed() }
}

function arrivalsOf(evidence: Evidence, box: string): Attempt[] {
  const deeds = deedsOf(evidence, box)
  const arrivalOf = new Map<string, number>()
  for (const [i, { mark, nonce, sealed }] of deeds.entries())
    for (const id of [mark, nonce, sealed]) arrivalOf.set(id, i)
  // Staff numbers and nights are known to everybody; only places could tell an order by themselves.
  const orders = [
    ...voiceOrders(evidence, box),
    ...staffOrders(evidence, box).filter(({ how }) => how.includes('印')),
  ].filter(({ how }) => !how.includes('晩'))
  return orders.map((order) => scored(box, order, arrivalOf))
}

function scored(box: string, { how, ids }: Order, arrivalOf: ReadonlyMap<string, number>): Attempt {
  const arrivals = ids.flatMap((id) => arrivalOf.get(id) ?? [])
  const places = arrivals.map((_, i) => i)
  const told = {
    tried: `${box}: 「${how}」の順と、届いた順との順位相関・隣どうしの近さ`,
    meaning: '偶然からのずれ（標準偏差、大きいほう）',
  }
  return deviation(told, arrivals.length, [rankScore(places, arrivals), neighbourScore(arrivals)])
}

function deedsOf({ truth }: Evidence, box: string): Deed[] {
  return truth?.deeds.filter((deed) => deed.box === box) ?? []
}
