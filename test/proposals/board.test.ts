import { describe, expect, it } from 'vitest'
import { boardReader } from '../../server/proposals/board.ts'
import {
  type BoardQuery,
  plainForm,
  searchBoard,
  wordsOf,
} from '../../server/proposals/board-search.ts'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { findSimilar, readSimilarIndex } from '../../server/proposals/similar.ts'
import { answered, hidden, org, proposal } from './board-proposals.ts'

/** A ledger that is changed by hand. */
function ledger(...first: Proposal[]) {
  let all = first
  let revision = 1
  return {
    all: () => all,
    revision: () => revision,
    set(...next: Proposal[]) {
      all = next
      revision += 1
    },
  }
}

const any: BoardQuery = {
  words: [],
  theme: null,
  unit: null,
  group: null,
  fiscalYear: null,
  modelCases: false,
}

const titles = (list: readonly Proposal[], query: Partial<BoardQuery>) => {
  const { lines } = boardReader(ledger(...list)).at(org)
  return searchBoard(lines, { ...any, ...query }).lines.map(({ entry }) => entry.title)
}

const titled = (title: string, over: Partial<Proposal> = {}) =>
  proposal({ written: { title, current: '今', idea: '案', effect: '' }, ...over })

describe('提案の一覧', () => {
  it('holds what everybody may read, and nothing else', () => {
    const states = ['received', 'returned', 'referred', 'out_of_scope', 'withdrawn'] as const
    const list = [
      titled('公開'),
      titled('非公開', { publicity: 'closed' }),
      titled('所属長', { aboutHead: true }),
      titled('要旨の確認前', { publicity: 'summary' }),
      ...states.map((state) => hidden(state)),
    ]
    expect(titles(list, {})).toEqual(['公開'])
  })

  it('has the newest movement first; of one day by the random number, not by arrival', () => {
    const list = [
      titled('古い', { receivedOn: '2026-11-01' }),
      titled('後の番号', { number: 'ZZZZ-00', receivedOn: '2026-11-03' }),
      titled('前の番号', { number: '0000-00', receivedOn: '2026-11-03' }),
      titled('昔届いて今日動いた', {
        receivedOn: '2026-01-05',
        steps: [{ on: '2026-11-20', role: 'desk', unit: '', act: '回答を公表', note: '' }],
      }),
    ]
    expect(titles(list, {})).toEqual(['昔届いて今日動いた', '前の番号', '後の番号', '古い'])
  })

  it('does not move for what nobody but officials may see', () => {
    const quiet = ['回答の案を作成', '対象外を起案', '起案の取りやめ', '消去を停止', '質問に回答']
    for (const act of quiet) {
      const step = { on: '2026-11-20', role: 'desk' as const, unit: '', act, note: '' }
      const one = proposal()
      const { lines } = boardReader(ledger({ ...one, steps: [...one.steps, step] })).at(org)
      expect(lines[0]?.movedOn, act).toBe('2026-11-02')
    }
  })

  it('is the very same board when something happened that nobody may see', async () => {
    const one = proposal()
    const book = ledger(one)
    const reader = boardReader(book)
    const before = reader.at(org)
    const file = await before.similar()
    book.set({ ...one, endorsements: 3, version: 2 }, hidden('received'), hidden('referred'))
    expect(reader.at(org)).toBe(before)
    expect(await reader.at(org).similar()).toBe(file)
    book.set({ ...one, theme: 'finance' })
    expect(reader.at(org)).not.toBe(before)
  })

  it('forgets at once what is no longer for everybody', () => {
    const one = proposal()
    const book = ledger(one)
    const reader = boardReader(book)
    expect(reader.at(org).find(one.number)).toBeDefined()
    book.set({ ...one, state: 'withdrawn' })
    expect(reader.at(org).find(one.number)).toBeUndefined()
    expect(reader.at(org).lines).toEqual([])
  })

  it('takes new names of units after a reorganisation', () => {
    const reader = boardReader(ledger(proposal()))
    expect(reader.at(org).lines[0]?.entry.unitNames).toEqual(['保険年金課'])
    const renamed = { ...org, nameOf: () => '国保年金課' }
    expect(reader.at(renamed).lines[0]?.entry.unitNames).toEqual(['国保年金課'])
    expect(reader.at(renamed).lines[0]?.searched).toContain('国保年金課')
  })

  it('counts what was joined, by way of others too, but never what only the unit may know of', () => {
    const target = proposal()
    const into = (number: string) => ({ into: number, on: '2026-11-02', from: 'received' as const })
    const first = hidden('merged', { merged: into(target.number), endorsementsShown: 4 })
    const list = [
      target,
      first,
      hidden('merged', { merged: into(first.number), endorsementsShown: 3 }),
      hidden('merged', { merged: into(target.number), publicity: 'closed' }),
      hidden('merged', { merged: into(target.number), aboutHead: true }),
    ]
    const entry = boardReader(ledger(...list)).at(org).lines[0]?.entry
    expect(entry?.merged).toBe(2)
    expect(entry?.endorsements).toBe('5人以上')
  })
})

describe('一覧の検索', () => {
  const list = [
    titled('ノー残業デーの放送をやめる'),
    titled('会議の資料を減らす', {
      ...answered('2026-11-05', '2010', { wouldChange: 'ＰＣが配られれば' }),
    }),
    titled('Ｅｘｃｅｌの様式', {
      units: [{ unit: '2020', acceptedOn: null, opinion: '' }],
      theme: 'finance',
    }),
    titled('ｶﾞｿﾘﾝ券の廃止', {
      masks: [{ part: 'current', start: 0, end: 2 }],
      written: { title: 'ｶﾞｿﾘﾝ券の廃止', current: '田中さんの車', idea: '案', effect: '' },
    }),
    titled('見えない\u200b文字\u202e入り'),
  ]

  it.each([
    ['残業', ['ノー残業デーの放送をやめる']],
    ['会議', ['会議の資料を減らす']],
    ['excel', ['Ｅｘｃｅｌの様式']],
    ['ＥＸＣＥＬ', ['Ｅｘｃｅｌの様式']],
    ['ガソリン', ['ｶﾞｿﾘﾝ券の廃止']],
    ['pc', ['会議の資料を減らす']],
    ['会議　減らす', ['会議の資料を減らす']],
    ['会議 残業', []],
    ['子育て', ['Ｅｘｃｅｌの様式']],
    ['財務事務', ['Ｅｘｃｅｌの様式']],
    ['田中', []],
    ['見えない文字入り', ['見えない\u200b文字\u202e入り']],
    ['見\u200bえな\ufeffい', ['見えない\u200b文字\u202e入り']],
    ['減らす会議', []],
    ['.*', []],
    ['%', []],
  ])('finds for 「%s」', (typed, found) => {
    expect(titles(list, { words: wordsOf(typed) })).toEqual(found)
  })

  it('finds by number, with and without the hyphen, in any case', () => {
    const one = titled('番号で探す', { number: 'AB1C-2D' })
    for (const typed of ['AB1C-2D', 'ab1c2d', 'ａｂ１ｃ', ' 1c-2d '])
      expect(titles([one, titled('ほか')], { words: wordsOf(typed) }), typed).toEqual([
        '番号で探す',
      ])
  })

  it('finds everything for nothing, and for what is invisible only', () => {
    for (const typed of ['', '　 ', '\u200b\u2060', '\u0000'])
      expect(titles(list, { words: wordsOf(typed) })).toHaveLength(list.length)
  })

  it('reads a tower of marks in no time', () => {
    const begin = performance.now()
    plainForm(`あ${'\u0301'.repeat(100_000)}`)
    expect(performance.now() - begin).toBeLessThan(500)
  })

  it('filters by theme, 課, 部, year and 好事例, and counts each group before it is chosen', () => {
    const many = [
      titled('a', { state: 'model_case', theme: 'office' }),
      titled('b', { state: 'declined', units: [{ unit: '1020', acceptedOn: null, opinion: '' }] }),
      titled('c', { state: 'routing', receivedOn: '2026-03-31' }),
      titled('d', { state: 'done', units: [{ unit: '2020', acceptedOn: null, opinion: '' }] }),
    ]
    const sorted = (query: Partial<BoardQuery>) => titles(many, query).toSorted()
    expect(sorted({ theme: 'office' })).toEqual(['a'])
    expect(sorted({ unit: '2010' })).toEqual(['a', 'c'])
    expect(sorted({ unit: '2000' })).toEqual(['a', 'c', 'd'])
    expect(sorted({ fiscalYear: 2025 })).toEqual(['c'])
    expect(sorted({ modelCases: true })).toEqual(['a'])
    expect(sorted({ group: '実施済' })).toEqual(['a', 'd'])
    const { lines } = boardReader(ledger(...many)).at(org)
    const { groups } = searchBoard(lines, { ...any, group: '見送り', unit: '2000' })
    expect([...groups].filter(([, count]) => count > 0)).toEqual([
      ['受付', 1],
      ['実施済', 2],
    ])
  })
})

describe('「似た提案」の索引', () => {
  it('is made of the texts of the board, as everybody may read them', async () => {
    const list = [
      titled('会議室の予約を自動で取り消す'),
      titled('秘密の会議室', { publicity: 'closed' }),
      hidden('received', {
        written: { title: '会議室ひみつ', current: '今', idea: '案', effect: '' },
      }),
    ]
    const board = boardReader(ledger(...list)).at(org)
    const index = readSimilarIndex(JSON.parse(String(await board.similar())))
    expect(index?.titles).toEqual(['会議室の予約を自動で取り消す'])
    const found = index && findSimilar(index, { title: '会議室の予約', text: '自動で取り消す' })
    expect(found?.map(({ id }) => id)).toEqual([list[0]?.number])
    expect(String(await board.similar())).not.toMatch(/ひみつ|秘密/)
  })

  it('has the newest 3,000 at most', async () => {
    const list = Array.from({ length: 3002 }, (_, i) =>
      titled(i < 2 ? '古い' : '新しい', { receivedOn: i < 2 ? '2020-01-01' : '2026-01-01' }),
    )
    const board = boardReader(ledger(...list)).at(org)
    const index = readSimilarIndex(JSON.parse(String(await board.similar())))
    expect(index?.ids).toHaveLength(3000)
    expect(index?.titles).not.toContain('古い')
  })
})
