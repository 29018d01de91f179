/** docs/verify.md and docs/ja/verify.md: commands and program as they stand there, on files of a real survey. */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { projectFile } from '../../server/http/project-file.ts'
import {
  type Parsed,
  parsedFiles,
  proofFolder,
  rehashed,
  withSlips,
} from '../scripts/proof-folder.ts'
import { proofFilesOf, publishedCity } from '../support/proof-city.ts'

const TEXTS = ['docs/verify.md', 'docs/ja/verify.md']

let genuine: Parsed
let files: Record<string, Buffer>

beforeAll(async () => {
  const city = await publishedCity({ people: 12 })
  files = await proofFilesOf(city)
  genuine = parsedFiles(files)
  await city.close()
})

describe.each(TEXTS)('%s', (text) => {
  it('verifies a card with openssl, and no other nonce with this signature', () => {
    const [first, second] = genuine.cards.cards
    const good = opensslOf(text, first.nonce, first.signature)
    expect(good).toMatchObject({ status: 0, stdout: 'Verified OK\n' })
    expect(opensslOf(text, second.nonce, first.signature).status).not.toBe(0)
  })

  it.skipIf(!has('jq'))('gets nonce, signature and key out of the files as it says', () => {
    const folder = proofFolder(files)
    const ran = spawnSync('sh', ['-ec', blockWith(text, 'openssl dgst')], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(ran).toMatchObject({ status: 0, stdout: 'Verified OK\n' })
  })

  it.skipIf(!has('jq') || !has('xxd'))('gets the hashes that stand in the files', () => {
    const paper = withSlips(genuine)
    const ran = spawnSync('sh', ['-ec', blockWith(text, 'sha256sum results.json')], {
      cwd: folderOf(paper),
      encoding: 'utf8',
    })
    const found = ran.stdout
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 64))
    expect(found.slice(0, 4)).toEqual([
      paper.record.publishedHash,
      paper.survey.questionnaireHash,
      paper.keys.entries[0].hash,
      paper.slips.listHash,
    ])
    expect(found[4]).toMatch(/^[0-9a-f]{64}$/)
  })

  it.skipIf(!has('python3'))('has a program that finds nothing in genuine files', () => {
    for (const set of [genuine, withSlips(genuine)]) {
      const { status, stdout, stderr } = pythonOn(text, set)
      expect([status, stderr]).toEqual([0, ''])
      expect(stdout).toContain('0 faults')
    }
  })
})

const FORGERIES: readonly (readonly [string, string, (files: Parsed) => unknown])[] = [
  ['another figure', 'published data', ({ results }) => (results.groups[0].n += 1)],
  ['another question', 'questionnaire', ({ survey }) => (survey.questionnaire += ' ')],
  ['another key', 'key id', ({ survey }) => (survey.tallyKey = survey.signingKey)],
  ['an entry taken out', 'one chain', ({ keys }) => keys.entries.shift()],
  ['a survey nobody listed', 'names these keys', ({ keys }) => (keys.entries = [])],
  ['a card twice', 'no card twice', ({ cards }) => cards.cards.unshift(cards.cards[0])],
  [
    'a card without a signature',
    'signatures',
    ({ cards }) => (cards.cards[0].signature = cards.cards[1].signature),
  ],
  [
    'more answers than cards',
    'ballots = used cards',
    ({ cards, record }) => (cards.cardsIssued = record.cardsIssued = 1),
  ],
  [
    'more cards than people',
    'cards handed out <= people',
    ({ cards, record }) => (cards.cardsIssued = record.cardsIssued = 13),
  ],
  ['a slip more', 'list of slips', ({ slips }) => slips.hashes.push('f'.repeat(64))],
  [
    'more slips exchanged than people have',
    'slips exchanged',
    ({ cards, record }) => (cards.slips.exchanged = record.slips.exchanged = 8),
  ],
]

describe.skipIf(!has('python3'))('The program of the docs', () => {
  it('is one and the same in both languages', () => {
    const [english, japanese] = TEXTS.map((text) => blockWith(text, 'import base64'))
    expect(japanese).toBe(english)
  })

  it.each(FORGERIES)('finds %s', (_what, line, change) => {
    const paper = withSlips(genuine)
    change(paper)
    const { status, stdout } = pythonOn('docs/verify.md', paper)
    expect(status).toBe(1)
    expect(
      stdout
        .split('\n')
        .filter((said) => said.startsWith('FAULT'))
        .join(),
    ).toContain(line)
  })

  it('is not the only one: hashes made anew do not help against counts', () => {
    const paper = rehashed(withSlips(genuine))
    paper.cards.reissued = paper.record.reissued = 2
    expect(pythonOn('docs/verify.md', rehashed(paper)).status).toBe(1)
  })
})

/** The fenced block of a text that has these words. */
function blockWith(text: string, words: string): string {
  const blocks = readFileSync(projectFile(text), 'utf8').matchAll(/^```\w+\n([\s\S]*?)^```$/gm)
  const found = [...blocks].map(([, body = '']) => body).find((body) => body.includes(words))
  if (found === undefined) throw new Error(`${text} has no block with ${words}`)
  return found
}

/** The openssl commands of a text; nonce, signature and key are brought by this test. */
function opensslOf(text: string, nonce: string, signature: string) {
  const folder = proofFolder({
    nonce: Buffer.from(nonce, 'base64'),
    signature: Buffer.from(signature, 'base64'),
    'key.der': Buffer.from(genuine.cards.signingKey, 'base64'),
  })
  const block = blockWith(text, 'openssl dgst')
  const convert = /openssl pkey[^\n|]*/.exec(block)?.[0] ?? ''
  const verify = block.slice(block.indexOf('openssl dgst'))
  const script = `${convert} -in key.der\n${verify}`
  return spawnSync('sh', ['-ec', script], { cwd: folder, encoding: 'utf8' })
}

function pythonOn(text: string, set: Parsed) {
  const folder = folderOf(set)
  const program = join(folder, 'verify.py')
  writeFileSync(program, blockWith(text, 'import base64'))
  return spawnSync('python3', [program, folder], { encoding: 'utf8' })
}

function folderOf(set: Parsed): string {
  return proofFolder(
    Object.fromEntries(
      Object.entries(set).map(([name, content]) => [`${name}.json`, JSON.stringify(content)]),
    ),
  )
}

function has(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined
}
