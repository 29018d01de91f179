import type { FastifyInstance } from 'fastify'
import { definePage, type Site } from '../../http/pages.ts'
import {
  effects,
  kinds,
  LONGEST,
  type Publicity,
  publicities,
  themes,
} from '../../proposals/catalogue.ts'
import { CONSTANT_TITLE } from '../constant-title.ts'
import { type Precompressed, precompress, sendPrecompressed } from '../precompressed.ts'
import type { FormFacts } from './form-facts.ts'

export interface ProposalPagesOptions {
  readonly site: () => Site
  readonly facts: () => Promise<FormFacts>
}

interface Option {
  readonly value: string
  readonly label: string
  readonly help?: string
}

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

const propose = definePage<ProposePage>('propose')
const receipt = definePage<ReceiptPage>('receipt')
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

const publicityHelp: Readonly<Record<Publicity, string>> = {
  open: '全職員が提案の一覧で、所管の所属が回答のために、あなたの書いた文章を読めます。',
  summary:
    '提案担当が短い要旨を作り、あなたが控え番号で確かめます。所属も全職員も、要旨だけを読みます。自分の所属への提案には、これをお勧めします。',
  closed:
    '提案の一覧には載りません。所管の所属は、あなたの書いた文章を読んで回答します。回答はあなただけが読めます。',
}

const lists = {
  themes: options(themes),
  kinds: options(kinds),
  effects: options(effects),
  publicities: options(publicities).map((option) => ({
    ...option,
    help: publicityHelp[option.value as Publicity],
  })),
  longest: LONGEST,
}

function unitLines(bureaus: FormFacts['bureaus']): string {
  return bureaus
    .map((bureau) => [bureau, ...bureau.sections].map(({ code, name }) => `${code} ${name}`))
    .map((units) => units.join('\t'))
    .join('\n')
}

function options(list: Readonly<Record<string, string>>): Option[] {
  return Object.entries(list).map(([value, label]) => ({ value, label }))
}
