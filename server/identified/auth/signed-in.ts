import type { FastifyRequest } from 'fastify'
import type { PageFrame, Place } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { Manner, Role } from '../../stores/identity.ts'

export interface HeldRole {
  readonly role: Role
  readonly unit: string
  /** 本務, 事務取扱 or 代理: the same powers, said on pages and in records. */
  readonly manner: Manner
}

/** Who is asking: a fact of the request, set by the staff scope and nowhere else. */
export interface StaffPerson {
  readonly number: string
  readonly unit: string
  readonly roles: readonly HeldRole[]
  /** Still has the first password and can only change it. */
  readonly mustChange: boolean
}

/** Name of the decorator that the staff scope sets. */
export const PERSON = 'person'

/** @throws {Problem} `sign-in-required` */
export function signedInPerson(request: FastifyRequest): StaffPerson {
  const person = maybeSignedIn(request)
  if (person === null) throw new Problem('sign-in-required')
  return person
}

/** For the few pages of the staff scope that are open to everyone. */
export function maybeSignedIn(request: FastifyRequest): StaffPerson | null {
  return request.getDecorator<StaffPerson | null>(PERSON)
}

/** The frame of a staff page: title, place in the navigation, and who is signed in. */
export function staffFrame(request: FastifyRequest, title: string, place: Place): PageFrame {
  const person = maybeSignedIn(request)
  if (person === null) return { title, place }
  const holds = (...roles: readonly Role[]): boolean =>
    person.roles.some((held) => roles.includes(held.role))
  return {
    title,
    place,
    signedIn: {
      number: person.number,
      office: holds('hr'),
      admin: holds('admin'),
      desk: holds('secretariat', 'compliance'),
      inbox: holds('head', 'promoter', 'director'),
    },
  }
}
