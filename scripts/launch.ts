/**
 * Starts a command of an installed archive: `node dist/scripts/launch.js start`. Looks first whether Node and the
 * machine are those the compiled modules were made for, so that a wrong one is a sentence and no stack.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { projectFile } from '../server/http/project-file.ts'

/** `made-for.json` of an archive. */
export interface MadeFor {
  readonly version: string
  /** Major version, `20`. */
  readonly node: string
  /** `process.versions.modules`: what compiled modules depend on. */
  readonly abi: string
  readonly platform: string
  readonly arch: string
  /** Of the machine where it was packed; null where there is none (musl). */
  readonly glibc: string | null
}

const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  check: async () => process.stdout.write('このサーバーで動かせます。\n'),
  start: async () => import('../server/main.ts'),
  demo: async () => import('./demo.ts'),
  import: async () => import('./import.ts'),
  passwords: async () => import('./passwords.ts'),
  protect: async () => import('./protect.ts'),
  'verify-survey': async () => import('./verify-survey.ts'),
  attack: async () => import('./attack.ts'),
  backup: async () => import('./backup.ts'),
  restore: async () => import('./restore.ts'),
}

const [name = ''] = process.argv.splice(2, 1)
const command = COMMANDS[name]
const fault = command === undefined ? unknownCommand() : misfit()
if (fault !== null) {
  process.stderr.write(`${fault}\n`)
  process.exitCode = 1
} else await command?.()

function unknownCommand(): string {
  return `命令「${name}」はありません。使える命令: ${Object.keys(COMMANDS).join('、')}。`
}

/** Why this Node or machine cannot run the archive, in one sentence; null when it can. */
function misfit(): string | null {
  const file = projectFile('made-for.json')
  if (!existsSync(file)) return null
  const made = JSON.parse(readFileSync(file, 'utf8')) as MadeFor
  const here = `${process.platform}-${process.arch}`
  if (here !== `${made.platform}-${made.arch}`) {
    return `このアーカイブは ${made.platform}-${made.arch} 用です。このサーバーは ${here} です。${here} 用のアーカイブをお使いください。`
  }
  if (process.versions.modules !== made.abi) {
    return `このアーカイブは Node.js ${made.node} 用です。今の Node.js は ${process.version} です。Node.js ${made.node} を入れるか、今の Node.js 用のアーカイブをお使いください。`
  }
  try {
    const require = createRequire(import.meta.url)
    ;new (require('better-sqlite3') as new (file: string) => { close(): void })(':memory:').close()
    require('argon2')
    return null
  } catch (error) {
    const glibc = made.glibc === null ? '' : `（glibc ${made.glibc} のサーバーで作られています）`
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return `同梱の部品を読み込めません${glibc}。このサーバーと同じ版のOSで作ったアーカイブをお使いください: ${reason}`
  }
}
