import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type AnonymityWords, anonymityWords } from '../../../views/words/anonymity/page.ts'
import { type Said, sayIn } from '../../../views/words/anonymity/sentences.ts'
import { languageOf } from '../../http/language.ts'
import { definePage, type PageFrame } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import { projectFile } from '../../http/project-file.ts'
import { readSettings } from '../../proposals/settings.ts'
import { CONFIRMATION_DAYS } from '../../survey/confirmation-due.ts'
import type { PublishedOptions } from '../options.ts'
import { listPublications } from '../published-sets.ts'
import { type Office, offices } from './offices.ts'
import { answerProofs } from './answer-proofs.ts'
import { houseProofs } from './house-proofs.ts'
import type { Proof } from './proof.ts'
import { type House, mainRisks, otherRisks } from './risks.ts'
import {
  byYourself,
  ofProposals,
  type Risk,
  type Sentence,
  type Step,
  stepsOf,
} from './sentences.ts'
import { type Stored, storedRows } from './stored.ts'
import { askedSurveys, type SurveyFacts, surveyFacts } from './survey-facts.ts'

export interface AnonymityOptions extends PublishedOptions {
  readonly house: House
}

const page = definePage<
  {
    /** The newest one that was not cancelled; null: none was announced. */
    survey: SurveyFacts | null
    steps: readonly Step[]
    proposals: readonly Sentence[]
    byYourself: typeof byYourself
    risks: { readonly main: readonly Risk[]; readonly others: readonly Risk[] }
    stored: {
      readonly named: readonly Stored[]
      readonly nameless: readonly Stored[]
      readonly device: readonly Stored[]
    }
    offices: readonly Office[]
    proofs: readonly Proof[]
    /** 説明資料 of each announced survey, newest first. */
    leaflets: readonly { readonly href: string; readonly title: string }[]
    house: House
    base: string
    say: (said: Said) => string
  },
  AnonymityWords
>('anonymity', anonymityWords)

const leaflet = definePage<{
  survey: SurveyFacts
  risks: readonly { readonly title: string; readonly text: string }[]
  house: House
  base: string
  /** As the reader has reached this page. */
  origin: string
  confirmationDays: number
  /** Where the figures of this survey can be checked; null: they are not out. */
  verify: string | null
  /** Words of the picture. */
  picture: AnonymityWords
}>('anonymity-leaflet')

/** Texts of the program's own documentation that the proofs speak of. */
const documents: Readonly<Record<string, () => Promise<string>>> = {
  'attack-report': () => readText('docs', 'attack-report.md'),
  verify: () => readText('docs', 'ja', 'verify.md'),
  limits: async () => sectionOf(await readText('README.ja.md'), '限界'),
}

const LEAFLETS = 5

type WithId = { Params: { id: string } }

/** 「匿名性のしくみ」 under `{base}/anonymity`, and of each survey 説明資料 on one page of A4. */
export async function anonymity(app: FastifyInstance, options: AnonymityOptions): Promise<void> {
  const { commons, base, now, house, signedIn } = options
  const home = `${base}/anonymity`

  app.get(home, async (request, reply) => {
    const language = languageOf(request)
    const words = anonymityWords[language]
    const surveys = await askedSurveys(commons)
    const newest = surveys.find(({ state }) => state !== 'cancelled')
    const survey = newest === undefined ? null : await surveyFacts(commons, newest, now())
    const withSlips = surveys.find(({ state, questionnaire: { slips } }) => {
      return state !== 'cancelled' && slips !== undefined
    })
    const [latest] = await listPublications(commons)
    const openable = {
      base,
      released: latest?.survey ?? null,
      withSlips: withSlips?.id ?? null,
    }
    return page.send(reply.header('cache-control', 'no-cache'), frame(request, words.title), {
      survey,
      say: (said) => sayIn(language, said),
      steps: stepsOf(survey),
      proposals: ofProposals,
      byYourself,
      risks: { main: mainRisks(survey), others: otherRisks(survey, house) },
      stored: storedRows(house, await readSettings(commons), words.periodOf),
      offices,
      proofs: [...answerProofs(openable), ...houseProofs(openable)],
      leaflets: surveys.slice(0, LEAFLETS).map(({ id, title }) => ({ href: leafletOf(id), title })),
      house,
      base,
    })
  })

  app.get<WithId>(`${home}/:id`, async (request, reply) => {
    const found = (await askedSurveys(commons)).find(({ id }) => id === request.params.id)
    if (found === undefined) throw new Problem('not-found')
    const survey = await surveyFacts(commons, found, now())
    const title = `説明資料｜${survey.title}`
    return leaflet.send(reply.header('cache-control', 'no-cache'), frame(request, title), {
      survey,
      risks: mainRisks(survey).map(({ title, text }) => ({
        title: sayIn('ja', title),
        text: sayIn('ja', text),
      })),
      house,
      base,
      origin: `${request.protocol}://${request.host}`,
      confirmationDays: CONFIRMATION_DAYS,
      picture: anonymityWords.ja,
      verify: survey.released ? `${base}/results/${encodeURIComponent(survey.id)}/verify` : null,
    })
  })

  app.get<{ Params: { name: string } }>(`${home}/documents/:name`, async (request, reply) => {
    const { name } = request.params
    const read = Object.hasOwn(documents, name) ? documents[name] : undefined
    if (read === undefined) throw new Problem('not-found')
    const text = await read()
    return reply.header('cache-control', 'no-cache').type('text/plain; charset=utf-8').send(text)
  })

  function leafletOf(id: string): string {
    return `${home}/${encodeURIComponent(id)}`
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const me = signedIn?.(request)
    return { title, place: 'results', ...(me === undefined ? {} : { signedIn: me }) }
  }
}

function readText(...parts: string[]): Promise<string> {
  return readFile(projectFile(...parts), 'utf8')
}

/** From a heading of the second level to the next one. */
function sectionOf(markdown: string, heading: string): string {
  const from = markdown.indexOf(`## ${heading}`)
  const to = markdown.indexOf('\n## ', from + 1)
  return markdown.slice(from, to === -1 ? undefined : to).trimEnd()
}
