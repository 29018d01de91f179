import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeCp932, NotInCp932 } from '../../server/http/cp932.ts'

const hex = (text: string) => encodeCp932(text).toString('hex')

describe('CP932', () => {
  it('writes the bytes Windows writes', () => {
    // Python 3.11: text.encode('cp932').hex()
    expect(hex('風通し')).toBe('959792ca82b5')
    expect(hex('ｱA\\~')).toBe('b1415c7e')
    expect(hex('①㈱Ⅰ')).toBe('8740878a8754')
    expect(hex('≒∵￢')).toBe('81e081e681ca')
  })

  it('takes the codes of IBM for 髙 and 﨑, as Windows does', () => {
    expect(hex('髙﨑')).toBe('fbfcfab1')
  })

  it('writes the two Unicode forms of one JIS character alike', () => {
    expect(hex('〜−—‖¢£¬')).toBe(hex('～－―∥￠￡￢'))
  })

  it.each(['𠮷', '¥', '😀', 'é', '한', '\u0000', '\u001a', '\ue000', '�'])(
    'refuses %j',
    (character) => {
      expect(() => encodeCp932(`あ${character}い`)).toThrow(NotInCp932)
    },
  )

  it('never writes a question mark for something else, and reads back', () => {
    const decoder = new TextDecoder('shift_jis', { fatal: true })
    const twins = new Map(Array.from('〜−—‖¢£¬', (c, i) => [c, '～－―∥￠￡￢'.charAt(i)]))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encodable = Array.from(text).filter((c) => {
          try {
            return encodeCp932(c).length > 0
          } catch {
            return false
          }
        })
        const back = decoder.decode(encodeCp932(encodable.join('')))
        expect(Array.from(back)).toEqual(encodable.map((c) => twins.get(c) ?? c))
      }),
    )
  })

  it('writes every character of JIS X 0208 kanji that it can read', () => {
    const decoder = new TextDecoder('shift_jis')
    for (let lead = 0x88; lead <= 0x9f; lead++) {
      for (let trail = 0x9f; trail <= 0xfc; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail))
        expect(encodeCp932(character)).toEqual(Buffer.from([lead, trail]))
      }
    }
  })
})
