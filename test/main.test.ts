import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { request as secureRequest } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { projectFile } from '../server/http/project-file.ts'
import { StoreDialect } from '../server/stores/dialect.ts'
import { openStores } from '../server/stores/open.ts'
import { migrateStore } from '../server/stores/migrate.ts'
import { freePort, serve } from './support/served.ts'

const MAIL = {
  SMTP_URL: 'smtp://mail.example.lg.jp:25',
  MAIL_FROM: 'jinji@example.lg.jp',
  MAIL_ALL: 'all@example.lg.jp',
}
const PASSWORD = 'うみべの図書館まで30分'
const SAMPLE_ALONE =
  /^見本の市は、[^\n]*（HOST=127\.0\.0\.1、TRUST_PROXY なし）だけで動かせます。\n$/
const READY = /風通し（Kazetoshi）: (https?:\/\/127\.0\.0\.1:\d+)\//

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kazetoshi-main-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function start(env: Record<string, string> = {}) {
  const data = env['DATA_DIR'] ?? join(folder(), 'data')
  const served = serve('server/main.js', { DATA_DIR: data, ...env })
  const origin = (await served.printed(READY))[1] ?? ''
  return { ...served, origin, data }
}

function form(origin: string, fields: Record<string, string>): RequestInit {
  return {
    method: 'POST',
    headers: { origin, accept: 'text/html' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  }
}

describe('The program', () => {
  it('says where to open; on an empty installation it prints the one-time link, which makes the first administrator and is then gone', async () => {
    const { origin, printed, data } = await start()
    const link = (await printed(/最初の設定用のリンク（一度だけ使えます）: (\S+)\n/))[1] ?? ''
    expect(link.startsWith(`${origin}/setup?key=`)).toBe(true)
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    expect(await (await fetch(`${origin}/readyz`)).text()).toBe('ready')
    expect((await fetch(`${origin}/setup`)).status).toBe(404)
    expect((await fetch(link)).status).toBe(200)
    const key = new URL(link).searchParams.get('key') ?? ''
    const made = await fetch(
      `${origin}/setup/administrator`,
      form(origin, { key, number: '0001', password: PASSWORD, again: PASSWORD }),
    )
    expect([made.status, made.headers.get('location')]).toEqual([303, '/staff/sign-in'])
    expect((await fetch(link)).status).toBe(410)
    const signedIn = await fetch(
      `${origin}/staff/sign-in`,
      form(origin, { number: '0001', password: PASSWORD }),
    )
    const cookie = signedIn.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^kazetoshi=[\w-]{43}; Path=\/staff; HttpOnly; SameSite=Lax$/)
    expect(signedIn.headers.get('strict-transport-security')).toBeNull()
    const office = await fetch(`${origin}/staff/office`, {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
    expect(office.status).toBe(200)
    const again = await start({ DATA_DIR: data })
    expect((await fetch(`${again.origin}/readyz`)).status).toBe(200)
    expect(again.output()).not.toContain('/setup')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'stops on %s within three seconds with 0, although connections are open and a request is still coming',
    async (signal) => {
      const { origin, child, ended, output } = await start()
      const agent = new Agent({ keepAlive: true, maxSockets: 4 })
      await Promise.all(
        Array.from(
          { length: 4 },
          () =>
            new Promise((resolve, reject) => {
              get(`${origin}/healthz`, { agent }, (response) =>
                response.resume().on('end', resolve),
              ).on('error', reject)
            }),
        ),
      )
      const slow = connect(Number(new URL(origin).port), '127.0.0.1')
      slow.on('error', () => undefined)
      slow.write(
        `POST /staff/sign-in HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nnumber=`,
      )
      await new Promise((resolve) => setTimeout(resolve, 200))
      const told = Date.now()
      child.kill(signal)
      expect(await ended()).toMatchObject({ code: 0, signal: null })
      expect(Date.now() - told).toBeLessThan(3000)
      expect(output()).not.toContain('Error')
      agent.destroy()
      slow.destroy()
    },
  )

  it('does not fall over a request that cannot be decoded', async () => {
    const { origin, output } = await start()
    const { port } = new URL(origin)
    const raw = async (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write(text))
        let answer = ''
        socket.on('data', (part) => (answer += String(part)))
        socket.on('close', () => resolve(answer))
        socket.on('error', () => resolve(answer))
      })
    const head = 'Host: x\r\nAccept: text/html\r\nConnection: close\r\n\r\n'
    expect(await raw(`GET /%zz HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(`GET /%c0%ae%c0%ae/ HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1\.1 (400|404) /)
    expect(await raw(`nonsense\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(`GET / HTTP/1.1\r\nx: ${'a'.repeat(40_000)}\r\n${head}`)).toMatch(
      /^HTTP\/1\.1 4\d\d /,
    )
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    expect(output()).not.toContain('zz')
  })
})

describe('A start that others can reach', () => {
  const WARNING =
    /注意: 暗号化（TLS）なしで、ほかの端末からも開けます。この状態では、人事課・情報担当などの担当者の仕事は、サーバーの端末の中からしかできません。TLS_CERT と TLS_KEY、または中継サーバーと TRUST_PROXY を設定してください。\n/
  const everywhere = async (env: Record<string, string>) => {
    const served = serve('server/main.js', {
      DATA_DIR: join(folder(), 'data'),
      HOST: '0.0.0.0',
      ...env,
    })
    const [, link = ''] = await served.printed(/リンク（一度だけ使えます）: (\S+)\n/)
    return { output: served.output(), link }
  }

  it('without TLS and without a proxy says what officials cannot do', async () => {
    const { output, link } = await everywhere({})
    expect(output).toMatch(WARNING)
    expect(link).toMatch(/^http:\/\/localhost:\d+\/setup\?key=/)
    expect((await fetch(link)).status).toBe(200)
  })

  it('with a proxy, or for this machine alone, has nothing to warn of', async () => {
    expect((await everywhere({ TRUST_PROXY: '192.0.2.10' })).output).not.toContain('注意')
    const { output } = await start()
    expect(output()).not.toContain('注意')
  })
})

describe('A configuration that cannot be used', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a port that is no number',
      { PORT: 'abc' },
      /^環境変数 PORT の値「abc」は使えません。使える値: 0〜65535 の整数。$/,
    ],
    ['a port beyond all ports', { PORT: '65536' }, /^環境変数 PORT の値「65536」は使えません。/],
    [
      'an access that does not exist',
      { PUBLISHED_ACCESS: 'foo' },
      /^環境変数 PUBLISHED_ACCESS の値「foo」は使えません。使える値: open または staff。$/,
    ],
    [
      'a log level that does not exist',
      { LOG_LEVEL: 'loud' },
      /^環境変数 LOG_LEVEL の値「loud」は使えません。/,
    ],
    [
      'a certificate without a key',
      { TLS_CERT: 'x.pem' },
      /^TLS_CERT と TLS_KEY は、両方を指定するか、両方を外してください。$/,
    ],
    [
      'a certificate that is not there',
      { TLS_CERT: '/nowhere/x.pem', TLS_KEY: '/nowhere/y.pem' },
      /^TLS_CERT のファイル「\/nowhere\/x\.pem」を読めません。場所と権限を確かめてください。$/,
    ],
    [
      'a folder for a certificate',
      { TLS_CERT: tmpdir(), TLS_KEY: tmpdir() },
      /^TLS_CERT のファイル「.*」を読めません。/,
    ],
    [
      'something else for a certificate',
      { TLS_CERT: projectFile('package.json'), TLS_KEY: projectFile('package.json') },
      /^TLS_CERT と TLS_KEY の内容を使えません。/,
    ],
    [
      'a file for the data folder',
      { DATA_DIR: projectFile('package.json') },
      /^DATA_DIR「.*」にデータを置けません（EEXIST）。場所と権限を確かめてください。$/,
    ],
    [
      'a proxy that is no address',
      { TRUST_PROXY: 'proxy.example.jp' },
      /^環境変数 TRUST_PROXY の値「proxy\.example\.jp」は使えません。中継サーバーのアドレスか範囲を1つ指定してください（例: 192\.0\.2\.10、192\.0\.2\.8\/29）。$/,
    ],
    [
      'a range beyond 32 bits',
      { TRUST_PROXY: '192.0.2.0/33' },
      /^環境変数 TRUST_PROXY の値「.*」は使えません。/,
    ],
    [
      'a range that is no number',
      { TRUST_PROXY: '192.0.2.0/x' },
      /^環境変数 TRUST_PROXY の値「.*」は使えません。/,
    ],
    [
      'two proxies',
      { TRUST_PROXY: '192.0.2.1,192.0.2.2' },
      /^環境変数 TRUST_PROXY の値「.*」は使えません。/,
    ],
    [
      'everybody as the proxy',
      { TRUST_PROXY: '0.0.0.0/0' },
      /^環境変数 TRUST_PROXY の範囲「0\.0\.0\.0\/0」は広すぎます。.*（\/24 より狭いもの）.*職員の端末が入ると、アドレスを偽れます。$/,
    ],
    [
      'a whole IPv6 site as the proxy',
      { TRUST_PROXY: '2001:db8::/48' },
      /^環境変数 TRUST_PROXY の範囲「2001:db8::\/48」は広すぎます。.*（\/64 より狭いもの）/,
    ],
    [
      'a mail relay without sender and list',
      { SMTP_URL: 'smtp://mail.example.lg.jp:25' },
      /^SMTP_URL、MAIL_FROM、MAIL_ALL は、3つとも指定するか、3つとも外してください。$/,
    ],
    [
      'a mail relay that is no address of one, its password not repeated',
      { ...MAIL, SMTP_URL: 'http://user:geheim@mail.example.lg.jp' },
      /^環境変数 SMTP_URL は使えません。smtp:\/\/mail\.example\.lg\.jp:25 または smtps:\/\/利用者:パスワード@mail\.example\.lg\.jp:465 の形で指定してください。$/,
    ],
    [
      'a sender that is no address',
      { ...MAIL, MAIL_FROM: '人事課' },
      /^環境変数 MAIL_FROM の値「人事課」は使えません。メールアドレスを1つだけ指定してください（例: jinji@example\.lg\.jp）。$/,
    ],
    [
      'several addresses for the one list',
      { ...MAIL, MAIL_ALL: 'a@example.lg.jp, b@example.lg.jp' },
      /^環境変数 MAIL_ALL の値「.*」は使えません。メールアドレスを1つだけ指定してください/,
    ],
    [
      'an address of another machine',
      { HOST: '203.0.113.9' },
      /^HOST「203\.0\.113\.9」、PORT「0」では待ち受けられません（EADDRNOTAVAIL）。$/,
    ],
  ])('%s: one sentence, exit 1, no stack', async (_, env, sentence) => {
    const served = serve('server/main.js', { DATA_DIR: join(folder(), 'data'), ...env })
    expect((await served.ended()).code).toBe(1)
    const lines = served.output().trim().split('\n')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(sentence)
  })

  it('a port that another program uses: one sentence, exit 1', async () => {
    const port = String(await freePort())
    const first = await start({ PORT: port })
    expect(first.origin).toBe(`http://127.0.0.1:${port}`)
    const second = serve('server/main.js', { DATA_DIR: join(folder(), 'data'), PORT: port })
    expect((await second.ended()).code).toBe(1)
    expect(second.output()).toBe(
      `ポート ${port} は別のプログラムが使っています。環境変数 PORT で別の番号を指定してください。\n`,
    )
    expect((await fetch(`${first.origin}/healthz`)).status).toBe(200)
  })

  it('the sample city on an address that others can reach: one sentence, exit 1', async () => {
    const data = join(folder(), 'data')
    const stores = await openStores(data)
    await stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
    await stores.close()
    const served = serve('server/main.js', { DATA_DIR: data, HOST: '0.0.0.0' })
    expect((await served.ended()).code).toBe(1)
    expect(served.output()).toMatch(SAMPLE_ALONE)
  })

  it('the sample city behind a proxy, which anybody can reach: one sentence, exit 1', async () => {
    const data = join(folder(), 'data')
    const stores = await openStores(data)
    await stores.commons.insertInto('setting').values({ key: 'sample', value: '[]' }).execute()
    await stores.close()
    const served = serve('server/main.js', { DATA_DIR: data, TRUST_PROXY: '127.0.0.1' })
    expect((await served.ended()).code).toBe(1)
    expect(served.output()).toMatch(SAMPLE_ALONE)
  })

  it('a file in the data folder that is no database: one sentence, and the file is left alone', async () => {
    const data = folder()
    writeFileSync(
      join(data, 'identity.db'),
      'this is somebody’s letter, not a database at all'.repeat(20),
    )
    const before = readFileSync(join(data, 'identity.db'))
    const served = serve('server/main.js', { DATA_DIR: data })
    expect((await served.ended()).code).toBe(1)
    expect(served.output()).toMatch(
      /^DATA_DIR「.*」にデータを置けません（SQLITE_NOTADB）。[^\n]*\n$/,
    )
    expect(readFileSync(join(data, 'identity.db'))).toEqual(before)
  })
})

describe('The stores', () => {
  it.each(['identity', 'commons', 'voice'])(
    '%s.db of a newer program: refused in one sentence, nothing is changed',
    async (name) => {
      const data = folder()
      await (await openStores(data)).close()
      const database = new Database(join(data, `${name}.db`))
      database
        .prepare('INSERT INTO kysely_migration VALUES (?, ?)')
        .run('9999_of_tomorrow', '2030-01-01')
      database.close()
      const served = serve('server/main.js', { DATA_DIR: data })
      expect((await served.ended()).code).toBe(1)
      expect(served.output()).toBe(
        `${name}.db は新しい版のプログラムで作られています（9999_of_tomorrow）。新しい版を入れ直してから起動してください。\n`,
      )
      expect(readdirSync(data)).not.toContain('before-migration')
    },
  )

  it('are copied before a migration, and only then', async () => {
    const file = join(folder(), 'small.db')
    const one = {
      name: '0001_one',
      statements: ['CREATE TABLE note (text TEXT) STRICT', `INSERT INTO note VALUES ('old')`],
    }
    const two = { name: '0002_two', statements: ['ALTER TABLE note ADD COLUMN more TEXT'] }
    const migrate = async (list: (typeof one)[]) => {
      const store = new Kysely<never>({
        dialect: new StoreDialect({ database: new Database(file) }),
      })
      try {
        await migrateStore('small.db', file, store, list)
      } finally {
        await store.destroy()
      }
    }
    const copies = () =>
      readdirSync(join(file, '..')).includes('before-migration')
        ? readdirSync(join(file, '..', 'before-migration'))
        : []
    await migrate([one])
    await migrate([one])
    expect(copies()).toEqual([])
    await migrate([one, two])
    expect(copies()).toEqual(['small.db.v1'])
    const copy = new Database(join(file, '..', 'before-migration', 'small.db.v1'), {
      readonly: true,
    })
    expect(copy.prepare('SELECT * FROM note').all()).toEqual([{ text: 'old' }])
    copy.close()
    const broken = {
      name: '0003_broken',
      statements: ['ALTER TABLE note ADD COLUMN third TEXT', 'NONSENSE'],
    }
    await expect(migrate([one, two, broken])).rejects.toThrow()
    const now = new Database(file, { readonly: true })
    expect(now.prepare('SELECT * FROM note').all()).toEqual([{ text: 'old', more: null }])
    now.close()
    expect(copies()).toEqual(['small.db.v1', 'small.db.v2'])
    await expect(migrate([one])).rejects.toThrow(
      'small.db は新しい版のプログラムで作られています（0002_two）。',
    )
  })
})

describe('Under TLS', () => {
  const tls = {
    TLS_CERT: projectFile('test', 'support', 'tls', 'test-only.crt'),
    TLS_KEY: projectFile('test', 'support', 'tls', 'test-only.key'),
  }
  const ca = readFileSync(tls.TLS_CERT)

  it('the cookie is secure, HSTS is sent, and sign-in works', async () => {
    const { origin, printed } = await start(tls)
    expect(origin).toMatch(/^https:/)
    const ask = async (path: string, fields?: Record<string, string>, cookie = '') =>
      new Promise<{ status: number; headers: Record<string, unknown>; body: string }>(
        (resolve, reject) => {
          const body = fields === undefined ? '' : new URLSearchParams(fields).toString()
          const headers = {
            accept: 'text/html',
            origin,
            cookie,
            ...(fields === undefined
              ? {}
              : {
                  'content-type': 'application/x-www-form-urlencoded',
                  'content-length': Buffer.byteLength(body),
                }),
          }
          const request = secureRequest(
            `${origin}${path}`,
            { method: fields === undefined ? 'GET' : 'POST', ca, headers },
            (response) => {
              let text = ''
              response.setEncoding('utf8').on('data', (part: string) => (text += part))
              response.on('end', () =>
                resolve({
                  status: response.statusCode ?? 0,
                  headers: response.headers,
                  body: text,
                }),
              )
            },
          )
          request.on('error', reject).end(body)
        },
      )
    const key =
      new URL((await printed(/リンク（一度だけ使えます）: (\S+)\n/))[1] ?? '').searchParams.get(
        'key',
      ) ?? ''
    expect(
      (
        await ask('/setup/administrator', {
          key,
          number: '0001',
          password: PASSWORD,
          again: PASSWORD,
        })
      ).status,
    ).toBe(303)
    const signedIn = await ask('/staff/sign-in', { number: '0001', password: PASSWORD })
    expect(signedIn.status).toBe(303)
    expect(signedIn.headers['strict-transport-security']).toBe('max-age=31536000')
    const [cookie = ''] = signedIn.headers['set-cookie'] as string[]
    expect(cookie).toMatch(
      /^__Secure-kazetoshi=[\w-]{43}; Path=\/staff; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect((await ask('/staff/', undefined, cookie.split(';')[0])).status).toBe(200)
    expect(
      (await ask('/staff/', undefined, cookie.replace('__Secure-', '').split(';')[0])).status,
    ).toBe(303)
  })
})
