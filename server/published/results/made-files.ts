interface Made {
  readonly stamp: string
  readonly body: Promise<Buffer>
}

/** Files that were made lately, so that not every request makes them anew: one of each name. */
export class MadeFiles {
  readonly #files = new Map<string, Made>()
  readonly #most: number

  /** @param most files kept; the longest unused one goes. */
  constructor(most: number) {
    this.#most = most
  }

  /** What is asked for twice at a time is made once. What cannot be made is not kept. */
  get(name: string, stamp: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const kept = this.#files.get(name)
    const made = kept?.stamp === stamp ? kept : { stamp, body: make() }
    this.#files.delete(name)
    this.#files.set(name, made)
    const [oldest] = this.#files.keys()
    if (this.#files.size > this.#most && oldest !== undefined) this.#files.delete(oldest)
    made.body.catch(() => {
      if (this.#files.get(name) === made) this.#files.delete(name)
    })
    return made.body
  }
}
