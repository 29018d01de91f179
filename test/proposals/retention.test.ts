import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../server/proposals/proposal.ts'
import {
  disposalDay,
  disposedYear,
  dueKinds,
  nextDisposalDay,
} from '../../server/proposals/retention.ts'
import { usualSettings } from '../../server/proposals/settings.ts'
import { stateNames } from '../../server/proposals/states.ts'
import { change, putProposal } from '../published/board-city.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { answered, hidden, proposal } from './board-proposals.ts'

const due = (p: Proposal, day: string) => dueKinds(p, day, usualSettings)
const question: Proposal['questions'][number] = {
  id: 'Q1XX',
  unit: '2010',
  text: '質問',
  stage: 'answered',
  askedOn: '2026-11-03',
  openedOn: '2026-11-03',
  closedOn: '2026-11-04',
  reply: '返信',
  note: '',
}

describe('保存期間', () => {
  it('begins after the fiscal year in which the proposal came to its end', () => {
    expect(disposalDay(2026, 12)).toBe('2028-04-01')
    expect(disposalDay(2026, 6)).toBe('2027-10-01')
    const declined = proposal({ state: 'declined', stateOn: '2026-11-10', questions: [question] })
    expect(due(declined, '2028-03-31')).toEqual([])
    expect(due(declined, '2028-04-01')).toEqual(['dialogue', 'receipts'])
    expect(due(declined, '2030-04-01')).toEqual(['texts', 'dialogue', 'receipts'])
    expect(due(declined, '2032-04-01')).toEqual(['texts', 'dialogue', 'receipts', 'steps'])
  })

  it('is shorter for what was put aside', () => {
    for (const state of ['referred', 'out_of_scope', 'withdrawn', 'merged'] as const) {
      const p = hidden(state, { stateOn: '2027-03-31' })
      expect(due(p, '2028-03-31'), state).toEqual([])
      expect(due(p, '2028-04-01'), state).toEqual(['ended', 'receipts'])
      expect(due({ ...p, stateOn: '2027-04-01' }, '2028-04-01'), state).toEqual([])
    }
  })

  it('does not run while somebody still owes an answer or a promised step', () => {
    const owed = ['received', 'returned', 'routing', 'reviewing', 'trial', 'reopened', 'continued']
    for (const state of stateNames) {
      const open = owed.includes(state) || state === 'planned' || state === 'partly_planned'
      const kinds = due(proposal({ state, stateOn: '2020-05-01' }), '2045-04-01')
      expect(kinds.length === 0, state).toBe(open)
    }
  })

  it('stands still while a 開示請求 holds the proposal', () => {
    const p = proposal({ state: 'declined', hold: { reason: '開示請求', on: '2026-12-01' } })
    expect(due(p, '2045-04-01')).toEqual([])
    expect(due({ ...p, hold: null }, '2045-04-01')).not.toEqual([])
  })

  it('counts the steps of an expired one from its end, not from the day its text went', () => {
    const act = (label: string, on: string) => ({
      on,
      role: 'desk' as const,
      unit: '',
      act: label,
      note: '',
    })
    const p = proposal({
      state: 'expired',
      expiredFrom: 'declined',
      stateOn: '2030-04-01',
      erased: ['texts', 'dialogue', 'receipts'],
      written: null,
      steps: [
        act('受付', '2026-11-02'),
        act('回答を公表', '2026-11-10'),
        act('保存期間の満了により消去', '2030-04-01'),
      ],
    })
    expect(due(p, '2032-03-31')).toEqual([])
    expect(due(p, '2032-04-01')).toEqual(['steps'])
  })

  it('names the next day whether there is anything to delete or not', () => {
    expect(nextDisposalDay('2026-11-22', 12)).toBe('2027-04-01')
    expect(nextDisposalDay('2027-04-01', 36)).toBe('2028-04-01')
    expect(nextDisposalDay('2026-11-22', 6)).toBe('2027-10-01')
    expect(nextDisposalDay('2026-04-22', 6)).toBe('2026-10-01')
    expect(disposedYear('2027-04-01', 36)).toBe(2023)
    expect(disposedYear('2027-10-01', 6)).toBe(2026)
  })
})

const MARK = '消すべき目印'

/** Files of the data folder in which the words stand, in UTF-8. */
function filesWith(city: SmallCity, words: string): string[] {
  return city.folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file).includes(Buffer.from(words))),
  )
}

async function addComplaint(city: SmallCity, number: string, closed: string | null) {
  await city.stores.voice
    .insertInto('complaint')
    .values({
      id: `C-${number}`,
      proposal: number,
      kind: 'hunt',
      text: `${MARK}連絡`,
      received_on: '2026-11-05',
      closed_on: closed,
      outcome: `${MARK}対応`,
    })
    .execute()
}

describe('保存期間の満了による消去', () => {
  it('leaves the words in no file, page, search, index or API', { timeout: 120_000 }, async () => {
    const city = await smallCity({ survey: 'none' })
    const { system } = city
    const p = await putProposal(system, { marker: MARK, state: 'declined', stateOn: '2026-11-10' })
    await putProposal(system, { marker: MARK, state: 'withdrawn' })
    await putProposal(system, { marker: MARK, state: 'declined', publicity: 'closed' })
    await addComplaint(city, p.number, '2026-11-20')
    await city.stores.identity
      .insertInto('proposal_step')
      .values({
        at: '2026-11-10T01:00:00.000Z',
        proposal: p.number,
        actor: city.officials.secretariat,
        role: 'desk',
        unit: '',
        act: '回答を公表',
      })
      .execute()
    const pages = async () => {
      const urls = [
        '/board',
        `/board?q=${encodeURIComponent(MARK)}`,
        `/board/${p.number}`,
        '/board/numbers',
        '/api/v1/proposals/statistics',
        '/voice/proposals/similar',
      ]
      const bodies = await Promise.all(
        urls.map(async (url) => (await city.visit().get(url, { accept: '*/*' })).body),
      )
      const desk = city.visit(city.officials.secretariat)
      for (const url of ['/staff/desk/effects/list', '/staff/retention'])
        bodies.push((await desk.get(url)).body)
      return bodies.filter((body) => body.replaceAll(`value="${MARK}"`, '').includes(MARK))
    }
    // The test can fail: before the day it is everywhere.
    expect(filesWith(city, MARK)).not.toEqual([])
    expect(await pages()).not.toEqual([])

    city.clock.now = new Date('2028-03-31T09:00:00+09:00')
    expect(await system.retention.disposeDue()).toEqual([])
    city.clock.now = new Date('2032-04-01T09:00:00+09:00')
    const record = await system.retention.disposeDue()
    expect(record.map(({ kind, items }) => [kind, items])).toEqual([
      ['texts', 2],
      ['ended', 1],
      ['dialogue', 3],
      ['receipts', 3],
      ['complaints', 1],
      ['steps', 3],
      ['answers', 2],
    ])
    expect(await pages()).toEqual([])
    expect(filesWith(city, MARK)).toEqual([])
    const row = await city.stores.voice
      .selectFrom('proposal')
      .selectAll()
      .where('number', '=', p.number)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ receipt: null, author_key: null, state: 'expired' })
    expect(await city.stores.identity.selectFrom('proposal_step').selectAll().execute()).toEqual([])
    const kept = system.proposals.ledger.find(p.number)
    expect(kept).toMatchObject({ theme: 'general', expiredFrom: 'declined', written: null })

    await city.restart()
    expect(filesWith(city, MARK)).toEqual([])
    expect(city.system.proposals.ledger.find(p.number)?.state).toBe('expired')
  })

  it('does nothing twice, and writes down what it did', async () => {
    const city = await smallCity({ survey: 'none' })
    await putProposal(city.system, { state: 'declined', ...answered('2026-11-05') })
    city.clock.now = new Date('2030-04-01T09:00:00+09:00')
    const first = await city.system.retention.disposeDue()
    expect(first.map(({ kind }) => kind)).toEqual(['texts', 'receipts', 'answers'])
    expect(await city.system.retention.disposeDue()).toEqual([])
    await putProposal(city.system, { state: 'declined' })
    await city.system.retention.disposeDue()
    const rows = await city.stores.commons.selectFrom('disposal').selectAll().execute()
    expect(rows.find(({ kind }) => kind === 'texts')).toEqual({
      kind: 'texts',
      day: '2030-04-01',
      items: 2,
      basis: '文書管理規程（保存期間表） 3年',
    })
  })

  it('leaves alone what a 開示請求 holds, with the messages to コンプライアンス about it', async () => {
    const city = await smallCity({ survey: 'none' })
    const hold = { reason: '開示請求 第3号', on: '2026-11-15' }
    const p = await putProposal(city.system, { marker: MARK, state: 'declined', hold })
    await addComplaint(city, p.number, '2026-11-20')
    city.clock.now = new Date('2045-04-01T09:00:00+09:00')
    expect(await city.system.retention.disposeDue()).toEqual([])
    expect(city.system.proposals.ledger.find(p.number)?.written?.title).toContain(MARK)
    await change(city.system.proposals.ledger, p.number, { hold: null })
    expect((await city.system.retention.disposeDue()).map(({ kind }) => kind)).toContain('texts')
    expect(filesWith(city, MARK)).toEqual([])
  })

  it('keeps messages to コンプライアンス that are still being dealt with', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, { state: 'declined' })
    await addComplaint(city, p.number, null)
    city.clock.now = new Date('2045-04-01T09:00:00+09:00')
    await city.system.retention.disposeDue()
    expect(await city.stores.voice.selectFrom('complaint').select('id').execute()).toHaveLength(1)
  })
})
