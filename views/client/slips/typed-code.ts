import { groupsOfFour, typedCharacters } from '../../../server/tokens/crockford.ts'
import { readSlipCode, type SlipKind } from '../../../server/tokens/slip-code.ts'

/** Letter of the kind, 16 characters, check character. */
const CHARACTERS = 18
/** 控え番号 of a proposal, see `protocol/receipt.ts`: people mix them up. */
const RECEIPT_CHARACTERS = 21

/** A code, or the sentence that says what to look at again. */
export type TypedCode =
  | { readonly kind: SlipKind; readonly code: string }
  | { readonly fault: string }

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

function faultOf(typed: string): string {
  if (typed === '') return '券に書いてある番号を入力してください。'
  const foreign = /[^0-9A-Z]/u.exec(typed)?.[0]
  if (foreign !== undefined)
    return `「${foreign}」は、番号に使わない文字です。英字と数字だけを入力してください。`
  if (typed.length === RECEIPT_CHARACTERS)
    return '提案の控え番号のようです。紙の券の番号は18文字です。控え番号は、はじめの画面の「控え番号で提案の続きを見る」で使います。'
  if (typed.length < CHARACTERS)
    return `あと${CHARACTERS - typed.length}文字足りません。番号は18文字です。抜けたところがないか、4文字ずつ、紙と見比べてください。`
  if (typed.length > CHARACTERS)
    return `${typed.length - CHARACTERS}文字多く入っています。番号は18文字です。重なったところがないか、4文字ずつ、紙と見比べてください。`
  if (typed.includes('U'))
    return '「U」は、番号に使わない文字です。「V」ではないか、紙と見比べてください。'
  return 'どこか1文字が違うようです。4文字ずつ、紙と見比べてください。8とB、5とS、2とZ、6とGは、よく間違えられます。'
}
