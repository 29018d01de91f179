import { randomBytes } from 'node:crypto'
import { normaliseCode, printedCode, toCrockford } from './crockford.ts'

/** 16 characters of five bits: 80 random bits, which no offline search reaches through argon2id. */
const CHARACTERS = 16

/** A fresh passphrase of a keeper, `XXXX-XXXX-XXXX-XXXX-C`: 80 random bits and a check character. */
export function generatePassphrase(): string {
  return printedCode(toCrockford(randomBytes(10), CHARACTERS))
}

/**
 * Reads a passphrase as a person types it and returns the form that `generatePassphrase` made, so
 * that both can be fed to the same key derivation; null when the check character does not fit.
 */
export function normalisePassphrase(text: string): string | null {
  return normaliseCode(text, CHARACTERS)
}
