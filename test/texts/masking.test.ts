/** ■ for every character of every word that is to be left out, wherever the words meet. */
import { describe, expect, it } from 'vitest'
import { maskedWords, maskWords } from '../../server/texts/masking.ts'

describe('A mask', () => {
  it('leaves no rest where two words overlap', () => {
    expect(maskWords('係長の佐藤太郎さん', ['佐藤太', '太郎さん'])).toEqual({
      masked: '係長の■■■■■■',
      missing: [],
    })
    expect(maskWords('ささささ', ['さささ']).masked).toBe('■■■■')
  })

  it('covers a word inside another one, everywhere, whatever stands first', () => {
    const text = '佐藤課の佐藤さん'
    expect(maskWords(text, ['佐藤', '佐藤課']).masked).toBe('■■■の■■さん')
    expect(maskWords(text, ['佐藤課', '佐藤']).masked).toBe('■■■の■■さん')
  })

  it('keeps lines and letters outside the basic plane as one ■ each', () => {
    const { masked } = maskWords('𠮷野\n家です', ['𠮷野\n家'])
    expect(masked).toBe('■■\n■です')
    expect(maskedWords('𠮷野\n家です', masked)).toEqual(['𠮷野', '家'])
  })

  it('names words that are not there', () => {
    expect(maskWords('紙の回覧', ['回覧', '電話']).missing).toEqual(['電話'])
  })
})
