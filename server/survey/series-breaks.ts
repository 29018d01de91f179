/** 系列の断絶: from a survey on, an item (or all of them) is not compared with the years before. */
import type { Transaction } from 'kysely'
import type { CommonsReader, CommonsTables } from '../stores/commons.ts'
import { ruleWords } from './asked.ts'
import { draftSchema, type Earlier } from './draft.ts'
import type { Item, Questionnaire } from './questionnaire.ts'

/** `item` is the id of a question, or '*' for all of them. */
export interface SeriesBreak {
  readonly item: string
  readonly reason: string
}

export const ALL_ITEMS = '*'

/** What a confirmation is given for: another reason has to be confirmed anew. */
export function breakKey({ item, reason }: SeriesBreak): string {
  return `${item}：${reason}`
}

/**
 * What a survey changes against the last published one; for the first one against what 人事課 answered
 * about the years before (what nobody knows counts as changed).
 */
export function findBreaks(
  now: Questionnaire,
  last: Questionnaire | null,
  earlier: Earlier | null,
): SeriesBreak[] {
  if (last === null) return earlier === null ? [] : earlierBreaks(now.scale, earlier)
  const all = [...scaleReasons(now, last), ...askedReasons(now, last)]
  const items = now.items.flatMap((item) => {
    const before = last.items.find(({ id }) => id === item.id)
    return before === undefined ? [] : itemReasons(item, before).map(of(item.id))
  })
  return [...all.map(of(ALL_ITEMS)), ...items]
}

/** The questionnaire of the last published survey; null: none is published in this system. */
export async function lastPublished(commons: CommonsReader): Promise<Questionnaire | null> {
  const row = await commons
    .selectFrom('survey')
    .innerJoin('published_set', 'published_set.survey', 'survey.id')
    .select('survey.questionnaire')
    .where('published_set.visible', '=', 1)
    .orderBy('survey.fiscal_year', 'desc')
    .orderBy('survey.closes_at', 'desc')
    .orderBy('survey.id', 'desc')
    .executeTakeFirst()
  if (row === undefined || row.questionnaire === null) return null
  return JSON.parse(row.questionnaire) as Questionnaire
}

/** Reasons by item (`ALL_ITEMS`: for every one) recorded when this survey was announced. */
export async function readBreaks(
  commons: CommonsReader,
  survey: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await commons
    .selectFrom('series_break')
    .select(['item', 'reason'])
    .where('survey', '=', survey)
    .orderBy('item')
    .execute()
  return new Map(rows.map(({ item, reason }) => [item, reason]))
}

/**
 * Finds and records the breaks of a survey that has just been frozen, in the transaction of its
 * announcement; several reasons of one item become one.
 */
export async function recordBreaks(trx: Transaction<CommonsTables>, survey: string): Promise<void> {
  const row = await trx
    .selectFrom('survey')
    .select(['questionnaire', 'draft'])
    .where('id', '=', survey)
    .executeTakeFirstOrThrow()
  if (row.questionnaire === null) throw new Error('breaks of a survey that is not frozen')
  const questionnaire = JSON.parse(row.questionnaire) as Questionnaire
  const { earlier } = draftSchema.parse(JSON.parse(row.draft))
  const breaks = findBreaks(questionnaire, await lastPublished(trx), earlier)
  const reasons = new Map<string, string>()
  for (const { item, reason } of breaks) {
    const known = reasons.get(item)
    reasons.set(item, known === undefined ? reason : `${known}、${reason}`)
  }
  const rows = [...reasons].map(([item, reason]) => ({ survey, item, reason }))
  await trx.deleteFrom('series_break').where('survey', '=', survey).execute()
  if (rows.length > 0) await trx.insertInto('series_break').values(rows).execute()
}

function earlierBreaks(scale: 4 | 5, earlier: Earlier): SeriesBreak[] {
  const reasons = []
  if (earlier.scale === 'unknown') reasons.push('これまでの調査の尺度が分からないため')
  else if (earlier.scale !== String(scale)) {
    reasons.push(`尺度が${earlier.scale}段階から${scale}段階に変わるため`)
  }
  if (earlier.denominator === 'unknown') reasons.push('これまでの割合の分母が分からないため')
  if (earlier.denominator === 'all') {
    reasons.push('割合の分母が「回答者全員」から「有効回答」に変わるため')
  }
  if (earlier.asked === 'unknown') reasons.push('これまでの対象の範囲が分からないため')
  if (earlier.asked === 'other') reasons.push('対象の範囲がこれまでの調査と違うため')
  return reasons.map(of(ALL_ITEMS))
}

function scaleReasons(now: Questionnaire, last: Questionnaire): string[] {
  if (now.scale !== last.scale) {
    return [`尺度が${last.scale}段階から${now.scale}段階に変わるため`]
  }
  const same = now.options.every((label, i) => label === last.options[i])
  return same ? [] : ['選択肢の言葉が変わるため']
}

function askedReasons(now: Questionnaire, last: Questionnaire): string[] {
  const words = (q: Questionnaire) => (q.asked?.leftOut ?? []).map(ruleWords)
  const [after, before] = [words(now), words(last)]
  const added = after.filter((rule) => !before.includes(rule))
  const dropped = before.filter((rule) => !after.includes(rule))
  const reasons = []
  if (added.length > 0) reasons.push(`対象から外す職員が増えるため（${added.join('、')}）`)
  if (dropped.length > 0) {
    reasons.push(`対象から外していた職員を含めるため（${dropped.join('、')}）`)
  }
  return reasons
}

function itemReasons(now: Item, last: Item): string[] {
  if (now.type === 'text' || last.type === 'text') return []
  const reasons = []
  if (now.type !== last.type) reasons.push('答え方が変わるため')
  if (now.text !== last.text) reasons.push('設問の文が変わるため')
  if (now.type === 'multi' && last.type === 'multi' && !isSame(now.options, last.options)) {
    reasons.push('選択肢が変わるため')
  }
  const [after, before] = [now.audience ?? '全員', last.audience ?? '全員']
  if (after !== before) reasons.push(`尋ねる人が「${before}」から「${after}」に変わるため`)
  return reasons
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function of(item: string): (reason: string) => SeriesBreak {
  return (reason) => ({ item, reason })
}
