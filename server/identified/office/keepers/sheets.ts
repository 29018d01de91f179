/** A sheet as it is printed; the only place where a passphrase stands. */
export interface KeeperSheet {
  readonly position: number
  readonly post: string
  readonly passphrase: string
}

/** What pages may know of a sheet. */
export interface ShownSheet {
  readonly post: string
  /** It was handed out to a page, and nobody can have it shown again. */
  readonly shown: boolean
}

export interface KeptSheets {
  list(): readonly ShownSheet[]
  /** Those of them that nobody has taken; from now on they are forgotten. */
  take(which: number | 'all'): readonly KeeperSheet[]
}

/** Holds each passphrase in memory until its sheet is shown, once. */
export function keptSheets(posts: readonly string[], passphrases: readonly string[]): KeptSheets {
  const held: (string | null)[] = posts.map((_, i) => passphrases[i] ?? null)
  return {
    list: () => posts.map((post, i) => ({ post, shown: held[i] === null })),
    take(which) {
      return posts.flatMap((post, position) => {
        const passphrase = held[position] ?? null
        if (passphrase === null || (which !== 'all' && which !== position)) return []
        held[position] = null
        return [{ position, post, passphrase }]
      })
    },
  }
}

/** `1-2`: the second sheet of the first post. */
export function sheetNumber(position: number, sheet: number): string {
  return `${position + 1}-${sheet}`
}
