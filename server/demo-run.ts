import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { projectFile } from './http/project-file.ts'
import type { DemoRun, SampleProgress } from './identified/setup/routes.ts'

/** Written by the demo when the sample city is complete. */
export const SAMPLE_MARK = '.kazetoshi-demo'

const BEGINNING: SampleProgress = { phase: '準備しています', done: 0, total: 1, finished: false }

/** Makes the sample city in a child process and reads its progress. */
export function demoRun(folder: string, open: (folder: string) => void): DemoRun {
  let child: ChildProcess | undefined
  let progress: SampleProgress | undefined

  return {
    isReady: () => existsSync(join(folder, SAMPLE_MARK, 'complete')),
    progress: () => progress,
    start() {
      if (child !== undefined) return
      progress = BEGINNING
      const script = projectFile('dist', 'scripts', 'demo.js')
      child = spawn(process.execPath, [script, '--no-serve', '--progress', '--data', folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      if (child.stdout !== null) {
        createInterface(child.stdout).on('line', (line) => {
          const told = readProgress(line)
          if (told !== null) progress = told
        })
      }
      child.on('close', (code) => {
        child = undefined
        const { phase, done, total } = progress ?? BEGINNING
        const failed = `「${phase}」の途中で止まりました。もう一度お試しください。`
        progress =
          code === 0
            ? { phase: '完了しました', done: 1, total: 1, finished: true }
            : { phase, done, total, finished: true, failed }
      })
    },
    cancel() {
      child?.kill('SIGTERM')
    },
    open() {
      setTimeout(() => open(folder), 200)
    },
  }
}

/** Lines of progress are `@ {json}`; everything else the demo prints is for people. */
function readProgress(line: string): SampleProgress | null {
  if (!line.startsWith('@ ')) return null
  const { phase, done, total } = JSON.parse(line.slice(2)) as Omit<SampleProgress, 'finished'>
  return { phase, done, total, finished: false }
}
