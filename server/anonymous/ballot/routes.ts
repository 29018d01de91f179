import type { KeyObject } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { ballotBytes } from '../../survey/ballot-form.ts'
import type { FrozenSurvey } from '../../survey/frozen-surveys.ts'
import { importPublicKey, keyId } from '../../tokens/keys.ts'
import { verifyCard } from '../../tokens/redeem.ts'
import { VERSION } from '../../tokens/suite.ts'
import { castLength, decodeCast } from '../../tokens/wire.ts'
import { type Precompressed, sendPrecompressed } from '../precompressed.ts'
import { BoxBusy } from '../slot-box.ts'
import { spentByte } from '../slips/slip-card.ts'
import { renderAnswerPage, renderCancelledPage } from './answer-page.ts'
import type { BallotBox } from './ballot-box.ts'

export interface BallotDoorOptions {
  readonly site: () => Site
  readonly survey: (id: string) => Promise<FrozenSurvey | undefined>
  readonly box: (id: string) => BallotBox
}

/** Prepared once, and again after a change that everybody is told of. */
interface Prepared {
  readonly changes: FrozenSurvey['changes']
  readonly voices: FrozenSurvey['voices']
  readonly page: Precompressed
  readonly key: string
  readonly signingKey: KeyObject
  readonly plainBytes: number
}

const HTML = 'text/html; charset=utf-8'

/**
 * The page and the door of the survey. Everyone gets the same bytes. A cast answers 204 without a body
 * after it is durable; the door keeps no log, no address and no time.
 */
export async function ballotDoor(app: FastifyInstance, options: BallotDoorOptions): Promise<void> {
  const prepared = new Map<string, Prepared>()

  app.get<{ Params: { id: string } }>('/surveys/:id', async (request, reply) => {
    const survey = await announced(request.params.id)
    if (survey.phase === 'cancelled') {
      const page = renderCancelledPage(options.site(), survey)
      return sendPrecompressed(request, reply, HTML, page)
    }
    if (!['before', 'open', 'closed'].includes(survey.phase)) throw new Problem('gone')
    return sendPrecompressed(request, reply, HTML, prepare(survey).page)
  })

  app.get<{ Params: { id: string } }>('/surveys/:id/key', async (request, reply) => {
    const survey = await announced(request.params.id)
    requireOpen(survey)
    return reply.type('application/json; charset=utf-8').send(prepare(survey).key)
  })

  app.post<{ Params: { id: string } }>('/surveys/:id/ballots', async (request, reply) => {
    const survey = await announced(request.params.id)
    requireOpen(survey)
    const { plainBytes, signingKey } = prepare(survey)
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    if (body.length > castLength(plainBytes)) throw new Problem('too-large')
    const cast = decodeCast(body, plainBytes)
    // A slot of the box is free while its first byte is 0: such a ballot would never be found again, and
    // with one ballot less than spent cards no opening of this survey could ever succeed.
    if (cast === null || cast.sealed[0] !== VERSION) throw new Problem('bad-request')
    if (!verifyCard(signingKey, cast.nonce, cast.signature)) throw new Problem('card-invalid')
    try {
      await options.box(survey.id).cast(cast)
    } catch (error) {
      if (error instanceof BoxBusy) throw new Problem('busy', { retryAfter: 1 })
      throw error
    }
    return reply.code(204).send()
  })

  app.post<{ Params: { id: string } }>('/surveys/:id/spent', async (request, reply) => {
    const survey = await announced(request.params.id)
    requireOpen(survey)
    const body = request.body
    if (!Buffer.isBuffer(body)) throw new Problem('unsupported-media')
    const box = options.box(survey.id)
    const { signingKey } = prepare(survey)
    const answer = await spentByte((nonce) => box.isSpent(nonce), signingKey, body)
    return reply.type('application/octet-stream').send(answer)
  })

  async function announced(id: string): Promise<FrozenSurvey> {
    const survey = await options.survey(id)
    if (survey === undefined) throw new Problem('not-found')
    return survey
  }

  function prepare(survey: FrozenSurvey): Prepared {
    const known = prepared.get(survey.id)
    if (known?.changes === survey.changes && known.voices === survey.voices) return known
    const plainBytes = ballotBytes(survey.questionnaire)
    const made: Prepared = {
      changes: survey.changes,
      voices: survey.voices,
      page: renderAnswerPage(options.site(), survey.questionnaire, survey),
      key: JSON.stringify({
        survey: survey.id,
        keyId: keyId(survey.signingSpki, survey.tallySpki),
        signingKey: survey.signingSpki.toString('base64'),
        tallyKey: survey.tallySpki.toString('base64'),
        ballotBytes: plainBytes,
      }),
      signingKey: importPublicKey(survey.signingSpki),
      plainBytes,
    }
    prepared.set(survey.id, made)
    return made
  }
}

function requireOpen(survey: FrozenSurvey): void {
  if (survey.phase === 'open') return
  throw new Problem(survey.phase === 'before' ? 'not-open' : 'survey-closed')
}
