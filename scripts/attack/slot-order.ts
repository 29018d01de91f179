import { type Attempt, type Attack, deviation, traces } from './attempt.ts'
import { mostByDrawing, positionScore, runsScore } from './chance.ts'
import { type Box, boxesOf } from './entries.ts'
import { count } from './words.ts'

/**
 * Where the filled slots of a box lie. A box that fills up in order, from the middle, or that puts a
 * ballot and its card into slots of one number shows it here without any knowledge of who came when.
 */
export const slotOrder: Attack = {
  id: 'T2',
  slug: 'slot-order',
  title: '箱の中の場所',
  run: ({ folders }) => {
    const boxes = boxesOf(folders.flatMap(({ stores }) => stores)).filter(isFirst)
    return [...boxes.flatMap(occupied), appended(boxes), ...boxes.flatMap(sameNumbers)]
  },
}

/** A mirror that holds the same slots says nothing more. */
function isFirst(box: Box, i: number, boxes: readonly Box[]): boolean {
  const slots = (one: Box) => JSON.stringify([...one.ballots.keys(), -1, ...one.cards.keys()])
  return !boxes.slice(0, i).some((other) => other.id === box.id && slots(other) === slots(box))
}

function occupied(box: Box): Attempt[] {
  return [
    { what: '回答', slots: box.ballotSlots, taken: box.ballots },
    { what: '使われた券', slots: box.cardSlots, taken: box.cards },
  ].map(({ what, slots, taken }) => {
    const marked = Array.from({ length: slots }, (_, slot) => taken.has(slot))
    const told = {
      tried: `${box.id}: ${what}の入っている欄が、前か後ろに偏ったり続いたりしていないか`,
      meaning: '偶然からのずれ（標準偏差、大きいほう）',
    }
    // With next to no free or taken slots there is nothing that could lean to a side.
    const entries = taken.size < 5 || slots - taken.size < 2 ? 0 : taken.size
    return deviation(told, entries, [positionScore(marked), runsScore(marked)])
  })
}

/** Slots are made at the announcement: a table without a free one grew with each arrival. */
function appended(boxes: readonly Box[]): Attempt {
  const grown = boxes.flatMap(({ store, ballots, cards, ballotSlots, cardSlots }) => [
    ...(ballots.size > 0 && ballots.size === ballotSlots ? [{ store, n: ballots.size }] : []),
    ...(cards.size > 0 && cards.size === cardSlots ? [{ store, n: cards.size }] : []),
  ])
  const entries = boxes.reduce((sum, { ballots, cards }) => sum + ballots.size + cards.size, 0)
  return traces(
    {
      tried: '届くたびに行が増える表を探し、行の番号から届いた順を読む',
      meaning: '回答と券のうち、行の番号が届いた順になっている割合',
    },
    entries,
    grown.reduce((sum, { n }) => sum + n, 0),
    grown.map(({ store, n }) => `${store.name}: 空いた欄がなく、${count(n)}行が順に増えている`),
  )
}

/** In a box of a survey both tables have as many slots: slots of one number would join card and ballot. */
function sameNumbers({ id, ballots, cards, ballotSlots, cardSlots }: Box): Attempt[] {
  const entries = ballots.size
  if (ballotSlots !== cardSlots || entries === 0 || entries === ballotSlots) return []
  const hits = [...ballots.keys()].filter((slot) => cards.has(slot)).length
  return [
    {
      tried: `${id}: 回答と使われた券が、同じ番号の欄に入っていないか`,
      meaning: '回答のうち、同じ番号の欄に券もある割合',
      measure: 'share',
      entries,
      success: hits / entries,
      chance: cards.size / ballotSlots,
      limit: mostByDrawing(ballotSlots, cards.size, entries) / entries,
      found: [],
    },
  ]
}
