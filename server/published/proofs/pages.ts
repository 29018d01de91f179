import type { FastifyInstance, FastifyRequest } from 'fastify'
import { definePage, type PageFrame } from '../../http/pages.ts'
import { Problem } from '../../http/problems.ts'
import type { PublishedOptions } from '../options.ts'
import { readPublication } from '../published-sets.ts'
import { type KeyShown, keyList } from './key-list.ts'
import { readFrozen, readRecord } from './proof-files.ts'

const keysPage = definePage<{
  crumbs: readonly Crumb[]
  entries: readonly KeyShown[]
  /** Of the newest survey whose page is shown now; null: none is. */
  example: { readonly lines: readonly string[]; readonly origin: string } | null
  file: string
}>('results-keys')

const verifyPage = definePage<{
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
}>('results-verify')

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
  readonly label: string
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
  const results = { href: `${base}/results`, label: 'アンケートの結果' }

  app.get(`${base}/results/keys`, async (request, reply) => {
    const entries = await keyList(commons)
    const lines = entries.find(({ bundle, isShown }) => isShown && bundle !== null)?.bundle?.lines
    return keysPage.send(reply.header('cache-control', 'no-cache'), frame(request, '鍵の一覧'), {
      crumbs: [results],
      entries,
      example: lines === undefined ? null : { lines, origin: originOf(request) },
      file: `${base}/api/v1/keys`,
    })
  })

  app.get<{ Params: { id: string } }>(`${base}/results/:id/verify`, async (request, reply) => {
    const { id } = request.params
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
      frame(request, `だれでも確かめられます｜${title}`),
      {
        crumbs: [results, { href: `${base}/results/${encodeURIComponent(id)}`, label: title }],
        title,
        survey: id,
        origin: originOf(request),
        base,
        files: filesOf(base, id, slips !== null),
        publishedHash: sha256,
        questionnaireHash,
        keyId,
        inspected: inspection !== undefined && inspection !== null,
        counts,
      },
    )
  })

  function frame(request: FastifyRequest, title: string): PageFrame {
    const me = signedIn?.(request)
    return { title, place: 'results', ...(me === undefined ? {} : { signedIn: me }) }
  }
}

/** As the reader has reached this page. */
function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`
}

function filesOf(base: string, id: string, hasSlips: boolean): ProofFile[] {
  const survey = `${base}/api/v1/surveys/${encodeURIComponent(id)}`
  const files = [
    {
      name: 'results',
      label: '公表データ',
      proves: '公表した数字のすべて。開封のときに記録した照合値と一致します。',
    },
    {
      name: 'cards',
      label: '使われた回答券の一覧',
      proves:
        '回答１件につき、正しい署名のある回答券が１枚ずつあること。だれの回答券かは分かりません。',
    },
    {
      name: 'record',
      label: '開封・集計記録',
      proves: '渡した回答券、使われた回答券、回答の数が合うこと。立ち会った保管者と日付。',
    },
    {
      name: 'survey',
      label: '設問と公表の計画',
      proves: '実施の決定の後に、設問と公表する表が変わっていないこと。',
    },
    ...(hasSlips
      ? [
          {
            name: 'slips',
            label: '紙の回答券の一覧',
            proves: '紙の回答券が、前もって公表した枚数より増えていないこと。',
          },
        ]
      : []),
  ]
  return [
    ...files.map((file) => ({
      ...file,
      name: `${file.name}.json`,
      href: `${survey}/${file.name}`,
    })),
    {
      name: 'keys.json',
      href: `${base}/api/v1/keys`,
      label: '鍵の一覧',
      proves: '鍵が途中で差し替えられていないこと。書き足すだけの一覧です。',
    },
  ]
}
