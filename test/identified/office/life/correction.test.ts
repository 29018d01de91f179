import { describe, expect, it } from 'vitest'
import { findSurvey } from '../../../../server/survey/surveys.ts'
import { hand, textOf } from '../hand.ts'
import { answerPage, officeOf, publicTexts, refusedWith } from './changing.ts'

const FIRST = '問3の「昨年度」は「今年度」の誤りです。\nおわびして訂正します。'

describe('正誤のお知らせ', () => {
  it('stands before the questions, for everybody the same, and changes nothing that is frozen', async () => {
    const office = await officeOf()
    const { city } = office
    const before = await findSurvey(city.stores.commons, 'r8')
    await office.post('correction', { words: FIRST })
    await office.post('correction', { words: '問い合わせ先の内線は 2306 です。' })
    for (const text of await publicTexts(office)) {
      expect(text).toContain('問3の「昨年度」は「今年度」の誤りです。')
      expect(text).toContain('問い合わせ先の内線は 2306 です。')
    }
    const page = (await answerPage(office)).body
    expect(page.indexOf('問3の「昨年度」')).toBeLessThan(page.indexOf('<fieldset'))
    expect((await answerPage(office)).body).toBe(page)
    const after = await findSurvey(city.stores.commons, 'r8')
    expect(after?.questionnaire).toEqual(before?.questionnaire)
    const shown = textOf(await office.get('correction'))
    expect(shown).toContain('これまでに出したお知らせ')
    const acts = await city.stores.identity.selectFrom('audit').selectAll().execute()
    expect(acts.filter(({ act }) => act === '正誤のお知らせを公表')).toHaveLength(2)
  })

  it('is refused without a text, with too long a one, with control characters, without the tick', async () => {
    const office = await officeOf()
    for (const [fields, sentence] of [
      [{ words: ' \r\n ' }, 'お知らせの文を入力してください。'],
      [{ words: 'あ'.repeat(601) }, 'お知らせの文は600文字までにしてください。'],
      [{ words: 'あ\n'.repeat(13) }, 'お知らせの文は12行までにしてください。'],
      [{ words: '問3\u202eの誤り' }, 'お知らせの文に使えない文字（制御文字）があります。'],
      [
        { words: FIRST, confirmed: undefined },
        '出したお知らせは、直したり消したりできません。よければ、確認の欄に印を付けてください。',
      ],
    ] as const) {
      const answer = await office.post('correction', fields)
      expect(answer.statusCode, sentence).toBe(422)
      expect(refusedWith(answer)).toContain(sentence)
    }
    expect(textOf(await answerPage(office))).not.toContain('正誤')
    const stranger = await hand(office.city, office.city.people[7]).get(`${office.base}/correction`)
    expect(stranger.statusCode).toBe(403)
  })

  it('is not for a draft: there the draft itself is changed', async () => {
    const office = await officeOf({ survey: 'draft' })
    expect(refusedWith(await office.post('correction', { words: FIRST }))).toContain(
      'まだ案です。お知らせではなく、案そのものを直してください。',
    )
    expect(refusedWith(await office.post('stop', { from: '2026-11-20', words: 'x' }))).toContain(
      'まだ案です。期限は動いていません。',
    )
    expect(refusedWith(await office.get('notices'))).toContain(
      'お知らせの文は、実施を決定した後に作られます。',
    )
  })
})
