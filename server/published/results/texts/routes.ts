import type { FastifyInstance } from 'fastify'
import { type ShownTextsWords, shownTextsWords } from '../../../../views/words/shown-texts.ts'
import { languageOf } from '../../../http/language.ts'
import { definePage } from '../../../http/pages.ts'
import { Problem } from '../../../http/problems.ts'
import { FEWEST_RESPONDENTS, FEWEST_TEXTS } from '../../../survey/free-text-rule.ts'
import { textItems } from '../../../survey/questionnaire.ts'
import { isHelpShown } from '../../../texts/help-notice.ts'
import { listShownTexts } from '../../../texts/released.ts'
import { type Coarse, findRelease, type TextRelease } from '../../../texts/release.ts'
import type { PublishedOptions } from '../../options.ts'
import { readPublication, readStoredSet } from '../../published-sets.ts'

const page = definePage<
  {
    title: string
    listHref: string
    resultsHref: string
    /** How many texts were written in all, the same ones counted each. */
    written: number
    readers: readonly [string, string] | null
    /** null: nothing is out. */
    release: {
      readonly on: string
      readonly kept: number
      readonly passedOn: Coarse
      readonly withdrawn: number
      readonly changes: number
      readonly items: readonly {
        readonly text: string
        readonly written: Coarse
        readonly shown: readonly string[]
      }[]
    } | null
    fewest: { readonly respondents: number; readonly texts: number }
    contacts: readonly string[]
    helpShown: boolean
  },
  ShownTextsWords
>('results-texts', shownTextsWords)

/** `{base}/results/:id/texts`: what both readers let through, by question, and the rule behind it. */
export async function shownTexts(app: FastifyInstance, options: PublishedOptions): Promise<void> {
  const { commons, base, signedIn } = options

  app.get<{ Params: { id: string } }>(`${base}/results/:id/texts`, async (request, reply) => {
    const { id } = request.params
    const publication = await readPublication(commons, id)
    if (publication === null) throw new Problem('not-found')
    const { questionnaire } = await readStoredSet(commons, id)
    const items = textItems(questionnaire)
    if (items.length === 0) throw new Problem('not-found')
    const release = await findRelease(commons, id)
    const me = signedIn?.(request)
    const title = shownTextsWords[languageOf(request)].title
    return page.send(
      reply.header('cache-control', 'no-cache'),
      { title, place: 'results', ...(me === undefined ? {} : { signedIn: me }) },
      {
        title: publication.title,
        listHref: `${base}/results`,
        resultsHref: `${base}/results/${encodeURIComponent(id)}`,
        written: await writtenOf(id),
        readers: questionnaire.readers ?? null,
        release:
          release === null
            ? null
            : {
                ...release.body,
                on: release.releasedOn,
                items: await shownOf(id, items, release.body),
              },
        fewest: { respondents: FEWEST_RESPONDENTS, texts: FEWEST_TEXTS },
        contacts: questionnaire.contacts,
        helpShown: await isHelpShown(commons),
      },
    )
  })

  async function shownOf(
    survey: string,
    items: readonly { readonly id: string; readonly text: string }[],
    body: TextRelease,
  ) {
    const shown = await listShownTexts(commons, survey)
    return items.map(({ id, text }) => ({
      text,
      written: body.items.find(({ item }) => item === id)?.written ?? 0,
      shown: shown.filter(({ item }) => item === id).map((one) => one.text),
    }))
  }

  /** Stands in 開封・集計記録 too. */
  async function writtenOf(survey: string): Promise<number> {
    const row = await commons
      .selectFrom('opening_record')
      .select('body')
      .where('survey', '=', survey)
      .executeTakeFirst()
    const { freeTexts } = JSON.parse(row?.body ?? '{}') as { freeTexts?: number }
    return freeTexts ?? 0
  }
}
