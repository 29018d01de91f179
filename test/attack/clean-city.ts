/**
 * A real installation for the tests of the attack kit, with the truth about it: people who took cards and
 * answered in random order, proposals, and a copy of the data folder without boxes and keys each night, as
 * a backup is. Leaky installations start from a copy of it.
 */
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Request } from '../../scripts/attack/evidence.ts'
import { type Deed, sealedId } from '../../scripts/attack/truth.ts'
import { fromBase64 } from '../../views/client/protocol/bytes.ts'
import { blindedMessage, finishCard, newSeed } from '../../views/client/protocol/card.ts'
import { slipHash, slipSecrets } from '../../views/client/protocol/slip.ts'
import { castBallot, fetchKey, requestCard } from '../../views/client/protocol/doors.ts'
import { sealBallot } from '../../views/client/protocol/seal.ts'
import { encodeBallot } from '../../server/survey/ballot-form.ts'
import { encodeCast } from '../../server/tokens/wire.ts'
import { seeded, shuffled } from '../promises/checks/order.ts'
import { cityWithBox, postOf, type ProposalBox } from '../support/proposal-box.ts'
import { answersOf, cityDraft, type SmallCity } from '../support/small-city.ts'
import { cardForSlip, printSlips } from '../support/slip-stock.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const PEOPLE = 64
const PER_NIGHT = 9

export interface CleanCity {
  /** The open one. */
  readonly survey: string
  readonly home: string
  readonly deeds: readonly Deed[]
  /** Folders and files as `npm run attack` is given them. */
  readonly request: Request
  remove(): void
}

/** @param nights on each of which nine people answer */
export async function cleanCity(nights = 5): Promise<CleanCity> {
  const home = temporaryFolder('attack')
  const { city, box } = await cityWithBox({ people: PEOPLE, survey: 'open', mirror: true })
  await lastYear(city)
  const random = seeded(11)
  const order = shuffled(city.people, random).slice(0, PER_NIGHT * nights)
  const slips = await printSlips(city, 20)
  const deeds: Deed[] = []
  for (let night = 0; night < nights; night += 1) {
    for (const person of order.slice(night * PER_NIGHT, (night + 1) * PER_NIGHT)) {
      deeds.push(await answer(city, person, deeds.length))
      const post = await propose(city, box, person, deeds.length)
      if (post !== null) deeds.push(post)
    }
    deeds.push(await proposeBySlip(city, box, slips.next(), deeds.length))
    await city.visit(city.officials.hr).get(`/staff/office/surveys/${city.survey.id}`)
    backUp(city, join(home, 'backups', `2026-12-0${night + 1}`))
    await box.nextDay()
    await box.open()
  }
  for (const person of order.slice(0, 12)) await city.session(person)
  await city.system.acts.tidySessions()
  const kept = (name: string) => join(home, name)
  cpSync(city.config.dataDir, kept('data'), { recursive: true })
  cpSync(city.config.boxMirror ?? '', kept('mirror'), { recursive: true })
  writeFileSync(kept('server.log'), city.log())
  writeFileSync(kept('truth.json'), JSON.stringify({ format: 'kazetoshi-truth-1', deeds }))
  const request = {
    data: kept('data'),
    mirror: kept('mirror'),
    logs: [kept('server.log')],
    backups: [kept('backups')],
    truth: kept('truth.json'),
    now: city.clock.now,
  }
  const remove = () => rmSync(home, { recursive: true, force: true })
  const survey = city.survey.id
  await city.close()
  return { survey, home, request, deeds, remove }
}

/** A survey that is over: published list of used cards, destroyed box. Then the next one is announced. */
async function lastYear(city: SmallCity): Promise<void> {
  for (let i = 0; i < 12; i += 1) await answer(city, city.people[i] ?? '', i)
  city.clock.now = new Date(city.survey.closesAt.getTime() + 60_000)
  await city.openBox()
  const { id } = city.survey
  await city.system.acts.publish(id)
  await city.system.acts.destroyBox(id)
  const next = await city.system.acts.createDraft(
    cityDraft(city.clock.now, { title: '令和9年度 職員アンケート' }),
  )
  await city.announce(next)
}

async function answer(city: SmallCity, person: string, n: number): Promise<Deed> {
  const { id, questionnaire } = city.survey
  const origin = await city.origin()
  const { signingKey, tallyKey } = await fetchKey(origin, id)
  const [seed, spki] = [newSeed(), fromBase64(signingKey)]
  const blinded = blindedMessage(seed, spki, id)
  const cookie = await city.signIn(person)
  const signed = await requestCard(origin, id, blinded, { cookie, origin })
  const card = finishCard(seed, spki, signed, id)
  const ballot = encodeBallot(questionnaire, answersOf(questionnaire, n))
  const sealed = sealBallot(fromBase64(tallyKey), ballot, id)
  await castBallot(origin, id, encodeCast({ ...card, sealed }))
  return deed(id, 'ballot', person, blinded, card.nonce, sealed)
}

/** Everybody's browser fetches a lot; every third person writes. */
async function propose(
  city: SmallCity,
  box: ProposalBox,
  person: string,
  n: number,
): Promise<Deed | null> {
  const before = await marksOf(city, person)
  const { posts } = await box.fetchLot(person)
  const [card] = posts
  if (n % 3 !== 0 || card === undefined) return null
  const title = `様式を${n}枚減らす`
  const sealed = await box.sealed(postOf(box.author(), { title }))
  await box.send(encodeCast({ ...card, sealed }))
  const { quarter } = await box.key()
  const mark = (await marksOf(city, person)).find((one) => !before.includes(one)) ?? ''
  const digest = { nonce: Buffer.from(card.nonce).toString('hex'), sealed: sealedId(sealed) }
  return { box: quarter, kind: 'post', who: person, way: 'sign-in', mark, ...digest, title }
}

async function proposeBySlip(
  city: SmallCity,
  box: ProposalBox,
  code: string,
  n: number,
): Promise<Deed> {
  const { quarter, postKey } = await box.key()
  const card = await cardForSlip(city, box, code)
  const title = `紙の券で${n}枚減らす`
  const sealed = await box.sealed(postOf(box.author(), { title }))
  await box.send(encodeCast({ ...card, sealed }))
  const blinded = blindedMessage(slipSecrets(code).seed, fromBase64(postKey), quarter)
  const who = Buffer.from(slipHash(code)).toString('hex')
  return { ...deed(quarter, 'post', who, blinded, card.nonce, sealed), way: 'slip', title }
}

/** In the order of the cells: the first new one is of the first card of the lot. */
async function marksOf(city: SmallCity, person: string): Promise<string[]> {
  const row = await city.stores.identity
    .selectFrom('proposal_cards')
    .select('posts')
    .where('person', '=', person)
    .executeTakeFirst()
  const posts = row?.posts ?? Buffer.alloc(0)
  return Array.from({ length: posts.length / 33 }, (_, i) => posts.subarray(i * 33, (i + 1) * 33))
    .filter((cell) => cell[0] !== 0)
    .map((cell) => cell.subarray(1).toString('hex'))
}

function deed(
  box: string,
  kind: Deed['kind'],
  who: string,
  blinded: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
): Deed {
  const mark = createHash('sha256').update(blinded).digest('hex')
  const ids = { nonce: Buffer.from(nonce).toString('hex'), sealed: sealedId(sealed) }
  return { box, kind, who, way: 'sign-in', mark, ...ids, title: '' }
}

function backUp(city: SmallCity, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(city.config.dataDir)) {
    if (!/^(identity|commons|voice)\.db(-wal)?$|^receipt\.key$/.test(name)) continue
    cpSync(join(city.config.dataDir, name), join(target, name))
  }
}
