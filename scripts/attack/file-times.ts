import { type Attack, traces } from './attempt.ts'
import { boxesOf, marksOf } from './entries.ts'
import { WindowSet, readings } from './windows.ts'
import { count, firstOf } from './words.ts'

/**
 * The disk notes when a file was changed. Stores that many write into tell only when the last of them did;
 * a file for each person or message would tell the time of each.
 */
export const fileTimes: Attack = {
  id: 'T4',
  slug: 'file-times',
  title: 'ファイルの更新時刻',
  run({ folders, stores }) {
    const values = [
      ...stores
        .filter(({ kind }) => kind === 'identity')
        .flatMap(marksOf)
        .map((m) => m.digest),
      ...boxesOf(stores).flatMap(({ ballots, cards }) => [...ballots.values(), ...cards.values()]),
    ]
    const people = new Set(
      stores
        .filter(({ kind }) => kind === 'identity')
        .flatMap((store) => store.rows('SELECT number FROM person').map(([n]) => String(n))),
    )
    const windows = new WindowSet(values)
    const single = folders.flatMap(({ files }) =>
      files
        .filter((file) => file.size < 1_000_000 && !isStore(file.name))
        .flatMap((file) => {
          const named = file.name.match(/\d{4,}/g)?.some((digits) => people.has(digits)) === true
          const owners = new Set(readings(file.bytes()).flatMap((b) => [...windows.ownersIn(b)]))
          return named || owners.size === 1 ? [file] : []
        }),
    )
    const told = {
      tried: '一人または一件だけの情報を持つファイルを探し、その更新時刻を読む',
      meaning: '印と回答のうち、書かれた時刻が読める割合',
    }
    const found = single.map(({ name, changedAt }) => `${name}: ${japanTime(changedAt)}`)
    const entries = Math.max(values.length, single.length)
    if (found.length > 0) found.unshift(`${count(single.length)}件`)
    return [traces(told, entries, single.length, firstOf(found))]
  },
}

function isStore(name: string): boolean {
  return /\.db(-|\.|$)/.test(name)
}

function japanTime(milliseconds: number): string {
  return new Date(milliseconds + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
