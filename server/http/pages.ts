import fastifyView from '@fastify/view'
import { Eta } from 'eta'
import type { FastifyInstance, FastifyReply } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { assetUrl } from './assets.ts'
import { formatJst, formatJstDay } from '../calendar/jst.ts'
import { projectFile } from './project-file.ts'

/** What every page shows around its content. */
export interface Site {
  readonly organisation: string
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
 * frame), `it.site`, `it.asset(name)`, `it.jst`, `it.jstDay` and its own data as `it.data`.
 */
export function definePage<Data>(template: string) {
  return {
    render(site: Site, frame: PageFrame, data: Data): string {
      return eta.render(`pages/${template}`, model(site, frame, data))
    },
    async send(reply: FastifyReply, frame: PageFrame, data: Data): Promise<FastifyReply> {
      // Not `reply.view`: the reply to an address that cannot be decoded has no decorators.
      const { server } = reply
      const site = server.getDecorator<() => Site>('site')()
      const html: string = await server.view(`pages/${template}`, model(site, frame, data))
      return reply.type('text/html; charset=utf-8').send(html)
    },
  }
}

/** Registers the view engine; `site` is asked anew for each page (the organisation may be named later). */
export const pages = fastifyPlugin(async (app: FastifyInstance, options: { site: () => Site }) => {
  await app.register(fastifyView, { engine: { eta }, root: projectFile('views'), templates: '' })
  app.decorate('site', options.site)
})

function model<Data>(site: Site, page: PageFrame, data: Data) {
  return { site, page, data, asset: assetUrl, jst: formatJst, jstDay: formatJstDay }
}
