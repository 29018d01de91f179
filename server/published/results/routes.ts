import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type ChangesWords, changesWords } from '../../../views/words/changes.ts'
import type { Language } from '../../../views/words/language.ts'
import { plain } from '../../../views/words/phrase.ts'
import { type ResultsWords, resultsWords } from '../../../views/words/results.ts'
import { type ShownTextsWords, shownTextsWords } from '../../../views/words/shown-texts.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import { languageOf } from '../../http/language.ts'
import { definePage, type PageFrame, type Site } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { type ChangeNotice, noticesOf } from '../../survey/change-notices.ts'
import { textItems } from '../../survey/questionnaire.ts'
import { changesBySurvey, listChanges } from '../../survey/survey-changes.ts'
import { listSurveys, phaseOf } from '../../survey/surveys.ts'
import {
  listVoiceChanges,
  newestVoiceChanges,
  type VoiceChange,
} from '../../survey/voice-changes.ts'
import { isHelpShown } from '../../texts/help-notice.ts'
import { sendMade, sha256 } from '../conditional.ts'
import type { PublishedOptions } from '../options.ts'
import { proofPages } from '../proofs/pages.ts'
import {
  listPublications,
  type Publication,
  readPublication,
  readStoredSet,
} from '../published-sets.ts'
import { type ExportOrder, makeExport } from './export-file.ts'
import { type Facts, surveyFacts } from './facts.ts'
import { inspectionRoutes } from './inspection.ts'
import { KeptResults } from './kept-results.ts'
import { MadeFiles } from './made-files.ts'
import type { ResultsModel } from './model.ts'
import { type ShownResults, shownResults } from './shown-results.ts'
import { speechOf } from './speech.ts'
import { type SurveyNews, surveyNews } from './survey-news.ts'
import { trendRoutes } from './trends/routes.ts'
import { unitRoutes } from './unit/routes.ts'
import { readResultsQuery } from './view/results-view.ts'
import { type Kpi, kpisOf } from './view/whole-view.ts'

const listPage = definePage<
  {
    news: readonly SurveyNews[]
    latest: (Facts & { readonly results: ResultsModel; readonly kpis: readonly Kpi[] }) | null
    earlier: readonly Facts[]
    voices: readonly VoiceChange[]
    changed: ChangesWords
  },
  ResultsWords
>('results', resultsWords)

const surveyPage = definePage<
  {
    survey: Facts
    listHref: string
    corrections: readonly ChangeNotice[]
    voices: readonly VoiceChange[]
    changed: ChangesWords
    /** The way to the free texts, and whether help is offered; null: none were asked, or this is one group. */
    texts: { readonly w: ShownTextsWords; readonly helpShown: boolean } | null
    shown: ShownResults
  },
  ResultsWords
>('results-survey', resultsWords)

const csvQuery = z.object({ encoding: z.enum(['utf8', 'cp932']).default('utf8') })

/** The three files of a few surveys. */
const KEPT_FILES = 12

/** Surveys of eight years, for the trends. */
const KEPT_MODELS = 8

type WithId = { Params: { id: string } }

/**
 * What everybody may see of the surveys, under `{base}/results`. Only released sets; anything else is
 * 404, so that an address tells nothing about a survey that is still being checked.
 */
export async function results(app: FastifyInstance, options: PublishedOptions): Promise<void> {
  const { commons, base, now } = options
  const site = app.getDecorator<() => Site>('site')
  const kept = new KeptResults(commons, KEPT_MODELS)

  app.get(`${base}/results`, async (request, reply) => {
    const language = languageOf(request)
    const [latest, ...earlier] = await listPublications(commons)
    const surveys = await listSurveys(commons)
    const since = latest === undefined ? Number.NEGATIVE_INFINITY : Date.parse(latest.opensAt)
    const newer = surveys.filter((survey) => survey.opensAt.getTime() > since)
    const changes = await changesBySurvey(
      commons,
      newer.map(({ id }) => id),
    )
    return listPage.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, resultsWords[language].page.short),
      {
        news: newer
          .map((survey) =>
            surveyNews(survey, phaseOf(survey, now()), changes.get(survey.id) ?? [], language),
          )
          .filter((news) => news !== null),
        latest:
          latest === undefined
            ? null
            : { ...facts(latest, language), ...(await headOf(latest, language)) },
        earlier: earlier.map((one) => facts(one, language)),
        voices: await newestVoiceChanges(commons),
        changed: changesWords[language],
      },
    )
  })

  app.get<WithId>(`${base}/results/:id`, async (request, reply) => {
    const publication = await requirePublication(request.params.id)
    const language = languageOf(request)
    const query = readResultsQuery(request.query)
    const shown = await shownResults(commons, kept, publication, query, language)
    const { view } = shown
    const part = view.kind === 'whole' ? null : plain(view.heading)
    return surveyPage.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, shown.w.page.windowOf(part, publication.title)),
      {
        survey: facts(publication, language),
        listHref: `${base}/results`,
        corrections: noticesOf(
          (await listChanges(commons, publication.survey)).filter(
            ({ kind }) => kind === 'correction',
          ),
        ),
        voices: view.kind === 'whole' ? await listVoiceChanges(commons, publication.survey) : [],
        changed: changesWords[language],
        texts:
          view.kind === 'whole' && textItems(shown.model.questionnaire).length > 0
            ? { w: shownTextsWords[language], helpShown: await isHelpShown(commons) }
            : null,
        shown,
      },
    )
  })

  app.get<WithId>(`${base}/results/:id/results.csv`, async (request, reply) => {
    const query = csvQuery.safeParse(request.query)
    if (!query.success) {
      throw new Problem('bad-request', {
        detail: 'encoding には utf8 か cp932 を指定してください。',
      })
    }
    const { encoding } = query.data
    return sendFile(request, reply, {
      type: `text/csv; charset=${encoding === 'utf8' ? 'utf-8' : 'shift_jis'}`,
      ending: `-${encoding}.csv`,
      form: encoding,
    })
  })

  app.get<WithId>(`${base}/results/:id/results.xlsx`, async (request, reply) =>
    sendFile(request, reply, {
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ending: '.xlsx',
      form: 'xlsx',
    }),
  )

  await inspectionRoutes(app, options)
  await trendRoutes(app, options, kept)
  await unitRoutes(app, options, kept)
  await proofPages(app, options)

  const files = new MadeFiles(KEPT_FILES)
  // What is made may differ with the program: a copy is good for this run of it.
  const run = randomUUID()

  async function sendFile(
    request: FastifyRequest<WithId>,
    reply: FastifyReply,
    wanted: {
      readonly type: string
      readonly ending: string
      readonly form: ExportOrder['form']
    },
  ): Promise<FastifyReply> {
    const publication = await requirePublication(request.params.id)
    const file = `${fileName(publication)}${wanted.ending}`
    const stamp = sha256(JSON.stringify([run, file, site().sample, publication]))
    return sendMade(request, reply, {
      type: wanted.type,
      file,
      stamp,
      body: async () => files.get(file, stamp, async () => makeFile(publication, wanted.form)),
    })
  }

  async function makeFile(publication: Publication, form: ExportOrder['form']): Promise<Buffer> {
    const stored = await readStoredSet(commons, publication.survey)
    return makeExport({ form, stored, facts: facts(publication, 'ja'), sample: site().sample })
  }

  async function requirePublication(id: string): Promise<Publication> {
    const publication = await readPublication(commons, id)
    if (publication === null) throw new Problem('not-found')
    return publication
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const signedIn = options.signedIn?.(request)
    return { title, place: 'results', ...(signedIn === undefined ? {} : { signedIn }) }
  }

  async function headOf(publication: Publication, language: Language) {
    const results = await kept.model(publication)
    const years = await kept.years(publication, language)
    return { results, kpis: kpisOf(results, years, speechOf(results, language)) }
  }

  function facts(publication: Publication, language: Language): Facts {
    return surveyFacts(publication, base, datesIn[language])
  }
}

/** ASCII only, whatever the id. */
function fileName(publication: Publication): string {
  return `kazetoshi-${publication.survey.replace(/[^A-Za-z0-9-]/g, '_')}`
}
