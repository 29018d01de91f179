import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLanguage, type Language } from '../../views/words/language.ts'
import { Problem } from './problems.ts'

/** A preference, not an identity: three values, the same for thousands. */
const COOKIE = 'kazetoshi-language'
const YEAR_SECONDS = 365 * 24 * 60 * 60

/**
 * Where the choice is sent. Never `/` and never `/voice`: what the anonymous side is asked for is the same
 * from everybody, and its pages hold all languages and choose in the browser.
 */
const places = ['/staff', '/results', '/indicators', '/board', '/bulletin', '/anonymity', '/report']

/**
 * The language of what is shown to this reader; the first page has it in its address instead. The anonymous side
 * answers everybody alike, its refusals included.
 */
export function languageOf(request: Pick<FastifyRequest, 'headers' | 'query' | 'url'>): Language {
  if (isAnonymous(request)) return 'ja'
  const asked = (request.query as { lang?: unknown } | undefined)?.lang
  if (isLanguage(asked)) return asked
  const held = new RegExp(`(?:^|;)\\s*${COOKIE}=([a-z]+)`).exec(request.headers.cookie ?? '')?.[1]
  return isLanguage(held) ? held : 'ja'
}

/** An address of the anonymous side, however it is written; what cannot be decoded is answered alike, too. */
export function isAnonymous({ url }: Pick<FastifyRequest, 'url'>): boolean {
  try {
    return /^\/+voice(?:[/?#]|$)/i.test(decodeURI(url))
  } catch {
    return true
  }
}

/** `GET /language/:to`: keeps the choice of language and goes back to the page it was followed on. */
export async function languageChoice(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { to: string } }>('/language/:to', async (request, reply) => {
    const { to } = request.params
    if (!isLanguage(to)) throw new Problem('not-found')
    for (const place of places) {
      reply.header(
        'set-cookie',
        `${COOKIE}=${to}; Path=${place}; Max-Age=${YEAR_SECONDS}; SameSite=Lax`,
      )
    }
    return reply.header('cache-control', 'no-store').redirect(wayBack(request, to), 303)
  })
}

/** Only an address of our own; the first page is given the language in its address. */
function wayBack({ headers, host }: FastifyRequest, to: Language): string {
  const from = URL.canParse(headers.referer ?? '') ? new URL(headers.referer ?? '') : null
  const own = from !== null && from.host === host && !from.pathname.startsWith('//')
  const { pathname, searchParams } = own ? from : new URL('http://localhost/')
  if (pathname === '/' || searchParams.has('lang')) searchParams.set('lang', to)
  const query = searchParams.toString()
  return query === '' ? pathname : `${pathname}?${query}`
}
