/** The archive: complete, checked, and it runs on a server that has no network at all. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'

let work = ''
let archive = ''
/** The unpacked archive; tests that change something take a copy. */
let folder = ''

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'kazetoshi-pack-test-'))
  archive = packInto('first')
  mkdirSync(join(work, 'unpacked'))
  expect(run('tar', ['-xzf', archive, '-C', join(work, 'unpacked')]).status).toBe(0)
  const [top = '', ...more] = readdirSync(join(work, 'unpacked'))
  expect(more).toEqual([])
  folder = join(work, 'unpacked', top)
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string | undefined> } = {},
) {
  const env = options.env ?? { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` }
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    ...options,
    env,
  })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

const pack = (args: readonly string[], env: Record<string, string | undefined> = {}) =>
  run(process.execPath, ['--import', 'tsx', projectFile('scripts', 'pack.ts'), ...args], {
    cwd: projectFile(),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  })

function packInto(name: string): string {
  const done = pack(['--out', join(work, name)])
  expect(done).toMatchObject({ status: 0, err: '' })
  return done.out.split('\n')[0] ?? ''
}

function filesBelow(from: string): string[] {
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
}

function copyOfArchive(name: string): string {
  const copy = join(work, name)
  cpSync(folder, copy, { recursive: true })
  return copy
}

const launch = (from: string, command: string) =>
  run(process.execPath, [join(from, 'dist', 'scripts', 'launch.js'), command], { cwd: from })

describe('The archive', () => {
  it('is named for its version, machine and Node, and its checksum is right', () => {
    const major = process.versions.node.split('.')[0]
    expect(basename(archive)).toMatch(
      /^kazetoshi-\d+\.\d+\.\d+-[a-z0-9]+-[a-z0-9]+-node\d+\.tar\.gz$/,
    )
    expect(basename(archive)).toContain(`-${process.platform}-${process.arch}-node${major}.`)
    const checked = run('sha256sum', ['-c', `${basename(archive)}.sha256`], {
      cwd: join(work, 'first'),
    })
    expect(checked).toMatchObject({ status: 0, out: `${basename(archive)}: OK\n` })
  })

  it('that was tampered with in one bit is caught by the checksum', () => {
    const place = join(work, 'tampered')
    cpSync(join(work, 'first'), place, { recursive: true })
    const file = join(place, basename(archive))
    const bytes = readFileSync(file)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 1
    writeFileSync(file, bytes)
    const checked = run('sha256sum', ['-c', `${basename(archive)}.sha256`], { cwd: place })
    expect(checked.status).toBe(1)
    expect(checked.out).toContain('FAILED')
  })

  it('has the same bytes when it is made again', () => {
    expect(readFileSync(packInto('second')).equals(readFileSync(archive))).toBe(true)
  })

  it('holds every package that its program imports, and nothing of developers or of this house', () => {
    const own = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)])
    const missing = filesBelow(join(folder, 'dist'))
      .filter((file) => file.endsWith('.js') && !file.startsWith('assets'))
      .flatMap((file) =>
        [...readFileSync(join(folder, 'dist', file), 'utf8').matchAll(IMPORTED)].map((match) => ({
          file,
          name: match[1] ?? '',
        })),
      )
      .filter(({ name }) => !own.has(name))
      .filter(({ name }) => {
        const parts = name.split('/').slice(0, name.startsWith('@') ? 2 : 1)
        return !existsSync(join(folder, 'node_modules', ...parts, 'package.json'))
      })
    expect(missing).toEqual([])
    const files = filesBelow(folder)
    for (const there of [
      'LICENSE',
      'README.ja.md',
      'THIRD-PARTY-LICENCES.txt',
      'deploy/install.sh',
      'deploy/kazetoshi.service',
      'deploy/kazetoshi-backup.service',
      'deploy/kazetoshi-backup.timer',
      'docs/ja/installation-conditions.md',
      'docs/ja/installation-steps.md',
      'views/pages/sign-in.eta',
    ]) {
      expect(files).toContain(there)
    }
    const strange = files.filter((path) =>
      path.startsWith('node_modules/')
        ? /^node_modules\/(typescript|esbuild|tsx|vitest|playwright-core)\//.test(path)
        : /(^|\/)(data|data-demo|\.git|test)\/|\.(db|key|pem|sha256)$/.test(path),
    )
    expect(strange).toEqual([])
    // Of these 7 MB are the two fonts of the report.
    expect(statSync(archive).size).toBeLessThan(24 * 1024 * 1024)
  })

  it('names the licence of everything in it that is not ours', () => {
    const text = readFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), 'utf8')
    const modules = filesBelow(join(folder, 'node_modules')).filter((file) =>
      /^(.*\/node_modules\/)?(@[^/]+\/)?[^/]+\/package\.json$/.test(file),
    )
    expect(modules.length).toBeGreaterThan(80)
    for (const file of modules) {
      const { name, version } = JSON.parse(
        readFileSync(join(folder, 'node_modules', file), 'utf8'),
      ) as { name: string; version: string }
      expect(text).toContain(`\n${name} ${version}\nLicense: `)
    }
    expect(text).toContain('@digital-go-jp/design-tokens')
    expect(text).not.toMatch(/^License: *$/m)
    expect(text).not.toMatch(/^License:.*\bA?GPL/m)
  })

  it('starts where there is no network, makes the first administrator, and ends with 0 when told', () => {
    const data = join(work, 'offline-data')
    const visit = [projectFile('test', 'support', 'visit-offline.ts'), folder, data]
    const node = [process.execPath, '--import', 'tsx', ...visit]
    const alone = networkOfItsOwn()
    const done = run(
      alone[0] ?? process.execPath,
      [...alone.slice(1), ...(alone.length > 0 ? node : node.slice(1))],
      {
        cwd: projectFile(),
        env: {
          PATH: `${process.env['PATH']}:/usr/sbin:/sbin`,
          npm_config_registry: 'http://127.0.0.1:9/',
          https_proxy: 'http://127.0.0.1:9/',
          http_proxy: 'http://127.0.0.1:9/',
        },
      },
    )
    expect(done.err).toBe('')
    const { networks, ...met } = JSON.parse(done.out) as { networks: string[] }
    expect(met).toEqual({
      health: 200,
      title: expect.stringContaining('最初の設定'),
      style: 200,
      admin: 200,
      office: 200,
      code: 0,
    })
    if (alone.length > 0) expect(networks).toEqual(['lo'])
  })
})

const IMPORTED = /(?:\bfrom\s+|\bimport\s*\(?\s*)['"]((?:@[\w-]+\/)?[a-z][\w./:-]*)['"]/g

/** What to put before a command so that it has a loopback and no other network; empty where that is not allowed. */
function networkOfItsOwn(): string[] {
  for (const flags of ['-n', '-rn']) {
    const alone = ['unshare', flags, 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh']
    if (run(alone[0] ?? '', [...alone.slice(1), 'true']).status === 0) return alone
  }
  return []
}

describe('On a server that does not fit', () => {
  const changed = (name: string, other: Record<string, string>) => {
    const copy = copyOfArchive(name)
    const file = join(copy, 'made-for.json')
    const made = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    writeFileSync(file, JSON.stringify({ ...made, ...other }))
    return copy
  }

  it('another Node: one sentence that names both', () => {
    const { status, err } = launch(changed('other-node', { node: '18', abi: '108' }), 'start')
    expect(status).toBe(1)
    expect(err).toBe(
      `このアーカイブは Node.js 18 用です。今の Node.js は ${process.version} です。Node.js 18 を入れるか、今の Node.js 用のアーカイブをお使いください。\n`,
    )
  })

  it('another processor: one sentence', () => {
    const { status, err } = launch(changed('other-machine', { arch: 's390x' }), 'start')
    expect(status).toBe(1)
    expect(err).toMatch(/^このアーカイブは linux-s390x 用です。このサーバーは \S+ です。[^\n]*\n$/)
  })

  it('an older system library, or a part that is missing: one sentence', () => {
    const copy = copyOfArchive('no-part')
    rmSync(join(copy, 'node_modules', 'better-sqlite3', 'build'), { recursive: true })
    const { status, err } = launch(copy, 'start')
    expect(status).toBe(1)
    expect(err).toMatch(
      /^同梱の部品を読み込めません（glibc [\d.]+ のサーバーで作られています）。このサーバーと同じ版のOSで作ったアーカイブをお使いください: [^\n]+\n$/,
    )
  })

  it('a command that does not exist: the commands that do', () => {
    const { status, err } = launch(folder, 'launch')
    expect(status).toBe(1)
    expect(err).toBe(
      '命令「launch」はありません。使える命令: check、start、demo、import、passwords、protect、verify-survey、attack、backup、restore。\n',
    )
  })

  it('and on one that fits, says so; the other commands are there', () => {
    expect(launch(folder, 'check')).toEqual({
      status: 0,
      out: 'このサーバーで動かせます。\n',
      err: '',
    })
    const help = run(process.execPath, [
      join(folder, 'dist', 'scripts', 'launch.js'),
      'import',
      '--help',
    ])
    expect(help).toMatchObject({ status: 0, err: '' })
    expect(help.out).toContain('--dry-run')
  })
})

describe('deploy/install.sh', () => {
  const install = (from: string, root: string) =>
    run('sh', [join(from, 'deploy', 'install.sh')], {
      env: { PATH: process.env['PATH'], DESTDIR: root },
    })

  it('installs, refuses the same version again, and an upgrade leaves settings and the version before', () => {
    const root = join(work, 'root')
    const version = basename(folder).replace('kazetoshi-', '')
    const first = install(folder, root)
    expect(first).toMatchObject({ status: 0, err: '' })
    expect(first.out).toContain('journalctl -u kazetoshi | grep setup')
    expect(statSync(join(root, 'var/lib/kazetoshi')).mode & 0o777).toBe(0o700)
    expect(statSync(join(root, 'etc/kazetoshi.env')).mode & 0o777).toBe(0o640)
    for (const unit of [
      'kazetoshi.service',
      'kazetoshi-backup.service',
      'kazetoshi-backup.timer',
    ]) {
      expect(existsSync(join(root, 'etc/systemd/system', unit))).toBe(true)
    }
    const again = install(folder, root)
    expect(again.status).toBe(1)
    expect(again.err).toMatch(/^版 [\d.]+ は、.*に入っています。入れ直すときは、/)

    writeFileSync(join(root, 'etc/kazetoshi.env'), 'DATA_DIR=/elsewhere\n')
    const next = copyOfArchive('next')
    const made = JSON.parse(readFileSync(join(next, 'made-for.json'), 'utf8')) as object
    writeFileSync(join(next, 'made-for.json'), JSON.stringify({ ...made, version: '9.9.9' }))
    const upgraded = install(next, root)
    expect(upgraded).toMatchObject({ status: 0, err: '' })
    expect(upgraded.out).toContain(`前の版 ${version} は残してあります。`)
    expect(readlinkSync(join(root, 'opt/kazetoshi/current'))).toBe('9.9.9')
    expect(existsSync(join(root, 'opt/kazetoshi', version, 'dist/server/main.js'))).toBe(true)
    expect(readFileSync(join(root, 'etc/kazetoshi.env'), 'utf8')).toBe('DATA_DIR=/elsewhere\n')
  })

  it('outside an archive, without Node, or with the wrong one: says what to do and changes nothing', () => {
    const root = join(work, 'untouched')
    const source = install(projectFile(), root)
    expect(source.status).toBe(1)
    expect(source.err).toMatch(
      /は、展開したアーカイブではありません。npm run pack で作ったアーカイブを/,
    )
    const bin = join(work, 'bin')
    mkdirSync(bin)
    const without = run('/bin/sh', [join(folder, 'deploy', 'install.sh')], {
      env: { PATH: onlyThese(bin, ['dirname', 'id']), DESTDIR: root },
    })
    expect(without.err).toBe('Node.js がありません。先に Node.js を入れてください。\n')
    expect(existsSync(root)).toBe(false)
  })
})

/** A PATH with these commands and no others. */
function onlyThese(bin: string, names: readonly string[]): string {
  for (const name of names) {
    writeFileSync(join(bin, name), `#!/bin/sh\nexec /usr/bin/${name} "$@"\n`, { mode: 0o755 })
  }
  return bin
}

describe('npm run pack', () => {
  it('without tar says what to install, and a wrong option what is wrong', () => {
    const out = join(work, 'none')
    const without = pack(['--out', out], { PATH: join(work, 'empty') })
    expect(without.status).toBe(2)
    expect(without.err).toBe(
      'GNU tar がありません。apt-get install -y tar などで入れてから、もう一度実行してください。\n',
    )
    const wrong = pack(['--nonsense'])
    expect(wrong.status).toBe(2)
    expect(wrong.err).toContain('--nonsense')
    expect(pack(['--help'])).toMatchObject({ status: 0, out: expect.stringContaining('--out DIR') })
  })
})
