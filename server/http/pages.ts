import fastifyView from '@fastify/view'
import { Eta } from 'eta'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { assetUrl } from './assets.ts'
import { datesIn } from '../calendar/dates-in.ts'
import { projectFile } from './project-file.ts'
import { isAnonymous, languageOf } from './language.ts'
import {
  type Catalogue,
  type Language,
  languageNames,
  languages,
  languageTags,
} from '../../views/words/language.ts'
import { termIn } from '../../views/words/proposal-terms.ts'
import { partWords } from '../../views/words/parts.ts'
import { frameWords } from '../../views/words/frame.ts'

/** What every page shows around its content. */
export interface Site {
  readonly organisation: string
  /** What the bulletin is called here; null: as usual. */
  readonly bulletin: string | null
  /** Sample data: every page carries 「見本データ」. */
  readonly sample: boolean
  /** Where published pages live: '' or '/staff'. */
  readonly publishedBase: string
}

/** Which entry of the navigation is the present one. */
export type Place =
  | 'survey'
  | 'proposals'
  | 'board'
  | 'results'
  | 'indicators'
  | 'bulletin'
  | 'review'
  | 'inbox'
  | 'desk'
  | 'office'
  | 'roster'
  | 'admin'
  | 'none'

export interface PageFrame {
  readonly title: string
  readonly place: Place
  /** Shown at the right of the header on the staff side. */
  readonly signedIn?: {
    readonly number: string
    readonly office: boolean
    readonly admin: boolean
    /** 提案担当 or コンプライアンス. */
    readonly desk?: boolean
    /** Answers proposals for a unit. */
    readonly inbox?: boolean
  }
}

const eta = new Eta({
  views: projectFile('views'),
  autoEscape: true,
  cache: true,
  rmWhitespace: true,
})

/**
 * A page: a template of `views/pages/` with the type of its data. The template reads `it.page` (the
 * frame), `it.site`, `it.asset(name)`, `it.jst`, `it.jstDay`, `it.language` and its own data as `it.data`.
 *
 * @param words of the page in every language; the template reads those of the reader's choice as `it.w`,
 *   and the page offers the choice. Without: a page in Japanese only.
 */
export function definePage<Data, Words = null>(template: string, words?: Catalogue<Words>) {
  const modelOf = (site: Site, page: PageFrame, data: Data, chosen: Language) => {
    const language = words === undefined ? 'ja' : chosen
    const w = words === undefined ? null : words[language]
    return {
      site,
      page,
      data,
      w,
      language,
      tag: languageTags[language],
      frameTag: languageTags[chosen],
      f: frameWords[chosen],
      p: partWords[language],
      choices: words === undefined ? [] : choicesOf(language),
      term: (term: string) => termIn(language, term),
      asset: assetUrl,
      jst: datesIn[language].at,
      jstDay: datesIn[language].day,
      jaDay: datesIn.ja.day,
    }
  }
  return {
    /** @param request whose language it is in; without: in Japanese, and without a choice. */
    render(site: Site, frame: PageFrame, data: Data, request?: FastifyRequest): string {
      const values =
        request === undefined
          ? { ...modelOf(site, frame, data, 'ja'), choices: [] }
          : modelOf(site, frame, data, languageOf(request))
      return eta.render(`pages/${template}`, values)
    },
    async send(reply: FastifyReply, frame: PageFrame, data: Data): Promise<FastifyReply> {
      // Not `reply.view`: the reply to an address that cannot be decoded has no decorators.
      const { server, request } = reply
      const site = server.getDecorator<() => Site>('site')()
      const values = modelOf(site, frame, data, languageOf(request))
      if (isAnonymous(request)) values.choices = []
      const html: string = await server.view(`pages/${template}`, values)
      return reply.type('text/html; charset=utf-8').send(html)
    },
  }
}

/** Links that come back to where they are followed; the address itself is not repeated on the page. */
function choicesOf(language: Language) {
  return languages.map((one) => ({
    name: languageNames[one],
    tag: languageTags[one],
    href: `/language/${one}`,
    on: one === language,
  }))
}

/** Registers the view engine; `site` is asked anew for each page (the organisation may be named later). */
export const pages = fastifyPlugin(async (app: FastifyInstance, options: { site: () => Site }) => {
  await app.register(fastifyView, {
    engine: { eta },
    root: projectFile('views'),
    templates: '',
    // Whatever NODE_ENV says: otherwise every page is compiled anew at every request.
    production: true,
  })
  app.decorate('site', options.site)
})
