import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { seededRandom } from '../../scripts/demo-answers.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
  /** What is in the folder now. */
  readonly files: readonly string[]
}

export interface Desk {
  readonly folder: string
  path(name: string): string
  write(name: string, content: string | Uint8Array | object): void
  /** `npm run protect` on rows.csv, plan.json and out.json of the folder, unless told otherwise. */
  protect(options?: Readonly<Record<string, string | null>>, ...more: string[]): Promise<Ran>
  /** The same, ended by a signal as soon as it says `text`. */
  interrupt(text: string, signal: NodeJS.Signals): Promise<Ran>
}

/** A folder with files on it, for the command as it is built. */
export function desk(files: Readonly<Record<string, string | Uint8Array | object>> = {}): Desk {
  const folder = temporaryFolder('protect')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = (name: string) => join(folder, name)
  const write: Desk['write'] = (name, content) => {
    mkdirSync(dirname(path(name)), { recursive: true })
    const plain = typeof content === 'string' || content instanceof Uint8Array
    writeFileSync(path(name), plain ? content : JSON.stringify(content))
  }
  for (const [name, content] of Object.entries(files)) write(name, content)

  function run(args: readonly string[], until?: readonly [string, NodeJS.Signals]): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [projectFile('dist/scripts/protect.js'), ...args], {
        cwd: folder,
      })
      const text = { out: '', err: '' }
      child.stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()))
      child.stderr.on('data', (chunk: Buffer) => {
        text.err += chunk.toString()
        if (until !== undefined && !child.killed && text.err.includes(until[0]))
          child.kill(until[1])
      })
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, ...text, files: readdirSync(folder).toSorted() }))
    })
  }

  const usual = { rows: 'rows.csv', plan: 'plan.json', out: 'out.json' }
  const argsOf = (options: Readonly<Record<string, string | null>>) =>
    Object.entries({ ...usual, ...options }).flatMap(([name, value]) =>
      value === null ? [] : [`--${name}`, value],
    )
  return {
    folder,
    path,
    write,
    protect: (options = {}, ...more) => run([...argsOf(options), ...more]),
    interrupt: (text, signal) => run(argsOf({}), [text, signal]),
  }
}

/** 3 部, 11 課 of 4 to 45 people, written by 課 alone; 課 1130 and 1140 are small. */
export const SECTIONS: Readonly<Record<string, { readonly bu: string; readonly people: number }>> =
  {
    '1110': { bu: '1100', people: 41 },
    '1120': { bu: '1100', people: 25 },
    '1130': { bu: '1100', people: 4 },
    '1140': { bu: '1100', people: 6 },
    '1210': { bu: '1200', people: 33 },
    '1220': { bu: '1200', people: 28 },
    '1230': { bu: '1200', people: 12 },
    '1310': { bu: '1300', people: 45 },
    '1320': { bu: '1300', people: 22 },
    '1330': { bu: '1300', people: 16 },
    '1340': { bu: '1300', people: 14 },
  }

export interface Person {
  readonly ka: string
  readonly sex: string
  readonly age: string
  readonly answers: readonly string[]
}

export function townspeople(seed = 5): Person[] {
  const random = seededRandom(seed)
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  return Object.entries(SECTIONS).flatMap(([ka, { people }]) =>
    Array.from({ length: people }, () => ({
      ka: random() < 0.03 ? '' : ka,
      sex: pick(['女性', '男性', '女性', '男性', '']),
      age: pick(['20代', '30代', '40代', '50代']),
      answers: Array.from({ length: 2 }, () => pick(['1', '2', '2', '3', '3', '4', ''])),
    })),
  )
}

export const PLAN = {
  k: 5,
  scale: 4,
  hierarchies: {
    ka: {
      parent: 'bu',
      map: Object.fromEntries(Object.entries(SECTIONS).map(([ka, { bu }]) => [ka, bu])),
    },
  },
  tables: [[], ['bu'], ['ka'], ['sex'], ['age'], ['bu', 'sex']],
  items: ['Q1', 'Q2'],
}

export function csvOf(people: readonly Person[], header = 'ka,sex,age,Q1,Q2'): string {
  const lines = people.map(({ ka, sex, age, answers }) => [ka, sex, age, ...answers].join(','))
  return `${[header, ...lines].join('\n')}\n`
}
