import { describe, expect, it } from 'vitest'
import { identifyingAsks } from '../../../server/identified/desk/identifying-asks.ts'

const found = (text: string) => identifyingAsks(text).map(({ label }) => label)

describe('A question to an author', () => {
  it.each([
    ['どの係の方ですか。', '所属'],
    ['どちらの所属でしょうか。', '所属'],
    ['所属を教えてください。', '所属'],
    ['何課からのご提案ですか。', '所属'],
    ['いつからお困りですか。', '時期'],
    ['それはいつのことですか。', '時期'],
    ['何月ごろの話でしょうか。', '時期'],
    ['お名前を伺えますか。', '名前'],
    ['職員番号を記入してください。', '名前'],
    ['入庁して何年目ですか。', '年数・年齢'],
    ['採用は何年度でしょうか。', '年数・年齢'],
    ['勤続年数を教えてください。', '年数・年齢'],
    ['だれが印を求めましたか。', '人'],
    ['どなたから聞きましたか。', '人'],
    ['その係は何人ですか。', '人'],
    ['どの職員の対応でしたか。', '人'],
    ['役職を教えてください。', '職・立場'],
    ['あなたの担当は何ですか。', '職・立場'],
    ['内線を教えてください。', '連絡先・面会'],
    ['直接お話を伺えませんか。', '連絡先・面会'],
    ['女性の方ですか。女性でしょうか。', '性別'],
  ])('「%s」 asks who the author is (%s)', (text, label) => {
    expect(found(text)).toContain(label)
  })

  it.each([
    '番号札は、一日に何枚くらい使いますか。',
    'どの様式の印をなくすとよいですか。',
    '郵送にした場合、どの書類が必要ですか。',
    '手順のうち、どこに時間がかかりますか。',
    '会議の回数を減らす案でしょうか。資料を減らす案でしょうか。',
    'システムの画面で直したい項目を挙げてください。',
  ])('「%s」 asks about the work only', (text) => {
    expect(found(text)).toEqual([])
  })

  it('is marked where it asks, each place once, in order', () => {
    const text = 'どの係の、どなたですか。'
    const asks = identifyingAsks(text)
    expect(asks.map(({ start, end }) => text.slice(start, end))).toEqual(['どの係', 'どなた'])
    asks.slice(1).forEach((ask, i) => expect(ask.start).toBeGreaterThanOrEqual(asks[i]?.end ?? 0))
  })

  it('is read in linear time, whatever is typed', () => {
    for (const piece of ['採用は', 'どの', 'いつ', '所属を', '何年', 'あ']) {
      const before = process.cpuUsage().user
      identifyingAsks(piece.repeat(20_000))
      expect(process.cpuUsage(undefined).user - before).toBeLessThan(1_000_000)
    }
  })
})
