/**
 * Run in a network of its own: starts an unpacked archive, makes the first administrator in it as somebody at the
 * server would, and prints what it met as JSON.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'

const [folder = '', data = ''] = process.argv.slice(2)
const PASSWORD = 'うみべの図書館まで30分'

const child = spawn(process.execPath, [join(folder, 'dist', 'scripts', 'launch.js'), 'start'], {
  cwd: folder,
  env: { PATH: process.env.PATH, DATA_DIR: data, PORT: '0' },
  stdio: ['ignore', 'pipe', 'pipe'],
})
let printed = ''
for (const stream of [child.stdout, child.stderr]) {
  stream.setEncoding('utf8').on('data', (text: string) => {
    printed += text
  })
}
const ended = once(child, 'close')
const link = await setUpLink()
const { origin, searchParams } = new URL(link)
const send = async (path: string, fields: Record<string, string>) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { origin, accept: 'text/html' },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })

const health = (await fetch(`${origin}/healthz`)).status
const setUp = await (await fetch(link, { headers: { accept: 'text/html' } })).text()
const style = /href="(\/assets\/[^"]+\.css)"/.exec(setUp)?.[1] ?? '/none'
const key = searchParams.get('key') ?? ''
await send('/setup/administrator', { key, number: '0001', password: PASSWORD, again: PASSWORD })
const signedIn = await send('/staff/sign-in', { number: '0001', password: PASSWORD })
const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
const visited = {
  networks: Object.keys(networkInterfaces()),
  health,
  title: /<title>([^<]*)<\/title>/.exec(setUp)?.[1],
  style: (await fetch(`${origin}${style}`)).status,
  admin: (await fetch(`${origin}/staff/admin`, { headers: { cookie } })).status,
  office: (await fetch(`${origin}/staff/office`, { headers: { cookie } })).status,
}
child.kill('SIGTERM')
const [code] = (await ended) as [number | null]
process.stdout.write(JSON.stringify({ ...visited, code }))

async function setUpLink(): Promise<string> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const found = /最初の設定用のリンク（一度だけ使えます）: (\S+)/.exec(printed)?.[1]
    if (found !== undefined) return found
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`the archive did not start: ${printed}`)
}
