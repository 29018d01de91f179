import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { projectFile } from '../../server/http/project-file.ts'

/** The program as an office runs it, in a process of its own. */
export interface ServerProcess {
  readonly port: number
  readonly origin: string
  /** Everything it has printed, to both outputs. */
  output(): string
  /** Ends it and waits; SIGKILL ends it as a power cut would, SIGTERM as an administrator. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/**
 * Starts the built program on a free port of 127.0.0.1 and waits until it listens.
 *
 * @throws {Error} with what it printed, when it ends instead.
 */
export async function startServer(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [projectFile('dist', 'server', 'main.js')], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'debug', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const port = await portOf(child, () => printed)
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    output: () => printed,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'close')
      child.kill(signal)
      await ended
    },
  }
}

async function portOf(child: ChildProcess, printed: () => string): Promise<number> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    const port = /http:\/\/127\.0\.0\.1:(\d+)\/\s/.exec(printed())?.[1]
    if (port !== undefined) return Number(port)
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  child.kill('SIGKILL')
  throw new Error(`the server did not start: ${printed()}`)
}
