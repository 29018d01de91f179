import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const PACKAGES = ['chromium-headless-shell', 'fonts-morisawa-bizud-gothic']

/** Path of the browser of the tests, or null. */
export function findBrowser(): string | null {
  return BROWSERS.find((file) => existsSync(file)) ?? null
}

/**
 * Makes sure that a Chromium and a Japanese font are there; installs Debian's packages where it may.
 *
 * @returns null, or the sentence that says what to run.
 */
export function ensureBrowser(): string | null {
  if (findBrowser() !== null && hasJapaneseFont()) return null
  const line = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('ブラウザーと日本語フォントを入れています…\n')
    spawnSync('sh', ['-c', line], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (findBrowser() !== null && hasJapaneseFont()) return null
  }
  return `ブラウザーのテストには Chromium と日本語フォントが必要です。管理者の権限で次を実行してください: ${line}`
}

function hasJapaneseFont(): boolean {
  const run = spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' })
  if (run.error !== undefined) return existsSync('/usr/share/fonts/opentype/morisawa-bizud-gothic')
  return run.stdout.trim() !== ''
}
