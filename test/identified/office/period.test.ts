import { describe, expect, it } from 'vitest'
import { announceIn, cityWithDraft } from './drafts.ts'
import { documentOf, hand, textOf } from './hand.ts'

const BASE = '/staff/office/surveys/r8'

describe('The period', () => {
  it('begins and ends at the entered second, without anybody doing anything', async () => {
    const { city, office } = await cityWithDraft()
    await announceIn(office, BASE)
    const person = city.people[5] ?? ''
    const seen = async (at: string) => {
      city.clock.now = new Date(at)
      const [page, card, key] = [
        await office.get(BASE),
        await hand(city, person).get('/staff/surveys/r8/card'),
        await city.app.inject('/voice/surveys/r8/key'),
      ]
      const step = documentOf(page).querySelector('[aria-current=step]')?.textContent
      return [step, card.statusCode, key.statusCode]
    }
    expect(await seen('2026-11-24T08:29:59.999+09:00')).toEqual(['開始前', 409, 409])
    expect(await seen('2026-11-24T08:30:00+09:00')).toEqual(['受付中', 200, 200])
    expect(await seen('2026-12-08T17:14:59.999+09:00')).toEqual(['受付中', 200, 200])
    expect(await seen('2026-12-08T17:15:00+09:00')).toEqual(['締切', 410, 410])
  })

  it('lets nobody open the box before its end', async () => {
    const { city, office } = await cityWithDraft()
    const typed = await announceIn(office, BASE)
    for (const at of ['2026-11-20T11:00:00+09:00', '2026-12-08T17:14:59+09:00']) {
      city.clock.now = new Date(at)
      expect((await office.get(`${BASE}/opening`)).statusCode).toBe(409)
      const answer = await office.post(`${BASE}/opening`, {
        passphrase0: typed[0] ?? '',
        passphrase1: typed[1] ?? '',
      })
      expect(answer.statusCode).toBe(409)
      expect(textOf(answer)).toContain('開封は、締切の後に1回だけできます。')
    }
    expect(await city.stores.commons.selectFrom('published_set').selectAll().execute()).toEqual([])
  })

  it('shows 人事課 the turnout only for the whole body, in steps of 5 points', async () => {
    const { city, office } = await cityWithDraft({ keeperPosts: '人事課長', keeperNeed: '1' })
    await announceIn(office, BASE)
    city.clock.now = new Date('2026-11-25T10:00:00+09:00')
    const text = textOf(await office.get(BASE))
    expect(text).toContain('約0％（全庁、令和8年11月25日（水）の集計。1日1回、5ポイント単位）')
    expect(text).toContain('対象 12人'.replace(' ', ''))
  })
})
