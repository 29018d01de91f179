/** What lies beside the program for whoever installs it: unit, settings, examples of proxies. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { projectFile } from '../../server/http/project-file.ts'

const read = (...parts: string[]) => readFileSync(projectFile(...parts), 'utf8')

/** `Name=value` lines; a name may stand several times. */
function directives(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [, name, value] = /^([A-Za-z]+)=(.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    found.set(name, [...(found.get(name) ?? []), value])
  }
  return found
}

describe('deploy/kazetoshi.service', () => {
  const unit = directives(read('deploy', 'kazetoshi.service'))

  it.each([
    ['User', 'kazetoshi'],
    ['EnvironmentFile', '/etc/kazetoshi.env'],
    ['ExecStart', '/usr/bin/node dist/scripts/launch.js start'],
    ['Restart', 'on-failure'],
    ['TimeoutStopSec', '60'],
    ['UMask', '0077'],
    ['StateDirectoryMode', '0700'],
    ['ProtectSystem', 'strict'],
    ['ProtectHome', 'true'],
    ['PrivateTmp', 'true'],
    ['NoNewPrivileges', 'true'],
    ['CapabilityBoundingSet', ''],
    ['LimitCORE', '0'],
    ['MemorySwapMax', '0'],
  ])('says %s=%s', (name, value) => {
    expect(unit.get(name)).toEqual([value])
  })

  it('lets the program write to its data and the mirror only, and does not forbid what V8 needs', () => {
    expect(unit.get('ReadWritePaths')).toEqual(['/var/lib/kazetoshi', '-/srv/kazetoshi-mirror'])
    expect(unit.has('MemoryDenyWriteExecute')).toBe(false)
  })

  it('the nightly backup runs beside it, without a network, and misses no night', () => {
    const service = directives(read('deploy', 'kazetoshi-backup.service'))
    const timer = directives(read('deploy', 'kazetoshi-backup.timer'))
    for (const [name, value] of [
      ['User', 'kazetoshi'],
      ['EnvironmentFile', '/etc/kazetoshi.env'],
      ['ExecStart', '/usr/bin/node dist/scripts/launch.js backup'],
      ['UMask', '0077'],
      ['PrivateNetwork', 'true'],
      ['LimitCORE', '0'],
      ['MemorySwapMax', '0'],
    ] as const) {
      expect(service.get(name)).toEqual([value])
    }
    expect(service.get('ReadWritePaths')).toEqual(['/var/lib/kazetoshi', '-/srv/kazetoshi-backup'])
    expect(timer.get('OnCalendar')).toEqual(['*-*-* 02:30:00'])
    expect(timer.get('Persistent')).toEqual(['true'])
  })

  const systemd = spawnSync('systemd-analyze', ['--version']).status === 0
  it.skipIf(!systemd)('is a unit that systemd takes without a word', () => {
    const verified = spawnSync(
      'systemd-analyze',
      ['verify', '--man=no', projectFile('deploy', 'kazetoshi.service')],
      { encoding: 'utf8' },
    )
    const words = `${verified.stdout}${verified.stderr}`
      .split('\n')
      .filter((line) => line.includes('kazetoshi.service'))
      // Node may stand elsewhere on the machine that tests.
      .filter((line) => !/is not executable: No such file/.test(line))
    expect(words).toEqual([])
  })
})

describe('deploy/kazetoshi.env', () => {
  const lines = read('deploy', 'kazetoshi.env').split('\n')
  const settings = (pattern: RegExp) =>
    Object.fromEntries(
      lines.flatMap((line) => {
        const [, name, value] = pattern.exec(line) ?? []
        return name === undefined || value === undefined ? [] : [[name, value]]
      }),
    )

  it('starts as it is, for this machine alone', () => {
    const config = readConfig(settings(/^([A-Z_]+)=(.+)$/))
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8080, dataDir: '/var/lib/kazetoshi' })
  })

  it('shows every setting there is, with an example that is taken', () => {
    const all = settings(/^(?:# )?([A-Z_]+)=(.+)$/)
    const { TLS_CERT, TLS_KEY, ...rest } = all
    expect([TLS_CERT, TLS_KEY]).toEqual(['/etc/kazetoshi/server.crt', '/etc/kazetoshi/server.key'])
    expect(() => readConfig(rest)).not.toThrow()
    const known = [...read('server', 'config.ts').matchAll(/^ {2}([A-Z_]+): z/gm)].map((m) => m[1])
    expect(known.length).toBeGreaterThan(10)
    expect(new Set(Object.keys(all))).toEqual(new Set(known))
    for (const readme of [read('README.md'), read('README.ja.md')]) {
      for (const name of known) expect(readme).toContain(`\`${name}\``)
    }
  })
})

describe('The examples of reverse proxies', () => {
  it.each([
    ['nginx.conf', /^\s*access_log(?! off;)/m, /proxy_set_header X-Forwarded-Proto \$scheme;/],
    ['apache.conf', /^\s*(CustomLog|TransferLog)/m, /RequestHeader set X-Forwarded-Proto "https"/],
    ['iis-web.config', /dontLog="false"/, /HTTP_X_FORWARDED_PROTO" value="https"/],
  ])('%s writes no access log and tells the program how clients came', (name, log, told) => {
    const text = read('deploy', 'proxy', name)
    expect(text).not.toMatch(log)
    expect(text).toMatch(told)
    expect(text).toMatch(/X-Forwarded-For|X_FORWARDED_FOR/)
    expect(text).toMatch(/X-Forwarded-Host|X_FORWARDED_HOST/)
  })

  it('nginx keeps no body on disk', () => {
    const text = read('deploy', 'proxy', 'nginx.conf')
    for (const line of [
      'access_log off;',
      'client_body_in_file_only off;',
      'proxy_request_buffering off;',
      'proxy_buffering off;',
      'proxy_max_temp_file_size 0;',
      'proxy_http_version 1.1;',
      'proxy_set_header X-Forwarded-For $remote_addr;',
    ]) {
      expect(text).toContain(line)
    }
  })
})
