import { describe, expect, it } from 'vitest'
import { ERASED } from '../../../server/proposals/outcome.ts'
import { textOf } from '../office/hand.ts'
import {
  deskCity,
  type DeskCity,
  formOf,
  pageOfProposal,
  type Person,
  people,
} from './desk-city.ts'

async function post(
  city: DeskCity,
  person: Person,
  number: string,
  act: string,
  fields: Record<string, string | string[]> = {},
) {
  return city.by(person).post(`${pageOfProposal(number)}/${act}`, formOf(city, number, fields))
}

const exclusion = {
  excludeReason: 'personnel',
  excludeText: '給与は、この制度の対象ではありません。',
}

describe('What two persons decide', () => {
  it('waits for the second: the first one is not offered the button and is refused', async () => {
    const city = await deskCity()
    const number = await city.post()
    expect((await post(city, 'desk', number, 'exclude', exclusion)).statusCode).toBe(303)
    expect(city.find(number).state).toBe('received')
    const own = await city.by('desk').get(pageOfProposal(number))
    expect(own.body).not.toContain(`/confirm"`)
    expect(textOf(own)).toContain('もう一人の担当者の確認を待っています。')
    const alone = await post(city, 'desk', number, 'confirm')
    expect([alone.statusCode, city.find(number).state]).toEqual([422, 'received'])
    expect(textOf(alone)).toContain('起案した人とは別の人が確認してください。')
    const page = textOf(await city.by('second').get(pageOfProposal(number)))
    for (const shown of [
      '制度の対象外',
      '個人の人事・給与',
      exclusion.excludeText,
      '三つの印を求めて',
    ])
      expect(page).toContain(shown)
    expect((await post(city, 'second', number, 'confirm')).statusCode).toBe(303)
    expect(city.find(number).state).toBe('out_of_scope')
    const rows = await city.stores.identity
      .selectFrom('proposal_step')
      .select(['actor', 'act'])
      .execute()
    expect(rows).toEqual([
      { actor: people.desk, act: '対象外を起案' },
      { actor: people.second, act: '二人目の確認（対象外を起案）' },
    ])
  })

  it('guides to another desk without forwarding anything, and hides the proposal from the unit', async () => {
    const city = await deskCity()
    const number = await city.post()
    await city.act('desk', number, { act: 'route', units: ['2010'] })
    expect((await city.by('head').get(`/staff/inbox/${number}`)).statusCode).toBe(200)
    const fields = { referDesk: 'harassment', referText: '次の窓口にご相談ください。' }
    await post(city, 'desk', number, 'refer', fields)
    await post(city, 'second', number, 'confirm')
    expect(city.find(number)).toMatchObject({ state: 'referred', ending: { desk: 'harassment' } })
    expect((await city.by('head').get(`/staff/inbox/${number}`)).statusCode).toBe(404)
  })

  it('can be called off by either, with a reason', async () => {
    const city = await deskCity()
    const number = await city.post()
    await post(city, 'desk', number, 'exclude', exclusion)
    const bare = await post(city, 'second', number, 'dismiss')
    expect([bare.statusCode, textOf(bare)]).toEqual([
      422,
      expect.stringContaining('取りやめる理由を書いてください。'),
    ])
    await post(city, 'second', number, 'dismiss', { dismissText: '改善案が含まれています。' })
    expect(city.find(number)).toMatchObject({ pending: null, state: 'received' })
  })

  it('erases personal data at once and for good, on record, in the parts that were chosen', async () => {
    const city = await deskCity()
    const number = await city.post({
      written: { title: '件名', current: '山田太郎さんの病気のこと', idea: '案', effect: '' },
    })
    const fields = { eraseParts: ['current'], eraseText: '他人の健康情報が書かれていたため' }
    await post(city, 'desk', number, 'erase', fields)
    expect(city.find(number).written?.current).toContain('山田太郎')
    await post(city, 'second', number, 'confirm')
    expect(city.find(number).written).toEqual({
      title: '件名',
      current: ERASED,
      idea: '案',
      effect: '',
    })
    const { body } = await city.stores.voice
      .selectFrom('proposal')
      .select('body')
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    expect(body).not.toContain('山田太郎')
    expect((await city.by('desk').get(pageOfProposal(number))).body).not.toContain('山田太郎')
  })

  it('that concerns 行政管理課 itself needs コンプライアンス as the second person', async () => {
    const city = await deskCity()
    const number = await city.post({ aimedAt: '1030' })
    await post(city, 'desk', number, 'exclude', exclusion)
    const page = await city.by('second').get(pageOfProposal(number))
    expect(textOf(page)).toContain('コンプライアンス担当の確認を待っています。')
    expect(page.body).not.toContain('/confirm"')
    expect((await post(city, 'second', number, 'confirm')).statusCode).toBe(422)
    expect((await post(city, 'compliance', number, 'confirm')).statusCode).toBe(303)
    expect(city.find(number).state).toBe('out_of_scope')
  })

  it('about the head of 行政管理課 is handled by コンプライアンス alone, still by two', async () => {
    const city = await deskCity()
    const number = await city.post({ aimedAt: '1030', aboutHead: true })
    expect((await city.by('desk').get(pageOfProposal(number))).statusCode).toBe(404)
    expect((await post(city, 'compliance', number, 'exclude', exclusion)).statusCode).toBe(303)
    expect((await post(city, 'compliance', number, 'confirm')).statusCode).toBe(422)
    expect((await post(city, 'secondCompliance', number, 'confirm')).statusCode).toBe(303)
    expect(city.find(number).state).toBe('out_of_scope')
  })
})
