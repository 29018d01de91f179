import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SmallCity, smallCity } from '../support/small-city.ts'
import { filesHolding, newProfile, settled } from './profile.ts'
import { fillAnswers, sendAnswers } from './year-walk.ts'
let city: SmallCity
let origin: string
beforeAll(async () => { city = await smallCity({ people: 12 }); origin = await city.origin() })
afterAll(() => city.close())
const out: unknown[] = []
const log = (...x: unknown[]) => { out.push(x); writeFileSync('/tmp/zz-probe.json', JSON.stringify(out, null, 1)) }
async function at(number: string) {
  const profile = newProfile('answer')
  const browser = await profile.open()
  const [name = '', value = ''] = (await city.session(number)).split('=')
  await browser.context.addCookies([{ name, value, domain: '127.0.0.1', path: '/staff' }])
  const { page } = browser
  await page.goto(`${origin}/staff/surveys/r8/card`)
  await page.getByRole('button', { name: '受け取って、そのまま回答する' }).click()
  await page.locator('#form').waitFor({ state: 'visible' })
  return { ...browser, ...profile }
}
it('probe', async () => {
  const { page, folder, close, open } = await at('000105')
  const { seed, signature } = JSON.parse((await page.evaluate(() => sessionStorage.getItem('kazetoshi.card.r8'))) ?? '')
  const t = Date.now()
  await settled(page, folder)
  log('settled', Date.now() - t, filesHolding(folder, [seed]), filesHolding(folder, [signature]))
  await fillAnswers(page)
  const labels = await page.evaluate(() => [...document.querySelectorAll<HTMLInputElement>('input:checked')].map((i) => [i.name, i.value, i.labels?.[0]?.innerText]))
  log('labels', labels)
  await sendAnswers(page)
  await settled(page, folder)
  log('after cast', filesHolding(folder, [seed]), filesHolding(folder, [signature]))
  await close()
  log('after close', filesHolding(folder, [seed]), filesHolding(folder, [signature]), 'labels', labels.map(([, , l]) => [l, filesHolding(folder, [l ?? ''])]))
  const again = await open()
  await new Promise((r) => setTimeout(r, 2000))
  await again.close()
  log('after again', filesHolding(folder, [seed]), filesHolding(folder, [signature]))
}, 240000)
it('leak', async () => {
  const { page, folder, kill } = await at('000106')
  await fillAnswers(page)
  await page.evaluate(() => { for (const f of document.querySelectorAll('[autocomplete]')) f.removeAttribute('autocomplete'); history.pushState(null, '') })
  await settled(page, folder)
  await kill()
  const files = filesHolding(folder, ['照会の様式を1つにまとめてほしい'])
  log('leak1', files)
  for (const f of files) if (/Sessions/.test(f)) log(readFileSync(join(folder, f)).toString('latin1').replaceAll('\0', '').slice(-3000))
}, 240000)
it('post', async () => {
  const { page, folder, kill } = await at('000107')
  await fillAnswers(page)
  await page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('#form')!
    form.method = 'post'
    form.action = '/voice/surveys/r8/ballots'
    HTMLFormElement.prototype.submit.call(form)
  })
  await page.waitForTimeout(1500)
  log('url', page.url())
  await page.goto(`${origin}/voice/surveys/r8`)
  await settled(page, folder)
  await kill()
  const files = filesHolding(folder, ['照会の様式を1つにまとめてほしい'])
  log('leak2', files, filesHolding(folder, [encodeURIComponent('照会の様式を1つにまとめてほしい')]))
}, 240000)
