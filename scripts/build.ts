/**
 * Builds what production runs: `dist/` (tsc) and `dist/assets/` (esbuild: browser code and styles, with
 * a content hash in each name, compressed beforehand). `--if-needed` skips when nothing changed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { projectFile } from '../server/http/project-file.ts'
import { brokenNative } from './natives.ts'

const stampFile = projectFile('dist', 'stamp')

const broken = brokenNative()
if (broken !== null) {
  console.error(broken)
  process.exit(1)
}
const stamp = sourceStamp()
if (process.argv.includes('--if-needed') && isBuilt(stamp)) process.exit(0)
// Built beside and moved into place, so that a running server never sees half a build.
const next = projectFile('dist', `next-${process.pid}`)
removeLeftovers()
compileServer()
await bundleAssets()
writeFileSync(join(next, 'stamp'), stamp)
for (const entry of readdirSync(next)) {
  rmSync(projectFile('dist', entry), { recursive: true, force: true })
  renameSync(join(next, entry), projectFile('dist', entry))
}
rmSync(next, { recursive: true })

function isBuilt(stamp: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
}

/** What builds that were killed have left. */
function removeLeftovers(): void {
  if (!existsSync(projectFile('dist'))) return
  for (const entry of readdirSync(projectFile('dist'))) {
    const pid = /^next-(\d+)$/.exec(entry)?.[1]
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) {
      rmSync(projectFile('dist', entry), { recursive: true, force: true })
    }
  }
}

/** Hash over names, sizes and change times of everything a build reads. */
function sourceStamp(): string {
  const hash = createHash('sha256')
  for (const folder of ['server', 'views', 'migrations', 'scripts']) {
    for (const file of filesBelow(projectFile(folder))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${file}\0${size}\0${mtimeMs}\n`)
    }
  }
  for (const file of ['package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    hash.update(readFileSync(projectFile(file)))
  }
  return hash.digest('hex')
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function compileServer(): void {
  const run = spawnSync(
    process.execPath,
    [
      projectFile('node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      projectFile('tsconfig.build.json'),
      '--outDir',
      next,
    ],
    { stdio: 'inherit' },
  )
  if (run.status !== 0) process.exit(run.status ?? 1)
}

async function bundleAssets(): Promise<void> {
  const entries = readdirSync(projectFile('views', 'client'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => projectFile('views', 'client', name))
  entries.push(
    projectFile('views', 'styles', 'site.css'),
    projectFile('views', 'styles', 'answer.css'),
    projectFile('views', 'styles', 'author.css'),
    projectFile('views', 'styles', 'slip.css'),
    projectFile('views', 'styles', 'preview.css'),
  )
  const result = await build({
    entryPoints: entries.filter((file) => existsSync(file)),
    outdir: join(next, 'assets'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome109', 'safari16', 'firefox115'],
    entryNames: '[name]-[hash]',
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    write: false,
  })
  mkdirSync(join(next, 'assets'), { recursive: true })
  const manifest: Record<string, string> = {}
  for (const file of result.outputFiles) {
    const name = basename(file.path)
    manifest[name.replace(/-[A-Z0-9]{8}(?=\.)/, '')] = name
    writeFileSync(file.path, file.contents)
    writeFileSync(`${file.path}.gz`, gzipSync(file.contents, { level: 9 }))
    writeFileSync(`${file.path}.br`, brotliCompressSync(file.contents))
  }
  writeFileSync(join(next, 'assets', 'manifest.json'), JSON.stringify(manifest, null, 2))
}
