/** Of three keepers one is missing: lost the sheet, was transferred, or refuses to come. The box opens all the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sheetsOf } from '../drafts.ts'
import {
  type ClosedCity,
  closedCity,
  type Copy,
  copyOf,
  finished,
  passphraseFields,
  textOf,
  written,
} from '../hand.ts'
import { alertOf, by, POSTS, press } from './keeper-city.ts'

let closed: ClosedCity
beforeAll(async () => {
  closed = await closedCity(12, { draft: { keepers: { need: 2, posts: POSTS } } })
})
afterAll(() => closed.remove())

const open = (copy: Copy, typed: readonly string[]) =>
  copy.office.post(`${copy.base}/opening`, passphraseFields(typed))

/** Opens, and tells which posts the record names. */
async function opensWith(copy: Copy, typed: readonly string[]): Promise<string[]> {
  expect((await open(copy, typed)).headers.location).toBe(`${copy.base}/opening/progress`)
  expect(await finished(copy)).not.toHaveProperty('failed')
  const { sets, records } = await written(copy)
  expect(sets).toHaveLength(1)
  const record = JSON.parse(records[0]?.body ?? '{}') as {
    ballots: number
    postsPresent: string[]
  }
  expect(record.ballots).toBe(12)
  return record.postsPresent
}

describe('Without one keeper of three', () => {
  it.each([0, 1, 2])(
    'who lost the sheet or refuses to come (%i), one of the others alone opens nothing, both together do',
    async (missing) => {
      const copy = await copyOf(closed)
      const others = [0, 1, 2].filter((i) => i !== missing)
      const left = others.map((i) => POSTS[i] ?? '')
      for (const alone of others) {
        const refused = await open(copy, by(closed.passphrases, alone))
        expect(refused.statusCode).toBe(422)
        expect(alertOf(refused)).toContain('2人分の合言葉を入力してください。')
      }
      const lost = { sheet: `${missing + 1}-1`, act: 'lost', day: '2026-11-30' }
      expect(await press(copy.office, `${copy.base}/keepers`, lost)).toEqual([
        303,
        `${copy.base}/keepers/lost?done=entry`,
      ])
      expect(textOf(await copy.office.get(`${copy.base}/keepers/lost`))).toContain(
        `${POSTS[missing]}の用紙がありません 残りの2人（${left.join('、')}）の合言葉で開封できます。`,
      )
      expect((await written(copy)).sets).toEqual([])
      expect(await opensWith(copy, by(closed.passphrases, ...others))).toEqual(left)
    },
  )

  it('who refuses, the page about lost sheets says that the others are enough', async () => {
    const copy = await copyOf(closed)
    expect(textOf(await copy.office.get(`${copy.base}/keepers/lost`))).toContain(
      '保管者が立会いを断ったとき、来られないとき 残りの保管者のうち2人がそろえば、そのまま開封できます。',
    )
  })

  it('who was transferred, the successor’s new sheet opens with one of the others; the old one does not', async () => {
    const copy = await copyOf(closed)
    const renewal = `${copy.base}/keepers/renewal`
    const present = passphraseFields(by(closed.passphrases, 0, 2))
    await copy.office.post(renewal, { keeper: '1', ...present })
    const [fresh = ''] = sheetsOf(await copy.office.post(`${renewal}/sheet`))
    const renewed = closed.passphrases.with(1, fresh)
    expect(
      await press(copy.office, `${renewal}/check`, passphraseFields(by(renewed, 0, 1))),
    ).toEqual([303, `${copy.base}/keepers`])
    const old = await open(copy, by(closed.passphrases, 1, 2))
    expect(old.statusCode).toBe(422)
    expect(alertOf(old)).toContain('職員側委員の合言葉が、このアンケートの鍵と合いません。')
    expect(await opensWith(copy, by(renewed, 1, 2))).toEqual(['職員側委員', '行政管理課長'])
  })
})
