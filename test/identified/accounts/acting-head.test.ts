/** 事務取扱 and 代理 answer for a unit like its own head, and the record says as what. */
import { expect, test } from 'vitest'
import { deskCity, pageOfProposal } from '../desk/desk-city.ts'
import { documentOf, hand, textOf } from '../office/hand.ts'

test('an acting head accepts a proposal for the unit while the office lasts, and not a day longer', async () => {
  const city = await deskCity()
  const { identity } = city.stores
  await identity.deleteFrom('role').where('person', '=', '000104').execute()
  const base = { person: '000111', role: 'head', origin: 'hand', manner: 'acting' } as const
  await identity
    .insertInto('role')
    .values({ ...base, unit: '2010', valid_from: '2026-11-20', valid_to: '2026-11-25' })
    .execute()
  const number = await city.post({ aimedAt: '2010' })
  await city.act('desk', number, { act: 'route', units: ['2010'] })
  const acting = hand(city, '000111')
  expect(textOf(await acting.get('/staff/inbox'))).toContain(
    '推進責任者（所属長）：保険年金課（事務取扱）、子育て支援課',
  )
  const form = await acting.get(`/staff/inbox/${number}`)
  const stamp = /name="stamp" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
  const done = await acting.post(`/staff/inbox/${number}/acceptance`, { stamp })
  expect(done.statusCode).toBe(303)
  const page = textOf(await city.by('desk').get(pageOfProposal(number)))
  expect(page).toContain('保険年金課 推進責任者（事務取扱）')
  const rows = await identity
    .selectFrom('proposal_step')
    .select('role')
    .where('proposal', '=', number)
    .where('actor', '=', '000111')
    .execute()
  expect(rows).toEqual([{ role: 'head/acting' }])
  city.clock.now = new Date('2026-11-26T09:00:00+09:00')
  const later = await acting.get(`/staff/inbox/${number}`)
  expect(later.statusCode).toBe(404)
  expect(textOf(await city.by('desk').get(pageOfProposal(number)))).toContain(
    '保険年金課 推進責任者（事務取扱）',
  )
})

test('a unit whose only head has an office that has ended has nobody who can answer', async () => {
  const city = await deskCity()
  const { identity } = city.stores
  const number = await city.post({ aimedAt: '2010' })
  const choice = async () => {
    const page = documentOf(await city.by('desk').get(pageOfProposal(number)))
    return page.querySelector('option[value="2010"]')?.textContent ?? ''
  }
  const nobody = '（推進責任者がいません）'
  expect(await choice()).toContain('保険年金課')
  expect(await choice()).not.toContain(nobody)
  await identity
    .updateTable('role')
    .set({ valid_to: '2026-11-19' })
    .where('unit', '=', '2010')
    .execute()
  expect(await choice()).toContain(nobody)
})
