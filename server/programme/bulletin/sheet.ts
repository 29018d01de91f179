import { formatJstDay } from '../../calendar/jst.ts'
import type { Bulletin, PublishedBulletin } from './bulletin.ts'
import { filled } from './figures.ts'
import { type IsGone, proposalOf } from '../follow-up/gone.ts'
import { type Source, sourceKinds } from './source.ts'

/** One page of A4, on the screen and on paper. */
export interface Sheet {
  readonly name: string
  readonly number: number
  readonly title: string
  /** In Japanese, as all of it; null: not published. */
  readonly day: string | null
  readonly lead: string
  readonly articles: readonly SheetArticle[]
  /** Of the letters on paper: large where there is room for it. */
  readonly size: 'large' | 'middle' | 'small'
  readonly corrections: readonly { readonly day: string; readonly words: string }[]
}

export interface SheetArticle {
  readonly kind: Source['kind']
  readonly kindLabel: string
  readonly headline: string
  readonly words: string
  /** 「保険年金課」, 「提案 K7Q2-18」, or '' */
  readonly origin: string
  readonly href: string | null
}

const WITHDRAWN = {
  headline: '取り下げた記事',
  words: '元の提案が公開されなくなったため、この記事を取り下げました。',
  origin: '',
  href: null,
} as const

/** What a number is called when the title that was written may tell of something that is gone. */
export const NO_TITLE = '市役所の仕事の変わったところ'

/** Title and lead may repeat an article's words: with a withdrawn one they are not shown either. */
export function publishedHead(
  { title, body, shown }: PublishedBulletin,
  isGone: IsGone,
): Pick<Sheet, 'title' | 'lead'> {
  const isWhole = !shown.articles.some(({ key }) => isGone(key))
  return isWhole ? { title, lead: body.lead } : { title: NO_TITLE, lead: '' }
}

/**
 * A published number. What came from a proposal that has left the board is not shown any more.
 *
 * @param base of published pages: '' or '/staff'
 */
export function publishedSheet(bulletin: PublishedBulletin, base: string, isGone: IsGone): Sheet {
  const { number, body, publishedOn, shown } = bulletin
  return withSize({
    name: shown.name,
    number,
    ...publishedHead(bulletin, isGone),
    day: formatJstDay(publishedOn),
    corrections: body.corrections.map(({ on, words }) => ({ day: dateOf(on), words })),
    articles: shown.articles.map(({ key, kind, headline, words, unitName, path }) => {
      const kindLabel = sourceKinds[kind]
      if (isGone(key)) return { kind, kindLabel, ...WITHDRAWN }
      const href = path === null ? null : `${base}${path}`
      return { kind, kindLabel, headline, words, origin: originOf(unitName, proposalOf(key)), href }
    }),
  })
}

/** A draft as it would be published now; what nobody may read is left out. */
export function draftSheet(
  { number, title, body }: Bulletin,
  sources: readonly Source[],
  name: string,
  base: string,
): Sheet {
  return withSize({
    name,
    number,
    title,
    day: null,
    lead: body.lead,
    corrections: [],
    articles: body.articles.flatMap(({ key, headline, words }) => {
      const source = sources.find((one) => one.key === key)
      if (source === undefined) return []
      const { kind, figures, unitName, path } = source
      return [
        {
          kind,
          kindLabel: sourceKinds[kind],
          headline: filled(headline, figures),
          words: filled(words, figures),
          origin: originOf(unitName, proposalOf(key)),
          href: path === null ? null : `${base}${path}`,
        },
      ]
    }),
  })
}

/** Up to here the letters are large, and middle; measured in Chromium with words as long as can be. */
const ROOM = { large: { articles: 4, shortArticles: 6, short: 50 }, middle: 6 } as const

function withSize(sheet: Omit<Sheet, 'size'>): Sheet {
  const { articles } = sheet
  const { large, middle } = ROOM
  const isShort = articles.every(({ words }) => words.length <= large.short)
  if (articles.length <= (isShort ? large.shortArticles : large.articles))
    return { ...sheet, size: 'large' }
  return { ...sheet, size: articles.length <= middle ? 'middle' : 'small' }
}

/** Without the day of the week: it stands in brackets itself. */
function dateOf(day: string): string {
  return formatJstDay(day).replace(/（.）$/, '')
}

function originOf(unitName: string, proposal: string | null): string {
  return [unitName, proposal === null ? '' : `提案 ${proposal}`]
    .filter((one) => one !== '')
    .join('　')
}
