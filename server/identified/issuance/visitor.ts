import { createHash } from 'node:crypto'

/**
 * One of sixteen letters for a person: enough for a browser to notice that several people use it, too
 * little to say who. (Of 2,300 people about 140 share each.)
 */
export function visitorLetter(person: string): string {
  const [byte = 0] = createHash('sha256').update(`kazetoshi visitor v1:${person}`).digest()
  return (byte & 15).toString(16)
}
