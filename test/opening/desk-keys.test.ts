import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { deskKeys } from '../../server/opening/proposals/desk-keys.ts'
import { destroyTallyFile, tallyPath } from '../../server/stores/tally-file.ts'
import { generatePassphrase } from '../../server/tokens/passphrase.ts'
import { cityWithBox } from '../support/proposal-box.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const SECOND = '000105'
const THIRD = '000106'

test('any member of the desk opens the box with the own passphrase', async () => {
  const { city, box } = await cityWithBox()
  const second = await vouchedFor(city, box.passphrase, SECOND)
  for (const [person, passphrase] of [
    [SECOND, second],
    [city.officials.secretariat, box.passphrase],
  ] as const) {
    for (let i = 0; i < 3; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
    await box.nextDay()
    expect(await box.open(person, passphrase)).toMatchObject({ released: { posts: 3 } })
  }
})

test('who is let in opens what was sealed before, and the quarters that come, also after a restart', async () => {
  const { city, box } = await cityWithBox({ now: new Date('2026-12-30T10:00:00+09:00') })
  for (let i = 0; i < 3; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
  const second = await vouchedFor(city, box.passphrase, SECOND)
  const third = await vouchedFor(city, second, THIRD, SECOND)
  city.clock.now = new Date('2027-01-05T10:00:00+09:00')
  await city.restart()
  for (let i = 0; i < 3; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
  expect(await box.open(THIRD, third)).toMatchObject({ released: { posts: 6 } })
})

test('a removed person opens nothing any more, the others still do', async () => {
  const { city, box } = await cityWithBox()
  const { acts } = city.system.proposalBox
  const second = await vouchedFor(city, box.passphrase, SECOND)
  expect(await acts.removeMember(SECOND)).toEqual({ ok: true })
  expect(await box.open(SECOND, second)).toMatchObject({ state: 'refused' })
  const { quarter } = await box.key()
  const wraps = readFileSync(tallyPath(city.config.dataDir, quarter), 'utf8')
  const desk = readFileSync(tallyPath(city.config.dataDir, 'desk'), 'utf8')
  expect([wraps.includes(SECOND), desk.includes(SECOND)]).toEqual([false, false])
  expect((await box.open()).state).toBe('nothing')
})

test('a wrong passphrase, a mistyped one and a stranger are refused in words, and nothing changes', async () => {
  const { city, box } = await cityWithBox()
  for (let i = 0; i < 3; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
  const { secretariat } = city.officials
  const mistyped = `${box.passphrase.slice(0, -1)}${box.passphrase.endsWith('A') ? 'B' : 'A'}`
  for (const [person, typed, words] of [
    [secretariat, generatePassphrase(), '合言葉が合いません'],
    [secretariat, mistyped, '写し間違い'],
    [secretariat, '', '写し間違い'],
    [city.officials.hr, box.passphrase, '合言葉がありません'],
  ] as const) {
    const outcome = await box.open(person, typed)
    expect(outcome).toMatchObject({ state: 'refused', reason: expect.stringContaining(words) })
    expect(await city.system.proposalBox.acts.open(person, typed)).toMatchObject({ ok: false })
  }
  expect(box.proposals()).toEqual([])
  // As people type: lower case, full width, no hyphens.
  const typed = box.passphrase.toLowerCase().replaceAll('-', '　')
  expect(await box.open(secretariat, typed)).toMatchObject({ released: { posts: 3 } })
})

test('nobody is let in without a present member, and a second first member is refused', async () => {
  const { city, box } = await cityWithBox()
  const { acts } = city.system.proposalBox
  const { secretariat } = city.officials
  expect((await acts.addFirstMember(SECOND)).ok).toBe(false)
  for (const vouching of [
    { by: secretariat, passphrase: generatePassphrase() },
    { by: SECOND, passphrase: box.passphrase },
  ]) {
    expect((await acts.addMember(SECOND, vouching)).ok).toBe(false)
  }
  expect(await acts.members()).toEqual([{ id: secretariat, addedOn: '2026-11-20' }])
  expect(await acts.prove(secretariat, box.passphrase)).toEqual({ ok: true })
  expect((await acts.prove(secretariat, generatePassphrase())).ok).toBe(false)
})

test('a member gets a new passphrase for the own key; the old sheet is worth nothing', async () => {
  const { city, box } = await cityWithBox()
  for (let i = 0; i < 3; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
  const { secretariat } = city.officials
  const fresh = await vouchedFor(city, box.passphrase, secretariat)
  expect((await box.open(secretariat, box.passphrase)).state).toBe('refused')
  expect(await box.open(secretariat, fresh)).toMatchObject({ released: { posts: 3 } })
})

test('when the last passphrase is gone the door closes, the page can say so, and a fresh box is made', async () => {
  const { city, box } = await cityWithBox({ mirror: true })
  const { acts } = city.system.proposalBox
  const { secretariat } = city.officials
  expect(await box.send(await box.post(box.author()))).toBe(204)
  const old = await box.key()
  expect((await acts.renewAll(SECOND)).ok).toBe(false)
  expect(await acts.removeMember(secretariat)).toMatchObject({ ok: false })
  expect(await acts.isLost()).toBe(false)
  expect(await acts.removeLastMember(secretariat)).toEqual({ ok: true })
  expect(await acts.isLost()).toBe(true)
  expect((await city.app.inject({ url: '/voice/proposals/key' })).statusCode).toBe(409)
  expect((await acts.addFirstMember(SECOND)).ok).toBe(false)

  const renewed = await acts.renewAll(SECOND)
  if (!renewed.ok) throw new Error(renewed.message)
  expect(await acts.isLost()).toBe(false)
  const fresh = await box.key()
  expect([old.quarter, fresh.quarter]).toEqual(['p2026q3', 'p2026q3b'])
  expect(fresh.tallyKey).not.toBe(old.tallyKey)
  for (let i = 0; i < 3; i += 1) expect(await box.send(await box.post(box.author()))).toBe(204)
  expect(await box.open(SECOND, renewed.passphrase)).toMatchObject({ released: { posts: 3 } })
})

test('private halves stand in no file in the clear, and the files are for the server alone', async () => {
  const { city, box } = await cityWithBox()
  const { quarter } = await box.key()
  for (const name of ['desk', quarter]) {
    const file = tallyPath(city.config.dataDir, name)
    const text = readFileSync(file, 'utf8')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    // Every PKCS #8 RSA key begins with these bytes behind its length.
    const clear = Buffer.from('020100300d06092a864886f70d0101010500', 'hex')
    const decoded = [...text.matchAll(/"([A-Za-z0-9+/=]{40,})"/g)].map(([, base64 = '']) =>
      Buffer.from(base64, 'base64'),
    )
    expect(decoded.length).toBeGreaterThan(0)
    expect(decoded.filter((bytes) => bytes.includes(clear))).toEqual([])
  }
})

test('a crash at any of the writes of a change leaves a desk that opens', async () => {
  const folders = [temporaryFolder('desk'), temporaryFolder('desk')]
  onTestFinished(() => folders.forEach((f) => rmSync(f, { recursive: true, force: true })))
  const desk = deskKeys(folders)
  const first = await desk.addFirst('000101', '2026-11-20')
  const key = Buffer.from('the tally key of a quarter')
  desk.wrap('p2026q3', key)
  const opens = async (person: string, passphrase: string) => {
    const now = deskKeys(folders)
    const unlocked = await now.unlock(person, passphrase)
    return unlocked.state === 'open' && now.unwrap('p2026q3', { id: person, key: unlocked.key })
  }
  const saved = () =>
    folders.flatMap((folder) => ['desk', 'p2026q3'].map((name) => tallyPath(folder, name)))
  const before = saved().map((file) => readFileSync(file))

  const unlocked = await desk.unlock('000101', first)
  if (unlocked.state !== 'open') throw new Error(unlocked.reason)
  const opener = { id: '000101', key: unlocked.key }
  // The person renews the own passphrase: the most that a crash could take away.
  const fresh = await desk.add('000101', '2026-11-21', opener, ['p2026q3'])
  const after = saved().map((file) => readFileSync(file))
  // The order of writing: wraps (both disks), desk (both), wraps of the old key away.
  const [deskA, wrapA, deskB, wrapB] = [0, 1, 2, 3]
  for (const done of [
    [],
    [wrapA],
    [wrapA, wrapB],
    [wrapA, wrapB, deskA],
    [wrapA, wrapB, deskA, deskB],
  ]) {
    saved().forEach((file, i) => {
      writeFileSync(
        file,
        (done.includes(i) ? bothWraps(i, before, after) : before[i]) ?? Buffer.of(),
      )
    })
    const old = await opens('000101', first)
    const renewed = await opens('000101', fresh)
    expect(Buffer.isBuffer(old) || Buffer.isBuffer(renewed)).toBe(true)
  }
  // A copy that was cut off in the middle, or is missing: the other disk's stands.
  saved().forEach((file, i) => writeFileSync(file, after[i] ?? Buffer.of()))
  writeFileSync(tallyPath(folders[0] ?? '', 'desk'), '{"version":1,"rev')
  destroyTallyFile(tallyPath(folders[1] ?? '', 'p2026q3'))
  expect(await opens('000101', fresh)).toEqual(key)
})

/** While the desk is being written the wraps hold old and new; of the desk there is one or the other. */
function bothWraps(
  i: number,
  before: readonly Buffer[],
  after: readonly Buffer[],
): Buffer | undefined {
  const [old, fresh] = [before[i], after[i]].map((bytes) => JSON.parse(String(bytes)))
  if (fresh.wraps === undefined) return after[i]
  return Buffer.from(JSON.stringify({ ...fresh, wraps: [...old.wraps, ...fresh.wraps] }))
}

async function vouchedFor(
  city: Awaited<ReturnType<typeof cityWithBox>>['city'],
  passphrase: string,
  person: string,
  by = city.officials.secretariat,
): Promise<string> {
  const made = await city.system.proposalBox.acts.addMember(person, { by, passphrase })
  if (!made.ok) throw new Error(made.message)
  return made.passphrase
}
