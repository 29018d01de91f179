import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Language } from '../../../views/words/language.ts'
import { joined, type Said } from '../../../views/words/phrase.ts'
import { figureWords } from '../../../views/words/results-figures.ts'
import { type InspectionWords, inspectionWords } from '../../../views/words/results-inspection.ts'
import { resultsPagesWords } from '../../../views/words/results-pages.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import { languageOf } from '../../http/language.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { type Inspection, inspectionSchema } from '../../survey/inspection.ts'
import { kDistributionOf } from '../../survey/plan-in-words.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { tableNameIn } from './table-name-in.ts'
import type { PublishedOptions } from '../options.ts'
import { type Publication, readProtectedSet, readPublication } from '../published-sets.ts'

/** 公表前の点検記録 as the page shows it; days in words of its language, which it brings along. */
export interface InspectionShown {
  readonly w: InspectionWords
  readonly title: string
  readonly sample: boolean
  readonly openedOn: string
  readonly posts: readonly string[]
  /** null: not published yet. */
  readonly publishedOn: string | null
  /** null when they are fewer than k. */
  readonly respondents: number | null
  readonly k: number
  readonly kDistribution: number
  /** Of the decision to publish below the usual ten people; '' when there was none. */
  readonly kDecision: string
  readonly questionnaireHash: string
  readonly publishedHash: string
  /** null: of the rule before there was a certificate. */
  readonly check: CheckShown | null
}

interface CheckShown extends Omit<Inspection, 'tables' | 'withdrawn' | 'seconds'> {
  readonly tables: readonly {
    readonly name: Said
    readonly groups: number
    readonly published: number
    readonly hidden: number
    readonly rests: number
    readonly percent: string
  }[]
  readonly withdrawn: readonly {
    readonly names: Said
    readonly day: string
    readonly decision: string
  }[]
  readonly seconds: {
    readonly pattern: string
    readonly certificate: string
    readonly audit: string
  }
}

const inspectionPage = definePage<
  {
    crumbs: readonly { href: string; label: Said }[]
    inspection: InspectionShown
  },
  InspectionWords
>('results-inspection', inspectionWords)

/** `{base}/results/:id/inspection`: for everybody, once the survey is published. */
export async function inspectionRoutes(
  app: FastifyInstance,
  { commons, base, signedIn }: PublishedOptions,
): Promise<void> {
  app.get<{ Params: { id: string } }>(`${base}/results/:id/inspection`, async (request, reply) => {
    const publication = await readPublication(commons, request.params.id)
    if (publication === null) throw new Problem('not-found')
    const language = languageOf(request)
    const me = signedIn?.(request)
    return inspectionPage.send(
      reply.header('cache-control', 'no-cache'),
      {
        title: inspectionWords[language].windowOf(publication.title),
        place: 'results',
        ...(me === undefined ? {} : { signedIn: me }),
      },
      {
        crumbs: [
          { href: `${base}/results`, label: resultsPagesWords[language].title },
          {
            href: `${base}/results/${encodeURIComponent(publication.survey)}`,
            label: { ja: publication.title },
          },
        ],
        inspection: await inspectionOf(commons, publication, language),
      },
    )
  })
}

/** The same before the publication, for 人事課 only; undefined before the opening. */
export async function inspectionRecord(
  commons: CommonsReader,
  survey: string,
): Promise<InspectionShown | undefined> {
  const stored = await readProtectedSet(commons, survey)
  return stored === null ? undefined : inspectionOf(commons, stored, 'ja')
}

/** What of 「開封・集計記録」 this page shows. */
const recordSchema = z.object({
  openedOn: z.string(),
  postsPresent: z.array(z.string()),
  respondents: z.number().nullable(),
  questionnaireHash: z.string(),
  publishedHash: z.string(),
  inspection: inspectionSchema.nullable().default(null),
})

async function inspectionOf(
  commons: CommonsReader,
  { survey, title, publishedOn }: Publication,
  language: Language,
): Promise<InspectionShown> {
  const dates = datesIn[language]
  const row = await commons
    .selectFrom('survey')
    .innerJoin('opening_record', 'opening_record.survey', 'survey.id')
    .innerJoin('published_set', 'published_set.survey', 'survey.id')
    .select((eb) => [
      'survey.questionnaire',
      'survey.k_decision as decision',
      'opening_record.body as record',
      eb.fn<number | null>('json_extract', ['published_set.body', eb.val('$.sample')]).as('sample'),
    ])
    .where('survey.id', '=', survey)
    .executeTakeFirstOrThrow()
  const q = JSON.parse(row.questionnaire ?? '') as Questionnaire
  const record = recordSchema.parse(JSON.parse(row.record))
  const { postsPresent, respondents, questionnaireHash, publishedHash, inspection } = record
  return {
    w: inspectionWords[language],
    title,
    sample: row.sample === 1,
    openedOn: dates.day(record.openedOn),
    posts: postsPresent,
    publishedOn: publishedOn === null ? null : dates.day(publishedOn),
    respondents,
    k: q.k,
    kDistribution: kDistributionOf(q),
    kDecision: row.decision,
    questionnaireHash,
    publishedHash,
    check: inspection === null ? null : checkOf(inspection, q, language),
  }
}

function checkOf(inspection: Inspection, q: Questionnaire, language: Language): CheckShown {
  const { seconds } = inspection
  const nameOf = (table: readonly string[]) => tableNameIn(q, table, language)
  const duration = (time: number) => durationIn(inspectionWords[language], time)
  return {
    ...inspection,
    // A city without 類似所属 has a table without groups.
    tables: inspection.tables
      .filter(({ groups }) => groups > 0)
      .map(({ table, groups, published, rests, rowsPercent }) => ({
        name: nameOf(table),
        groups,
        published,
        hidden: groups - published,
        rests,
        percent: rowsPercent.toFixed(1),
      })),
    withdrawn: inspection.withdrawn.map(({ tables, day, decision }) => ({
      names: joined(tables.map(nameOf), figureWords[language].list),
      day: datesIn[language].day(day),
      decision,
    })),
    seconds: {
      pattern: duration(seconds.pattern),
      certificate: duration(seconds.certificate),
      audit: duration(seconds.audit),
    },
  }
}

function durationIn({ duration }: InspectionWords, seconds: number): string {
  const whole = Math.round(seconds)
  return duration(Math.floor(whole / 60), whole % 60)
}
