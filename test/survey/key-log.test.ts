/** The public list of keys: it says what people get, and only grows. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  appendKeyLog,
  bundleHash,
  bundleLines,
  type KeyLogEntry,
} from '../../server/survey/key-log.ts'
import { importPublicKey } from '../../server/tokens/keys.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import { openedPage } from '../support/valid-html.ts'
import { type SmallCity, smallCity } from '../support/small-city.ts'

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')

async function listOf(city: SmallCity) {
  const { entries } = (await city.app.inject('/api/v1/keys')).json<{
    entries: { entry: string; hash: string }[]
  }>()
  return entries.map(({ entry, hash }) => ({
    text: entry,
    hash,
    ...(JSON.parse(entry) as KeyLogEntry),
  }))
}

test('the announcement puts keys, questionnaire and the bytes of page and scripts on the list', async () => {
  const city = await smallCity()
  const { id } = city.survey
  const [first, ...more] = (await listOf(city)).filter(({ survey }) => survey === id)
  expect(more).toEqual([])
  expect(first).toMatchObject({ event: 'announced', day: '2026-11-20', endorseKey: null })
  const key = (await city.app.inject(`/voice/surveys/${id}/key`)).json()
  expect(first).toMatchObject({
    keyId: key.keyId,
    signingKey: key.signingKey,
    tallyKey: key.tallyKey,
  })
  const frozen = (await city.app.inject(`/api/v1/surveys/${id}/survey`)).json()
  expect(sha256(frozen.questionnaire)).toBe(first?.questionnaireHash)
  expect(JSON.parse(frozen.questionnaire)).toEqual(city.survey.questionnaire)
  const page = await city.app.inject(`/voice/surveys/${id}`)
  expect(first?.bundle?.page).toBe(sha256(page.rawPayload))
  const assets = first?.bundle?.assets ?? {}
  expect(Object.keys(assets).length).toBeGreaterThanOrEqual(2)
  for (const [address, hash] of Object.entries(assets)) {
    expect(sha256((await city.app.inject(address)).rawPayload)).toBe(hash)
  }
  for (const [address] of page.body.matchAll(/\/assets\/[\w.-]+/g)) {
    expect(assets).toHaveProperty([address])
  }
})

test('each entry names the one before it, and the store refuses to change or drop one', async () => {
  const city = await smallCity()
  await city.system.acts.life.correct(city.survey.id, '設問の表記を直しました。')
  const entries = await listOf(city)
  expect(entries.length).toBeGreaterThanOrEqual(2)
  let previous = '0'.repeat(64)
  for (const [i, { text, hash, number, previous: named }] of entries.entries()) {
    expect([number, named, hash]).toEqual([i + 1, previous, sha256(text)])
    previous = hash
  }
  const { commons } = city.stores
  await expect(commons.updateTable('key_log').set({ entry: '{}' }).execute()).rejects.toThrow(
    'key_log only grows',
  )
  await expect(commons.deleteFrom('key_log').execute()).rejects.toThrow('key_log only grows')
})

test('a public change that changes the page is on the list; the page people get is the one it says', async () => {
  const city = await smallCity()
  const { id, closesAt } = city.survey
  const { life } = city.system.acts
  await life.extend(id, { words: '停電のため', closesAt: new Date(closesAt.getTime() + 864e5) })
  await life.correct(id, '設問の表記を直しました。')
  const own = (await listOf(city)).filter(({ survey }) => survey === id)
  expect(own.map(({ event }) => event)).toEqual(['announced', 'changed', 'changed'])
  expect(new Set(own.map(({ bundle }) => bundle?.page)).size).toBe(3)
  const page = await city.app.inject(`/voice/surveys/${id}`)
  expect(own.at(-1)?.bundle?.page).toBe(sha256(page.rawPayload))
})

test('a restart adds nothing, unless the program sends other bytes than the list says', async () => {
  const city = await smallCity()
  const { id } = city.survey
  const before = await listOf(city)
  await city.restart()
  expect(await listOf(city)).toEqual(before)
  const last = before.at(-1)
  if (last === undefined || last.bundle === null) throw new Error('no bundle on the list')
  const { text: _text, hash: _hash, ...entry } = last
  const [style = ''] = Object.keys(last.bundle.assets)
  // As a program before this one would have left it.
  const older = { ...last.bundle, assets: { ...last.bundle.assets, [style]: sha256('older') } }
  await city.stores.commons
    .transaction()
    .execute((trx) => appendKeyLog(trx, { ...entry, event: 'program', bundle: older }))
  await city.restart()
  await city.restart()
  const after = await listOf(city)
  expect(after.slice(before.length).map(({ event, survey }) => [event, survey])).toEqual([
    ['program', id],
    ['program', id],
  ])
  expect(after.at(-1)?.bundle).toEqual(last.bundle)
})

test('closing and cancelling are on the list, once', async () => {
  const city = await smallCity()
  const { id } = city.survey
  city.clock.now = city.survey.closesAt
  await city.system.acts.closeDue()
  await city.system.acts.closeDue()
  await city.system.acts.life.cancel(id, '回答箱を失ったため')
  const own = (await listOf(city)).filter(({ survey }) => survey === id)
  expect(own.map(({ event, bundle }) => [event, bundle === null])).toEqual([
    ['announced', false],
    ['closed', true],
    ['cancelled', true],
  ])
})

test('what was announced before there was a list is put on it at the start, and so are quarters', async () => {
  const city = await smallCity()
  const frozen = await city.stores.commons
    .selectFrom('survey')
    .selectAll()
    .where('id', '=', city.survey.id)
    .executeTakeFirstOrThrow()
  const { signing_spki, tally_spki } = frozen
  if (signing_spki === null || tally_spki === null) throw new Error('no keys')
  await city.stores.commons
    .insertInto('proposal_quarter')
    .values({
      id: 'p2026q1',
      opens_on: '2026-04-01',
      closes_on: '2026-06-30',
      post_spki: signing_spki,
      endorse_spki: signing_spki,
      tally_spki,
      state: 'destroyed',
      opened_on: null,
      waiting_since: null,
    })
    .execute()
  await city.stores.commons
    .insertInto('survey')
    .values({ ...frozen, id: 'r1', state: 'destroyed' })
    .execute()
  await city.restart()
  await city.restart()
  const added = (await listOf(city)).filter(({ survey }) => ['r1', 'p2026q1'].includes(survey))
  expect(added.map(({ event, survey, bundle }) => [event, survey, bundle])).toEqual([
    ['earlier', 'r1', null],
    ['proposal-quarter', 'p2026q1', null],
  ])
  const [, quarter] = added
  for (const key of [quarter?.signingKey, quarter?.endorseKey, quarter?.tallyKey]) {
    importPublicKey(Buffer.from(key ?? '', 'base64'))
  }
})

test('the keys of a quarter of the proposal box are on the list from the moment the door shows them', async () => {
  const { city, box } = await cityWithBox()
  const key = await box.key()
  const [first, ...more] = await listOf(city)
  expect(more).toEqual([])
  expect(first).toMatchObject({
    event: 'proposal-quarter',
    survey: key.quarter,
    keyId: key.keyId,
    signingKey: key.postKey,
    endorseKey: key.endorseKey,
    tallyKey: key.tallyKey,
    bundle: null,
  })
  await city.restart()
  expect(await listOf(city)).toHaveLength(1)
  const { main } = openedPage(await city.visit().get('/results/keys'), '/results/keys')
  expect(main.textContent).toContain('提案箱（令和8年10月1日（木）〜令和8年12月31日（木））')
})

test('everybody can read the list, with the hashes and how to compare them', async () => {
  const city = await smallCity()
  const entry = (await listOf(city)).find(({ survey }) => survey === city.survey.id)
  const bundle = entry?.bundle ?? null
  if (entry === undefined || bundle === null) throw new Error('no bundle on the list')
  const { main, inMain } = openedPage(await city.visit().get('/results/keys'), '/results/keys')
  const text = main.textContent ?? ''
  for (const word of [entry.keyId, entry.hash, bundleHash(entry.survey, bundle)]) {
    expect(text).toContain(word)
  }
  for (const line of bundleLines(entry.survey, bundle)) {
    const [hash, address] = line.split('  ')
    expect(text).toContain(`${address} | sha256sum\n  ${hash}`)
  }
  expect(text).toContain('第1件　令和8年11月20日（金）')
  expect(inMain.getByRole('link', { name: '一覧を保存（keys.json）' }).getAttribute('href')).toBe(
    '/api/v1/keys',
  )
  expect(bundleHash(entry.survey, bundle)).toBe(
    sha256(`${bundleLines(entry.survey, bundle).join('\n')}\n`),
  )
  const results = openedPage(await city.visit().get('/results'), '/results')
  expect(results.inMain.getByRole('link', { name: '鍵の一覧' }).getAttribute('href')).toBe(
    '/results/keys',
  )
})

test('behind the sign-in the list is for staff only, like the results', async () => {
  const city = await smallCity({ publishedAccess: 'staff' })
  for (const url of ['/results/keys', '/api/v1/keys', `/api/v1/surveys/${city.survey.id}/survey`]) {
    expect((await city.visit().get(url)).statusCode).toBe(404)
    expect((await city.visit().get(`/staff${url}`)).statusCode).not.toBe(200)
    expect((await city.visit(city.people[4]).get(`/staff${url}`)).statusCode).toBe(200)
  }
})

test('before any announcement the list says that it is empty', async () => {
  const city = await smallCity({ survey: 'draft' })
  const { main } = openedPage(await city.visit().get('/results/keys'), '/results/keys')
  expect(main.textContent).toContain('まだありません。')
  const url = `/api/v1/surveys/${city.draftId}/survey`
  expect((await city.app.inject({ url, headers: { accept: 'application/json' } })).statusCode).toBe(
    404,
  )
})
