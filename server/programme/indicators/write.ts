import type { Change, ChangeOf, StatedValue } from './changes.ts'
import { passOver } from './conflicts.ts'
import { measuredBy, writeMeasured } from './fill-from-survey.ts'
import { keepPrinted } from './keep-printed.ts'
import type { ProgrammeWriter } from './writer.ts'

/** The book is not any more as the change found it; the transaction has to be undone. */
export class StaleChange extends Error {}

/**
 * Writes what two people have agreed on. What stands there already as wanted is left: an approval that
 * was cut off between its two stores is simply given again.
 *
 * @param day of the approval, ISO (JST).
 * @throws {StaleChange} when something else came first.
 */
export async function applyChanges(
  trx: ProgrammeWriter,
  changes: readonly Change[],
  day: string,
): Promise<void> {
  for (const change of changes) await apply(trx, change, day)
}

async function apply(trx: ProgrammeWriter, change: Change, day: string): Promise<void> {
  switch (change.kind) {
    case 'value':
      return applyValue(trx, change, day)
    case 'survey-value':
      return applySurveyValue(trx, change, day)
    case 'break':
      return applyBreak(trx, change)
    case 'target':
      return applyTarget(trx, change)
    case 'wording':
      return applyWording(trx, change)
    case 'note':
      return applyNote(trx, change)
    case 'edition':
      return applyEdition(trx, change)
  }
}

async function applyValue(
  trx: ProgrammeWriter,
  { indicator, year, before, after }: ChangeOf<'value'>,
  day: string,
): Promise<void> {
  const there = await valueRow(trx, indicator, year)
  // A survey's own value is never typed over.
  if (there !== undefined && there.survey !== null) throw new StaleChange()
  if (isDone(there && statedOf(there), before, after)) return
  const row = {
    value: after.text,
    source: after.source,
    as_of_day: after.asOfDay,
    sample: 0,
    approved_on: day,
  }
  await trx
    .insertInto('indicator_value')
    .values({ indicator, fiscal_year: year, ...row })
    .onConflict((clash) => clash.columns(['indicator', 'fiscal_year']).doUpdateSet(row))
    .execute()
}

async function applySurveyValue(
  trx: ProgrammeWriter,
  { indicator, year, survey, before, take }: ChangeOf<'survey-value'>,
  day: string,
): Promise<void> {
  const there = await valueRow(trx, indicator, year)
  if (there?.survey === survey) return
  if (there === undefined || !isSame(statedOf(there), before)) throw new StaleChange()
  if (!take) return passOver(trx, { indicator, year, survey })
  const measured = (await measuredBy(trx, survey)).find((one) => one.indicator === indicator)
  if (measured === undefined) throw new StaleChange()
  if (there.survey !== null) await passOver(trx, { indicator, year, survey: there.survey })
  await writeMeasured(trx, measured, day)
}

async function applyBreak(
  trx: ProgrammeWriter,
  { indicator, year, before, after }: ChangeOf<'break'>,
): Promise<void> {
  const there = await trx
    .selectFrom('indicator_break')
    .select(['state', 'reason'])
    .where('indicator', '=', indicator)
    .where('fiscal_year', '=', year)
    .executeTakeFirst()
  if (isDone(there, before, after)) return
  await trx
    .insertInto('indicator_break')
    .values({ indicator, fiscal_year: year, ...after })
    .onConflict((clash) => clash.columns(['indicator', 'fiscal_year']).doUpdateSet(after))
    .execute()
}

async function applyTarget(
  trx: ProgrammeWriter,
  { edition, indicator, year, before, after }: ChangeOf<'target'>,
): Promise<void> {
  const there = await trx
    .selectFrom('indicator_target')
    .select(['op', 'value', 'words'])
    .where('edition', '=', edition)
    .where('indicator', '=', indicator)
    .where('fiscal_year', '=', year)
    .executeTakeFirst()
  if (isDone(there, before, after)) return
  await trx
    .insertInto('indicator_target')
    .values({ edition, indicator, fiscal_year: year, ...after })
    .onConflict((clash) =>
      clash.columns(['edition', 'indicator', 'fiscal_year']).doUpdateSet(after),
    )
    .execute()
}

async function applyWording(
  trx: ProgrammeWriter,
  { indicator, before, after }: ChangeOf<'wording'>,
): Promise<void> {
  const row = await trx
    .selectFrom('indicator')
    .select(['label', 'history_label', 'source', 'long_term'])
    .where('id', '=', indicator)
    .executeTakeFirstOrThrow()
  const { label, history_label: historyLabel, source, long_term: longTerm } = row
  if (isDone({ label, historyLabel, source, longTerm }, before, after)) return
  await trx
    .updateTable('indicator')
    .set({
      label: after.label,
      history_label: after.historyLabel,
      source: after.source,
      long_term: after.longTerm,
    })
    .where('id', '=', indicator)
    .execute()
}

async function applyNote(
  trx: ProgrammeWriter,
  { ref, before, after }: ChangeOf<'note'>,
): Promise<void> {
  const row = await trx
    .selectFrom('indicator_note')
    .select('text')
    .where('ref', '=', ref)
    .executeTakeFirst()
  if (isDone(row?.text, before, after)) return
  await trx.updateTable('indicator_note').set({ text: after }).where('ref', '=', ref).execute()
}

/** The year printed as 現状 and the one after it begin with the newest targets of the edition before. */
async function applyEdition(
  trx: ProgrammeWriter,
  { copyOf, after }: ChangeOf<'edition'>,
): Promise<void> {
  const { id, label, day, currentYear, source } = after
  const there = await trx
    .selectFrom('programme_edition')
    .select(['label', 'day'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (there?.label === label && there.day === day) return
  if (there !== undefined) throw new StaleChange()
  await keepPrinted(trx)
  await trx
    .insertInto('programme_edition')
    .values({ id, label, day, current_year: currentYear, source })
    .execute()
  const old = await trx
    .selectFrom('indicator_target')
    .selectAll()
    .where('edition', '=', copyOf)
    .orderBy('fiscal_year')
    .execute()
  const indicators = [...new Set(old.map(({ indicator }) => indicator))]
  const rows = indicators.flatMap((indicator) =>
    [currentYear, currentYear + 1].flatMap((year) => {
      const own = old.filter((one) => one.indicator === indicator)
      const from = own.findLast(({ fiscal_year }) => fiscal_year <= year) ?? own[0]
      return from === undefined ? [] : [{ ...from, edition: id, fiscal_year: year }]
    }),
  )
  if (rows.length > 0) await trx.insertInto('indicator_target').values(rows).execute()
}

async function valueRow(trx: ProgrammeWriter, indicator: string, year: number) {
  return trx
    .selectFrom('indicator_value')
    .select(['value', 'source', 'as_of_day', 'survey'])
    .where('indicator', '=', indicator)
    .where('fiscal_year', '=', year)
    .executeTakeFirst()
}

function statedOf(row: {
  value: string | null
  source: string
  as_of_day: string | null
}): StatedValue {
  return { text: row.value, source: row.source, asOfDay: row.as_of_day }
}

/** @throws {StaleChange} */
function isDone(there: unknown, before: unknown, after: unknown): boolean {
  if (isSame(there, after)) return true
  if (!isSame(there ?? null, before)) throw new StaleChange()
  return false
}

/** Members in whatever order. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(one: unknown): string {
  if (typeof one !== 'object' || one === null) return JSON.stringify(one) ?? ''
  return JSON.stringify(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
