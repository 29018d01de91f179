import type { FastifyInstance } from 'fastify'
import { jstDay } from '../../calendar/jst.ts'
import { cardPageWords } from '../../../views/words/card-page.ts'
import type { CardWords } from '../../../views/words/card.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { IdentityStore } from '../../stores/identity.ts'
import { closingOf } from '../../survey/closing-time.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import { keyId } from '../../tokens/keys.ts'
import { MODULUS_BYTES } from '../../tokens/suite.ts'
import { requireCardsOpen } from '../accounts/card-block.ts'
import { signedInPerson, staffFrame } from '../auth/signed-in.ts'
import {
  type CardState,
  cardStateOf,
  isToTake,
  issueCard,
  ownCard,
  type SigningKeys,
} from './cards.ts'
import { reissueRoutes } from './reissue-routes.ts'
import { visitorLetter } from './visitor.ts'

export interface IssuanceOptions {
  readonly identity: IdentityStore
  readonly now: () => Date
  readonly signingKeys: SigningKeys
  readonly survey: (id: string) => Promise<FrozenSurvey | undefined>
  /** Told of every change of a person's row: a second disk may keep it too. */
  readonly kept: (survey: string, person: string) => Promise<void>
}

interface CardPage {
  survey: { id: string; title: string; closesAt: Date; stopped: boolean; contact: string }
  keyId: string
  /** 'anew' and 'asked': see `CardState`. */
  state: CardState
  /** Of the card that was handed out; null: none was. */
  mark: string | null
  /** ISO days (JST): today, and the day of the closing. */
  today: string
  lastDay: string
  visitor: string
}

const cardPage = definePage<CardPage, CardWords>('card', cardPageWords)

const slipPage = definePage<
  { survey: { title: string; closesAt: Date; stopped: boolean } },
  CardWords
>('card-slip', cardPageWords)

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
    const found = await openSurvey(request.params.id)
    const { state, mark } = await ownCard(options.identity, found.id, person.number)
    if (state === 'not-eligible') throw new Problem('not-eligible')
    if (isToTake(state)) await requireOpen(person.number)
    const survey = {
      id: found.id,
      title: found.questionnaire.title,
      contact: found.questionnaire.contact,
      closesAt: closingOf(found),
      stopped: found.stoppedOn !== null,
    }
    const { title } = cardPageWords[languageOf(request)]
    const frame = staffFrame(request, title, 'survey')
    if (state === 'slip') return slipPage.send(reply, frame, { survey })
    return cardPage.send(reply, frame, {
      survey,
      keyId: keyId(found.signingSpki, found.tallySpki),
      state,
      mark,
      today: jstDay(options.now()),
      lastDay: jstDay(survey.closesAt),
      visitor: visitorLetter(person.number),
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
    if (isToTake(state)) await requireOpen(person.number)
    const { number } = person
    const signature = await issueCard(
      identity,
      signingKeys,
      survey.id,
      number,
      blinded,
      options.kept,
    )
    return reply.type('application/octet-stream').send(signature)
  })

  const { identity, now, kept } = options
  await reissueRoutes(app, { identity, now, kept, openSurvey })

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
