import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Findings } from '../server/identified/roster/findings.ts'

/** Whether a file can be read; if not, why is in `problems`. */
export function checkInput(path: string, option: string, problems: Findings): boolean {
  const before = problems.total
  const say = (reason: string) =>
    problems.add({ file: path }, `${reason}${option} のパスを確かめてください。`)
  try {
    if (statSync(path).isDirectory()) say('フォルダーです。')
    else accessSync(path, constants.R_OK)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    say(code === 'ENOENT' ? 'ファイルが見つかりません。' : `ファイルを開けません（${code}）。`)
  }
  return problems.total === before
}

/** Found out before anything is computed: whether `--out` can be written, and is none of the inputs. */
export function checkOutput(out: string, inputs: readonly string[], problems: Findings): void {
  const say = (reason: string) => problems.add({ file: out }, reason)
  const folder = dirname(resolve(out))
  if (!existsSync(folder)) {
    say('--out のフォルダーがありません。先に作るか、別の場所を指定してください。')
    return
  }
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    say('--out のフォルダーに書き込めません。別の場所を指定してください。')
    return
  }
  if (!existsSync(out)) return
  const there = statSync(out)
  if (!there.isFile()) {
    say('--out がふつうのファイルではありません。別の名前を指定してください。')
    return
  }
  const same = inputs.some((input) => {
    const { dev, ino } = statSync(input)
    return dev === there.dev && ino === there.ino
  })
  if (same) say('--out が読み込むファイルと同じです。別の名前を指定してください。')
}

/** All or nothing: written beside, made durable, then put in the place of what was there. */
export function writeWhole(out: string, text: string): void {
  const target = existsSync(out) ? realpathSync(out) : resolve(out)
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
  const handle = openSync(beside, 'wx', 0o644)
  try {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}
