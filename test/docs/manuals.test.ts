/** The manuals in docs/ja/ say what the pages say, and nothing they refer to is missing. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'

const FOLDER = projectFile('docs', 'ja')
const IMAGES = join(FOLDER, 'images')
const FORBIDDEN = /投票|開票|選挙|トークン|token/i
const MOST_BYTES = 120 * 1024
const MOST_PICTURES = 40
const MOST_BYTES_TOGETHER = 3 * 1024 * 1024

const manuals = readdirSync(FOLDER).filter((name) => name.endsWith('.md'))
const pictures = readdirSync(IMAGES)
const onPages = [...textsBelow('views'), ...textsBelow('server')].join('\n')
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8')

describe('The manuals', () => {
  it.each(manuals)('%s names only buttons, links and pages that are there', (name) => {
    expect(namesMissing(read(name))).toEqual([])
  })

  it.each(manuals)('%s refers only to files that are there', (name) => {
    expect(filesMissing(join(FOLDER, name), read(name))).toEqual([])
  })

  it.each(manuals)('%s has no word of an election and none of the machinery', (name) => {
    expect(FORBIDDEN.exec(read(name))?.[0]).toBeUndefined()
  })

  it('are found from the list of manuals, and the list from the front of the project', () => {
    const listed = targetsOf(read('README.md'))
    expect(manuals.filter((name) => name !== 'README.md' && !listed.includes(name))).toEqual([])
    for (const front of ['README.md', 'README.ja.md']) {
      expect(targetsOf(readFileSync(projectFile(front), 'utf8'))).toContain('docs/ja/README.md')
    }
  })

  it('show a button that does not exist, a lost picture and a dead link as faults', () => {
    const planted = '**［案を保存しない］** ![図](images/no.png) [ほか](no.md) **［ ］**'
    expect(namesMissing(planted)).toEqual(['案を保存しない'])
    expect(filesMissing(join(FOLDER, 'x.md'), planted)).toEqual(['images/no.png', 'no.md'])
  })
})

describe('The pictures', () => {
  it('are all used in a manual', () => {
    const used = new Set(manuals.flatMap((name) => targetsOf(read(name))))
    expect(pictures.filter((name) => !used.has(`images/${name}`))).toEqual([])
  })

  it('are as wide as a PC or a tablet, and small', () => {
    const sizes = pictures.map((name) => statSync(join(IMAGES, name)).size)
    const widths = pictures.map((name) => readFileSync(join(IMAGES, name)).readUInt32BE(16))
    expect(widths.filter((width) => width !== 1280 && width !== 820)).toEqual([])
    expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_BYTES)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES_TOGETHER)
    expect(pictures.length).toBeLessThanOrEqual(MOST_PICTURES)
  })
})

/** Names in `**［…］**` that no page has. */
function namesMissing(manual: string): string[] {
  const names = [...manual.matchAll(/\*\*［([^］]*)］\*\*/g)].map(([, name = '']) => name.trim())
  return names.filter((name) => name !== '' && !onPages.includes(name))
}

function filesMissing(file: string, manual: string): string[] {
  const own = targetsOf(manual).filter((target) => !/^(https?:|#)/.test(target))
  return own.filter((target) => !existsSync(join(dirname(file), target.replace(/#.*$/, ''))))
}

function targetsOf(manual: string): string[] {
  return [...manual.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
}

function textsBelow(folder: string): string[] {
  return readdirSync(projectFile(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ['.eta', '.ts'].includes(extname(entry.name)))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}
