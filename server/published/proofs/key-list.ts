import { formatJstDay } from '../../calendar/jst.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import {
  bundleHash,
  bundleLines,
  type KeyLogEvent,
  type KeyLogRow,
  readKeyLog,
} from '../../survey/key-log.ts'

/** An entry of the public list as the page shows it; days in words. */
export interface KeyShown {
  readonly number: number
  readonly day: string
  /** Of the survey, or of the quarter of the proposal box. */
  readonly title: string
  readonly event: string
  readonly keyId: string
  readonly hash: string
  /** null: nothing was said about pages and scripts. */
  readonly bundle: { readonly hash: string; readonly lines: readonly string[] } | null
  /** Its pages are being shown now. */
  readonly isShown: boolean
}

const EVENTS: Readonly<Record<KeyLogEvent, string>> = {
  announced: '実施の決定',
  changed: '公表した変更による画面の変更',
  program: 'プログラムの更新による画面の変更',
  closed: '締切（回答券に署名する鍵を消しました）',
  cancelled: '中止',
  'proposal-quarter': '提案箱の鍵',
  earlier: '一覧を始める前に実施を決定',
}

/** Newest first. */
export async function keyList(commons: CommonsReader): Promise<KeyShown[]> {
  const titles = await titlesOf(commons)
  const announced = await commons
    .selectFrom('survey')
    .select('id')
    .where('state', '=', 'announced')
    .execute()
  const now = new Set(announced.map(({ id }) => id))
  const rows = await readKeyLog(commons)
  return rows.toReversed().map((row) => {
    const { survey } = row.entry
    return shown(row, titles.get(survey) ?? survey, now.has(survey))
  })
}

function shown({ entry, hash }: KeyLogRow, title: string, isShown: boolean): KeyShown {
  const { number, day, survey, event, keyId, bundle } = entry
  return {
    number,
    day: formatJstDay(day),
    title,
    isShown,
    event: EVENTS[event],
    keyId,
    hash,
    bundle:
      bundle === null
        ? null
        : { hash: bundleHash(survey, bundle), lines: bundleLines(survey, bundle) },
  }
}

async function titlesOf(commons: CommonsReader): Promise<Map<string, string>> {
  const surveys = await commons.selectFrom('survey').select(['id', 'title']).execute()
  const quarters = await commons
    .selectFrom('proposal_quarter')
    .select(['id', 'opens_on', 'closes_on'])
    .execute()
  return new Map([
    ...surveys.map(({ id, title }): [string, string] => [id, title]),
    ...quarters.map((q): [string, string] => [
      q.id,
      `提案箱（${formatJstDay(q.opens_on)}〜${formatJstDay(q.closes_on)}）`,
    ]),
  ])
}
