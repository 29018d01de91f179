/** A Chromium with a real profile on the disk, and a search for what must not be in it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliDecompressSync, gunzipSync, inflateRawSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { findBrowser } from '../../scripts/browser.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** The whole browser keeps more on the disk than the shell of the other tests; it is used where it is. */
const WHOLE = '/usr/bin/chromium'
export const isWhole = existsSync(WHOLE)

export interface ProfileBrowser {
  readonly page: Page
  readonly context: BrowserContext
  /** As by the window's cross: everything is written that is ever written. */
  readonly close: () => Promise<void>
  /** As by a power cut. */
  readonly kill: () => Promise<void>
}

/** @param more switches beside the usual ones */
export async function openProfile(
  folder: string,
  more: readonly string[] = [],
): Promise<ProfileBrowser> {
  const executable = isWhole ? WHOLE : findBrowser()
  if (executable === null) throw new Error('no Chromium: run `npm test`, it says what to install')
  const child = spawn(
    executable,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      ...more,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const browser = await chromium.connectOverCDP(await endpointOf(child))
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('no profile')
  const page = context.pages()[0] ?? (await context.newPage())
  return {
    page,
    context,
    async close() {
      await quit(browser)
      await ended
    },
    async kill() {
      // The whole group: the browser's own processes write, too. The number of an ended one may be another's.
      const runs = child.exitCode === null && child.signalCode === null
      if (runs && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await ended
    },
  }
}

/** A profile of its own for one test: opened, and opened again after it was closed or killed. */
export function newProfile(name: string) {
  const folder = temporaryFolder(name)
  const opened: ProfileBrowser[] = []
  onTestFinished(async () => {
    for (const one of opened) await one.kill().catch(() => {})
    rmSync(folder, { recursive: true, force: true })
  })
  const open = async (more: readonly string[] = []): Promise<ProfileBrowser> => {
    const browser = await openProfile(folder, more)
    opened.push(browser)
    browser.page.setDefaultTimeout(30_000)
    return browser
  }
  return { folder, open }
}

/** After a power cut the browser asks whether to bring the tabs back; this is the yes. */
export function agreeToRestore(folder: string): void {
  const file = join(folder, 'Default', 'Preferences')
  // A young profile has none yet.
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}'
  const kept = JSON.parse(text) as { profile?: Record<string, unknown> }
  kept.profile = { ...kept.profile, exit_type: 'Normal', exited_cleanly: true }
  writeFileSync(file, JSON.stringify(kept))
}

/**
 * Browsers write late: 13 seconds were measured for localStorage. What the page has done before this is on
 * the disk, if it ever will be, once marks have come there that were made after it.
 */
export async function settled(page: Page, folder: string): Promise<void> {
  const marks = ['local', 'session'].map((at) => `${at}-${Math.random().toString(36).slice(2)}`)
  await page.evaluate(([local, session]) => {
    localStorage.setItem('settled', local ?? '')
    sessionStorage.setItem('settled', session ?? '')
  }, marks)
  for (let i = 0; i < 120; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    if (marks.every((mark) => filesHolding(folder, [mark], /Storage/).length > 0)) return
  }
  throw new Error('this browser writes nothing')
}

async function quit(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  await session.send('Browser.close').catch(() => {})
}

async function endpointOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error(`Chromium did not start: ${said}`)))
  })
}

/**
 * Names of the profile's files that hold one of the texts, or a piece of it: UTF-8, UTF-16, base64 and as a
 * form sends it, and inside what a cache has compressed. LevelDB compresses by repeating pieces, so pieces are looked for.
 *
 * @param only files whose path matches
 */
export function filesHolding(folder: string, texts: readonly string[], only = /(?:)/): string[] {
  const needles = texts.flatMap(piecesOf).flatMap(spellings)
  return filesBelow(folder).filter((file) => {
    if (!only.test(file)) return false
    // A running browser may have removed it meanwhile.
    const bytes = tried(() => readFileSync(join(folder, file)))[0] ?? Buffer.alloc(0)
    return [bytes, ...unpacked(bytes)].some((one) => needles.some((needle) => one.includes(needle)))
  })
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

/** Pieces of eight characters, each overlapping the next by half: too long to stand there by chance. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at + 8 <= text.length; at += 4) pieces.push(text.slice(at, at + 8))
  return pieces
}

function spellings(piece: string): Buffer[] {
  const little = Buffer.from(piece, 'utf16le')
  const big = Buffer.from(little).swap16()
  const plain = [Buffer.from(piece), little, big]
  const coded = plain.slice(0, 2).flatMap(base64)
  // What a form that was sent leaves in the list of visited pages.
  const posted = Buffer.from(new URLSearchParams([['', piece]]).toString().slice(1))
  return [
    ...plain,
    ...coded,
    ...coded.map((text) => Buffer.from(text.toString(), 'utf16le')),
    ...(posted.length > piece.length ? [posted] : []),
  ]
}

/** As it stands inside a longer base64 text, whatever comes before: the letters that are its own alone. */
function base64(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    const from = Math.ceil((shift * 8) / 6)
    return Buffer.from(text.slice(from, Math.floor(((shift + bytes.length) * 8) / 6)))
  })
}

const GZIP = Buffer.of(0x1f, 0x8b, 0x08)
/** Chromium's simple cache: magic 8, version 4, length of the key 4, hash 4, padding 4, key, body. */
const SIMPLE_CACHE = Buffer.from('305c72a71b6dfbfc', 'hex')

function unpacked(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = bytes.indexOf(GZIP); at !== -1; at = bytes.indexOf(GZIP, at + 1)) {
    found.push(...tried(() => gunzipSync(bytes.subarray(at), { finishFlush: 2 })))
  }
  if (bytes.indexOf(SIMPLE_CACHE) === 0) {
    const body = bytes.subarray(24 + bytes.readUInt32LE(12))
    found.push(...tried(() => brotliDecompressSync(body)), ...tried(() => inflateRawSync(body)))
  }
  return found
}

function tried(unpack: () => Buffer): Buffer[] {
  try {
    return [unpack()]
  } catch {
    return []
  }
}
