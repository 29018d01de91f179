import type { Author } from '../author.ts'
import { loadPart } from './load-part.ts'

let loaded: Promise<Author> | undefined

/** Loaded once the page is shown; tried again after a failure. */
export async function authorPart(): Promise<Author> {
  loaded ??= loadPart<{ author: Author }>('author').then(({ author }) => author)
  try {
    return await loaded
  } catch (error) {
    loaded = undefined
    throw error
  }
}
