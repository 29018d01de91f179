import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { projectFile } from '../../server/http/project-file.ts'

export interface Import {
  /** Path of the importing file from the top of the project. */
  readonly from: string
  /** Path of a file of ours, or the name of a package. */
  readonly to: string
  readonly typeOnly: boolean
}

/** Every import of a source text: static, type-only, re-export and `import()`. */
export function importsOf(file: string, text: string): Import[] {
  const found: Import[] = []
  const statement = /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/g
  for (const [, , type, target] of text.matchAll(statement)) {
    if (target !== undefined) found.push(resolve(file, target, type !== undefined))
  }
  for (const [, target] of text.matchAll(/\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g)) {
    if (target !== undefined) found.push(resolve(file, target, false))
  }
  for (const [, target] of text.matchAll(/new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g)) {
    if (target !== undefined) found.push(resolve(file, target, false))
  }
  return found
}

/** Sources of the project below the given folders. */
export function sourcesBelow(...folders: string[]): { file: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(projectFile(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return { file: relative(projectFile(), path), text: readFileSync(path, 'utf8') }
      }),
  )
}

function resolve(from: string, target: string, typeOnly: boolean): Import {
  if (!target.startsWith('.')) {
    const parts = target.split('/')
    const name = target.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? target)
    return { from, to: target.startsWith('node:') ? target : name, typeOnly }
  }
  return { from, to: join(dirname(from), target), typeOnly }
}
