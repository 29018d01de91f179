import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Language } from '../../../../views/words/language.ts'
import { type ResultsWords, resultsWords } from '../../../../views/words/results.ts'
import { languageOf } from '../../../http/language.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import type { CommonsReader } from '../../../stores/commons.ts'
import type { PublishedOptions } from '../../options.ts'
import { listPublications, type Publication } from '../../published-sets.ts'
import type { Group } from '../groups.ts'
import type { KeptResults } from '../kept-results.ts'
import type { ResultsModel } from '../model.ts'
import { type Speech, speechOf } from '../speech.ts'
import { readUnitHistory } from '../unit-history.ts'
import { findUnit } from '../view/known-unit.ts'
import { unitResult } from '../view/units.ts'
import { predecessorsOf, type TrendPage, trendPage } from './page.ts'
import type { TrendYear } from './trend.ts'

const page = definePage<{ crumb: string; trend: TrendPage | null }, ResultsWords>(
  'results-trends',
  resultsWords,
)

const word = z.string().min(1).max(200).optional()
const querySchema = z
  .object({ unit: word, group: word, item: word })
  .refine(({ unit, group }) => unit === undefined || group === undefined)

/** `{base}/results/trends?group=…&item=…` (or `unit=CODE`): one question over all published surveys. */
export async function trendRoutes(
  app: FastifyInstance,
  { commons, base, signedIn }: Pick<PublishedOptions, 'commons' | 'base' | 'signedIn'>,
  kept: KeptResults,
): Promise<void> {
  app.get(`${base}/results/trends`, async (request, reply) => {
    const language = languageOf(request)
    const query = readQuery(request)
    const years = await trendYears(commons, kept, base, language)
    const latest = years.at(-1)
    const isEmpty = latest === undefined || latest.model.respondents === null
    const me = signedIn?.(request)
    return page.send(
      reply.header('cache-control', 'no-cache'),
      {
        title: resultsWords[language].trend.title,
        place: 'results',
        ...(me === undefined ? {} : { signedIn: me }),
      },
      {
        crumb: `${base}/results`,
        trend: isEmpty ? null : await trendIn(commons, years, latest.model, query, language),
      },
    )
  })
}

async function trendIn(
  commons: CommonsReader,
  years: readonly (TrendYear & { readonly href: string; readonly day: string })[],
  model: ResultsModel,
  query: z.infer<typeof querySchema>,
  language: Language,
): Promise<TrendPage> {
  const speech = speechOf(model, language)
  const { group, words } = await groupOf(commons, model, query, speech)
  const fallback = model.indicators[0] ?? model.items[0]
  const item = query.item === undefined ? fallback : model.items.find(({ id }) => id === query.item)
  if (item === undefined) {
    throw new Problem('not-found', {
      detail: 'この設問は、最新のアンケートにありません。設問の一覧から選び直してください。',
    })
  }
  const first = years[0]?.day ?? ''
  const { successors } = await readUnitHistory(commons, first, years.at(-1)?.day ?? first)
  const predecessors = predecessorsOf(
    group,
    successors,
    years.slice(0, -1).map((year) => year.model),
  )
  return trendPage({ years, group, item, words, predecessors, speech })
}

async function groupOf(
  commons: CommonsReader,
  model: ResultsModel,
  { unit, group: id }: z.infer<typeof querySchema>,
  speech: Speech,
): Promise<{ group: Group; words: TrendPageWords }> {
  if (unit !== undefined) {
    const found = unitResult(model, unit, await findUnit(commons, unit), speech)
    if (found === null) {
      throw new Problem('not-found', {
        detail: 'この所属コードの結果はありません。部や課の一覧から選び直してください。',
      })
    }
    return found
  }
  const group = id === undefined ? model.whole : model.groups.get(id)
  if (group === undefined || group.state === 'rest') {
    throw new Problem('not-found', {
      detail: 'この区分の推移はありません。対象の一覧から選び直してください。',
    })
  }
  return { group, words: null }
}

type TrendPageWords = Parameters<typeof trendPage>[0]['words']

/** Oldest first: the latest survey, the one that had closed before it opened, and so on. */
async function trendYears(
  commons: CommonsReader,
  kept: KeptResults,
  base: string,
  language: Language,
): Promise<(TrendYear & { readonly href: string; readonly day: string })[]> {
  const all = await listPublications(commons)
  const chain: Publication[] = []
  for (const publication of all) {
    const later = chain[0]
    if (later === undefined || publication.closesAt < later.opensAt) chain.unshift(publication)
  }
  return Promise.all(
    chain.map(async (publication, i) => {
      const earlier = chain[i - 1]
      return {
        fiscalYear: publication.fiscalYear,
        model: await kept.model(publication),
        since: earlier === undefined ? null : await kept.between(publication, earlier, language),
        href: `${base}/results/${encodeURIComponent(publication.survey)}`,
        day: publication.referenceDay,
      }
    }),
  )
}

function readQuery(request: FastifyRequest): z.infer<typeof querySchema> {
  const read = querySchema.safeParse(request.query)
  if (read.success) return read.data
  throw new Problem('bad-request', {
    detail:
      'アドレスの unit・group は、どちらか一つだけを指定できます。結果のページから選び直してください。',
  })
}
