import { spawnSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'
import { projectFile } from '../../server/http/project-file.ts'
import { generateSigningKey } from '../../server/tokens/keys.ts'
import { fillKeyStock } from './key-stock.ts'

/** Pages need built styles and scripts; the command tests run what production runs. */
export async function setup(project: TestProject): Promise<void> {
  const run = spawnSync(
    process.execPath,
    ['--import', 'tsx', projectFile('scripts', 'build.ts'), '--if-needed'],
    { stdio: 'inherit', cwd: projectFile() },
  )
  if (run.status !== 0) throw new Error('the build failed')
  project.provide('keyStock', await fillKeyStock(generateSigningKey))
}
