/** 「設置の確認」 on a real folder: what is wrong is found, and what was mended is gone. */
import { chmodSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Config } from '../../../server/config.ts'
import { placementFacts } from '../../../server/placement-facts.ts'
import { type SmallCity, smallCity } from '../../support/small-city.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openedPage } from '../../support/valid-html.ts'

const PAGE = '/staff/admin/placement'

async function cityWith(config: Partial<Config> = {}) {
  return smallCity({ survey: 'none', now: new Date(), config })
}

function folderFor(name: string): string {
  const made = temporaryFolder(name)
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function shown(city: SmallCity): Promise<Map<string, string>> {
  const answer = await city.visit(city.officials.admin).get(PAGE)
  expect(answer.statusCode).toBe(200)
  const { main } = openedPage(answer, PAGE)
  const words = (element: Element | null) =>
    (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  return new Map(
    [...main.querySelectorAll('.placement-list > div')].map((row) => {
      const mark = words(row.querySelector('.tag'))
      const topic = words(row.querySelector('dt')).replace(mark, '').trim()
      return [topic.replace(/（.*/, ''), `${mark} ${words(row.querySelector('dd'))}`]
    }),
  )
}

it('is for 情報担当 alone', async () => {
  const city = await cityWith()
  for (const person of [city.officials.hr, city.people[8] ?? '']) {
    expect((await city.visit(person).get(PAGE)).statusCode).toBe(403)
  }
  const overview = await city.visit(city.officials.admin).get('/staff/admin')
  expect(overview.body).toContain(`href="${PAGE}"`)
})

it('finds files that others may read, until they are closed', async () => {
  const city = await cityWith()
  const file = join(city.stores.folder, 'voice.db')
  expect((await shown(city)).get('フォルダーの権限')).toMatch(/^問題なし /)
  chmodSync(file, 0o644)
  expect((await shown(city)).get('フォルダーの権限')).toMatch(
    /^要対応 .*読めるものがあります: voice\.db/,
  )
  chmodSync(file, 0o600)
  expect((await shown(city)).get('フォルダーの権限')).toMatch(/^問題なし /)
})

it('finds a mirror and copies on the same disk, keys among the copies, and a folder that is not there', async () => {
  const [mirror, backup] = [folderFor('mirror'), folderFor('backup')]
  const city = await cityWith({ boxMirror: mirror, backupDir: backup })
  const rows = await shown(city)
  expect(rows.get('回答箱の写し')).toContain('は、データと同じディスクにあります。')
  expect(rows.get('バックアップ')).toContain('は、データと同じディスクにあります。')
  mkdirSync(join(backup, '2026-11-20'))
  writeFileSync(join(backup, '2026-11-20', 'tally-r8.json'), '{}')
  expect((await shown(city)).get('バックアップ')).toContain(
    '包まれた開封の鍵が入っています: 2026-11-20/tally-r8.json',
  )
  rmSync(backup, { recursive: true })
  expect((await shown(city)).get('バックアップ')).toContain('がないか、使えません。')
})

it('tells the days of the last backup and of the last rehearsal', async () => {
  const backup = folderFor('backup')
  const city = await cityWith({ backupDir: backup })
  for (const name of [
    'kazetoshi-2026-11-18.age',
    'kazetoshi-2026-11-19.age',
    'kazetoshi-2026-11-20.age.part',
    'rehearsed-2026-09-01',
  ]) {
    writeFileSync(join(backup, name), '')
  }
  const facts = await placementFacts(city.config, city.stores.folder, city.clock.now)
  expect(facts.backup).toMatchObject({ newest: '2026-11-19', rehearsed: '2026-09-01', keys: [] })
})

it('finds copies of an upgrade and a clock that went back', async () => {
  const city = await cityWith()
  expect((await shown(city)).get('更新の前の写し')).toBe('問題なし ありません。')
  const copies = join(city.stores.folder, 'before-migration')
  mkdirSync(copies, { mode: 0o700 })
  const copy = join(copies, 'identity.db.v2')
  writeFileSync(copy, 'copy', { mode: 0o600 })
  expect((await shown(city)).get('更新の前の写し')).toContain('写しが1件あります。')
  const tomorrow = new Date(Date.now() + 86_400_000)
  utimesSync(copy, tomorrow, tomorrow)
  expect((await shown(city)).get('時計')).toContain('時計が戻された疑いがあります。')
})

it('tells whether the page itself came encrypted', async () => {
  const none = await cityWith()
  expect((await shown(none)).get('暗号化')).toContain('要対応 暗号化していません。')
  const proxied = await cityWith({ trustProxy: '127.0.0.1' })
  expect((await shown(proxied)).get('暗号化')).toContain('中継サーバーを通らずに開かれています。')
  const through = await proxied.visit(proxied.officials.admin).get(PAGE, {
    'x-forwarded-proto': 'https',
    cookie: `__Secure-${await proxied.session(proxied.officials.admin)}`,
  })
  expect(through.body).toContain('中継サーバー（127.0.0.1）が暗号化しています。')
  const own = await smallCity({ survey: 'none', tls: true })
  const over = await own.app.inject({
    url: PAGE,
    headers: { accept: 'text/html', cookie: await own.session(own.officials.admin) },
  })
  expect(over.statusCode).toBe(200)
  expect(over.body).toMatch(
    /このプログラムが暗号化しています。証明書の期限は|証明書の期限が、.*に切れました/,
  )
})
