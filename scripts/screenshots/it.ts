/** What 情報担当 does: the first set-up, letters, roles, the check of the placement, the records. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSystem } from '../../server/app.ts'
import type { Config } from '../../server/config.ts'
import { demoRun } from '../../server/demo-run.ts'
import { listen, originOf } from '../../server/listen.ts'
import { openStores } from '../../server/stores/open.ts'
import type { Studio } from './studio.ts'

const SETUP_CODE = 'mihon'

/** The set-up page of a server without anybody, marked as sample data. */
export async function setupPicture(studio: Studio, config: Config): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-setup-'))
  const stores = await openStores(folder)
  await stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
  const own = { ...config, dataDir: folder }
  const now = () => new Date()
  const demo = demoRun(join(folder, 'sample'), () => undefined)
  const { app } = await createSystem({ config: own, stores, now, setupCode: SETUP_CODE, demo })
  await listen(app, own)
  const page = await studio.window()
  await page.goto(`${originOf(app, own)}/setup?key=${SETUP_CODE}`)
  await page.getByRole('button', { name: '管理者を登録する' }).waitFor()
  await studio.shoot(page, 'it-setup', { height: 1160 })
  await page.context().close()
  await app.close()
  await stores.close()
  rmSync(folder, { recursive: true })
}

/** Before anybody but the officials has signed in: letters and the list that has to be deleted. */
export async function accountPictures(studio: Studio, admin: string): Promise<void> {
  const here = `${studio.origin}/staff/admin`
  const page = await studio.signIn(admin)
  await page.goto(`${here}/passwords`)
  await studio.shoot(page, 'it-passwords', { height: 900 })
  await page.getByText('手紙に載せること').click()
  await page.getByLabel('職員が開くアドレス').fill('https://kazetoshi.city.example/')
  await page.getByLabel('問い合わせ先').fill('人事課（内線 2305）')
  await page.getByRole('button', { name: '保存する', exact: true }).click()
  await page.getByText('手紙に載せることを保存しました').waitFor()
  await page.goto(`${here}/passwords/letters`)
  const unit = page.locator('#units ~ .table-scroll tbody a').first()
  await unit.click()
  await page.getByRole('heading', { name: '手紙の印刷' }).waitFor()
  await studio.shoot(page, 'it-letter', { at: '.letter', height: 900 })
  await page.context().close()
}

export async function adminPictures(studio: Studio, admin: string): Promise<void> {
  const here = `${studio.origin}/staff/admin`
  const page = await studio.signIn(admin)
  await page.goto(`${here}/roles`)
  await studio.shoot(page, 'it-roles', { at: '#give', height: 820 })
  await page.goto(`${here}/placement`)
  await studio.shoot(page, 'it-placement', { height: 760 })
  await page.goto(`${here}/passwords/reset`)
  await studio.shoot(page, 'it-reset', { height: 900 })
  await page.context().close()
}
