import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type ResultsWords, resultsWords } from '../../../../views/words/results.ts'
import { languageOf } from '../../../http/language.ts'
import { definePage, type PageFrame } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import type { PublishedOptions } from '../../options.ts'
import { type Publication, readPublication } from '../../published-sets.ts'
import type { KeptResults } from '../kept-results.ts'
import { type Speech, speechOf } from '../speech.ts'
import { findUnit } from '../view/known-unit.ts'
import { unitResult } from '../view/units.ts'
import { type Discussion, discussionOf } from './discussion.ts'
import { type ListedBureau, unitList } from './unit-list.ts'

/** Of the survey, for the way back. */
interface Home {
  readonly list: string
  readonly href: string
  readonly title: Speech['title']
}

const unitsPage = definePage<{ home: Home; bureaus: readonly ListedBureau[] }, ResultsWords>(
  'results-units',
  resultsWords,
)

const discussionPage = definePage<
  { home: Home; unitHref: string; sheet: Discussion; sample: boolean },
  ResultsWords
>('results-discussion', resultsWords)

const querySchema = z.object({ unit: z.string().min(1).max(200) })

type WithId = { Params: { id: string } }

/** `{base}/results/:id/units`: the choice of a unit; `…/discussion?unit=CODE`: its 話し合いシート. */
export async function unitRoutes(
  app: FastifyInstance,
  { commons, base, signedIn }: Pick<PublishedOptions, 'commons' | 'base' | 'signedIn'>,
  kept: KeptResults,
): Promise<void> {
  app.get<WithId>(`${base}/results/:id/units`, async (request, reply) => {
    const { model, home, w } = await shown(request)
    return unitsPage.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, w.unit.findTitle),
      { home, bureaus: unitList(model, home.href) },
    )
  })

  app.get<WithId>(`${base}/results/:id/discussion`, async (request, reply) => {
    const { model, home, speech, w } = await shown(request)
    const query = querySchema.safeParse(request.query)
    if (!query.success) {
      throw new Problem('bad-request', {
        detail:
          'アドレスの unit に、所属コードを指定してください。所属の一覧から選ぶと、その所属のページから開けます。',
      })
    }
    const { unit } = query.data
    const known = await findUnit(commons, unit)
    const found = unitResult(model, unit, known, speech)
    if (found === null || model.respondents === null) {
      throw new Problem('not-found', {
        detail: 'この所属コードの結果はありません。部や課の一覧から選び直してください。',
      })
    }
    const name = found.words === null || known === undefined ? null : { ja: known.name }
    return discussionPage.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, w.unit.sheet.title),
      {
        home,
        unitHref: `${home.href}?unit=${encodeURIComponent(unit)}`,
        sheet: discussionOf(model, found, name, speech),
        sample: model.sample,
      },
    )
  })

  async function shown(request: FastifyRequest<WithId>) {
    const publication = await readPublication(commons, request.params.id)
    if (publication === null) throw new Problem('not-found')
    const model = await kept.model(publication)
    const speech = speechOf(model, languageOf(request))
    return { model, speech, w: speech.w, home: homeOf(publication, speech) }
  }

  function homeOf({ survey }: Publication, { title }: Speech): Home {
    const list = `${base}/results`
    return { list, href: `${list}/${encodeURIComponent(survey)}`, title }
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const me = signedIn?.(request)
    return { title, place: 'results', ...(me === undefined ? {} : { signedIn: me }) }
  }
}
