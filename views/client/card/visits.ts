/**
 * Whether this browser keeps its memory and serves one person: a mark that an earlier day has left. VDI and
 * 「終了時に消去」 erase it. It holds a day and one of sixteen letters, no staff number; once somebody with
 * another letter has come, it only says 「共用」 and holds nothing of anybody.
 */
const NAME = 'kazetoshi.visits'
const SHARED = 'shared'

/**
 * @param visitor letter of who is signed in
 * @param today ISO day (JST) as the server has it
 * @returns whether the same person, and nobody else, was here on an earlier day
 */
export function noteVisit(visitor: string, today: string): boolean {
  try {
    const mark = localStorage.getItem(NAME)
    if (mark === SHARED) return false
    const [letter, day] = mark?.split(' ') ?? []
    if (letter === undefined || day === undefined) {
      localStorage.setItem(NAME, `${visitor} ${today}`)
      return false
    }
    if (letter === visitor) return day < today
    noteShared()
  } catch {
    // A browser that stores nothing remembers nobody.
  }
  return false
}

/** A tablet that many use: never again a PC that remembers. @throws when the browser refuses to store */
function noteShared(): void {
  localStorage.setItem(NAME, SHARED)
}
