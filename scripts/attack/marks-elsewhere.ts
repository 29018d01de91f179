import { type Attack, traces } from './attempt.ts'
import type { CopiedFile } from './copied-folder.ts'
import { marksOf } from './entries.ts'
import type { Evidence } from './evidence.ts'
import { outOfOrder } from './rising.ts'
import { count, firstOf } from './words.ts'

/** Fewer marks have no order to speak of. */
const FEWEST = 5

/**
 * Marks of cards that stand somewhere else too: a mirror, a list, a log of the own. Written down as people
 * come, they stand in order of arrival; prepared for everybody, in the order of staff numbers, of the
 * hashes, or of the marks themselves.
 */
export const marksElsewhere: Attack = {
  id: 'T2',
  slug: 'marks-elsewhere',
  title: 'ほかの場所にある券の印',
  run(evidence) {
    const marks = evidence.stores.filter(({ kind }) => kind === 'identity').flatMap(marksOf)
    const whoOf = new Map(marks.map(({ digest, who }) => [digest.toString('hex'), who]))
    const found: string[] = []
    let [entries, hits] = [0, 0]
    for (const file of otherFiles(evidence)) {
      const places = placesOf(file, [...whoOf.keys()])
      if (places.length < FEWEST) continue
      const people = places.map((mark) => whoOf.get(mark) ?? '')
      const strays = Math.min(outOfOrder(people), outOfOrder(places))
      entries += places.length
      hits += strays
      if (strays > 0) found.push(`${file.name}: ${count(places.length)}件が番号順でない`)
    }
    const told = {
      tried: '券の印を写したほかのファイルを探し、書かれた順を読む',
      meaning: '写された印のうち、番号の順からも値の順からも外れた割合',
    }
    return [traces(told, entries, hits, firstOf(found))]
  },
}

/** Everything that is not a store of its own attacks. */
function otherFiles({ folders }: Evidence): CopiedFile[] {
  return folders.flatMap(({ files, stores }) => {
    const known = stores.filter(({ kind }) => kind !== 'other').map(({ name }) => name)
    return files.filter(
      ({ name }) => !known.some((store) => store.endsWith(name.replace(/-(wal|shm|journal)$/, ''))),
    )
  })
}

/** The marks that are in the file, in their order there; as bytes, hex or base64. */
function placesOf(file: CopiedFile, marks: readonly string[]): string[] {
  const bytes = file.bytes()
  return marks
    .map((mark) => {
      const digest = Buffer.from(mark, 'hex')
      const spellings = [digest, Buffer.from(mark), Buffer.from(digest.toString('base64'))]
      const at = spellings.map((spelling) => bytes.indexOf(spelling)).find((place) => place >= 0)
      return { mark, at: at ?? -1 }
    })
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at)
    .map(({ mark }) => mark)
}
