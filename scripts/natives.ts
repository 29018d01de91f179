import { spawnSync } from 'node:child_process'

/**
 * Loads the two native modules in a child process: a broken build may end the process (seen: exit 139)
 * and must not take the server with it.
 *
 * @returns one sentence that says what to run, or null when both load.
 */
export function brokenNative(): string | null {
  const probes: readonly (readonly [string, string])[] = [
    ['better-sqlite3', `new (require('better-sqlite3'))(':memory:').close()`],
    [
      'argon2',
      `require('argon2').hash('a', { memoryCost: 1024, timeCost: 2 }).catch(() => process.exit(1))`,
    ],
  ]
  for (const [name, code] of probes) {
    const run = spawnSync(process.execPath, ['-e', code], { stdio: 'ignore' })
    if (run.status !== 0) {
      return (
        `${name} を読み込めません。コンパイラ（Debian では apt-get install -y g++ make python3）を入れて、` +
        `npm rebuild ${name} --build-from-source を実行してください。`
      )
    }
  }
  return null
}
