/**
 * The wall of the house: who may import whom. `import type`, re-exports and `import()` count too.
 * Each rule is also shown to catch a planted leak.
 */
import { describe, expect, it } from 'vitest'
import { type Import, importsOf, sourcesBelow } from './support/imports.ts'

/** Words of pages: the zones that show pages know them. */
const words = ['views/words']

/** Zone → what it may import of ours. `types:` is allowed for `import type` only. */
const zones: Record<string, readonly string[]> = {
  'server/calendar': [],
  'server/http': ['server/calendar', ...words],
  'server/stores': ['migrations'],
  'server/tokens': [],
  'server/survey': ['server/calendar', 'types:server/stores/commons.ts'],
  'server/proposals': [
    'server/calendar',
    'server/tokens',
    'types:server/stores/commons.ts',
    'types:server/stores/voice.ts',
  ],
  'server/anonymous': [
    ...words,
    'server/calendar/dates-in.ts',
    'server/http',
    'server/tokens',
    'server/survey',
    'server/proposals',
    'server/stores/box.ts',
    'types:server/stores/commons.ts',
    'types:server/stores/voice.ts',
  ],
  'server/identified': [
    ...words,
    'server/http',
    'server/calendar',
    'server/tokens',
    'server/survey',
    'server/proposals',
    'types:server/stores/commons.ts',
    'types:server/stores/identity.ts',
    'types:server/mail/mail-desk.ts',
    'types:server/text-acts.ts',
    'server/texts/reading.ts',
    'server/texts/masking.ts',
    'server/texts/released.ts',
    'server/programme',
  ],
  'server/opening': [
    'server/calendar',
    'server/tokens',
    'server/survey',
    'server/proposals',
    'server/disclosure',
    'server/stores/box.ts',
    'server/stores/tally-file.ts',
    'types:server/stores/commons.ts',
    'types:server/stores/voice.ts',
  ],
  'server/texts': [
    'server/calendar',
    'server/survey',
    'server/proposals/clues.ts',
    'types:server/stores/commons.ts',
    'types:server/stores/voice.ts',
  ],
  'server/mail': ['server/calendar', 'types:server/stores/commons.ts'],
  'server/disclosure': ['types:server/survey/published-set.ts'],
  'server/published': [
    ...words,
    'server/http',
    'server/calendar',
    'server/survey',
    'server/proposals',
    'server/programme',
    'server/texts/release.ts',
    'server/texts/released.ts',
    'server/texts/help-notice.ts',
    'types:server/stores/commons.ts',
  ],
  'server/programme': [
    ...words,
    'server/calendar',
    'server/survey',
    'server/http/project-file.ts',
    'types:server/proposals/statistics.ts',
    'types:server/stores/commons.ts',
  ],
  migrations: [],
  'views/words': [
    'types:server/http/problems.ts',
    'types:server/survey/surveys.ts',
    ...['catalogue', 'hidden-counts', 'proposal', 'states'].map(
      (f) => `types:server/proposals/${f}.ts`,
    ),
  ],
  'views/client': [...words, 'server/survey/ballot-form.ts', 'server/tokens', 'server/proposals'],
}

/** Files of `server/tokens` that a browser may load: pure, no `node:` import. */
const sharedWithBrowser = ['suite', 'wire', 'crockford', 'key-id', 'slip-code'].map(
  (name) => `server/tokens/${name}.ts`,
)

/** Files of `server/proposals` that a browser may load: pure, and small. */
const proposalsWithBrowser = [
  'catalogue',
  'message-bytes',
  'envelope',
  'similar',
  'clues',
  'surnames',
  'plain-text',
].map((name) => `server/proposals/${name}.ts`)

/** Packages that only one place may open. */
const doors: Record<string, readonly string[]> = {
  'better-sqlite3': ['server/stores'],
  argon2: ['server/identified/auth', 'server/opening/passphrase-lock.ts'],
  '@fastify/cookie': ['server/identified/auth'],
  highs: ['server/disclosure'],
  nodemailer: ['server/mail'],
  '@holiday-jp/holiday_jp': ['server/calendar'],
  kysely: [
    'server/stores',
    'server/survey',
    'server/proposals',
    'server/identified',
    'server/opening',
  ],
}

function zoneOf(file: string): string | undefined {
  return Object.keys(zones).find((zone) => file.startsWith(`${zone}/`))
}

function faultsOf(imports: readonly Import[]): string[] {
  return imports.flatMap((found) => [...zoneFaults(found), ...doorFaults(found)])
}

function zoneFaults({ from, to, typeOnly }: Import): string[] {
  const zone = zoneOf(from)
  const ours = /^(server|migrations|scripts|views|test)\//.test(to)
  if (zone === undefined || !ours || to.startsWith(`${zone}/`)) return []
  if (
    zone === 'views/client' &&
    to.startsWith('server/tokens') &&
    !sharedWithBrowser.includes(to)
  ) {
    return [`${from} → ${to}`]
  }
  if (
    zone === 'views/client' &&
    to.startsWith('server/proposals') &&
    !typeOnly &&
    !proposalsWithBrowser.includes(to)
  ) {
    return [`${from} → ${to}`]
  }
  const allowed = (zones[zone] ?? []).some((rule) =>
    rule.startsWith('types:')
      ? typeOnly && to === rule.slice('types:'.length)
      : to === rule || to.startsWith(`${rule}/`),
  )
  return allowed ? [] : [`${from} → ${to}`]
}

function doorFaults({ from, to }: Import): string[] {
  const places = doors[to]
  if (places === undefined || !from.startsWith('server/')) return []
  return places.some((place) => from === place || from.startsWith(`${place}/`))
    ? []
    : [`${from} → ${to}`]
}

const sources = sourcesBelow('server', 'migrations', 'views/client', 'views/words')

describe('The wall of the house', () => {
  it('stands: no zone imports what it may not know', () => {
    expect(sources.length).toBeGreaterThan(60)
    expect(faultsOf(sources.flatMap(({ file, text }) => importsOf(file, text)))).toEqual([])
  })

  it.each([
    ['server/anonymous/leak.ts', `import type { PersonRow } from '../stores/identity.ts'`],
    ['server/anonymous/leak.ts', `const x = await import('../identified/auth/sessions.ts')`],
    ['server/anonymous/leak.ts', `export * from '../identified/auth/roles.ts'`],
    ['server/identified/office/leak.ts', `import { openBoxFile } from '../../stores/box.ts'`],
    ['server/identified/office/leak.ts', `import type { VoiceStore } from '../../stores/voice.ts'`],
    [
      'server/identified/inbox/leak.ts',
      `import { openSurvey } from '../../opening/open-survey.ts'`,
    ],
    ['server/opening/leak.ts', `import type { IdentityStore } from '../stores/identity.ts'`],
    ['server/published/leak.ts', `import type { VoiceTables } from '../stores/voice.ts'`],
    ['server/disclosure/leak.ts', `import { jstDay } from '../calendar/jst.ts'`],
    ['server/survey/leak.ts', `import { openStores } from '../stores/open.ts'`],
    ['server/tokens/leak.ts', `import { Problem } from '../http/problems.ts'`],
    ['server/anonymous/leak.ts', `import Database from 'better-sqlite3'`],
    ['server/anonymous/leak.ts', `import cookie from '@fastify/cookie'`],
    ['server/published/leak.ts', `import argon2 from 'argon2'`],
    ['server/opening/leak.ts', `import highs from 'highs'`],
    ['views/client/leak.ts', `import { blindSign } from '../../server/tokens/issue.ts'`],
  ])('catches a leak planted in %s: %s', (file, text) => {
    expect(faultsOf(importsOf(file, text))).toHaveLength(1)
  })
})

describe('The anonymous side', () => {
  const forbidden =
    /request\.(ip|ips|protocol|host|hostname)\b|x-forwarded|remoteAddress|remotePort|Date\.now\(|new Date\(|performance\.now|user-agent|\bsession\b|app\.log|request\.log|reply\.log/
  const codeOf = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

  it('asks for no address, clock, agent, session or log', () => {
    const side = sources.filter(({ file }) => file.startsWith('server/anonymous/'))
    expect(side.length).toBeGreaterThan(3)
    expect(side.filter(({ text }) => forbidden.test(codeOf(text))).map(({ file }) => file)).toEqual(
      [],
    )
  })

  it.each(['const at = Date.now()', 'reply.header("x", request.ip)', 'app.log.info("cast")'])(
    'would be caught with %s',
    (line) => expect(forbidden.test(codeOf(line))).toBe(true),
  )
})

describe('The process environment', () => {
  it('is read at the start of the program and of commands only', () => {
    const readers = sources
      .filter(({ text }) => text.includes('process.env'))
      .map(({ file }) => file)
    expect(readers).toEqual(['server/main.ts'])
  })
})
