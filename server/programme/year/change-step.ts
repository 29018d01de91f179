import type { CommonsStore } from '../../stores/commons.ts'
import type { StepId } from './steps.ts'

interface At {
  readonly year: number
  readonly step: StepId
}

/** @param day ISO; null: the usual one again. */
export async function moveStep(
  commons: CommonsStore,
  { year, step }: At,
  day: string | null,
): Promise<void> {
  await commons
    .insertInto('year_step')
    .values({ fiscal_year: year, step, day, done_on: null })
    .onConflict((clash) => clash.columns(['fiscal_year', 'step']).doUpdateSet({ day }))
    .execute()
}

/** @param doneOn ISO; null: not done after all. */
export async function markStep(
  commons: CommonsStore,
  { year, step }: At,
  doneOn: string | null,
): Promise<void> {
  await commons
    .insertInto('year_step')
    .values({ fiscal_year: year, step, day: null, done_on: doneOn })
    .onConflict((clash) => clash.columns(['fiscal_year', 'step']).doUpdateSet({ done_on: doneOn }))
    .execute()
}
