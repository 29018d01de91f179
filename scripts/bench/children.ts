import { type ChildProcess, fork } from 'node:child_process'
import { projectFile } from '../../server/http/project-file.ts'

/** A process of the bench's own: a server under test or the load. It ends with the bench. */
export interface Child {
  ask<T>(act: string, order?: object): Promise<T>
  /** Stops in an orderly way. */
  stop(): Promise<void>
  /** SIGKILL, at once. */
  kill(): Promise<void>
}

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly fault?: string
}

const running = new Set<ChildProcess>()

/** @throws {Error} when the process ends before it is ready. */
export async function startChild(
  role: 'server' | 'load' | 'protection',
  order: object = {},
): Promise<Child> {
  const child = fork(projectFile('dist', 'scripts', 'bench.js'), ['--as', role], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
    execArgv: [],
  })
  running.add(child)
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (e: Error) => void }
  >()
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => {
      running.delete(child)
      for (const { reject } of waiting.values()) reject(new Error(`the ${role} process has ended`))
      waiting.clear()
      resolve()
    })
  })
  child.on('message', (message) => {
    const answer = message as Answer
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.fault === undefined) asked?.resolve(answer.value)
    else asked?.reject(new Error(answer.fault))
  })
  let last = 0
  const ask = <T>(act: string, given: object = {}): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve: (value) => resolve(value as T), reject })
      child.send({ id: last, act, order: given })
    })
  await ask('start', order)
  return {
    ask,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.disconnect()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Ends what an error has left behind. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** The other side: answers until the bench lets go, then closes. */
export function answerAsks(
  acts: Readonly<Record<string, (order: never) => unknown>>,
  close: () => Promise<void>,
): void {
  process.on('message', (message) => {
    const { id, act, order } = message as { id: number; act: string; order: never }
    void (async () => acts[act]?.(order))().then(
      (value) => tell({ id, value }),
      (error: unknown) =>
        tell({ id, fault: error instanceof Error ? (error.stack ?? '') : 'fault' }),
    )
  })
  process.on('disconnect', () => {
    void close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  })
}

function tell(answer: Answer): void {
  if (process.connected) process.send?.(answer)
}
