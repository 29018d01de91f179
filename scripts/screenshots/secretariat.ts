/** What 行政管理課 does with proposals, from the box in the morning to the list of the year. */
import type { PlayedProposals } from '../demo-proposals.ts'
import type { Studio } from './studio.ts'

export async function secretariatPictures(studio: Studio, played: PlayedProposals): Promise<void> {
  const { origin } = studio
  const desk = `${origin}/staff/desk`
  const page = await studio.signIn(played.opener.number)
  await page.goto(`${desk}/box`)
  await page.getByLabel('あなたの合言葉').fill(played.opener.passphrase)
  await studio.shoot(page, 'desk-box', { height: 900 })
  await page.getByRole('button', { name: '開封する', exact: true }).click()
  await page.getByRole('link', { name: '到着と処理へ' }).waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: '到着と処理へ' }).click()
  await page.getByRole('heading', { level: 1, name: '到着と処理' }).waitFor()
  await studio.shoot(page, 'desk-list', { height: 820 })
  await page.locator('main table a[href*="/proposals/"]').first().click()
  await page.locator('#text').waitFor()
  await studio.shoot(page, 'desk-proposal', { height: 900 })
  await studio.shoot(page, 'desk-next', { at: '.desk-next', height: 820 })
  await page.goto(`${desk}/settings/calendar`)
  await studio.shoot(page, 'desk-calendar', { height: 900 })
  await page.goto(`${desk}/effects`)
  await studio.shoot(page, 'desk-effects', { height: 900 })
  await page.goto(`${origin}/staff/retention`)
  await studio.shoot(page, 'desk-retention', { height: 820 })
  await page.context().close()
}
