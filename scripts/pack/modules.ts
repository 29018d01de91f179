import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { z } from 'zod'
import { projectFile } from '../../server/http/project-file.ts'

/** Needed to build, not to run: their parts are in `dist/` already. */
const BUILD_ONLY = new Set([
  '@digital-go-jp/design-tokens',
  'esbuild',
  'tsx',
  'typescript',
  'prebuild-install',
  'node-addon-api',
  'cross-env',
])

/** In `node_modules` for the build only, but with a part in the browser's files: its licence goes along. */
export const BUNDLED = ['node_modules/@digital-go-jp/design-tokens'] as const

const lockForm = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

export type Locked = z.infer<typeof lockForm>['packages']

export function readLock(): Locked {
  return lockForm.parse(JSON.parse(readFileSync(projectFile('package-lock.json'), 'utf8'))).packages
}

/** Folders below the project of every package that is needed to run, sorted: `node_modules/ajv`, … */
export function runtimeModules(lock: Locked): string[] {
  const found = new Set<string>()
  const visit = (from: string) => {
    const { dependencies = {}, optionalDependencies = {} } = lock[from] ?? {}
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const folder = BUILD_ONLY.has(name) ? undefined : resolved(lock, from, name)
      if (folder === undefined || found.has(folder)) continue
      found.add(folder)
      visit(folder)
    }
  }
  visit('')
  return [...found].sort()
}

/** Node's own way: the nearest `node_modules` upwards. Optional packages may be missing. */
function resolved(lock: Locked, from: string, name: string): string | undefined {
  const folder = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (lock[folder] !== undefined) return existsSync(projectFile(folder)) ? folder : undefined
  if (from === '') return undefined
  const above = from.slice(0, from.lastIndexOf('node_modules/')).replace(/\/$/, '')
  return resolved(lock, above, name)
}

/** Copies one package without what only its own developers need; nested packages are copied for themselves. */
export function copyModule(folder: string, target: string): void {
  const source = projectFile(folder)
  cpSync(source, join(target, folder), {
    recursive: true,
    dereference: true,
    filter: (file) => isNeeded(basename(folder), relative(source, file).split(sep).join('/')),
  })
}

const NATIVE_HERE = `prebuilds/${process.platform}-${process.arch}`

function isNeeded(name: string, path: string): boolean {
  if (path === '') return true
  if (/(^|\/)node_modules(\/|$)/.test(path)) return false
  if (/\.(d\.[cm]?ts|map|md|markdown|flow)$/i.test(path) && !isLicence(path)) return false
  if (name === 'better-sqlite3' && /^(deps|src)(\/|$)/.test(path)) return false
  if (name === 'argon2' && /^argon2(\/|$)|\.cpp$|\.gyp$/.test(path)) return false
  if (name === 'pdfkit' && /^(tools|js\/pdfkit\.(browser|standalone|old)\b)/.test(path))
    return false
  if (name === 'biz-udpgothic' && path.endsWith('.png')) return false
  if (path.startsWith('prebuilds/')) {
    return path === NATIVE_HERE || path.startsWith(`${NATIVE_HERE}/`)
  }
  // Of a compiled module only the library itself, not what the compiler left.
  if ((name === 'better-sqlite3' || name === 'argon2') && path.startsWith('build/')) {
    return path === 'build/Release' || /^build\/Release\/(better_sqlite3|argon2)\.node$/.test(path)
  }
  return true
}

export function isLicence(path: string): boolean {
  return /^(licen[cs]e|copying|notice)/i.test(basename(path))
}

/** Names and licence texts of everything in the archive that is not ours. */
export function licencesOf(folders: readonly string[], lock: Locked): string {
  const entries = folders.map((folder) => {
    const { version = '', license } = lock[folder] ?? {}
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const texts = readdirSync(projectFile(folder))
      .filter((file) => isLicence(file))
      .sort()
      .map((file) => readFileSync(projectFile(folder, file), 'utf8').trim())
    // A package that names none says so in the first line of its text (png-js: 「MIT License」).
    const named = license ?? texts[0]?.split('\n')[0] ?? ''
    return [`${name} ${version}`, `License: ${named}`, '', ...texts].join('\n')
  })
  const line = `\n\n${'='.repeat(78)}\n`
  return `Third-party software in this archive, and its licences.${line}${entries.join(line)}\n`
}
