import { type Attempt, type Attack, traces } from './attempt.ts'
import { type Box, boxesOf, marksOf, type Mark } from './entries.ts'
import type { Evidence } from './evidence.ts'
import type { Store } from './store.ts'
import { count, firstOf } from './words.ts'

/** One moment at which somebody copied the stores. */
interface Moment {
  readonly name: string
  readonly marks: readonly Mark[]
  readonly boxes: readonly Box[]
}

/**
 * Between two copies some people took cards and some messages came: who holds both copies has small groups
 * to join. So no copy may hold a box that still takes answers, and then nothing on the side of the answers
 * changes from night to night. Copies made before a migration and the mirror are such moments too.
 */
export const betweenBackups: Attack = {
  id: 'T8',
  slug: 'between-backups',
  title: 'バックアップの差',
  run(evidence) {
    const moments = momentsOf(evidence)
    return [boxesInBackups(evidence), batches(moments), keysInBackups(evidence), mirror(evidence)]
  },
}

function momentsOf({ folders, nights, stores }: Evidence): Moment[] {
  const [data] = folders
  const moment = (name: string, list: readonly Store[]): Moment => ({
    name,
    marks: list.filter(({ kind }) => kind === 'identity').flatMap(marksOf),
    boxes: boxesOf(list),
  })
  const old = stores.filter((store) => store.old)
  return [
    ...(old.length === 0 ? [] : [moment('移行前の写し', old)]),
    ...nights.map(({ name, folder }) => moment(name, folder.stores)),
    moment('現在', data?.stores.filter((store) => !store.old) ?? []),
  ]
}

function boxesInBackups({ nights, stores, now }: Evidence): Attempt {
  const open = new Set(
    stores
      .filter(({ kind, old }) => kind === 'commons' && !old)
      .flatMap((store) => store.rows(`SELECT id, closes_at FROM survey WHERE state = 'announced'`))
      .filter(([, closesAt]) => new Date(String(closesAt)) > now)
      .map(([id]) => String(id)),
  )
  const finds = nights.filter(({ folder }) =>
    boxesOf(folder.stores).some(
      ({ id, isSurvey, ballots }) => ballots.size > 0 && (!isSurvey || open.has(id)),
    ),
  )
  return traces(
    {
      tried: 'バックアップから、受付中の箱の中身を読む',
      meaning: 'バックアップのうち、受付中の箱があったものの割合',
    },
    nights.length,
    finds.length,
    firstOf(finds.map(({ name }) => `${name} に受付中の箱がある`)),
  )
}

/** A message that is new between two copies belongs to somebody; people whose marks are new are the candidates. */
function batches(moments: readonly Moment[]): Attempt {
  const now = moments.at(-1)
  const sizes: number[] = []
  for (const [i, moment] of moments.entries()) {
    const before = moments[i - 1]
    if (before === undefined) continue
    for (const box of moment.boxes) {
      // The first sight of a box says nothing of when its messages came, unless an earlier copy lacks them.
      const earlier = before.boxes.find(({ id }) => id === box.id)
      if (earlier === undefined) continue
      const fresh = [...box.ballots.keys()].filter((slot) => !earlier.ballots.has(slot))
      if (fresh.length === 0) continue
      const people = newMarks(moment, before, box.id)
      const everybody = now?.marks.filter((mark) => belongs(mark, box.id)).length ?? 0
      const candidates = Math.max(people, fresh.length)
      if (candidates < everybody) sizes.push(...fresh.map(() => candidates))
    }
  }
  const entries = now?.boxes.reduce((sum, { ballots }) => sum + ballots.size, 0) ?? 0
  const told = {
    tried: '続く2つの写しで、新しく印がついた人と、新しく入った回答をつなぐ',
    meaning: '箱の中の回答のうち、候補の人が全員より狭まった割合',
  }
  const sorted = sizes.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  const found =
    sizes.length === 0
      ? []
      : [
          `候補は最少${count(sorted[0] ?? 0)}人、中央値${count(middle)}人（${count(sizes.length)}件）`,
        ]
  return traces(told, entries, sizes.length, found)
}

function newMarks(moment: Moment, before: Moment, box: string): number {
  const known = new Set(
    before.marks.filter((mark) => belongs(mark, box)).map(({ digest }) => digest.toString('hex')),
  )
  const fresh = moment.marks.filter(
    (mark) => belongs(mark, box) && !known.has(mark.digest.toString('hex')),
  )
  return new Set(fresh.map(({ who }) => who)).size
}

/** Slips of proposals count for every quarter. */
function belongs(mark: Mark, box: string): boolean {
  return mark.box === box || (mark.box.startsWith('proposals-') && /^p\d{4}q\d/.test(box))
}

/** A wrapped tally key in an old backup would open an old box once the sheets come to light. */
function keysInBackups({ nights }: Evidence): Attempt {
  const finds = nights.filter(({ folder }) =>
    folder.files.some(({ name }) => /(^|\/)tally-.+\.json/.test(name)),
  )
  return traces(
    {
      tried: 'バックアップから、箱を開く鍵（包んだもの）を取り出す',
      meaning: 'バックアップのうち、鍵があったものの割合',
    },
    nights.length,
    finds.length,
    firstOf(finds.map(({ name }) => `${name} に鍵がある`)),
  )
}

/** A mirror that lags behind shows what came last. */
function mirror({ folders }: Evidence): Attempt {
  const [data, copy] = folders
  const here = boxesOf(data?.stores ?? [])
  const there = boxesOf(copy?.stores ?? [])
  let [entries, hits] = [0, 0]
  const found: string[] = []
  for (const box of there) {
    const main = here.find(({ id }) => id === box.id)
    if (main === undefined) continue
    entries += main.ballots.size
    const late = [...main.ballots.keys()].filter((slot) => !box.ballots.has(slot)).length
    hits += late
    if (late > 0) found.push(`${box.store.name}: ${count(late)}件が遅れている`)
  }
  return traces(
    {
      tried: '箱とその写し（BOX_MIRROR）の違いから、最後に届いた回答を知る',
      meaning: '回答のうち、写しになく最後に届いたと分かる割合',
    },
    entries,
    hits,
    found,
  )
}
