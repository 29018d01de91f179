import { expect, test } from 'vitest'
import { cityWithBox, postOf } from '../support/proposal-box.ts'

test('a message of an author that somebody caught and sends again does nothing a second time', async () => {
  const { city, box } = await cityWithBox()
  const [author] = await box.release(3)
  if (author === undefined) throw new Error('nobody')
  const report = await box.followUp(author, { act: 'report-hunt', text: 'だれが書いたか聞かれた' })
  const complaints = async () =>
    (await city.stores.voice.selectFrom('complaint').selectAll().execute()).length
  for (let day = 0; day < 4; day += 1) {
    expect(await box.send(report)).toBe(204)
    await box.nextDay(5)
    await box.open()
  }
  expect(await complaints()).toBe(1)
  // The same words in a message of their own are another report.
  await box.send(await box.followUp(author, { act: 'report-hunt', text: 'だれが書いたか聞かれた' }))
  for (let day = 0; day < 3; day += 1) {
    await box.nextDay(5)
    await box.open()
  }
  expect(await complaints()).toBe(2)
})

test('who has seen a lookup id cannot put another proposal in the place of the true one', async () => {
  const { box } = await cityWithBox()
  const [author, thief] = [box.author(), box.author()]
  await box.send(await box.post(author, { title: '本物の提案' }))
  const stolen = { ...postOf(thief, { title: 'すり替え' }), receipt: author.lookupText }
  for (const other of [stolen, { ...stolen, authorKey: `-${thief.authorKey.slice(1)}` }]) {
    await box.send(await box.post(thief, {}, other))
  }
  await box.release(2)
  const titles = box.proposals().map((p) => p.written?.title)
  expect(titles).toContain('本物の提案')
  expect(titles).not.toContain('すり替え')
  expect((await box.thread(author)).found).toBe(true)
})
