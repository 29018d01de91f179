import { spawnSync } from 'node:child_process'
import { projectFile } from '../../server/http/project-file.ts'

/** Pages need built styles and scripts; the command tests run what production runs. */
export function setup(): void {
  const run = spawnSync(
    process.execPath,
    ['--import', 'tsx', projectFile('scripts', 'build.ts'), '--if-needed'],
    { stdio: 'inherit', cwd: projectFile() },
  )
  if (run.status !== 0) throw new Error('the build failed')
}
