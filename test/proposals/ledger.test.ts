/** 受付簿: what a batch brings, once; nothing half done; and what is erased is nowhere in the file. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { decide } from '../../server/proposals/decide.ts'
import { circumstances } from '../../server/proposals/desk.ts'
import type { AuthorAct, Post } from '../../server/proposals/message.ts'
import { type Proposal, proposalSchema } from '../../server/proposals/proposal.ts'
import { batch, posted, receipt, sent, townHall, type TownHall } from './town-hall.ts'
import { after, desk, inState, LEAD, post, routed, type Step, system } from './village.ts'

const at = async (hall: TownHall) => circumstances(await hall.system.surroundings())
const release = async (hall: TownHall, over: Parameters<typeof batch>[0]) =>
  hall.system.ledger.release(batch(over), await at(hall))
const digest = (n: number) => Buffer.alloc(32, n)

async function step(hall: TownHall, number: string, ...steps: Step[]): Promise<Proposal> {
  return hall.system.ledger.change(number, null, (p) => after(p, steps))
}

describe('開封で届いたもの', () => {
  it('は、日だけを持ち、番号は受付の順ではない', async () => {
    const hall = await townHall()
    const all = await hall.receive(...Array.from({ length: 40 }, () => ({})))
    expect(all).toHaveLength(40)
    for (const p of all) {
      expect(p).toMatchObject({ state: 'received', receivedOn: '2026-06-01', version: 1 })
      expect(p.number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{2}$/)
    }
    const numbers = all.map(({ number }) => number)
    expect(new Set(numbers).size).toBe(40)
    expect(numbers).not.toEqual(numbers.toSorted())
  })

  it('は、同じ控え番号なら一度だけ。同じ回の中でも', async () => {
    const hall = await townHall()
    const twice = { posts: [posted(1), posted(1, { theme: 'office' }), posted(2)] }
    expect(await release(hall, twice)).toMatchObject({ posts: 2, dropped: 1 })
    expect(await release(hall, { posts: [posted(2), posted(3)] })).toMatchObject({
      posts: 1,
      dropped: 1,
    })
    expect(hall.system.ledger.all()).toHaveLength(3)
  })

  it('は、開封をやり直しても二度は数えない', async () => {
    const hall = await townHall()
    const [main] = await hall.receive({})
    if (main === undefined) throw new Error('none')
    await step(hall, main.number, routed)
    const whole = {
      posts: [posted(7)],
      acts: [sent(1, { act: 'report-hunt', text: '探されています。' })],
      endorsements: [main.number],
      digests: [digest(1), digest(2), digest(3)],
    }
    expect(await release(hall, whole)).toEqual({ posts: 1, acts: 1, endorsements: 1, dropped: 0 })
    expect(await release(hall, whole)).toEqual({ posts: 0, acts: 0, endorsements: 0, dropped: 0 })
    await hall.restart()
    expect(await release(hall, whole)).toEqual({ posts: 0, acts: 0, endorsements: 0, dropped: 0 })
    expect(hall.system.ledger.find(main.number)?.endorsements).toBe(1)
    expect(await hall.stores.voice.selectFrom('complaint').selectAll().execute()).toHaveLength(1)
  })

  it('は、同じ回に届いた取下げも間に合う', async () => {
    const hall = await townHall()
    const over = { posts: [posted(5)], acts: [sent(5, { act: 'withdraw' })] }
    expect(await release(hall, over)).toMatchObject({ posts: 1, acts: 1, dropped: 0 })
    expect(hall.system.ledger.findByReceipt(receipt(5))?.state).toBe('withdrawn')
  })

  it('のうち同じ人の操作は、届いた順が分からなくても、取下げが最後になる', async () => {
    const acts: AuthorAct[] = [
      { act: 'withdraw' },
      { act: 'report-hunt', text: '探されています。' },
      { act: 'flag-question', question: 'Q1XX', text: '' },
      { act: 'reply', question: 'Q1XX', text: '月報です。' },
    ]
    const ways: string[] = []
    for (const order of [
      acts,
      acts.toReversed(),
      [acts[2], acts[0], acts[3], acts[1]] as AuthorAct[],
    ]) {
      const hall = await townHall()
      const [p] = await hall.receive({})
      if (p === undefined) throw new Error('none')
      await step(
        hall,
        p.number,
        routed,
        [{ role: 'head', unit: LEAD }, { act: 'accept' }],
        [
          { role: 'head', unit: LEAD },
          { act: 'ask', text: 'どの帳票ですか。' },
        ],
        [desk, { act: 'release-question', question: 'Q1XX' }],
      )
      expect(await release(hall, { acts: order.map((act) => sent(1, act)) })).toMatchObject({
        acts: 4,
      })
      const now = hall.system.ledger.find(p.number)
      expect(now).toMatchObject({ state: 'withdrawn', questions: [{ stage: 'answered' }] })
      ways.push(JSON.stringify(now?.steps))
    }
    expect(new Set(ways).size).toBe(1)
  })

  it('は、見えない文字を取り除いて残し、何も残らないものは受け付けない', async () => {
    const hall = await townHall()
    const written = {
      ...post.written,
      title: ' 会議\u202eの\u0000資料\u200b ',
      idea: '\ud800案\r\n\r\n',
    }
    const empty = { ...post.written, current: '\u200b\u2060' }
    const posts = [posted(1, { written }), posted(2, { written: empty })]
    expect(await release(hall, { posts })).toMatchObject({ posts: 1, dropped: 1 })
    expect(hall.system.ledger.all()[0]?.written).toMatchObject({ title: '会議の資料', idea: '案' })
  })

  it('に何が混じっていても、開封は止まらない', async () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 60 })
    const text = fc.oneof(hostile, fc.constantFrom('\u200b', '\u202e\u202e', '\ud800', ' '))
    const long = (most: number) => text.map((one) => one.slice(0, most) || '\u200b')
    const posts = fc.record({
      title: long(60),
      current: fc.oneof(
        long(900),
        fc.constant('㍿'.repeat(1000)),
        fc.constant('\u0958'.repeat(1000)),
      ),
      idea: long(900),
      effect: hostile,
    })
    const acts = fc.oneof(
      fc.record({ act: fc.constant('reconsider' as const), text: long(900) }),
      fc.record({ act: fc.constant('report-hunt' as const), text: long(900) }),
      fc.record({ act: fc.constant('rewrite' as const), written: posts }),
      fc.record({
        act: fc.constant('reply' as const),
        question: fc.constantFrom('Q1XX', 'ZZZZ'),
        text: long(900),
      }),
    )
    const hall = await townHall()
    let n = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(posts, { maxLength: 4 }),
        fc.array(acts, { maxLength: 6 }),
        async (some, more) => {
          const first = n
          const arrived = some.map((written) => posted((n += 1), { written }))
          const released = await release(hall, {
            posts: arrived,
            acts: more.map((act) => sent(first + 1, act)),
            endorsements: ['', 'ABCD-EF', '__proto__'],
          })
          expect(released.posts + released.acts + released.dropped).toBe(
            some.length + more.length + 3,
          )
        },
      ),
      { numRuns: 60 },
    )
    await hall.restart()
    for (const p of hall.system.ledger.all()) proposalSchema.parse(p)
  })
})

describe('共感', () => {
  it('は、だれもが読める提案と、そこへ統合された提案だけに付く', async () => {
    const hall = await townHall()
    const [open, closed, fresh, about, joined] = await hall.receive(
      {},
      { publicity: 'closed' },
      {},
      { aboutHead: true },
      {},
    )
    if (!open || !closed || !fresh || !about || !joined) throw new Error('none')
    for (const { number } of [open, closed, about]) await step(hall, number, routed)
    await step(hall, joined.number, [desk, { act: 'merge', into: open.number }])
    const numbers = [open, closed, fresh, about, joined].map(({ number }) => number)
    expect(await release(hall, { endorsements: [...numbers, open.number] })).toMatchObject({
      endorsements: 3,
      dropped: 3,
    })
    const counted = numbers.map((number) => hall.system.ledger.find(number)?.endorsements)
    expect(counted).toEqual([2, 0, 0, 0, 1])
    expect(hall.system.ledger.find(open.number)).toMatchObject({ endorsementsShown: 0 })
    await hall.system.ledger.showEndorsements()
    await hall.restart()
    expect(hall.system.ledger.find(open.number)).toMatchObject({ endorsementsShown: 2 })
  })
})

describe('変更', () => {
  it('は、途中で失敗すれば、何も残さない', async () => {
    const hall = await townHall()
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    const before = hall.system.ledger.all()
    const revision = hall.system.ledger.revision()
    await sql`CREATE TRIGGER broken BEFORE INSERT ON opened_message BEGIN SELECT RAISE(ABORT, 'power cut'); END`.execute(
      hall.stores.voice,
    )
    const over = {
      posts: [posted(8)],
      acts: [sent(1, { act: 'report-hunt', text: '探されています。' })],
      digests: [digest(1)],
    }
    await expect(release(hall, over)).rejects.toThrow('power cut')
    const same = () => {
      expect(hall.system.ledger.all()).toEqual(before)
      expect(hall.system.ledger.findByReceipt(receipt(8))).toBeUndefined()
    }
    same()
    expect(hall.system.ledger.revision()).toBe(revision)
    await expect(
      hall.system.ledger.change(p.number, 1, () => {
        throw new Error('in between')
      }),
    ).rejects.toThrow('in between')
    same()
    await hall.restart()
    same()
    expect(await hall.stores.voice.selectFrom('complaint').selectAll().execute()).toEqual([])
    await sql`DROP TRIGGER broken`.execute(hall.stores.voice)
    expect(await release(hall, over)).toMatchObject({ posts: 1, acts: 1 })
  })

  it('は、一つずつ行われ、古い画面からのものは断られる', async () => {
    const hall = await townHall()
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    const { ledger } = hall.system
    const around = await at(hall)
    const retheme = (theme: 'office' | 'finance') => (now: Proposal) =>
      decide(now, desk, { act: 'retheme', theme }, around)
    const results = await Promise.allSettled([
      ledger.change(p.number, 1, retheme('office')),
      ledger.change(p.number, 1, retheme('finance')),
      ledger.change(p.number, null, retheme('finance')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(ledger.find(p.number)).toMatchObject({ version: 3, theme: 'finance' })
    const many = Array.from({ length: 50 }, () => ledger.change(p.number, null, retheme('office')))
    await Promise.all(many)
    expect(ledger.find(p.number)?.version).toBe(53)
    await expect(ledger.change('0000-00', null, (now) => now)).rejects.toThrow('見つかりません')
  })

  it('は、提案でないものを書かない', async () => {
    const hall = await townHall()
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    const seen = { ...p, seenAt: '2026-06-01T10:00:00Z' } as Proposal
    await expect(hall.system.ledger.change(p.number, null, () => seen)).rejects.toThrow()
    expect(hall.system.ledger.find(p.number)).toEqual(p)
  })

  it('は、動かし直しても同じ提案として読める', async () => {
    const hall = await townHall()
    const over: Partial<Post>[] = [{}, { publicity: 'summary' }, { aboutHead: true, aimedAt: null }]
    const all = await hall.receive(...over)
    for (const [i, { number }] of all.entries()) {
      const done = inState(
        (['confirmed', 'reopened', 'continued'] as const)[i] ?? 'received',
        over[i],
      )
      await hall.system.ledger.change(number, null, () => ({ ...done, number }))
    }
    const plain = () => hall.system.ledger.all().toSorted((a, b) => (a.number < b.number ? -1 : 1))
    const before = plain()
    await hall.restart()
    expect(plain()).toEqual(before)
    expect(hall.system.ledger.authorKeyOf(receipt(2))).toEqual(Buffer.alloc(32, 2))
  })
})

describe('消去したもの', () => {
  const marker = 'ゼッタイニノコラナイ印'
  const long = `${marker}。`.repeat(60)

  /** Every byte of the folder, the journal included. */
  function bytes(hall: TownHall): string {
    return readdirSync(hall.folder)
      .filter((name) => name.startsWith('voice'))
      .map((name) => readFileSync(join(hall.folder, name)).toString('utf8'))
      .join('')
  }

  it('は、ファイルにもジャーナルにも、どこにも残らない', async () => {
    const hall = await townHall()
    const written = { title: marker, current: long, idea: long, effect: marker }
    const all = await hall.receive(...Array.from({ length: 30 }, () => ({ written })))
    expect(bytes(hall)).toContain(marker)
    for (const { number } of all) {
      await step(hall, number, routed, [desk, { act: 'retheme', theme: 'office' }])
    }
    for (const [i, { number }] of all.entries()) {
      const erase = ['title', 'current', 'idea', 'effect'] as const
      if (i % 2 === 0) {
        await step(
          hall,
          number,
          [desk, { act: 'erase', erase: [...erase], text: '第三者の氏名' }],
          [desk, { act: 'confirm' }],
        )
      } else {
        await step(
          hall,
          number,
          [{ role: 'author', unit: '' }, { act: 'withdraw' }],
          [system, { act: 'expire', kinds: ['ended', 'receipts'] }],
        )
        await hall.system.ledger.dropReceipt(number)
      }
    }
    expect(bytes(hall)).not.toContain(marker)
    expect(JSON.stringify(hall.system.ledger.all())).not.toContain(marker)
  })

  it('を探すこの試験は、残っていれば見つける', async () => {
    const hall = await townHall()
    await sql`PRAGMA secure_delete = OFF`.execute(hall.stores.voice)
    const written = { title: marker, current: long, idea: long, effect: marker }
    const all = await hall.receive(...Array.from({ length: 30 }, () => ({ written })))
    for (const { number } of all) {
      await step(
        hall,
        number,
        [{ role: 'author', unit: '' }, { act: 'withdraw' }],
        [system, { act: 'expire', kinds: ['ended'] }],
      )
    }
    expect(bytes(hall)).toContain(marker)
  })

  it('の控え番号では、もうだれも戻れず、停止しているあいだは消えない', async () => {
    const hall = await townHall()
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    await step(hall, p.number, [desk, { act: 'hold', text: '開示請求' }])
    await expect(hall.system.ledger.dropReceipt(p.number)).rejects.toThrow('停止')
    await step(hall, p.number, [desk, { act: 'release-hold' }])
    await hall.system.ledger.dropReceipt(p.number)
    for (const again of [false, true]) {
      if (again) await hall.restart()
      expect(hall.system.ledger.findByReceipt(receipt(1))).toBeUndefined()
      expect(hall.system.ledger.authorKeyOf(receipt(1))).toBeUndefined()
      expect(await release(hall, { acts: [sent(1, { act: 'withdraw' })] })).toMatchObject({
        dropped: 1,
      })
    }
  })
})

describe('時がたつ', () => {
  it('と、動いている市の受付簿でも同じことが起こり、週の数は設定に残る', async () => {
    const hall = await townHall()
    const [p] = await hall.receive({})
    if (p === undefined) throw new Error('none')
    await step(hall, p.number, routed)
    await release(hall, { endorsements: [p.number] })
    hall.clock.now = new Date('2026-06-10T09:00:00+09:00')
    expect(await hall.system.letTimePass()).toMatchObject({ accepted: 1, endorsements: true })
    await hall.restart()
    expect(hall.system.ledger.find(p.number)).toMatchObject({
      state: 'reviewing',
      endorsementsShown: 1,
    })
    expect(await hall.system.letTimePass()).toMatchObject({ accepted: 0, endorsements: false })

    await hall.stores.commons
      .insertInto('unit_successor')
      .values({ unit: LEAD, successor: '2020', kind: 'move', main: 1, day: '2026-06-15' })
      .execute()
    await hall.stores.commons
      .updateTable('unit')
      .set({ valid_to: '2026-06-14' })
      .where('code', '=', LEAD)
      .execute()
    expect(await hall.system.letTimePass()).toMatchObject({ moved: 0 })
    hall.clock.now = new Date('2026-06-15T09:00:00+09:00')
    expect(await hall.system.letTimePass()).toMatchObject({ moved: 1 })
    expect(hall.system.ledger.find(p.number)?.units[0]?.unit).toBe('2020')
  })
})
