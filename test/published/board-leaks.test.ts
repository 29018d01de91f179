/** What is hidden shows nowhere: not its words, not its number, not even that something has changed. */
import readExcelFile from 'read-excel-file/node'
import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { putProposal, type Wanted, written } from './board-city.ts'

const MARK = 'ひみつ'

const summary: Proposal['summary'] = {
  title: `${MARK}要旨`,
  text: `${MARK}要旨`,
  stage: 'asked',
  askedOn: '2026-11-03',
  note: `${MARK}希望`,
}

/** Every way of not being for everybody. */
const hiddenOnes: readonly (readonly [string, Wanted])[] = [
  ['受付', { state: 'received' }],
  ['差戻し', { state: 'returned' }],
  ['専用窓口をご案内', { state: 'referred' }],
  ['対象外', { state: 'out_of_scope' }],
  ['取下げ', { state: 'withdrawn' }],
  ['統合', { state: 'merged' }],
  ['非公開の検討中', { publicity: 'closed' }],
  ['非公開の好事例', { publicity: 'closed', state: 'model_case' }],
  ['非公開の実施済', { publicity: 'closed', state: 'done' }],
  ['所属長本人に関わる検討中', { aboutHead: true, aimedAt: '2010' }],
  ['所属長本人に関わる見送り', { aboutHead: true, state: 'declined' }],
  ['要旨の確認前', { publicity: 'summary', state: 'received', summary }],
]

const outcome = {
  doneOn: '2026-09-01',
  expectedHours: 98_765,
  measuredHours: 98_765,
  measuredText: `${MARK}効果`,
  measuredOn: '2026-11-10',
}

/** Everything that people can read of proposals, as one text each. */
async function readings(city: SmallCity, person: string, numbers: readonly string[]) {
  const q = encodeURIComponent(MARK)
  const open = ['/board', `/board?q=${q}`, '/board?group=done', '/board?model=1', '/board/numbers']
  const files = ['/api/v1/proposals/statistics', '/api/v1/openapi.json', '/voice/proposals/similar']
  const found: Record<string, string> = {}
  for (const url of [...open, ...files, ...numbers.map((number) => `/board/${number}`)]) {
    const response = await city.visit().get(url, { accept: 'text/html, */*' })
    found[url] = response.body.replaceAll(`value="${MARK}"`, '')
  }
  found['/staff/retention'] = (await city.visit(person).get('/staff/retention')).body
  const desk = city.visit(city.officials.secretariat)
  for (const url of ['/staff/desk/effects', '/staff/desk/effects/list'])
    found[url] = (await desk.get(url)).body
  const { rawPayload } = await desk.get('/staff/desk/effects/list.xlsx')
  found['list.xlsx'] = JSON.stringify(await readExcelFile(rawPayload))
  return found
}

const placesOf = (found: Record<string, string>, words: string) =>
  Object.keys(found).filter((place) => found[place]?.includes(words))

describe('載せない提案', () => {
  it.each(hiddenOnes)(
    '%s: neither its words nor its number nor its hours stand anywhere',
    async (_name, over) => {
      const city = await smallCity({ survey: 'none' })
      await putProposal(city.system, { written: written({ title: '公開の提案' }) })
      const p = await putProposal(city.system, { marker: MARK, outcome, ...over })
      const found = await readings(city, city.people[5] ?? '', [])
      expect(placesOf(found, MARK)).toEqual([])
      expect(placesOf(found, p.number)).toEqual([])
      expect(placesOf(found, '98,765')).toEqual([])
      expect(placesOf(found, '98765')).toEqual([])
    },
  )

  it('would be seen everywhere if it were for everybody', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, { marker: MARK, outcome, state: 'done' })
    const found = await readings(city, city.people[5] ?? '', [p.number])
    expect(placesOf(found, MARK).toSorted()).toEqual(
      [
        '/board',
        `/board/${p.number}`,
        `/board?q=${encodeURIComponent(MARK)}`,
        '/board?group=done',
        '/staff/desk/effects/list',
        '/voice/proposals/similar',
        'list.xlsx',
      ].toSorted(),
    )
    expect(placesOf(found, '98765')).toContain('/api/v1/proposals/statistics')
    expect(placesOf(found, '98,765')).toContain('/board/numbers')
  })

  it('changes no byte of what people read when it comes in, moves or is deleted', async () => {
    const city = await smallCity({ survey: 'none' })
    const shown = await putProposal(city.system, { state: 'done', outcome })
    const person = city.people[5] ?? ''
    const before = await readings(city, person, [shown.number])
    const { ledger } = city.system.proposals
    const put: Proposal[] = []
    for (const [, over] of hiddenOnes)
      put.push(await putProposal(city.system, { marker: MARK, receivedOn: '2026-11-19', ...over }))
    expect(await readings(city, person, [shown.number])).toEqual(before)
    for (const { number } of put)
      await ledger.change(number, null, (p) => ({ ...p, state: 'withdrawn', theme: 'office' }))
    expect(await readings(city, person, [shown.number])).toEqual(before)
    await ledger.change(shown.number, null, (p) => ({ ...p, endorsements: p.endorsements + 1 }))
    expect(await readings(city, person, [shown.number])).toEqual(before)
    // The test can fail.
    await putProposal(city.system, { receivedOn: '2026-11-19' })
    expect(await readings(city, person, [shown.number])).not.toEqual(before)
  })

  it('stands nowhere where it is masked, and the 要旨 hides the whole text', async () => {
    const city = await smallCity({ survey: 'none' })
    const masked = await putProposal(city.system, {
      written: written({
        title: `${MARK}の件`,
        current: `前${MARK}後`,
        idea: MARK,
        effect: MARK,
      }),
      masks: (['title', 'current', 'idea', 'effect'] as const).map((part) => {
        const start = part === 'current' ? 1 : 0
        return { part, start, end: start + MARK.length }
      }),
    })
    const short = await putProposal(city.system, {
      marker: MARK,
      publicity: 'summary',
      summary: {
        title: '短い件名',
        text: '短い要旨',
        stage: 'approved',
        askedOn: '2026-11-03',
        note: MARK,
      },
      interim: null,
      answers: [],
      adoptions: [],
    })
    const found = await readings(city, city.people[5] ?? '', [masked.number, short.number])
    expect(placesOf(found, MARK)).toEqual([])
    expect(found['/board']).toContain('■■■の件')
    expect(found['/board']).toContain('短い件名')
  })

  it('cannot be told from the words of officials about it either', async () => {
    const city = await smallCity({ survey: 'none' })
    const p = await putProposal(city.system, { marker: MARK, questions: [] })
    await city.system.proposals.ledger.change(p.number, null, (now) => ({
      ...now,
      written: written(),
      interim: null,
      answers: [],
      adoptions: [],
      reconsideration: { by: 'author', reason: MARK, on: '2026-11-05' },
      refusal: { unit: '2020', names: '2010', reason: MARK, on: '2026-11-04' },
      hold: { reason: MARK, on: '2026-11-05' },
      draft: {
        answer: {
          conclusion: 'declined',
          reason: MARK,
          date: null,
          part: '',
          where: '',
          nextDate: null,
          reasonCode: null,
          wouldChange: MARK,
          hours: null,
          committee: '',
        },
        stage: 'approved',
        decisionNumber: MARK,
        note: MARK,
        on: '2026-11-05',
      },
      units: now.units.map((unit) => ({ ...unit, opinion: MARK })),
      steps: [
        ...now.steps,
        { on: '2026-11-05', role: 'desk', unit: '', act: '書き直しのお願い', note: MARK },
      ],
    }))
    const found = await readings(city, city.people[5] ?? '', [p.number])
    expect(placesOf(found, MARK)).toEqual([])
  })
})
