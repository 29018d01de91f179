import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { formatJstDay } from '../../calendar/jst.ts'
import { definePage } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { type Inspection, inspectionSchema } from '../../survey/inspection.ts'
import { kDistributionOf } from '../../survey/plan-in-words.ts'
import type { Questionnaire } from '../../survey/questionnaire.ts'
import { tableName } from '../../survey/table-names.ts'
import type { PublishedOptions } from '../options.ts'
import { type Publication, readProtectedSet, readPublication } from '../published-sets.ts'

/** 公表前の点検記録 as the page shows it; days in words. */
export interface InspectionShown {
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
    readonly name: string
    readonly groups: number
    readonly published: number
    readonly hidden: number
    readonly rests: number
    readonly percent: string
  }[]
  readonly withdrawn: readonly {
    readonly names: string
    readonly day: string
    readonly decision: string
  }[]
  readonly seconds: {
    readonly pattern: string
    readonly certificate: string
    readonly audit: string
  }
}

const inspectionPage = definePage<{
  crumbs: readonly { href: string; label: string }[]
  inspection: InspectionShown
}>('results-inspection')

/** `{base}/results/:id/inspection`: for everybody, once the survey is published. */
export async function inspectionRoutes(
  app: FastifyInstance,
  { commons, base, signedIn }: PublishedOptions,
): Promise<void> {
  app.get<{ Params: { id: string } }>(`${base}/results/:id/inspection`, async (request, reply) => {
    const publication = await readPublication(commons, request.params.id)
    if (publication === null) throw new Problem('not-found')
    const me = signedIn?.(request)
    return inspectionPage.send(
      reply.header('cache-control', 'no-cache'),
      {
        title: `公表前の点検記録｜${publication.title}`,
        place: 'results',
        ...(me === undefined ? {} : { signedIn: me }),
      },
      {
        crumbs: [
          { href: `${base}/results`, label: 'アンケートの結果' },
          {
            href: `${base}/results/${encodeURIComponent(publication.survey)}`,
            label: publication.title,
          },
        ],
        inspection: await inspectionOf(commons, publication),
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
  return stored === null ? undefined : inspectionOf(commons, stored)
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
): Promise<InspectionShown> {
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
    title,
    sample: row.sample === 1,
    openedOn: formatJstDay(record.openedOn),
    posts: postsPresent,
    publishedOn: publishedOn === null ? null : formatJstDay(publishedOn),
    respondents,
    k: q.k,
    kDistribution: kDistributionOf(q),
    kDecision: row.decision,
    questionnaireHash,
    publishedHash,
    check: inspection === null ? null : checkOf(inspection, q),
  }
}

function checkOf(inspection: Inspection, { attributes }: Questionnaire): CheckShown {
  const { seconds } = inspection
  return {
    ...inspection,
    // A city without 類似所属 has a table without groups.
    tables: inspection.tables
      .filter(({ groups }) => groups > 0)
      .map(({ table, groups, published, rests, rowsPercent }) => ({
        name: tableName(table, attributes),
        groups,
        published,
        hidden: groups - published,
        rests,
        percent: rowsPercent.toFixed(1),
      })),
    withdrawn: inspection.withdrawn.map(({ tables, day, decision }) => ({
      names: tables.map((table) => tableName(table, attributes)).join('、'),
      day: formatJstDay(day),
      decision,
    })),
    seconds: {
      pattern: duration(seconds.pattern),
      certificate: duration(seconds.certificate),
      audit: duration(seconds.audit),
    },
  }
}

function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 1) return '1秒未満'
  return whole < 60 ? `${whole}秒` : `${Math.floor(whole / 60)}分${whole % 60}秒`
}
