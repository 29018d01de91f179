/**
 * RSA keys for tests: making one of 3072 bits takes half a second, and the tests need about a thousand. They
 * are made once by the program's own function and kept in the cache of this folder; each test file takes
 * them in an order of its own, and none twice. When they are used up, fresh ones are made.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { projectFile } from '../../server/http/project-file.ts'
import type { KeyPair } from '../../server/tokens/keys.ts'

const STOCK = 48
const FILE = projectFile('node_modules', '.cache', 'kazetoshi-test-keys.json')

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the keys are. */
    keyStock: string
  }
}

/** Makes the keys unless they are there. @returns the file's name. */
export async function fillKeyStock(generate: () => Promise<KeyPair>): Promise<string> {
  if (readStock(FILE).length === STOCK) return FILE
  const made = await Promise.all(Array.from({ length: STOCK }, generate))
  const text = JSON.stringify(
    made.map(({ pkcs8, spki }) => [pkcs8.toString('base64'), spki.toString('base64')]),
  )
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(`${FILE}.new`, text)
  renameSync(`${FILE}.new`, FILE)
  return FILE
}

/** Each key of the file once, in random order; then fresh ones. */
export function keysFrom(file: string, fresh: () => Promise<KeyPair>): () => Promise<KeyPair> {
  const left = readStock(file)
  return async () => {
    const [next] = left.splice(Math.floor(Math.random() * left.length), 1)
    return next ?? (await fresh())
  }
}

function readStock(file: string): KeyPair[] {
  try {
    const pairs = JSON.parse(readFileSync(file, 'utf8')) as [string, string][]
    return pairs.map(([pkcs8, spki]) => ({
      pkcs8: Buffer.from(pkcs8, 'base64'),
      spki: Buffer.from(spki, 'base64'),
    }))
  } catch {
    return []
  }
}
