import { groupsOfFour, typedCharacters } from '../../../server/tokens/crockford.ts'
import { readSlipCode, type SlipKind } from '../../../server/tokens/slip-code.ts'
import { slipSaidJa } from '../../words/slip-said.ts'
import { type Line, speaker } from '../language/spoken.ts'

const { line } = speaker(slipSaidJa)

/** Letter of the kind, 16 characters, check character. */
const CHARACTERS = 18
/** 控え番号 of a proposal, see `protocol/receipt.ts`: people mix them up. */
const RECEIPT_CHARACTERS = 21

/** A code, or the sentence that says what to look at again. */
export type TypedCode =
  | { readonly kind: SlipKind; readonly code: string }
  | { readonly fault: Line }

/** What somebody typed: lower case, full width, spaces and hyphens do not matter. */
export function judgeTyped(text: string): TypedCode {
  return readSlipCode(text) ?? { fault: faultOf(typedCharacters(text)) }
}

/** As far as it has been typed, in the groups in which it is printed. */
export function asPrinted(text: string): string {
  return groupsOfFour(typedCharacters(text))
}

/**
 * What a QR says: the address of the page with the code behind `#`, or the code alone.
 *
 * @returns null when it is no QR of a slip
 */
export function readScanned(
  text: string,
): { readonly kind: SlipKind; readonly code: string } | null {
  return readSlipCode(text.slice(text.lastIndexOf('#') + 1))
}

function faultOf(typed: string): Line {
  if (typed === '') return line('empty')
  const foreign = /[^0-9A-Z]/u.exec(typed)?.[0]
  if (foreign !== undefined) return line('foreign', foreign)
  if (typed.length === RECEIPT_CHARACTERS) return line('isReceipt')
  if (typed.length < CHARACTERS) return line('short', CHARACTERS - typed.length)
  if (typed.length > CHARACTERS) return line('long', typed.length - CHARACTERS)
  return line(typed.includes('U') ? 'letterU' : 'slipOfFinger')
}
