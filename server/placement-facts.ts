import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { jstDay } from './calendar/jst.ts'
import { type Config, isLoopback } from './config.ts'
import type { PlacedFolder, PlacementFacts } from './identified/placement/facts.ts'
import { programVersion } from './program-version.ts'

/** Last days of support, as the Node.js project has announced them. */
const NODE_ENDS: Readonly<Record<string, string>> = {
  '20': '2026-04-30',
  '22': '2027-04-30',
  '24': '2028-04-30',
}

/** A clock that is read twice differs by less. */
const CLOCK_SLACK_MS = 5 * 60_000

/** Looks at the machine, for 情報担当: nothing is changed, and nothing of what the files hold is read. */
export async function placementFacts(
  config: Config,
  folder: string,
  now: Date,
): Promise<PlacementFacts> {
  const files = entriesBelow(folder)
  const disk = await statfs(folder)
  const { node } = process.versions
  return {
    way: {
      loopback: isLoopback(config.host),
      host: config.host,
      port: config.port,
      trustProxy: config.trustProxy,
      certificateEnds:
        config.tls === null ? null : jstDay(new Date(new X509Certificate(config.tls.cert).validTo)),
    },
    data: {
      folder,
      freeBytes: disk.bavail * disk.bsize,
      ownBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      openToOthers: files.filter(({ open }) => open).map(({ name }) => name),
    },
    mirror: config.boxMirror === null ? null : placed(config.boxMirror, folder),
    backup: config.backupDir === null ? null : backupPlace(config.backupDir, folder),
    copies: files
      .filter(({ name }) => name.startsWith('before-migration/'))
      .map(({ name, at }) => ({ name, day: jstDay(at) })),
    clock: {
      synchronised: await isSynchronised(),
      wentBack: files.some(({ at }) => at.getTime() > now.getTime() + CLOCK_SLACK_MS),
    },
    memory: { swap: mayBeSwapped(), coreDumps: mayDumpCore() },
    program: {
      version: programVersion,
      node,
      nodeEnds: NODE_ENDS[node.split('.')[0] ?? ''] ?? null,
      asRoot: process.getuid?.() === 0,
    },
    mail: config.mail !== null,
    today: jstDay(now),
  }
}

interface Entry {
  readonly name: string
  readonly bytes: number
  readonly open: boolean
  readonly at: Date
}

/** Everything below a folder, the folder itself as `.`; what goes while it is looked at is left out. */
function entriesBelow(folder: string): Entry[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return ['.', ...names].flatMap((name) => {
    const stat = lstatSync(join(folder, name), { throwIfNoEntry: false })
    if (stat === undefined) return []
    const bytes = stat.isFile() ? stat.size : 0
    return [{ name, bytes, open: (stat.mode & 0o077) !== 0, at: stat.mtime }]
  })
}

function placed(place: string, data: string): PlacedFolder {
  if (!existsSync(place)) return { folder: place, usable: false, otherDisk: false }
  return {
    folder: place,
    usable: mayWrite(place),
    otherDisk: statSync(place).dev !== statSync(data).dev,
  }
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Another account may put the backups there, so that it need not be writable, only readable. */
function backupPlace(place: string, data: string): NonNullable<PlacementFacts['backup']> {
  const found = placed(place, data)
  try {
    const names = entriesBelow(place).map(({ name }) => name)
    const keys = names.filter((name) => /(^|\/)tally-[^/]*$/.test(name))
    return {
      ...found,
      usable: true,
      newest: lastDay(names, /^kazetoshi-(\d{4}-\d{2}-\d{2})\.age$/),
      rehearsed: lastDay(names, /^rehearsed-(\d{4}-\d{2}-\d{2})$/),
      keys,
    }
  } catch {
    return { ...found, usable: false, newest: null, rehearsed: null, keys: [] }
  }
}

function lastDay(names: readonly string[], pattern: RegExp): string | null {
  const days = names.flatMap((name) => pattern.exec(name)?.[1] ?? [])
  return days.toSorted().at(-1) ?? null
}

async function isSynchronised(): Promise<boolean | null> {
  try {
    const asked = ['show', '--property=NTPSynchronized', '--value']
    const { stdout } = await promisify(execFile)('timedatectl', asked, { timeout: 2000 })
    const answer = stdout.trim()
    return answer === 'yes' ? true : answer === 'no' ? false : null
  } catch {
    return null
  }
}

/** Whether memory of this process can get to a swap area; the systemd unit forbids it for the service. */
function mayBeSwapped(): boolean | null {
  const swaps = textOf('/proc/swaps')
  if (swaps === null) return null
  if (swaps.trim().split('\n').length < 2) return false
  const group = /^0::(.*)$/m.exec(textOf('/proc/self/cgroup') ?? '')?.[1]
  return group === undefined
    ? true
    : textOf(join('/sys/fs/cgroup', group, 'memory.swap.max'))?.trim() !== '0'
}

function mayDumpCore(): boolean | null {
  const soft = /^Max core file size\s+(\S+)/m.exec(textOf('/proc/self/limits') ?? '')?.[1]
  return soft === undefined ? null : soft !== '0'
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
