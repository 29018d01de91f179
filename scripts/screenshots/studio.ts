import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Stores } from '../../server/stores/open.ts'
import { ensureBrowser, findBrowser } from '../browser.ts'
import { changePassword, readPasswords, SAMPLE_PASSWORD } from '../demo-city.ts'
import { withPalette } from './palette.ts'

const WIDTH = 1280
/** A tablet of a workplace. */
export const TABLET = 820

export interface Crop {
  /** What stands at the top of the picture; from the top of the page when missing. */
  readonly at?: string
  /** In pixels; 760 when missing. */
  readonly height?: number
}

/** Takes the pictures of the manuals: people who sign in, and pages that are cut to what matters. */
export interface Studio {
  readonly origin: string
  /** Names of the pictures taken, `hr-draft.png`. */
  readonly taken: readonly string[]
  /** A fresh window without anybody. */
  window(width?: number): Promise<Page>
  /** A fresh window of a person, after signing in at the page. */
  signIn(person: string, width?: number): Promise<Page>
  /** @param name of the file, without `.png` */
  shoot(page: Page, name: string, crop?: Crop): Promise<void>
  close(): Promise<void>
}

/** @throws when no browser can be found or installed. */
export async function openStudio(origin: string, stores: Stores, folder: string): Promise<Studio> {
  const missing = ensureBrowser()
  if (missing !== null) throw new Error(missing)
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const taken: string[] = []
  const studio: Studio = {
    origin,
    taken,
    window: (width = WIDTH) => freshWindow(browser, width),
    async signIn(person, width = WIDTH) {
      await leaveFirstPassword(stores, origin, person)
      const page = await freshWindow(browser, width)
      await page.goto(`${origin}/staff/sign-in`)
      await page.getByLabel('職員番号').fill(person)
      await page.getByLabel('パスワード').fill(SAMPLE_PASSWORD)
      await page.getByRole('button', { name: 'サインイン', exact: true }).click()
      await page.waitForURL(`${origin}/staff/`)
      return page
    },
    async shoot(page, name, crop = {}) {
      const file = `${name}.png`
      if (taken.includes(file)) throw new Error(`${file} is taken already`)
      writeFileSync(join(folder, file), withPalette(await picture(page, crop)))
      taken.push(file)
    },
    close: () => browser.close(),
  }
  return studio
}

async function freshWindow(browser: Browser, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'ja-JP' })
  return context.newPage()
}

// Run inside the page: text, because nothing else here knows a document.
const KEEP_BAND = `(() => {
  const band = document.querySelector('.sample-band')
  band.style.setProperty('position', 'sticky')
  band.style.setProperty('top', '0')
  band.style.setProperty('z-index', '9')
  document.querySelector('.meter')?.style.setProperty('top', band.offsetHeight + 'px')
  document.activeElement?.blur()
  window.scrollTo({ top: 0, behavior: 'instant' })
})()`
const PUT_AT_TOP = `(() => {
  const above = [...document.querySelectorAll('.sample-band, .meter')]
  const height = above.reduce((sum, one) => sum + one.offsetHeight, 16)
  const top = document.querySelector('[data-shot]').getBoundingClientRect().top - height
  window.scrollBy({ top, behavior: 'instant' })
})()`

/** The band 「見本データ」 stays above whatever is shown; without it there is no picture. */
async function picture(page: Page, { at, height = 760 }: Crop): Promise<Buffer> {
  const width = page.viewportSize()?.width ?? WIDTH
  await page.setViewportSize({ width, height })
  await page.locator('.sample-band').waitFor({ state: 'visible' })
  await page.evaluate(KEEP_BAND)
  if (at !== undefined) {
    await page
      .locator(at)
      .first()
      .evaluate((element) => element.setAttribute('data-shot', ''))
    await page.evaluate(PUT_AT_TOP)
    await page.evaluate("document.querySelector('[data-shot]').removeAttribute('data-shot')")
  }
  const whole = await page.evaluate<number>('document.documentElement.scrollHeight')
  const clip = { x: 0, y: 0, width, height: Math.min(height, whole) }
  return page.screenshot({ clip, animations: 'disabled', caret: 'hide' })
}

/** At the door where everybody does it. */
async function leaveFirstPassword(stores: Stores, origin: string, person: string): Promise<void> {
  const credential = await stores.identity
    .selectFrom('credential')
    .select('must_change')
    .where('person', '=', person)
    .executeTakeFirstOrThrow()
  if (credential.must_change === 0) return
  await changePassword(origin, person, readPasswords(stores.folder).get(person) ?? '')
}
