import type { FastifyInstance } from 'fastify'
import { followPageWords } from '../../../views/words/follow-page.ts'
import { postPageWords } from '../../../views/words/post-page.ts'
import type { PostWords } from '../../../views/words/post.ts'
import { definePage, type Site } from '../../http/pages.ts'
import { effects, keysOf, kinds, LONGEST, publicities, themes } from '../../proposals/catalogue.ts'
import { CONSTANT_TITLE } from '../constant-title.ts'
import { type Precompressed, precompress, sendPrecompressed } from '../precompressed.ts'
import type { FormFacts } from './form-facts.ts'

export interface ProposalPagesOptions {
  readonly site: () => Site
  readonly facts: () => Promise<FormFacts>
}

/** A word of a closed list, or a key of the page's words. */
type Option =
  | { readonly value: string; readonly term: string }
  | { readonly value: string; readonly key: keyof PostWords; readonly help?: keyof PostWords }

interface ProposePage extends Omit<FormFacts, 'bureaus'> {
  /** A 部 a line: `code name`, its 課 behind tabs. */
  readonly units: string
  readonly themes: readonly Option[]
  readonly kinds: readonly Option[]
  readonly effects: readonly Option[]
  readonly publicities: readonly Option[]
  readonly longest: typeof LONGEST
}

interface ReceiptPage extends Pick<FormFacts, 'contacts' | 'days'> {
  readonly longest: typeof LONGEST
}

const propose = definePage<ProposePage, typeof postPageWords.ja>('propose', postPageWords)
const receipt = definePage<ReceiptPage, typeof followPageWords.ja>('receipt', followPageWords)
const HTML = 'text/html; charset=utf-8'
const frame = { title: CONSTANT_TITLE, place: 'none' } as const

/** The pages of authors: the same bytes for everyone, made anew only when what they say has changed. */
export async function proposalPages(
  app: FastifyInstance,
  { site, facts }: ProposalPagesOptions,
): Promise<void> {
  const proposePage = keptPage(({ bureaus, ...data }) =>
    propose.render(site(), frame, { ...data, ...lists, units: unitLines(bureaus) }),
  )
  const receiptPage = keptPage(({ contacts, days }) =>
    receipt.render(site(), frame, { contacts, days, longest: LONGEST }),
  )

  app.get('/proposals', async (request, reply) =>
    sendPrecompressed(request, reply, HTML, proposePage(site(), await facts())),
  )
  app.get('/proposals/receipt', async (request, reply) =>
    sendPrecompressed(request, reply, HTML, receiptPage(site(), await facts())),
  )
}

/** Kept until anything that it shows is another. */
function keptPage(render: (facts: FormFacts) => string) {
  let kept: { of: string; page: Precompressed } | null = null
  return (site: Site, facts: FormFacts): Precompressed => {
    const of = JSON.stringify([site, facts])
    if (kept?.of !== of) kept = { of, page: precompress(Buffer.from(render(facts))) }
    return kept.page
  }
}

const lists = {
  themes: terms(themes),
  kinds: terms(kinds),
  effects: keysOf(effects).map((value) => ({ value, key: value })),
  publicities: keysOf(publicities).map((value) => ({
    value,
    key: value,
    help: `${value}Help` as const,
  })),
  longest: LONGEST,
}

function unitLines(bureaus: FormFacts['bureaus']): string {
  return bureaus
    .map((bureau) => [bureau, ...bureau.sections].map(({ code, name }) => `${code} ${name}`))
    .map((units) => units.join('\t'))
    .join('\n')
}

function terms(list: Readonly<Record<string, string>>): Option[] {
  return Object.entries(list).map(([value, term]) => ({ value, term }))
}
