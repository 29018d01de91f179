/** `npm run attack` at the command line: what it prints, how it ends, what it says of a wrong request. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Encrypter } from 'age-encryption'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gather, type Request } from '../../scripts/attack/evidence.ts'
import { readOptions } from '../../scripts/attack/options.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { cleanCity, type CleanCity } from './clean-city.ts'

let city: CleanCity
beforeAll(async () => {
  city = await cleanCity(1)
})
afterAll(() => city.remove())

const at = (name: string) => join(city.home, name)

describe('the command', () => {
  test('prints a line for each attempt and ends with 0 when all are at chance', () => {
    const { data, mirror, truth } = city.request
    const args = ['--data', data, '--logs', at('server.log'), '--backups', at('backups')]
    const run = attack(
      ...args,
      '--mirror',
      mirror ?? '',
      '--truth',
      truth ?? '',
      '--json',
      at('report.json'),
    )
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(run.stdout).toContain('T5')
    expect(run.stdout).toMatch(/偶然を超える 0、/)
    expect(run.stdout).toContain('手がかりは、見つかりませんでした。')
    const { lines } = JSON.parse(readFileSync(at('report.json'), 'utf8')) as {
      lines: { id: string; verdict: string; tried: string }[]
    }
    expect(lines.length).toBeGreaterThan(40)
    for (const { tried } of lines) expect(run.stdout).toContain(tried)
    expect(new Set(lines.map(({ verdict }) => verdict))).toEqual(new Set(['chance', 'nothing']))
  })

  test('ends with 1 and says so when something can be joined', () => {
    cpSync(city.request.data, at('leaky'), { recursive: true })
    const db = new Database(join(at('leaky'), 'identity.db'))
    db.exec('ALTER TABLE card ADD COLUMN issued_at TEXT')
    db.close()
    const run = attack('--data', at('leaky'))
    expect(run.status).toBe(1)
    expect(run.stdout).toContain('card.issued_at: 知らない列')
    expect(run.stdout).toContain('「偶然を超える」の行を確かめてください。')
  })

  test('ends with 2 and one sentence for a wrong request', () => {
    const run = attack('--data', at('nirgends'))
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('がありません。場所を確かめて、もう一度指定してください。')
    expect(run.stderr).not.toContain('    at ')
  })
})

describe('options', () => {
  test.each([
    [[], '--data でデータのフォルダーを指定してください。'],
    [['--dta', 'x'], '使えない指定があります'],
    [['x'], '使えない指定があります'],
    [['--simulate', '5'], '--simulate は 60 から 2300 までの整数で指定してください。'],
    [
      ['--simulate', '60', '--seed', 'x'],
      '--seed は 0 から 2147483648 までの整数で指定してください。',
    ],
    [
      ['--data', 'x', '--json', '/nirgends/a.json'],
      '--json のフォルダー「/nirgends」がありません。',
    ],
    [
      ['--data', 'x', '--passphrase-file', '/nirgends'],
      '合言葉のファイル「/nirgends」を読めません。',
    ],
  ])('%j are refused in one sentence', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence)
  })

  test('several logs and backups follow each other', () => {
    const options = readOptions([
      '--logs',
      'a',
      'b',
      '--data',
      'd',
      '--backups',
      'x',
      'y',
      '--logs',
      'c',
    ])
    expect(options?.target).toMatchObject({
      kind: 'installation',
      request: { data: 'd', logs: ['a', 'b', 'c'], backups: ['x', 'y'] },
    })
    expect(readOptions(['--help'])).toBe(null)
  })
})

describe('a request that names the wrong thing', () => {
  const refusals: readonly (readonly [string, () => Partial<Request>, string])[] = [
    [
      'a folder that is not there',
      () => ({ data: at('nirgends') }),
      'がありません。場所を確かめて',
    ],
    [
      'a folder that is no installation',
      () => ({ data: at('empty') }),
      'は風通しのデータのフォルダーではありません（identity.db がありません）。',
    ],
    [
      'a log that cannot be read',
      () => ({ logs: [at('no.log')] }),
      'を読めません。場所と権限を確かめて、もう一度指定してください。',
    ],
    [
      'a backup that is not there',
      () => ({ backups: [at('no-backups')] }),
      'がありません。場所を確かめて、もう一度指定してください。',
    ],
    [
      'a folder without backups',
      () => ({ backups: [at('empty')] }),
      'にバックアップがありません。',
    ],
    [
      'a mirror that is not there',
      () => ({ mirror: at('no-mirror') }),
      'がありません。場所を確かめて',
    ],
    ['a truth that cannot be read', () => ({ truth: at('no.json') }), '--truth のファイル'],
    [
      'a truth that is something else',
      () => ({ truth: at('server.log') }),
      'は見本の市の記録ではありません。',
    ],
    [
      'an encrypted backup without a passphrase',
      () => ({ backups: [at('sealed')] }),
      'は暗号化されています。--passphrase-file で合言葉のファイルを指定してください。',
    ],
    [
      'an encrypted backup with another passphrase',
      () => ({ backups: [at('sealed')], passphrase: 'ちがう合言葉' }),
      'を開けません。合言葉と、ファイルが壊れていないかを確かめてください。',
    ],
    [
      'an encrypted file that is no backup',
      () => ({ backups: [at('sealed/kazetoshi-2026-12-01.age')], passphrase: '合言葉' }),
      'は風通しのバックアップではありません。',
    ],
  ]
  beforeAll(async () => {
    mkdirSync(at('empty'))
    mkdirSync(at('sealed'))
    writeFileSync(
      at('sealed/kazetoshi-2026-12-01.age'),
      await sealed(Buffer.from('no archive'.repeat(99))),
    )
  })

  test.each(refusals)('%s is refused in one sentence', async (_what, other, sentence) => {
    await expect(gather({ data: city.request.data, ...other() })).rejects.toThrow(sentence)
  })
})

function attack(...args: string[]) {
  const script = projectFile('scripts', 'attack.ts')
  return spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    encoding: 'utf8',
    cwd: projectFile(),
  })
}

/** With little work for the passphrase, so that the test is quick. */
async function sealed(bytes: Buffer): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setScryptWorkFactor(8)
  encrypter.setPassphrase('合言葉')
  return encrypter.encrypt(bytes)
}
