import { expect, it } from 'vitest'
import { answersOf, smallCity } from '../support/small-city.ts'
it('smoke', async () => {
  const t0 = Date.now()
  const city = await smallCity({ people: 12 })
  console.log('city', Date.now() - t0)
  for (const [i, n] of city.people.entries()) {
    const cookie = i < 2 ? await city.signIn(n) : await city.session(n)
    const card = await city.takeCard(cookie)
    await city.cast(card, answersOf(city.survey.questionnaire, i, ['x', 'y']))
  }
  console.log('cast', Date.now() - t0)
  const office = await city.visit(city.officials.hr).get(`/staff/office/surveys/${city.survey.id}`)
  expect(office.statusCode).toBe(200)
  city.clock.now = city.survey.closesAt
  await city.openBox()
  await city.system.acts.publish(city.survey.id)
  console.log('open', Date.now() - t0, city.log())
  expect((await city.visit().get(`/results/${city.survey.id}`)).statusCode).toBe(200)
})
