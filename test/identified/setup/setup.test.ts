import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSystem } from '../../../server/app.ts'
import type { DemoRun, SampleProgress } from '../../../server/identified/setup/routes.ts'
import { openStores } from '../../../server/stores/open.ts'
import { type Fields, hand, pageOf, textOf } from '../office/hand.ts'

const CODE = 'einmaliger-Schluessel-0123456789'
const PASSWORD = 'うみべの図書館まで30分'

/** An empty installation; the sample city is a stand-in that the test moves on. */
async function emptyInstallation(options: { demo?: 'none' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kazetoshi-setup-'))
  const stores = await openStores(folder)
  const clock = { now: new Date('2026-11-20T10:00:00+09:00') }
  const calls: string[] = []
  const sample: { ready: boolean; progress: SampleProgress | undefined } = {
    ready: false,
    progress: undefined,
  }
  const demo: DemoRun = {
    isReady: () => sample.ready,
    start: () => {
      calls.push('start')
      sample.progress = { phase: '準備しています', done: 0, total: 1, finished: false }
    },
    progress: () => sample.progress,
    cancel: () => void calls.push('cancel'),
    open: () => void calls.push('open'),
  }
  const system = await createSystem({
    config: {
      host: '127.0.0.1',
      port: 0,
      dataDir: folder,
      tls: null,
      boxMirror: null,
      backupDir: null,
      trustProxy: null,
      mail: null,
      publishedAccess: 'open',
      logLevel: 'silent',
    },
    stores,
    now: () => clock.now,
    setupCode: CODE,
    ...(options.demo === 'none' ? {} : { demo }),
  })
  onTestFinished(async () => {
    await system.app.close()
    await stores.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const stranger = hand({ app: system.app, stores, clock })
  const register = (fields: Fields = {}) =>
    stranger.post('/setup/administrator', {
      key: CODE,
      number: '012345',
      password: PASSWORD,
      again: PASSWORD,
      ...fields,
    })
  const people = () => stores.identity.selectFrom('person').selectAll().execute()
  return { system, stores, stranger, register, people, sample, calls, clock }
}

describe('The link to the set-up', () => {
  it('opens with its key alone; without it or with another the page does not exist', async () => {
    const { stranger } = await emptyInstallation()
    const tries = [
      '/setup',
      '/setup?key=',
      '/setup?key=x',
      `/setup?key=${CODE}x`,
      `/setup?key=${CODE.slice(1)}`,
      `/setup?key=${CODE}&key=x`,
      '/setup?key[]=x',
      `/setup/sample?key=x`,
      '/setup/sample.json',
    ]
    for (const url of tries) {
      const answer = await stranger.get(url)
      expect([url, answer.statusCode]).toEqual([url, 404])
      expect(textOf(answer)).toContain(
        '設定用のリンクは、プログラムを起動した画面に表示されています。',
      )
    }
    const page = await stranger.get(`/setup?key=${CODE}`)
    expect(page.statusCode).toBe(200)
    expect(page.headers['cache-control']).toBe('no-store')
    for (const name of ['見本の市で試す', '自分の組織で始める']) {
      expect(pageOf(page).getByRole('heading', { level: 2, name })).toBeTruthy()
    }
  })

  it('is told to everybody who comes to the empty installation, without its key', async () => {
    const { stranger } = await emptyInstallation()
    const front = await stranger.get('/')
    expect(textOf(front)).toContain('「設定用のリンク」を、ブラウザーで開いてください。')
    expect(front.body).not.toContain(CODE)
  })

  it('takes no form without its key or from another site', async () => {
    const { system, people, register } = await emptyInstallation()
    expect((await register({ key: 'x' })).statusCode).toBe(404)
    expect((await register({ key: undefined })).statusCode).toBe(404)
    const answer = await system.app.inject({
      method: 'POST',
      url: `/setup/administrator?key=${CODE}`,
      headers: {
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: `number=1&password=${PASSWORD}&again=${PASSWORD}`,
    })
    expect(answer.statusCode).toBe(403)
    expect(await people()).toEqual([])
  })
})

describe('The first administrator', () => {
  it.each<[string, Fields, string]>([
    ['no number', { number: '' }, '職員番号を入力してください。'],
    [
      'a number of 21 characters',
      { number: '1'.repeat(21) },
      '職員番号は20文字以下で入力してください。',
    ],
    ['no password', { password: '', again: '' }, '新しいパスワードを入力してください。'],
    ['a password that is missing', { password: undefined }, 'パスワードを入力してください。'],
    [
      'a short password',
      { password: 'みじかい', again: 'みじかい' },
      '12文字以上にしてください（今は4文字です）。',
    ],
    [
      'a common password',
      { password: 'password1234', again: 'password1234' },
      'よく使われる、推測されやすいパスワードです。',
    ],
    [
      'the number inside',
      { password: 'ab012345cdefgh', again: 'ab012345cdefgh' },
      '職員番号を含まないパスワードにしてください。',
    ],
    [
      'two passwords',
      { again: `${PASSWORD}!` },
      '2つのパスワードが違います。同じものを入力してください。',
    ],
    [
      'a password of 5,000 characters',
      { password: 'あ'.repeat(5_000), again: 'x' },
      '128文字以下にしてください',
    ],
  ])(
    'is not made with %s; the number typed stays, the passwords do not',
    async (_, fields, sentence) => {
      const { register, people } = await emptyInstallation()
      const answer = await register(fields)
      expect(answer.statusCode).toBe(422)
      const page = pageOf(answer)
      expect(page.getByRole('alert').textContent).toContain(sentence)
      expect(page.getByLabelText<HTMLInputElement>(/^職員番号/).value).toBe(
        fields['number'] ?? '012345',
      )
      for (const secret of page.getAllByLabelText<HTMLInputElement>(/^パスワード/))
        expect(secret.value).toBe('')
      if (typeof fields['password'] === 'string' && fields['password'] !== '') {
        expect(answer.body).not.toContain(fields['password'])
      }
      expect(await people()).toEqual([])
    },
  )

  it('is made once: the link is then gone, and the person signs in as 情報担当 and 人事課', async () => {
    const { register, stranger, stores, people } = await emptyInstallation()
    const both = await Promise.all([register(), register({ number: '054321' })])
    expect(both.map((a) => a.statusCode).sort((a, b) => a - b)).toEqual([303, 410])
    expect(both.find((a) => a.statusCode === 303)?.headers.location).toBe('/staff/sign-in')
    expect(await people()).toHaveLength(1)
    for (const url of [`/setup?key=${CODE}`, `/setup/sample?key=${CODE}`]) {
      const answer = await stranger.get(url)
      expect(answer.statusCode).toBe(410)
      expect(textOf(answer)).toContain('このページは使い終わりました。')
    }
    expect((await stranger.get('/setup?key=x')).statusCode).toBe(404)
    expect((await register({ number: '999999' })).statusCode).toBe(410)
    const number = (await people())[0]?.number ?? ''
    const signedIn = await stranger.post('/staff/sign-in', { number, password: PASSWORD })
    expect(signedIn.statusCode).toBe(303)
    const roles = await stores.identity.selectFrom('role').select('role').orderBy('role').execute()
    expect(roles.map((r) => r.role)).toEqual(['admin', 'hr'])
    expect(textOf(await stranger.get('/'))).toContain('アンケートに答える')
  })
})

describe('The sample city', () => {
  it('is made in the background: started, followed, and opened when it is ready', async () => {
    const { stranger, sample, calls } = await emptyInstallation()
    const at = `/setup/sample?key=${CODE}`
    expect((await stranger.get(at)).headers.location).toBe(`/setup?key=${CODE}`)
    expect((await stranger.get(`/setup/sample.json?key=${CODE}`)).statusCode).toBe(404)
    const started = await stranger.post('/setup/sample', { key: CODE })
    expect([started.statusCode, started.headers.location]).toEqual([303, at])
    sample.progress = {
      phase: '令和7年度のアンケートに1,700人が回答しています',
      done: 425,
      total: 1700,
      finished: false,
    }
    const page = await stranger.get(at)
    const bar = pageOf(page).getByRole<HTMLProgressElement>('progressbar', { name: '進み具合' })
    expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['425', '1700'])
    expect((await stranger.get(`/setup/sample.json?key=${CODE}`)).json()).toEqual(sample.progress)
    expect((await stranger.post('/setup/sample/opening', { key: CODE })).statusCode).toBe(409)

    sample.progress = { phase: '完了しました', done: 1, total: 1, finished: true }
    sample.ready = true
    expect((await stranger.get(`/setup/sample.json?key=${CODE}`)).json()).toMatchObject({
      finished: true,
      next: at,
    })
    expect(
      pageOf(await stranger.get(at)).getByRole('button', { name: '見本の市を開く' }),
    ).toBeTruthy()
    const opened = await stranger.post('/setup/sample/opening', { key: CODE })
    expect(textOf(opened)).toContain('見本の市を開いています')
    expect(opened.body).toContain('http-equiv="refresh"')
    expect(calls).toEqual(['start', 'open'])
    expect(
      pageOf(await stranger.get(`/setup?key=${CODE}`)).getByRole('button', {
        name: 'できている見本の市を開く',
      }),
    ).toBeTruthy()
  })

  it('can be cancelled, and says so when it could not be made', async () => {
    const { stranger, sample, calls } = await emptyInstallation()
    await stranger.post('/setup/sample', { key: CODE })
    const cancelled = await stranger.post('/setup/sample/cancellation', { key: CODE })
    expect([cancelled.statusCode, cancelled.headers.location]).toEqual([303, `/setup?key=${CODE}`])
    expect(calls).toEqual(['start', 'cancel'])
    const failed = '「準備しています」の途中で止まりました。もう一度お試しください。'
    sample.progress = { phase: '準備しています', done: 0, total: 1, finished: true, failed }
    expect(
      pageOf(await stranger.get(`/setup/sample?key=${CODE}`)).getByRole('alert').textContent,
    ).toContain(failed)
  })

  it('is not offered where everybody in the network could sign in to it', async () => {
    const { stranger } = await emptyInstallation({ demo: 'none' })
    const page = await stranger.get(`/setup?key=${CODE}`)
    expect(pageOf(page).queryByRole('button', { name: '見本の市で試す' })).toBeNull()
    expect(textOf(page)).toContain('HOST=127.0.0.1')
    expect((await stranger.post('/setup/sample', { key: CODE })).statusCode).toBe(404)
  })
})
