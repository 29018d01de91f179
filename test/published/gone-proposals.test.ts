/** What was told of a proposal goes everywhere when the proposal leaves the board, not only on the board. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Proposal } from '../../server/proposals/proposal.ts'
import { NO_TITLE, publishedHead } from '../../server/programme/bulletin/sheet.ts'
import { findPublished } from '../../server/programme/bulletin/read-bulletins.ts'
import { documentOf, hand } from '../identified/office/hand.ts'
import { confirm, putDone, toldCity } from '../programme/bulletin/told-city.ts'
import type { SmallCity } from '../support/small-city.ts'
import { answer, change } from './board-city.ts'

const TITLE = '課長印の省略'
const REASON = '窓口の印は要らないため'
let city: SmallCity
let proposal: Proposal

beforeAll(async () => {
  city = await toldCity({ survey: 'open' })
  proposal = await putDone(city, TITLE, {
    kind: 'abolish',
    answers: [
      {
        answer: answer({ conclusion: 'done', reason: REASON }),
        units: ['2010'],
        decisionNumber: '',
        on: '2026-11-05',
      },
    ],
  })
})
afterAll(async () => city.close())

const pages = () => [
  '/bulletin',
  '/bulletin/1',
  '/results/actions?year=2026',
  '/report/2026',
  '/results',
  `/voice/surveys/${city.survey.id}`,
]

async function told(words: string): Promise<string[]> {
  const bodies = await Promise.all(
    pages().map(async (url) => [url, (await city.visit().get(url)).body] as const),
  )
  return bodies.flatMap(([url, body]) => (body.includes(words) ? [url] : []))
}

const desk = () => hand(city, city.officials.secretariat)

it('a number of かわるばん, やめる業務, the report and the answer page have told of it', async () => {
  const place = (await desk().post('/staff/desk/bulletin')).headers.location ?? ''
  const stamp = documentOf(await desk().get(place)).querySelector('input[name=stamp]')
  await desk().post(`${place}/publication`, {
    stamp: stamp?.getAttribute('value') ?? '',
    confirmed: 'yes',
  })
  await desk().post('/staff/desk/stop-works/take', { number: proposal.number })
  // Not confirmed yet: nothing of the unit is public.
  expect(await told(REASON)).not.toContain('/results/actions?year=2026')
  await confirm(city, '2010', 2026)
  await city.system.acts.tellChanges(city.survey.id, [
    { words: `保険年金課：「${TITLE}」を実施しました。`, source: `proposal:${proposal.number}` },
    { words: '食堂を直しました。', source: '' },
  ])
  expect(await told(TITLE)).toEqual(pages())
})

it('and none of it stands there once it has left the board', async () => {
  const entries = async () =>
    (await city.stores.commons.selectFrom('key_log').selectAll().execute()).length
  const before = await entries()
  await change(city.system.proposals.ledger, proposal.number, { publicity: 'closed' })
  await city.system.letTimePass()
  for (const words of [TITLE, REASON, proposal.number]) expect(await told(words), words).toEqual([])
  const number = (await city.visit().get('/bulletin/1')).body
  expect(number).toContain('取り下げた記事')
  expect((await city.visit().get(`/voice/surveys/${city.survey.id}`)).body).toContain(
    '食堂を直しました。',
  )
  expect(await entries()).toBe(before + 1)
})

it('what a proposal was is added to a unit that has confirmed its year only as 検討中', async () => {
  const other = await putDone(city, '様式の押印欄の廃止', {
    kind: 'abolish',
    answers: [
      {
        answer: answer({ conclusion: 'done', reason: '様式から消します' }),
        units: ['2010'],
        decisionNumber: '',
        on: '2026-11-05',
      },
    ],
  })
  await desk().post('/staff/desk/stop-works/take', { number: other.number })
  const entry = await city.stores.commons
    .selectFrom('follow_up')
    .select('state')
    .where('body', 'like', `%${other.number}%`)
    .executeTakeFirstOrThrow()
  expect(entry.state).toBe('considering')
  expect((await city.visit().get('/results/actions?year=2026')).body).not.toContain('押印欄')
})

it('a lead goes with its number’s title, whatever the title was', async () => {
  const found = await findPublished(city.stores.commonsReader, 1)
  if (found === null) throw new Error('no number was published')
  const told = {
    ...found,
    title: NO_TITLE,
    body: { ...found.body, lead: `「${TITLE}」の話です。` },
  }
  expect(publishedHead(told, () => true)).toEqual({ title: NO_TITLE, lead: '' })
  expect(publishedHead(told, () => false).lead).toContain(TITLE)
})
