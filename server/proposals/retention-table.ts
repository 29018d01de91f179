import type { Board } from './board.ts'
import { basisOf, type Disposal } from './disposal.ts'
import { type CountBand, countBand, type HiddenKind, hiddenKindsOn } from './hidden-counts.ts'
import type { Day, Proposal } from './proposal.ts'
import { disposedYear, nextDisposalDay, periodInWords } from './retention.ts'
import type { ProposalSettings } from './settings.ts'

/** One kind of data: what is held of it and until when. */
export interface RetentionRow {
  readonly kind: Disposal['kind']
  readonly name: string
  readonly holds: string
  readonly basis: string
  readonly period: string
  readonly next: Day
  /** Of which fiscal year that will be. */
  readonly nextYear: number
  /** What everybody can count on the board; null: nothing of the kind is shown there. */
  readonly visible: number | null
  /** The rest, as of the end of the last full month (see hidden-counts.ts). */
  readonly others: CountBand
}

export const disposalNames: Readonly<Record<Disposal['kind'], string>> = {
  texts: '提案の本文と要旨',
  answers: '所管の回答',
  ended: '対象外、取下げ、専用窓口、統合の本文',
  dialogue: '対話（質問と返信、再検討の理由）',
  receipts: '控え番号の照合値と署名鍵',
  complaints: 'コンプライアンス担当への連絡',
  steps: '職員の処理記録',
}

const contents: Readonly<Record<Disposal['kind'], string>> = {
  texts: '件名、今の状況、改善の案、期待できる効果、要旨、伏せた箇所',
  answers: '結論の理由、途中の回答、試行、効果の説明、うちでもやるの説明',
  ended: '所管へ送らなかった提案、取り下げられた提案、統合した提案の本文',
  dialogue: '所管の質問、提案者の返信、再検討を希望する理由',
  receipts: '提案者が控え番号で経過を確かめるためのもの。だれのものかは分かりません',
  complaints: '特定しようとする質問、犯人捜しについての連絡と、その対応',
  steps: 'どの職員が、いつ、何をしたか。提案者の操作は日だけで、人の記録はありません',
}

/** From when a period is counted. */
const begins: Readonly<Record<Disposal['kind'], string>> = {
  texts: '結論が出た年度',
  answers: '結論が出た年度',
  ended: '対象外などになった年度',
  dialogue: '完結した年度',
  receipts: '完結した年度',
  complaints: '対応を終えた年度',
  steps: '完結した年度',
}

export interface RetentionWork {
  readonly today: Day
  /** The end of the last full month. */
  readonly monthEnd: Day
  readonly settings: ProposalSettings
  readonly board: Board
  readonly all: readonly Proposal[]
  /** Days on which messages to コンプライアンス came in. */
  readonly complaintDays: readonly Day[]
  /** Lines of the officials' record up to the end of the month. */
  readonly stepLines: number
}

/** 「保有文書と保存期間」, in the order of the page. */
export function retentionTable(work: RetentionWork): RetentionRow[] {
  const { settings, today } = work
  const counts = countsOf(work)
  const kinds = Object.keys(disposalNames) as Disposal['kind'][]
  return kinds.map((kind) => {
    const months = settings.retention[kind === 'answers' ? 'texts' : kind]
    const next = nextDisposalDay(today, months)
    return {
      kind,
      name: disposalNames[kind],
      holds: contents[kind],
      basis: basisOf(kind, settings),
      period: `${begins[kind]}の翌年度から${periodInWords(months)}`,
      next,
      nextYear: disposedYear(next, months),
      visible: counts[kind].visible,
      others: countBand(counts[kind].others),
    }
  })
}

type Counts = Readonly<Record<Disposal['kind'], { visible: number | null; others: number }>>

function countsOf({ board, all, monthEnd, complaintDays, stepLines }: RetentionWork): Counts {
  const kindOf = hiddenKindsOn(all, monthEnd)
  const there = all.filter((p) => p.receivedOn <= monthEnd)
  const isExpired = (p: Proposal) => p.state === 'expired' && p.stateOn <= monthEnd
  const hidden = there.flatMap((p) => {
    const kind = kindOf(p)
    return kind === null || kind === 'expired' ? [] : [{ p, kind }]
  })
  const inUse = (kinds: readonly HiddenKind[]) =>
    hidden.filter(({ p, kind }) => kinds.includes(kind) && !isExpired(p)).length
  const answers = hidden
    .filter(({ p, kind }) => kind === 'closed' && !isExpired(p))
    .flatMap(({ p }) => p.answers.filter(({ on }) => on <= monthEnd))
  const visible = board.lines.map(({ entry }) => entry)
  const withReceipt = new Set(
    all.flatMap(({ number, erased }) => (erased.includes('receipts') ? [] : [number])),
  )
  return {
    texts: { visible: visible.length, others: inUse(['closed', 'checking']) },
    answers: {
      visible: visible.reduce((sum, entry) => sum + entry.answers.length, 0),
      others: answers.length,
    },
    ended: {
      visible: visible.reduce((sum, entry) => sum + entry.merged, 0),
      others: inUse(['referred', 'out_of_scope', 'withdrawn', 'merged']),
    },
    dialogue: {
      visible: null,
      others: there
        .filter((p) => !p.erased.includes('dialogue'))
        .flatMap((p) => p.questions.filter(({ openedOn }) => (openedOn ?? '9') <= monthEnd)).length,
    },
    receipts: {
      visible: visible.filter(({ number }) => withReceipt.has(number)).length,
      others: hidden.filter(({ p }) => withReceipt.has(p.number)).length,
    },
    complaints: { visible: null, others: complaintDays.filter((day) => day <= monthEnd).length },
    steps: { visible: null, others: stepLines },
  }
}
