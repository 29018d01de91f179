/** The posts that hold a passphrase, and how many of them open the box. */
interface Keepers {
  readonly posts: readonly string[]
  readonly need: number
}

/** What is said in advance, wherever the keepers are named: what happens when too many sheets are lost. */
export function lossInWords(keepers: Keepers): string {
  return `合言葉を${tooManyLost(keepers)}人分なくすと、だれにも開けられません。そのときはアンケートを中止し、回答箱は開けずに廃棄します。`
}

/** With so many sheets lost nobody can open any more. */
export function tooManyLost({ posts, need }: Keepers): number {
  return posts.length - need + 1
}
