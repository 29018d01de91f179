import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { newReceipt } from '../../views/client/protocol/receipt.ts'
import { newSlipCode } from '../../views/client/protocol/slip.ts'
import { asPrinted, judgeTyped, readScanned } from '../../views/client/slips/typed-code.ts'

const code = newSlipCode('survey')
const bare = code.replaceAll('-', '')
const full = (text: string) =>
  text.replace(/[!-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0))

const fault = (text: string) => {
  const typed = judgeTyped(text)
  return 'fault' in typed ? String(typed.fault) : null
}

it('a code may be typed small, wide, with any spaces, or in one piece', () => {
  const ways = [code, bare, bare.toLowerCase(), full(code), full(bare), bare.split('').join('　')]
  for (const way of ways) expect(judgeTyped(way)).toEqual({ kind: 'survey', code })
  for (const kind of ['survey', 'proposal', 'card'] as const) {
    const other = newSlipCode(kind)
    expect(judgeTyped(`  ${other} `)).toEqual({ kind, code: other })
  }
})

it('what was typed so far is shown in the groups of the paper', () => {
  expect(asPrinted('s7k2 9q')).toBe('S7K2-9Q')
  expect(asPrinted(full(bare))).toBe(code)
})

it('a wrong code is told what to look at', () => {
  expect(fault('')).toBe('券に書いてある番号を入力してください。')
  expect(fault(`${bare.slice(0, 17)}＊`)).toBe(
    '「*」は、番号に使わない文字です。英字と数字だけを入力してください。',
  )
  expect(fault(bare.slice(0, 15))).toBe(
    'あと3文字足りません。番号は18文字です。抜けたところがないか、4文字ずつ、紙と見比べてください。',
  )
  expect(fault(`${bare}77`)).toBe(
    '2文字多く入っています。番号は18文字です。重なったところがないか、4文字ずつ、紙と見比べてください。',
  )
  expect(fault(`SU${bare.slice(2)}`)).toBe(
    '「U」は、番号に使わない文字です。「V」ではないか、紙と見比べてください。',
  )
  const last = bare.at(-1) === 'Z' ? 'Y' : 'Z'
  expect(fault(bare.slice(0, 17) + last)).toBe(
    'どこか1文字が違うようです。4文字ずつ、紙と見比べてください。8とB、5とS、2とZ、6とGは、よく間違えられます。',
  )
  expect(fault(newReceipt())).toBe(
    '提案の控え番号のようです。紙の券の番号は18文字です。控え番号は、はじめの画面の「控え番号で提案の続きを見る」で使います。',
  )
})

it('no single slip of the finger makes another code', () => {
  const letters = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split(''))
  fc.assert(
    fc.property(fc.nat({ max: 17 }), letters, (at, letter) => {
      if (bare[at] === letter) return
      expect(fault(bare.slice(0, at) + letter + bare.slice(at + 1))).not.toBeNull()
    }),
  )
})

it('a QR says the code behind #, whatever the address; anything else is no slip', () => {
  expect(readScanned(`https://kaze.city.local/voice/slip#${code}`)).toEqual({
    kind: 'survey',
    code,
  })
  expect(readScanned(code)).toEqual({ kind: 'survey', code })
  for (const other of ['', 'https://kaze.city.local/', 'WIFI:S:x;P:y;;', `${code}#`])
    expect(readScanned(other)).toBeNull()
})
