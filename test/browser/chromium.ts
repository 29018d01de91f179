import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../../scripts/browser.ts'

/** A name that is not localhost: on it plain http has no `Sec-Fetch-Site` and no `crypto.subtle`. */
export const MAPPED_HOST = 'kaze.city.local'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** Debian's headless Chromium; it looks nothing up outside. @param more switches beside the usual ones */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null)
    throw new Error('no Chromium: run `npm test`, it says what to install')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${MAPPED_HOST} 127.0.0.1`,
      ...more,
    ],
  })
}

export interface Watched {
  readonly page: Page
  /** Messages of the console that are errors, CSP violations and exceptions. */
  readonly faults: string[]
}

/** A fresh profile of one person at one width. */
export async function newPage(
  browser: Browser,
  width: number,
  height = 900,
  { anyCertificate = false } = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'ja-JP',
    ignoreHTTPSErrors: anyCertificate,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/.test(message.text())) {
      faults.push(message.text())
    }
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  return { page, faults }
}

/** axe-core's violations of WCAG 2.x A and AA, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run(o: object): Promise<AxeResult> } }).axe
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const result = await axe.run({ runOnly: { type: 'tag', values: tags } })
    return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`)
    interface AxeResult {
      violations: { id: string; nodes: { html: string }[] }[]
    }
  })
}

/** How many pixels the page is wider than the window. */
export function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
}
