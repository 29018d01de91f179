import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanLine, cleanText } from '../../server/proposals/plain-text.ts'

/** First and last code points of what must never be left. */
const FORBIDDEN: readonly (readonly [number, number])[] = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x180b, 0x180e],
  [0x200b, 0x200c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xf8ff],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xfffe, 0xffff],
  [0xe0000, 0xe00ff],
  [0xf0000, 0x10ffff],
]

function forbiddenIn(text: string): string[] {
  return Array.from(text).filter((character) => {
    const point = character.codePointAt(0) ?? 0
    return FORBIDDEN.some(([first, last]) => first <= point && point <= last)
  })
}

/** Pieces that meet each other in bad texts. */
const piece = fc.constantFrom(
  ...'か,神,\ufa19,葛,𠮷,ｶ,ﾞ,a,e,1,#, ,　,\t,。,\n,\r,\r\n,\v,\f,\u0085,\u2028,\u2029'.split(','),
  ...'👨,👩,❤,🏽,🏴,🇯,🇵,\u20e3,©,\u2640,\u{1fbff},\u200b,\u200c,\u200d,\u2060,\ufeff'.split(','),
  ...'\ufe00,\ufe0e,\ufe0f,\u{e0100},\u{e01ef},\u{e0041},\u{e007f},\u034f,\u3164,\u2800'.split(','),
  ...'\u3099,\u0301,\u0316,\u0344,\u09c7,\u09be,\u1100,\u1161,\u11a8,\u0f71,\u202e,\u2069'.split(
    ',',
  ),
  ...'\ud842,\udfb7,\ue000,\u{f0000},\ufffe,\u2000,\u200f,\u061c,\0,\u009f'.split(','),
)
const anyText = fc.oneof(
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.nat(0xffff), { maxLength: 40 })
    .map((units) => units.map((unit) => String.fromCharCode(unit)).join('')),
)
const many = { numRuns: 3000 }

describe('A cleaned text', () => {
  it('is clean: cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(cleanText(clean)).toBe(clean)
        const line = cleanLine(text)
        expect(cleanLine(line)).toBe(line)
      }),
      many,
    )
  })

  it('holds nothing that hides, reorders or breaks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(forbiddenIn(clean)).toEqual([])
        expect(clean).not.toMatch(/\p{M}{5}/u)
        expect(clean).not.toMatch(/[^\S\n]$|[^\S\n]\n|^\n|\n$|\n{5}/)
        expect(clean).not.toMatch(/(?<!\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})\u200d/u)
        expect(clean.normalize('NFC')).toBe(clean)
        expect(cleanLine(text)).not.toMatch(/[\n\r]|^\s|\s$/)
      }),
      many,
    )
  })

  it.each([
    '四月から、窓口の番号札を減らしたいです。',
    '　一字下げの段落。\n\n　次の段落（「かぎ」と・中黒～波線—ダッシュ）。',
    '𠮷野家の𠮷、髙と﨑、葛󠄀城の葛󠄀、祇󠄀園',
    'ﾊﾝｶｸｶﾅ ｶﾞｷﾞｸﾞ と ＲＰＡ ①②③ ㈱ ℡',
    '家族👨‍👩‍👧‍👦 職員👩🏽‍💻 虹🏳️‍🌈 心❤️ 白黒☎︎ 旗🇯🇵 鍵1️⃣#️⃣ 親指👍🏿',
    'Tiếng Việt, café, ½ naïve; 한국어; ภาษาไทยที่นี่',
    '一\n\n\n\n二',
    '',
  ])('is the text itself when it is ordinary: %s', (text) => {
    expect(cleanText(text)).toBe(text)
  })

  it('may be any string of kana, kanji, signs and emoji', () => {
    const unit = fc.constantFrom(
      ...'あいアイーｱﾞ漢字々〆𠮷。、「」！？ab12①〒'.match(/./gu)!,
      '👨‍👩‍👧',
      '☺️',
    )
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        expect(cleanText(text)).toBe(text)
      }),
    )
  })

  it.each([
    ['line breaks of every kind', 'a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h', 'a\nb\nc\nd\ne\nf\ng\nh'],
    ['tabs', 'a\tb', 'a b'],
    ['controls', 'a\0\u0007\u001b[31mb\u007f\u009b', 'a[31mb'],
    ['spaces at the end of lines', 'a \u3000\nb\t\n', 'a\nb'],
    ['empty lines at both ends', '\n \na\n\n', 'a'],
    ['four empty lines', 'a\n\n \n\n\nb', 'a\n\n\nb'],
    ['decomposed kana', 'か\u3099', 'が'],
    ['a joiner that hides a name', '田\u200d中\u200bさ\u2060ん\ufeff', '田中さん'],
    ['a reordered name', '\u202e長課中田\u202c\u2067\u200f\u061c', '長課中田'],
    ['a joiner behind an emoji', '👨\u200d 👨\u200dあ', '👨 👨あ'],
    ['selectors on letters', 'a\ufe0fか\u{e0100}1\ufe0f', 'aか1'],
    ['a second selector', '❤\ufe0f\ufe0f葛\u{e0100}\u{e0101}', '❤\ufe0f葛\u{e0100}'],
    ['a hidden message in tags', 'a\u{e0068}\u{e0069}\u{e007f}', 'a'],
    ['lone surrogates', 'a\ud842b\udfb7', 'ab'],
    ['private use (外字)', '\ue000\u{f0000}', '〓〓'],
    ['a tower of marks', `a${'\u0316'.repeat(50)}b`, `a${'\u0316'.repeat(4)}b`],
    ['a text of fillers', '\u3164\u115f\u2800\u200b \u00ad', ''],
  ])('has lost %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it('of one line has spaces for line breaks', () => {
    expect(cleanLine('　件名\r\n\r\n続き \n')).toBe('件名 続き')
    expect(cleanLine('\n\u200b')).toBe('')
  })

  it.each([
    ['line breaks', '\n'],
    ['spaces', ' '],
    ['marks that ICU would sort', '\u0301\u0316'],
    ['joiners', '👨\u200d'],
    ['selectors', '\ufe0f'],
  ])('takes a megabyte of %s', (_, unit) => {
    const started = performance.now()
    cleanText(`${unit.repeat((1 << 20) / unit.length)}x`)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
