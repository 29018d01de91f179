import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Said } from '../../../views/words/phrase.ts'
import { resultsPagesWords } from '../../../views/words/results-pages.ts'
import { type ProofsWords, proofsWords } from '../../../views/words/results-proofs.ts'
import { languageOf } from '../../http/language.ts'
import { definePage, type PageFrame } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { PublishedOptions } from '../options.ts'
import { readPublication } from '../published-sets.ts'
import { type KeyShown, keyList } from './key-list.ts'
import { readFrozen, readRecord } from './proof-files.ts'

const keysPage = definePage<
  {
    crumbs: readonly Crumb[]
    entries: readonly KeyShown[]
    /** Of the newest survey whose page is shown now; null: none is. */
    example: { readonly lines: readonly string[]; readonly origin: string } | null
    file: string
  },
  ProofsWords
>('results-keys', proofsWords)

const verifyPage = definePage<
  {
    crumbs: readonly Crumb[]
    title: string
    survey: string
    origin: string
    /** Where files and pages are; '' or '/staff'. */
    base: string
    files: readonly ProofFile[]
    publishedHash: string
    questionnaireHash: string
    keyId: string
    inspected: boolean
    counts: CardCounts
  },
  ProofsWords
>('results-verify', proofsWords)

/** Of the record, as `openingRecordSchema` of the opening has them; older records lack the optional ones. */
interface CardCounts {
  readonly eligible: number
  readonly cardsIssued: number
  readonly cardsSpent: number
  readonly ballots: number
  readonly reissued?: number
  readonly slipPeople?: number
  readonly slips?: {
    readonly printed: number
    readonly exchanged: number
    readonly spoilt: number | null
    readonly unused: number | null
  } | null
}

interface Crumb {
  readonly href: string
  readonly label: Said
}

interface ProofFile {
  readonly name: string
  readonly href: string
  readonly label: string
  readonly proves: string
}

/** `{base}/results/keys` and `{base}/results/:id/verify`: what anybody can check, and how. */
export async function proofPages(
  app: FastifyInstance,
  { commons, base, signedIn }: PublishedOptions,
): Promise<void> {
  app.get(`${base}/results/keys`, async (request, reply) => {
    const language = languageOf(request)
    const entries = await keyList(commons, language)
    const lines = entries.find(({ bundle, isShown }) => isShown && bundle !== null)?.bundle?.lines
    return keysPage.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, proofsWords[language].keys.title),
      {
        crumbs: [listCrumb(request)],
        entries,
        example: lines === undefined ? null : { lines, origin: originOf(request) },
        file: `${base}/api/v1/keys`,
      },
    )
  })

  app.get<{ Params: { id: string } }>(`${base}/results/:id/verify`, async (request, reply) => {
    const { id } = request.params
    const w = proofsWords[languageOf(request)].verify
    const publication = await readPublication(commons, id)
    const record = await readRecord(commons, id)
    const frozen = await readFrozen(commons, id)
    if (publication === null || record === null || frozen === null) throw new Problem('not-found')
    const { title, sha256 } = publication
    const { questionnaireHash, slips } = JSON.parse(frozen) as {
      questionnaireHash: string
      slips: object | null
    }
    const counts = JSON.parse(record) as CardCounts & {
      keyId: string
      inspection?: object | null
    }
    const { keyId, inspection } = counts
    return verifyPage.send(
      reply.header('cache-control', 'no-cache'),
      frame(request, w.windowOf(title)),
      {
        crumbs: [
          listCrumb(request),
          { href: `${base}/results/${encodeURIComponent(id)}`, label: { ja: title } },
        ],
        title,
        survey: id,
        origin: originOf(request),
        base,
        files: filesOf(base, id, slips !== null, w.list),
        publishedHash: sha256,
        questionnaireHash,
        keyId,
        inspected: inspection !== undefined && inspection !== null,
        counts,
      },
    )
  })

  function listCrumb(request: FastifyRequest): Crumb {
    return { href: `${base}/results`, label: resultsPagesWords[languageOf(request)].title }
  }

  function frame(request: FastifyRequest, title: string): PageFrame {
    const me = signedIn?.(request)
    return { title, place: 'results', ...(me === undefined ? {} : { signedIn: me }) }
  }
}

/** As the reader has reached this page. */
function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}

function filesOf(
  base: string,
  id: string,
  hasSlips: boolean,
  words: ProofsWords['verify']['list'],
): ProofFile[] {
  const survey = `${base}/api/v1/surveys/${encodeURIComponent(id)}`
  const usual = ['results', 'cards', 'record', 'survey'] as const
  const names = hasSlips ? ([...usual, 'slips'] as const) : usual
  const file = (name: keyof typeof words, href: string): ProofFile => {
    const [label, proves] = words[name]
    return { name: `${name}.json`, href, label, proves }
  }
  return [
    ...names.map((name) => file(name, `${survey}/${name}`)),
    file('keys', `${base}/api/v1/keys`),
  ]
}
