/** The year of 情報担当 with the built program, in a real browser: install, backup, upgrade. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commonsMigrations } from '../../migrations/commons/index.ts'
import { identityMigrations } from '../../migrations/identity/index.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { rewindStore } from '../support/old-stores.ts'
import { type ServerProcess, startServer } from '../support/server-process.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { launchBrowser } from './chromium.ts'
import { peopleFile, unitFile } from './year-roster.ts'
import { type Walk, walk } from './year-walk.ts'

const ADMIN = { number: '900001', password: 'ひみつの合図は12文字以上' }

let browser: Browser
let server: ServerProcess
let admin: Walk
const place = temporaryFolder('year')
const folder = join(place, 'kazetoshi')

beforeAll(async () => {
  browser = await launchBrowser()
  admin = await walk(browser)
  mkdirSync(folder, { mode: 0o700 })
})
afterAll(async () => {
  await browser?.close()
  await server?.end('SIGKILL')
  rmSync(place, { recursive: true, force: true })
})

describe('The year of 情報担当', () => {
  it('begins with an empty folder and the link that the program prints', async () => {
    server = await startServer(folder)
    const link = /http:\S+\/setup\?key=\S+/.exec(server.output())?.[0] ?? ''
    await admin.page.goto(link)
    await admin.see('最初の設定')
    await admin.type(/^職員番号/, ADMIN.number)
    await fillPasswords('短い')
    await admin.press('管理者を登録する')
    await admin.see('最初の設定')
    await expect(admin.page.getByRole('alert').count()).resolves.toBe(1)
    await fillPasswords(ADMIN.password)
    await admin.press('管理者を登録する')
    await admin.see('サインイン')
    await admin.page.goto(link)
    await admin.read(/このページは使い終わりました。|お探しのページはありません。/)
  })

  it('has the placement looked at, and whoever holds two offices is told to pass one on', async () => {
    await admin.signIn(server.origin, ADMIN.number, '/staff/admin', ADMIN.password)
    await admin.see('管理')
    await admin.read('あなたは、人事課と情報担当の両方の役割を持っています。')
    await admin.follow('設置の確認')
    await admin.see('設置の確認')
    await expect(admin.page.locator('main').innerText()).resolves.toContain('BACKUP_DIR')
  })

  it('goes on with the roster and the letters of the first passwords', async () => {
    await admin.page.goto(`${server.origin}/staff/roster`)
    await admin.read('名簿はまだありません')
    await admin.follow('名簿を取り込む')
    await admin.page.getByLabel(/^所属のファイル/).setInputFiles(unitFile())
    await admin.page.getByLabel(/^職員のファイル/).setInputFiles(peopleFile())
    await admin.press('確かめる')
    await admin.see('確かめた結果')
    await admin.press('取り込む')
    await admin.read('名簿を取り込みました')
    await admin.page.goto(`${server.origin}/staff/admin/passwords`)
    await admin.press('60人分を作る')
    await admin.read('最初のパスワードを作りました。')
    await admin.follow(/^手紙を選んで印刷する/)
    await admin.follow(/^髙見橋りょう課①$/)
    await admin.see('手紙の印刷')
    await expect(admin.page.locator('article.letter').count()).resolves.toBe(7)
    await admin.page.goto(`${server.origin}/staff/admin/passwords`)
    await admin.tick('必要な手紙を、すべて印刷しました')
    await admin.press('印刷した一覧を消す')
    await admin.read('印刷した一覧を消しました。')
  })

  it('has a backup as the document says, from which the program starts again', async () => {
    await server.end('SIGTERM')
    writeFileSync(join(folder, 'tally-r8'), 'a wrapped key, which has no place in a copy')
    const [copies, words] = [join(place, 'copies'), join(place, 'words.txt')]
    mkdirSync(copies)
    writeFileSync(words, '波の音を三度きいてから、海ぞいの道を帰る\n')
    command('backup', '--data', folder, '--to', copies, '--passphrase-file', words)
    renameSync(folder, `${folder}.broken`)
    const [copy = ''] = readdirSync(copies).filter((name) => name.endsWith('.age'))
    command('restore', '--from', join(copies, copy), '--data', folder, '--passphrase-file', words)
    expect(readdirSync(folder)).toContain('identity.db')
    expect(readdirSync(folder)).not.toContain('tally-r8')
    server = await startServer(folder)
    expect(server.output()).not.toContain('/setup?key=')
    await admin.signIn(server.origin, ADMIN.number, '/staff/roster', ADMIN.password)
    await admin.read('60人')
    await admin.read('12件')
  })

  it('ends with the new version on a folder of the version before: everything is there', async () => {
    await server.end('SIGTERM')
    await rewindStore(folder, 'identity', identityMigrations, '0002_proposals')
    await rewindStore(folder, 'commons', commonsMigrations, '0003_protection')
    expect(existsSync(join(folder, 'before-migration'))).toBe(false)
    server = await startServer(folder)
    expect(readdirSync(join(folder, 'before-migration')).sort()).toEqual([
      'commons.db.v3',
      'identity.db.v2',
    ])
    await admin.signIn(server.origin, ADMIN.number, '/staff/roster', ADMIN.password)
    await admin.read('60人')
    await admin.page.goto(`${server.origin}/staff/admin/roles`)
    await admin.see('役割')
    await admin.read('今の役割 10件')
    await admin.page.goto(`${server.origin}/staff/admin/audit`)
    await admin.read('最初の管理者を登録')
    await admin.page.goto(`${server.origin}/staff/admin/placement`)
    await admin.see('設置の確認')
    await expect(admin.page.locator('main').innerText()).resolves.toContain('before-migration')
    await server.end('SIGTERM')
    await admin.end()
  })
})

async function fillPasswords(password: string): Promise<void> {
  for (const field of await admin.page.locator('input[type=password]').all()) {
    await field.fill(password)
  }
}

/** A command of the built program, as the document has it started. */
function command(name: string, ...given: string[]): void {
  execFileSync(process.execPath, [projectFile('dist', 'scripts', `${name}.js`), ...given])
}
