/**
 * `npm run pack`: one archive with everything an office needs to install without a network, and its checksum.
 * The same sources, Node and machine give the same bytes.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectFile } from '../server/http/project-file.ts'
import { brokenNative } from './natives.ts'
import { archiveName, laidOut } from './pack/lay-out.ts'
import { NoTar, packFolder } from './pack/tar.ts'

const usage = `npm run pack -- [--out フォルダー]

ネットワークのないサーバーに入れるための、1つのアーカイブとそのチェックサムを作ります。
  --out DIR   置くフォルダー（既定 pack）`

try {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: projectFile('pack') }, help: { type: 'boolean' } },
  })
  if (values.help === true) process.stdout.write(`${usage}\n`)
  else await pack(values.out)
} catch (error) {
  const wrongOption = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true
  if (!wrongOption && !(error instanceof NoTar)) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 2
}

async function pack(out: string): Promise<void> {
  const broken = brokenNative()
  if (broken !== null) {
    process.stderr.write(`${broken}\n`)
    process.exitCode = 1
    return
  }
  const stage = mkdtempSync(join(tmpdir(), 'kazetoshi-pack-'))
  try {
    const folder = laidOut(stage)
    mkdirSync(out, { recursive: true })
    const archive = join(out, archiveName())
    await packFolder(folder, archive)
    const sum = createHash('sha256').update(readFileSync(archive)).digest('hex')
    writeFileSync(`${archive}.sha256`, `${sum}  ${basename(archive)}\n`)
    process.stdout.write(`${archive}\n${archive}.sha256\n`)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}
