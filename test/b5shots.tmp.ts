import { readFileSync } from 'node:fs'
import { smallCity } from './support/small-city.ts'
import { axeViolations, launchBrowser, newPage, sidewaysPixels } from './browser/chromium.ts'
import { planImport } from '../server/identified/roster/plan.ts'
import { applyImport } from '../server/identified/roster/apply.ts'
import { test } from 'vitest'

test('shots', async () => {
  const city = await smallCity({ survey: 'none' })
  const units = { name: 'org.csv', bytes: readFileSync('scripts/sample-city/org.csv') }
  const people = { name: 'roster.csv', bytes: readFileSync('scripts/sample-city/roster_sample.csv') }
  const check = await planImport(city.stores, { units, people }, '2026-11-20')
  if (!check.ok) throw new Error(JSON.stringify(check.problems))
  await applyImport(city.stores, check.plan, { actor: 'x', at: city.clock.now })
  const { identity } = city.stores
  const some = await identity.selectFrom('person').select('number').where('unit', '=', '1110').executeTakeFirstOrThrow()
  const hash = '$argon2id$x'
  await identity.insertInto('credential').values({ person: some.number, password_hash: hash, must_change: 0 }).execute()
  await identity.insertInto('role').values({ person: some.number, role: 'hr', unit: '*', origin: 'hand', manner: 'own' }).execute()
  await city.stores.commons.updateTable('unit').set({ counts_in: '1010', section: '1010' }).where('code', '=', '1020').execute()
  await city.stores.commons.updateTable('unit').set({ valid_to: '2026-10-31' }).where('code', '=', '1130').execute()
  await city.stores.commons.insertInto('unit_successor').values([{ unit: '1130', successor: '1110', kind: 'split', main: 1, day: '2026-11-01' }, { unit: '1130', successor: '1120', kind: 'split', main: 0, day: '2026-11-01' }]).execute()
  const heads = await identity.selectFrom('role').selectAll().where('role', '=', 'head').limit(3).execute()
  await identity.insertInto('role').values({ person: heads[1]!.person, role: 'head', unit: '1130', origin: 'hand', manner: 'acting' }).execute()
  const someone = await identity.selectFrom('person').select('number').where('unit', '=', '1130').executeTakeFirstOrThrow()
  const browser = await launchBrowser()
  const origin = await city.origin()
  const urls: [string, string][] = [
    ['units', '/staff/roster/units'],
    ['units-search', '/staff/roster/units?q=%E8%AA%B2&only=headless'],
    ['unit', '/staff/roster/units/1020'],
    ['unit-ended', '/staff/roster/units/1130'],
    ['unit-bureau', '/staff/roster/units/1100'],
    ['new-unit', '/staff/roster/new-unit'],
    ['people', '/staff/roster/people'],
    ['people-search', '/staff/roster/people?role=head'],
    ['person', `/staff/roster/people/${heads[1]!.person}`],
    ['person-left', `/staff/roster/people/${someone.number}`],
    ['new-person', '/staff/roster/new-person'],
  ]
  const [name = '', value = ''] = (await city.session(some.number)).split('=')
  for (const width of [1280, 820, 390]) {
    const { page, faults } = await newPage(browser, width)
    await page.context().addCookies([{ name, value, url: `${origin}/staff` }])
    for (const [label, url] of urls) {
      await page.goto(origin + url)
      if (label === 'unit' || label === 'person') for (const d of await page.locator('.unit-acts > details > summary').all()) await d.click()
      await page.screenshot({ path: `/tmp/b/shots5/${label}-${width}.png`, fullPage: true })
      console.log(width, label, await sidewaysPixels(page), (await axeViolations(page)).join('\n'))
    }
    await page.goto(`${origin}/staff/roster/units/1020`)
    await page.locator('summary', { hasText: 'この所属を終わりにする' }).click()
    await page.getByRole('button', { name: 'この所属を終わりにする' }).click()
    await page.screenshot({ path: `/tmp/b/shots5/unit-422-${width}.png`, fullPage: true })
    console.log(width, '422', await sidewaysPixels(page), (await axeViolations(page)).join('\n'))
    console.log(faults.filter((f) => !f.includes('422')))
    await page.context().close()
  }
  await browser.close()
}, 180000)
