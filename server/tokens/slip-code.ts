import { normaliseCode, printedCode, toCrockford } from './crockford.ts'

/**
 * Codes on paper: one letter for the kind, 80 random bits in Crockford's base 32, one check character. 18
 * characters, printed in groups of four. Pure: the browser imports this file too.
 */
export type SlipKind = 'survey' | 'proposal' | 'card'

/** 紙の回答券, 紙の提案券, and the printed code of a card that was taken early. */
const LETTERS = { survey: 'S', proposal: 'P', card: 'C' } as const satisfies Record<
  SlipKind,
  string
>

/** 16 characters of five bits. */
export const SLIP_BYTES = 10
const CHARACTERS = 16

/** @param bytes ten random bytes. @throws {RangeError} when there are fewer. */
export function slipCode(kind: SlipKind, bytes: Uint8Array): string {
  return printedCode(LETTERS[kind] + toCrockford(bytes, CHARACTERS))
}

/** As typed or scanned → as `slipCode` printed it, with its kind; null when it cannot be one. */
export function readSlipCode(
  text: string,
): { readonly kind: SlipKind; readonly code: string } | null {
  const code = normaliseCode(text, 1 + CHARACTERS)
  if (code === null) return null
  const kinds = Object.keys(LETTERS) as SlipKind[]
  const kind = kinds.find((one) => code.startsWith(LETTERS[one]))
  return kind === undefined ? null : { kind, code }
}
