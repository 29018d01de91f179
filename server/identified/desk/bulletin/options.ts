import { jstDay } from '../../../calendar/jst.ts'
import type { FastifyRequest } from 'fastify'
import { Problem } from '../../../http/problems.ts'
import type { Bulletin } from '../../../programme/bulletin/bulletin.ts'
import { bulletinSources } from '../../../programme/bulletin/compose.ts'
import type { AnsweredProposals } from '../../../programme/bulletin/proposal-sources.ts'
import { findBulletin } from '../../../programme/bulletin/read-bulletins.ts'
import type { Source } from '../../../programme/bulletin/source.ts'
import type { Editing } from '../../../programme/bulletin/write-bulletins.ts'
import type { IdentityStore } from '../../../stores/identity.ts'
import type { CommonsReader, CommonsStore } from '../../../stores/commons.ts'
import { recordAct } from '../../auth/audit.ts'
import { signedInPerson } from '../../auth/signed-in.ts'

/** What the pages of かわるばん are handed. */
export interface BulletinOptions {
  readonly identity: IdentityStore
  readonly commons: CommonsReader
  readonly commonsStore: CommonsStore
  readonly now: () => Date
  readonly publishedBase: string
  /** Proposals of the board that have been answered; of others these pages know nothing. */
  readonly answered: AnsweredProposals
}

export type WithNumber = { Params: { number: string } }

export function editing({ commonsStore, answered, now }: BulletinOptions): Editing {
  return { commons: commonsStore, answered, today: jstDay(now()) }
}

export async function sourcesNow(options: BulletinOptions): Promise<Source[]> {
  return bulletinSources(options.commons, options.answered, jstDay(options.now()))
}

/** @throws {Problem} `not-found` */
export async function requireBulletin(
  { commons }: BulletinOptions,
  { number }: WithNumber['Params'],
): Promise<Bulletin> {
  const found = /^[1-9]\d{0,4}$/.test(number) ? await findBulletin(commons, Number(number)) : null
  if (found === null) throw new Problem('not-found')
  return found
}

export async function record(
  { identity, now }: BulletinOptions,
  request: FastifyRequest,
  act: string,
  detail: string,
): Promise<void> {
  await recordAct(identity, now(), signedInPerson(request).number, act, detail)
}

export function pathOf(number: number): string {
  return `/staff/desk/bulletin/${number}`
}
