import { type Attempt, type Attack, traces } from './attempt.ts'
import { boxesOf, marksOf, nonceOf } from './entries.ts'
import type { Evidence } from './evidence.ts'
import { beforeImages, commitsOf } from './sqlite/journals.ts'
import type { Store } from './store.ts'
import { count, firstOf } from './words.ts'

/**
 * A write-ahead log keeps one image of a page for each commit, a rollback journal the page before the last
 * one: both give the order of arrival (measured: 100 % while a WAL exists). Files without them give
 * nothing here.
 */
export const leftoverJournals: Attack = {
  id: 'T3',
  slug: 'journals',
  title: '書込みの途中の記録',
  run: (evidence) => [writeAheadLogs(evidence), rollbackJournals(evidence)],
}

function writeAheadLogs(evidence: Evidence): Attempt {
  const found: string[] = []
  let [entries, hits] = [0, 0]
  for (const store of guarded(evidence)) {
    const values = valuesOf(store)
    entries += values.length
    if (store.wal === null && store.raw.format !== 'wal') continue
    const commits = commitsOf(store.wal ?? Buffer.alloc(0))
    const ordered = values.filter((value) =>
      commits.some((pages) => pages.some(({ bytes }) => bytes.includes(value))),
    )
    hits += Math.max(1, ordered.length)
    found.push(
      `${store.name}: ${count(commits.length)}回の書込みが順に残り、${count(ordered.length)}件が現れる`,
    )
  }
  return traces(
    {
      tried: '先行書込みログ（WAL）から、書かれた順を読む',
      meaning: '券の印と回答のうち、書かれた順が読めた割合',
    },
    entries,
    hits,
    firstOf(found),
  )
}

function rollbackJournals(evidence: Evidence): Attempt {
  const found: string[] = []
  let [entries, hits] = [0, 0]
  for (const store of guarded(evidence)) {
    const values = valuesOf(store)
    entries += values.length
    const { journal, raw } = store
    if (journal === null || journal.length === 0) continue
    const images = beforeImages(journal, raw)
    const last = values.filter((value) =>
      images.some(
        ({ number, bytes }) => raw.page(number).includes(value) && !bytes.includes(value),
      ),
    )
    hits += Math.max(1, last.length)
    found.push(
      `${store.name}: ${count(images.length)}ページの古い内容。最後に書かれた${count(last.length)}件が分かる`,
    )
  }
  return traces(
    {
      tried: '空でないジャーナルから、最後に書かれたものを読む',
      meaning: '券の印と回答のうち、最後の書込みと分かった割合',
    },
    entries,
    hits,
    firstOf(found),
  )
}

/** Everything but `commons.db`, which holds nothing of a person or an answer and may use a log. */
function guarded({ folders, nights }: Evidence): Store[] {
  return [...folders, ...nights.map(({ folder }) => folder)]
    .flatMap(({ stores }) => stores)
    .filter(({ kind }) => kind !== 'commons')
}

function valuesOf(store: Store): Buffer[] {
  if (store.kind === 'identity') return marksOf(store).map(({ digest }) => digest)
  return boxesOf([store]).flatMap(({ ballots, cards }) => [
    ...[...ballots.values()].map((sealed) => sealed.subarray(1, 33)),
    ...[...cards.values()].map(nonceOf),
  ])
}
