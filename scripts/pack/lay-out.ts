import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { projectFile } from '../../server/http/project-file.ts'
import { programVersion } from '../../server/program-version.ts'
import type { MadeFor } from '../launch.ts'
import { BUNDLED, copyModule, licencesOf, readLock, runtimeModules } from './modules.ts'

const NODE_MAJOR = process.versions.node.split('.')[0] ?? ''

/** What an installed program runs, reads or shows, from the project as it is. */
const PARTS = [
  'LICENSE',
  'README.md',
  'README.ja.md',
  'deploy',
  'docs',
  'dist/assets',
  'dist/migrations',
  'dist/scripts',
  'dist/server',
  'dist/views',
  'scripts/sample-city',
  'server/programme/indicators/bank',
  'server/survey/bank',
  'views/layouts',
  'views/pages',
  'views/partials',
]

/** Commands of developers: they need what is not in the archive. */
const DEVELOPERS =
  /^dist\/scripts\/(bench|pack|screenshots)(\/|\.js)|^dist\/scripts\/(build|test|browser)\.js/

const about = z.object({ description: z.string(), license: z.string() })

export function archiveName(): string {
  return `kazetoshi-${programVersion}-${process.platform}-${process.arch}-node${NODE_MAJOR}.tar.gz`
}

/** Lays out the archive's one folder below `stage`. @returns its path. */
export function laidOut(stage: string): string {
  const folder = join(stage, `kazetoshi-${programVersion}`)
  mkdirSync(folder)
  for (const part of PARTS) {
    cpSync(projectFile(part), join(folder, part), {
      recursive: true,
      filter: (file) => !isLeftOut(relative(projectFile(), file)),
    })
  }
  const lock = readLock()
  const modules = runtimeModules(lock)
  for (const module of modules) copyModule(module, folder)
  const texts = licencesOf([...modules, ...BUNDLED].sort(), lock)
  writeFileSync(join(folder, 'THIRD-PARTY-LICENCES.txt'), texts)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(installedPackage(), null, 2)}\n`)
  writeFileSync(join(folder, 'made-for.json'), `${JSON.stringify(madeHere(), null, 2)}\n`)
  return folder
}

function isLeftOut(path: string): boolean {
  return DEVELOPERS.test(path) || path.startsWith('docs/decisions')
}

/** Without dependencies: what is needed is there, and nothing may be fetched. */
function installedPackage() {
  const { description, license } = about.parse(
    JSON.parse(readFileSync(projectFile('package.json'), 'utf8')),
  )
  const run = (command: string) => `exec node dist/scripts/launch.js ${command}`
  const commands = [
    'start',
    'demo',
    'import',
    'passwords',
    'protect',
    'verify-survey',
    'attack',
    'backup',
    'restore',
  ]
  return {
    name: 'kazetoshi',
    version: programVersion,
    description,
    license,
    private: true,
    type: 'module',
    engines: { node: `${NODE_MAJOR}.x` },
    scripts: Object.fromEntries(commands.map((command) => [command, run(command)])),
  }
}

function madeHere(): MadeFor {
  const header = (process.report.getReport() as { header?: { glibcVersionRuntime?: string } })
    .header
  return {
    version: programVersion,
    node: NODE_MAJOR,
    abi: process.versions.modules,
    platform: process.platform,
    arch: process.arch,
    glibc: header?.glibcVersionRuntime ?? null,
  }
}
