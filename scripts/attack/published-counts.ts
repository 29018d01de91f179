import { type Attempt, type Attack, traces } from './attempt.ts'
import { boxesOf, publishedCards } from './entries.ts'
import type { Evidence } from './evidence.ts'
import { firstOf } from './words.ts'

/** The shown turnout moves by at least so many points. */
const STEP = 5

/**
 * A number that moves with each person tells who has just taken a card. Shown are five points at a time,
 * once a day; the list of used cards comes sorted after the close, that of proposals never.
 */
export const publishedCounts: Attack = {
  id: 'T12',
  slug: 'published-counts',
  title: '公表する数と一覧',
  run: (evidence) => [
    turnout(evidence),
    publishedOrder(evidence),
    proposalCards(evidence),
    boxesThatStayed(evidence),
  ],
}

function turnout({ stores }: Evidence): Attempt {
  const rows = stores
    .filter(({ kind, old, tables }) => kind === 'identity' && !old && tables.includes('turnout'))
    .flatMap((store) => store.rows('SELECT survey, day, percent FROM turnout'))
  const seen = new Set<string>()
  const finds = rows.flatMap(([survey, day, percent]) => {
    const key = `${String(survey)} ${String(day)}`
    const again = seen.has(key)
    seen.add(key)
    const value = Number(percent)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(String(day))) return [`${key}: 日より細かい`]
    if (value % STEP !== 0) return [`${key}: ${value}%（5ポイントより細かい）`]
    return again ? [`${key}: 1日に2回`] : []
  })
  return traces(
    {
      tried: '回収率の表示から、直前に券を受け取った人を数える（1日1回・5ポイント刻みか）',
      meaning: '表示した回収率のうち、刻みより細かい割合',
    },
    rows.length,
    finds.length,
    firstOf(finds),
  )
}

function publishedOrder({ stores }: Evidence): Attempt {
  const finds: string[] = []
  let [entries, hits] = [0, 0]
  for (const [survey, list] of publishedCards(stores)) {
    entries += list.length
    const unsorted = list.filter(({ nonce }, i) => {
      const before = list[i - 1]?.nonce
      return before !== undefined && Buffer.compare(before, nonce) > 0
    })
    hits += unsorted.length
    if (unsorted.length > 0) finds.push(`${survey}: 値の順に並んでいない`)
  }
  return traces(
    {
      tried: '公表した「使われた回答券」の一覧の並びから、届いた順を読む',
      meaning: '公表した券のうち、値の順から外れた割合',
    },
    entries,
    hits,
    finds,
  )
}

function proposalCards({ stores }: Evidence): Attempt {
  const lists = [...publishedCards(stores)]
  const finds = lists.filter(([survey]) => /^p\d{4}q\d/.test(survey))
  return traces(
    {
      tried: '使われた提案券の一覧が公表されていないか',
      meaning: '公表した一覧のうち、提案券のものの割合',
    },
    lists.length,
    finds.length,
    finds.map(([quarter]) => quarter),
  )
}

/** A box whose survey is over must be gone: its key could still come to light. */
function boxesThatStayed({ stores }: Evidence): Attempt {
  const over = new Set(
    stores
      .filter(({ kind, old }) => kind === 'commons' && !old)
      .flatMap((store) => [
        ...store.rows(`SELECT id FROM survey WHERE state IN ('destroyed', 'cancelled')`),
        ...(store.tables.includes('proposal_quarter')
          ? store.rows(`SELECT id FROM proposal_quarter WHERE state = 'destroyed'`)
          : []),
      ])
      .map(([id]) => String(id)),
  )
  const finds = boxesOf(stores).filter(({ id }) => over.has(id))
  return traces(
    {
      tried: '廃棄したはずの箱が残っていないか',
      meaning: '終わったアンケートと四半期のうち、箱が残っている割合',
    },
    over.size,
    finds.length,
    finds.map(({ store }) => store.name),
  )
}
