/** T14 at the door, and the mirror: one card is one answer, and nothing is acknowledged that is not kept. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openBallotBox } from '../../server/anonymous/ballot/ballot-box.ts'
import { ballotBoxes } from '../../server/anonymous/ballot/ballot-boxes.ts'
import { type BoxFile, boxPath, createBoxFile, openBoxFile } from '../../server/stores/box.ts'
import { answersOf, type SmallCity, smallCity } from '../support/small-city.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { boxFileOf, castsOf, noise, readBox, send, unsignedCasts } from './checks/box.ts'

const SIZE = { slots: 40, sealedBytes: 900, cardBytes: 417 }

let city: SmallCity
beforeAll(async () => {
  city = await smallCity({ people: 80, mirror: true })
})
afterAll(() => city.close())

test('a card that is used twice with two different answers counts once, with the first', async () => {
  const card = await city.takeCard(await city.signIn(city.people[3] ?? ''))
  await city.cast(card, answersOf(city.survey.questionnaire, 1))
  const before = readFileSync(boxFileOf(city))
  await city.cast(card, answersOf(city.survey.questionnaire, 2))
  expect(readFileSync(boxFileOf(city)).equals(before)).toBe(true)
  await city.restart()
  await city.cast(card, answersOf(city.survey.questionnaire, 2))
  expect(readFileSync(boxFileOf(city)).equals(before)).toBe(true)
})

test('two answers with one card sent at the same moment count once', async () => {
  const before = readBox(boxFileOf(city))
  const [cast] = await castsOf(city, 1)
  if (cast === undefined) throw new Error('no cast')
  const other = { ...cast, sealed: noise(cast.sealed.length) }
  const answers = await Promise.all([cast, other, cast, other].map((c) => send(city, c)))
  expect(answers).toEqual([204, 204, 204, 204])
  const { ballots, cards } = readBox(boxFileOf(city))
  expect([ballots.size - before.ballots.size, cards.size - before.cards.size]).toEqual([1, 1])
  expect([...ballots.values()].some((sealed) => sealed.equals(cast.sealed))).toBe(true)
})

test('an answer that looks like an empty place of the box is refused, so nobody can spoil the opening', async () => {
  const before = readBox(boxFileOf(city))
  const [cast, ...others] = await castsOf(city, 12)
  if (cast === undefined) throw new Error('no cast')
  const spoilt = { ...cast, sealed: Buffer.alloc(cast.sealed.length) }
  expect(await send(city, spoilt)).toBe(400)
  for (const other of others) expect(await send(city, other)).toBe(204)
  const { ballots, cards } = readBox(boxFileOf(city))
  expect([ballots.size - before.ballots.size, cards.size - before.cards.size]).toEqual([11, 11])
  // The card is still good for a real answer.
  expect(await send(city, cast)).toBe(204)
})

test('box and mirror hold the same, byte for byte', async () => {
  for (const cast of await castsOf(city, 25)) expect(await send(city, cast)).toBe(204)
  const [main, mirror] = city.folders.map((folder) => readFileSync(boxPath(folder, city.survey.id)))
  expect(main?.equals(mirror ?? Buffer.of())).toBe(true)
})

test('when the mirror fails, the answer is not acknowledged; the next start brings both together', async () => {
  const [folder, mirror] = twoFolders()
  const [main, copy] = [openBoxFile(boxPath(folder, 'r8')), openBoxFile(boxPath(mirror, 'r8'))]
  let broken = false
  const failing: BoxFile = {
    ...copy,
    write(batch) {
      if (broken) throw new Error('disk full')
      copy.write(batch)
    },
  }
  const box = openBallotBox(main, failing)
  const casts = unsignedCasts(6, SIZE.sealedBytes)
  for (const cast of casts.slice(0, 5)) await box.cast(cast)
  broken = true
  const [last] = casts.slice(5)
  if (last === undefined) throw new Error('no cast')
  await expect(box.cast(last)).rejects.toThrow('disk full')
  expect(box.isSpent(last.nonce)).toBe(false)
  await expect(box.cast(last)).rejects.toThrow('busy')
  await box.close()
  expect(contents(folder).length - contents(mirror).length).toBe(1)

  const boxes = ballotBoxes(folder, mirror)
  await boxes.get('r8').cast(last)
  await boxes.close()
  expect(contents(folder).length).toBe(6)
  expect(contents(folder)).toEqual(contents(mirror))
})

test('when the box itself fails, the mirror stays as it was and the same answer can be sent again', async () => {
  const [folder, mirror] = twoFolders()
  const [main, copy] = [openBoxFile(boxPath(folder, 'r8')), openBoxFile(boxPath(mirror, 'r8'))]
  let broken = true
  const failing: BoxFile = {
    ...main,
    write(batch) {
      if (broken) throw new Error('disk full')
      main.write(batch)
    },
  }
  const box = openBallotBox(failing, copy)
  const [cast] = unsignedCasts(1, SIZE.sealedBytes)
  if (cast === undefined) throw new Error('no cast')
  await expect(box.cast(cast)).rejects.toThrow('disk full')
  expect(contents(mirror)).toEqual([])
  broken = false
  await box.cast(cast)
  await box.close()
  expect(contents(folder).length).toBe(1)
  expect(contents(folder)).toEqual(contents(mirror))
})

test('what only one of two boxes has is copied to the other, in both directions', async () => {
  const [folder, mirror] = twoFolders()
  const [a, b] = [openBoxFile(boxPath(folder, 'r8')), openBoxFile(boxPath(mirror, 'r8'))]
  const [first, second] = unsignedCasts(2, SIZE.sealedBytes)
  if (first === undefined || second === undefined) throw new Error('no cast')
  const entry = (cast: typeof first, slot: number) => ({
    ballotSlot: slot,
    cardSlot: slot + 9,
    sealed: cast.sealed,
    card: Buffer.concat([Buffer.of(1), cast.nonce, cast.signature]),
  })
  a.write([entry(first, 3)])
  b.write([entry(second, 7)])
  a.close()
  b.close()
  const boxes = ballotBoxes(folder, mirror)
  expect(boxes.get('r8').isSpent(first.nonce)).toBe(true)
  expect(boxes.get('r8').isSpent(second.nonce)).toBe(true)
  await boxes.close()
  expect(contents(folder).length).toBe(2)
  expect(contents(folder)).toEqual(contents(mirror))
})

test('two programs on the same box by mistake never overwrite what the other has acknowledged', async () => {
  const [folder] = twoFolders()
  const file = boxPath(folder, 'r8')
  const [first, second] = unsignedCasts(2, SIZE.sealedBytes)
  if (first === undefined || second === undefined) throw new Error('no cast')
  const same = { pick: () => 0 }
  const one = openBallotBox(openBoxFile(file), null, same)
  const other = openBallotBox(openBoxFile(file), null, same)
  await one.cast(first)
  await expect(other.cast(second)).rejects.toThrow('taken')
  await Promise.all([one.close(), other.close()])
  const { ballots, cards } = readBox(file)
  expect([...ballots.values()].map((sealed) => sealed.equals(first.sealed))).toEqual([true])
  expect(cards.size).toBe(1)
})

test('a mirror that is not there is said, and no empty file is left in its place', () => {
  const [folder, mirror] = twoFolders()
  const file = boxPath(mirror, 'r8')
  rmSync(file)
  expect(() => ballotBoxes(folder, mirror).get('r8')).toThrow('is missing')
  expect(existsSync(file)).toBe(false)
})

test('the same check catches a box that writes the mirror after it has acknowledged', async () => {
  const [folder, mirror] = twoFolders()
  const box = openBallotBox(openBoxFile(boxPath(folder, 'r8')), null)
  const copy = openBoxFile(boxPath(mirror, 'r8'))
  for (const cast of unsignedCasts(3, SIZE.sealedBytes)) await box.cast(cast)
  expect(contents(folder)).not.toEqual(contents(mirror))
  await box.close()
  copy.close()
})

test('the same check catches a box that counts every answer that comes with a used card', async () => {
  const [folder] = twoFolders()
  const forgetful = openBoxFile(boxPath(folder, 'r8'))
  const [cast] = unsignedCasts(1, SIZE.sealedBytes)
  if (cast === undefined) throw new Error('no cast')
  for (let i = 0; i < 2; i += 1) {
    const box = openBallotBox({ ...forgetful, spentCards: () => [] }, null)
    await box.cast(cast)
  }
  const { ballots, cards } = readBox(boxPath(folder, 'r8'))
  expect([ballots.size, cards.size]).not.toEqual([1, 1])
  forgetful.close()
})

function twoFolders(): [string, string] {
  const root = temporaryFolder('mirror')
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const folders: [string, string] = [join(root, 'main'), join(root, 'mirror')]
  mkdirSync(folders[0])
  mkdirSync(folders[1])
  createBoxFile(boxPath(folders[0], 'r8'), SIZE)
  copyFileSync(boxPath(folders[0], 'r8'), boxPath(folders[1], 'r8.new'))
  renameSync(boxPath(folders[1], 'r8.new'), boxPath(folders[1], 'r8'))
  return folders
}

/** Every filled slot, as text. */
function contents(folder: string): string[] {
  const { ballots, cards } = readBox(boxPath(folder, 'r8'))
  expect(ballots.size).toBe(cards.size)
  return [...ballots].map(([slot, sealed]) => `${slot} ${sealed.toString('hex')}`).sort()
}
