import type { FastifyInstance } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import { keyId } from '../../tokens/keys.ts'
import { MODULUS_BYTES } from '../../tokens/suite.ts'
import { requireCardsOpen } from '../accounts/card-block.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import { cardStateOf, issueCard, type SigningKeys } from './cards.ts'

export interface IssuanceOptions {
  readonly identity: IdentityStore
  readonly now: () => Date
  readonly signingKeys: SigningKeys
  readonly survey: (id: string) => Promise<FrozenSurvey | undefined>
}

const cardPage = definePage<{
  survey: { id: string; title: string; closesAt: Date; stopped: boolean }
  keyId: string
  issued: boolean
}>('card')

type WithId = { Params: { id: string } }

/** The door of cards: exactly 384 bytes in, exactly 384 bytes out, for the person who is signed in. */
export async function issuance(app: FastifyInstance, options: IssuanceOptions): Promise<void> {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: MODULUS_BYTES },
    (_request, body, done) => done(null, body),
  )

  app.get<WithId>('/surveys/:id/card', async (request, reply) => {
    const person = signedInPerson(request)
    const survey = await openSurvey(request.params.id)
    const state = await cardStateOf(options.identity, survey.id, person.number)
    if (state === 'not-eligible') throw new Problem('not-eligible')
    if (state === 'none') await requireOpen(person.number)
    return cardPage.send(reply, staffFrame(request, '回答券の受け取り', 'survey'), {
      survey: {
        id: survey.id,
        title: survey.questionnaire.title,
        closesAt: survey.closesAt,
        stopped: survey.stoppedOn !== null,
      },
      keyId: keyId(survey.signingSpki, survey.tallySpki),
      issued: state === 'issued',
    })
  })

  app.post<WithId>('/surveys/:id/card', async (request, reply) => {
    const person = signedInPerson(request)
    const survey = await openSurvey(request.params.id)
    const blinded = request.body
    if (!Buffer.isBuffer(blinded)) throw new Problem('unsupported-media')
    if (blinded.length !== MODULUS_BYTES) throw new Problem('bad-request')
    const { identity, signingKeys } = options
    // Who has the card already gets the same answer again, or none.
    const state = await cardStateOf(identity, survey.id, person.number)
    if (state === 'none') await requireOpen(person.number)
    const signature = await issueCard(identity, signingKeys, survey.id, person.number, blinded)
    return reply.type('application/octet-stream').send(signature)
  })

  async function requireOpen(person: string): Promise<void> {
    await requireCardsOpen(options.identity, person, jstDay(options.now()))
  }

  async function openSurvey(id: string): Promise<FrozenSurvey> {
    const survey = await options.survey(id)
    if (survey === undefined) throw new Problem('not-found')
    if (survey.phase === 'before') throw new Problem('not-open')
    if (survey.phase !== 'open') {
      await options.signingKeys.destroy(id)
      throw new Problem('survey-closed')
    }
    return survey
  }
}
