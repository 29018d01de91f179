import { array, assert, constantFrom, nat, property, string, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masksOf, rangeCode } from '../../../server/identified/desk/mask-form.ts'
import { runsOf } from '../../../server/identified/desk/text-runs.ts'
import { parts } from '../../../server/proposals/proposal.ts'
import { documentOf, pageOf, textOf } from '../office/hand.ts'
import { deskCity, formOf, pageOfProposal } from './desk-city.ts'

const written = {
  title: '山田課長の印',
  current: '山田課長が席にいないと進みません。\n山田課長を待ちます。',
  idea: '印をなくす。',
  effect: '',
}

describe('伏せる', () => {
  it('takes words wherever they stand, in every part', () => {
    const { masks, missing } = masksOf(written, { ranges: [], words: '山田課長\r\n\r\n席' })
    expect(missing).toEqual([])
    expect(masks).toEqual([
      { part: 'title', start: 0, end: 4 },
      { part: 'current', start: 0, end: 4 },
      { part: 'current', start: 5, end: 6 },
      { part: 'current', start: 18, end: 22 },
    ])
  })

  it('joins what overlaps or touches, and says which words stand nowhere', () => {
    const ranges = ['current:0-2', 'current:2-4', 'current:3-6']
    expect(masksOf(written, { ranges, words: '佐藤' })).toEqual({
      masks: [{ part: 'current', start: 0, end: 6 }],
      missing: ['佐藤'],
    })
  })

  it('takes no range that is not in the text, whatever a form says', () => {
    const ranges = ['current:5-4', 'idea:0-99', 'x:0-1', 'idea:1', '', 'idea:-1-2', 'effect:0-1']
    expect(masksOf(written, { ranges, words: '' }).masks).toEqual([])
  })

  it('always yields ranges in order, apart and within the text', () => {
    const range = tuple(constantFrom(...parts), nat(30), nat(30)).map(([part, start, end]) =>
      rangeCode({ part, start, end }),
    )
    assert(
      property(array(range, { maxLength: 20 }), string({ maxLength: 5 }), (ranges, words) => {
        const { masks } = masksOf(written, { ranges, words })
        masks.forEach((mask, i) => {
          const last = masks[i - 1]
          expect(mask.end).toBeLessThanOrEqual(written[mask.part].length)
          expect(mask.start).toBeLessThan(mask.end)
          if (last?.part === mask.part) expect(last.end).toBeLessThan(mask.start)
        })
      }),
    )
  })

  it('cuts a text for the page without losing anything of it', () => {
    const place = tuple(nat(40), nat(40)).map(([a, b]) => ({
      start: Math.min(a, b),
      end: Math.max(a, b),
      label: 'x',
    }))
    assert(
      property(string(), array(place), array(place), (text, marks, hidden) => {
        const runs = runsOf(text, marks, hidden)
        expect(runs.map((run) => run.text).join('')).toBe(text)
      }),
    )
  })
})

describe('The page of a proposal', () => {
  it('offers every clue with a box, hides what is ticked from the unit, and shows it so', async () => {
    const city = await deskCity()
    const number = await city.post({
      written: { ...written, current: '内線2345の山田課長に聞くと、三つの印が要ります。' },
    })
    const desk = city.by('desk')
    const page = pageOf(await desk.get(pageOfProposal(number)))
    const box = page.getByLabelText(/「内線2345」/)
    expect((box as HTMLInputElement).checked).toBe(false)
    const code = box.getAttribute('value') ?? ''
    const saved = await desk.post(
      `${pageOfProposal(number)}/mask`,
      formOf(city, number, { maskRanges: [code], maskWords: '山田課長' }),
    )
    expect([saved.statusCode, saved.headers.location]).toEqual([
      303,
      `${pageOfProposal(number)}?done=mask`,
    ])
    const after = await desk.get(pageOfProposal(number))
    const shown = documentOf(after).querySelector('[aria-labelledby="shown"]')?.textContent ?? ''
    expect(shown).toContain('■■■■■■の■■■■に聞くと')
    expect(shown).not.toContain('山田')
    expect(shown).not.toContain('2345')
    const kept = pageOf(after).getByLabelText<HTMLInputElement>(/「内線2345」/)
    expect(kept.checked).toBe(true)
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    const unit = await city.by('head').get(`/staff/inbox/${number}`)
    expect([unit.statusCode, unit.body.includes('山田')]).toEqual([200, false])
  })

  it('says which word is not in the text and keeps what was typed', async () => {
    const city = await deskCity()
    const number = await city.post()
    const answer = await city
      .by('desk')
      .post(`${pageOfProposal(number)}/mask`, formOf(city, number, { maskWords: '佐藤主査\n市民' }))
    expect(answer.statusCode).toBe(422)
    expect(textOf(answer)).toContain('「佐藤主査」は、本文にありません。')
    const words = pageOf(answer).getByLabelText<HTMLTextAreaElement>(/ほかに伏せる語/)
    expect(words.value).toBe('佐藤主査\n市民')
    expect(city.find(number).masks).toEqual([])
  })

  it('takes masks away when no box is ticked any more', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.act('desk', number, { act: 'mask', masks: [{ part: 'idea', start: 0, end: 2 }] })
    await city.by('desk').post(`${pageOfProposal(number)}/mask`, formOf(city, number))
    expect(city.find(number).masks).toEqual([])
  })
})
