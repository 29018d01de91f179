import { expect, test } from 'vitest'
import { type HandedOut, inconsistencies } from '../../server/opening/handed-out.ts'

const good: HandedOut = {
  cards: 60,
  reissued: 1,
  reissueCap: 1,
  slipPeople: 30,
  slips: { printed: 33, exchanged: 28, spoilt: 2, unused: 3 },
}
const box = (spent: number, ballots = spent, invalidCards = 0) => ({
  ballots,
  invalidCards,
  spent: Array.from({ length: spent }),
})

test('counts that agree are no reason to stop', () => {
  expect(inconsistencies(box(88), good, 90)).toEqual([])
  expect(inconsistencies(box(61), { ...good, slips: null, slipPeople: 0, cards: 61 }, 60)).toEqual(
    [],
  )
})

test.each<[string, string[]]>([
  ['回答87件と使用済みの回答券88枚が一致しません', inconsistencies(box(88, 87), good, 90)],
  ['正しい署名のない、または二重の回答券が1枚あります', inconsistencies(box(88, 88, 1), good, 90)],
  ['使用済みの回答券89枚が、渡した88枚を超えています', inconsistencies(box(89), good, 90)],
  [
    'サインインで渡した回答券60枚が、対象者58人と再発行1枚の合計を超えています',
    inconsistencies(box(88), good, 88),
  ],
  [
    '再発行した回答券2枚が、上限の1枚を超えています',
    inconsistencies(box(88), { ...good, reissued: 2 }, 90),
  ],
  [
    '引き換えた紙の回答券28枚が、印刷した27枚を超えています',
    inconsistencies(
      box(88),
      { ...good, slips: { printed: 27, exchanged: 28, spoilt: 0, unused: null } },
      90,
    ).slice(0, 1),
  ],
  [
    '引き換えた紙の回答券32枚が、配る30人と書き損じ1枚の合計を超えています（書き損じの枚数は、「紙の回答券」の画面で入力します）',
    inconsistencies(
      box(88),
      { ...good, slips: { printed: 33, exchanged: 32, spoilt: 1, unused: null } },
      90,
    ),
  ],
  [
    '引き換えた28枚と余り6枚の合計が、印刷した33枚を超えています（余りの枚数は、「紙の回答券」の画面で直します）',
    inconsistencies(
      box(88),
      { ...good, slips: { printed: 33, exchanged: 28, spoilt: 0, unused: 6 } },
      90,
    ),
  ],
])('%s', (sentence, found) => {
  expect(found).toEqual([sentence])
})
