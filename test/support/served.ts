import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'

/** A process of the built program. */
export interface Served {
  readonly child: ChildProcess
  /** Both streams as they came. */
  readonly output: () => string
  /** What matches first, as soon as it is printed. */
  readonly printed: (what: RegExp) => Promise<RegExpExecArray>
  /** Exit code and signal. */
  readonly ended: () => Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** Starts `node dist/<script>`; ends with the test at the latest. */
export function serve(
  script: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Served {
  const child = spawn(process.execPath, [projectFile('dist', script), ...args], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const watchers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const look of watchers) look()
    })
  }
  const end = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await end
  })
  return {
    child,
    output: () => output,
    ended: () => end,
    printed: async (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = what.exec(output)
          if (match === null) return
          watchers.delete(look)
          resolve(match)
        }
        watchers.add(look)
        void end.then(({ code }) => reject(new Error(`ended with ${code}: ${output}`)))
        look()
      }),
  }
}

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return address.port
}
