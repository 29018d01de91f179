import { randomFillSync } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, type FileHandle, open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parse } from 'csv-parse/sync'

/** A line of the list of first passwords that is printed, cut and handed out. */
export interface SheetLine {
  readonly number: string
  readonly unit: string
  readonly unitName: string
  readonly password: string
}

/** The list in a data folder. */
export const FIRST_PASSWORDS = 'first-passwords.csv'

const BOM = '\uFEFF'
const HEADER = ['職員番号', '所属コード', '所属名', '最初のパスワード']

/** Lines in the file, complete ones only: a crash may have cut the last one. */
export async function readSheet(file: string): Promise<SheetLine[]> {
  if (!existsSync(file)) return []
  const text = await readFile(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\r\n') + 2)
  const rows: string[][] = parse(whole, { bom: true, fromLine: 2, relaxColumnCount: true })
  return rows.flatMap(([number, unit, unitName, password]) =>
    number !== undefined && unit !== undefined && unitName !== undefined && password !== undefined
      ? [{ number, unit, unitName, password }]
      : [],
  )
}

/** Adds lines; they are on the disk, readable for the owner only, when this returns. */
export async function appendToSheet(file: string, lines: readonly SheetLine[]): Promise<void> {
  if (!existsSync(file)) await replaceSheet(file, [])
  const handle = await open(file, 'a', 0o600)
  try {
    await handle.appendFile(lines.map(lineOf).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Puts these lines in place of the file in one step: after a crash it is the old one or the new one. The
 * old one's bytes are overwritten.
 */
export async function replaceSheet(file: string, lines: readonly SheetLine[]): Promise<void> {
  const old = existsSync(file) ? await open(file, 'r+') : null
  const fresh = `${file}.new`
  const handle = await open(fresh, 'w', 0o600)
  try {
    await chmod(fresh, 0o600)
    await handle.writeFile(BOM + rowOf(HEADER) + lines.map(lineOf).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, file)
  if (old !== null) {
    await overwrite(old)
    await old.close()
  }
  await syncFolder(file)
}

/** Overwrites the list with noise and removes it. A disk that writes elsewhere (SSD) may keep old blocks. */
export async function destroySheet(file: string): Promise<void> {
  for (const name of [file, `${file}.new`]) {
    if (!existsSync(name)) continue
    const handle = await open(name, 'r+')
    try {
      await overwrite(handle)
    } finally {
      await handle.close()
    }
    await unlink(name)
  }
  await syncFolder(file)
}

async function overwrite(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat()
  await handle.write(randomFillSync(Buffer.alloc(size)), 0, size, 0)
  await handle.sync()
}

async function syncFolder(file: string): Promise<void> {
  const folder = await open(dirname(file), 'r')
  await folder.sync()
  await folder.close()
}

function lineOf(line: SheetLine): string {
  return rowOf([line.number, line.unit, line.unitName, line.password])
}

function rowOf(cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  )
  return `${quoted.join(',')}\r\n`
}
