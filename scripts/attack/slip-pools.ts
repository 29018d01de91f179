import { createHash } from 'node:crypto'
import { type Attempt, type Attack, traces } from './attempt.ts'
import type { Evidence } from './evidence.ts'

/**
 * Paper slips of the whole city are one pool: of each there is only a hash, in the order of the hashes. A
 * list in the order of printing would tell which workplace got which; a code in the store would tell the
 * card.
 */
export const slipPools: Attack = {
  id: 'T2',
  slug: 'slip-pools',
  title: '紙の券',
  run: (evidence) => [order(evidence), pools(evidence), codes(evidence)],
}

function slipRows({ stores }: Evidence): unknown[][] {
  return stores
    .filter(({ kind, old, tables }) => kind === 'identity' && !old && tables.includes('slip'))
    .flatMap((store) => store.rows('SELECT pool, hash, exchanged FROM slip'))
}

/** As the file gives them out, without asking for an order. */
function order(evidence: Evidence): Attempt {
  const rows = slipRows(evidence)
  const outside = rows.filter(([pool, hash], i) => {
    const before = rows[i - 1]
    return (
      before !== undefined &&
      before[0] === pool &&
      Buffer.compare(before[1] as Buffer, hash as Buffer) > 0
    )
  })
  return traces(
    {
      tried: '紙の券の並びから、刷った順（配った職場）を読む',
      meaning: '紙の券のうち、値の順から外れた割合',
    },
    rows.length,
    outside.length,
  )
}

/** One pool a survey: more would be groups of people. */
function pools(evidence: Evidence): Attempt {
  const surveys = new Set(
    evidence.stores
      .filter(({ kind, old }) => kind === 'commons' && !old)
      .flatMap((store) => store.rows('SELECT id FROM survey').map(([id]) => String(id))),
  )
  const rows = slipRows(evidence)
  const names = [...new Set(rows.map(([pool]) => String(pool)))]
  const finds = names.filter((pool) => !surveys.has(pool) && !/^proposals-\d+$/.test(pool))
  return traces(
    {
      tried: '紙の券の束の名前から、職場を読む',
      meaning: '束のうち、アンケートや提案箱のもの以外の割合',
    },
    names.length,
    finds.length,
    finds,
  )
}

/** A hash of something that stands beside it, or the code itself, would give the slip away. */
function codes(evidence: Evidence): Attempt {
  const rows = slipRows(evidence)
  const hashes = new Set(rows.map(([, hash]) => (hash as Buffer).toString('hex')))
  const guesses = [
    ...evidence.stores
      .filter(({ kind, old }) => kind === 'identity' && !old)
      .flatMap((store) => store.rows('SELECT number FROM person').map(([n]) => String(n))),
    ...Array.from({ length: 20_000 }, (_, i) => String(i)),
  ]
  const hits = guesses.filter((guess) =>
    hashes.has(createHash('sha256').update(guess).digest('hex')),
  )
  return traces(
    {
      tried: '紙の券の値を、職員番号と通し番号から当てる',
      meaning: '紙の券のうち、当てられた割合',
    },
    rows.length,
    hits.length,
  )
}
