import { z } from 'zod'
import { formatJstDay } from '../../../calendar/jst.ts'
import type { Phase } from '../../../survey/surveys.ts'
import { isDay, optionalLine } from '../form-fields.ts'
import type { PostState } from './ledger.ts'
import { sheetNumber } from './sheets.ts'

/** What an official records by hand; the other acts are recorded by what the system does. */
export const handActs = {
  'handed-over': '渡した',
  lost: 'なくした（見つからない）',
  shredded: '細断した',
} as const
export type HandAct = keyof typeof handActs

/** A sheet that can stand in 受渡簿 now; `1-2` is the second one of the first post. */
interface SheetChoice {
  readonly value: string
  readonly label: string
}

/** The good sheet of every post, and older ones that still have to be shredded. */
export function sheetChoices(ledger: readonly PostState[]): SheetChoice[] {
  return ledger.flatMap(({ post, number, older }) => [
    { value: number, label: `${post}（用紙 ${number}）` },
    ...older
      .filter(({ shredded }) => shredded === null)
      .map((old) => ({ value: old.number, label: `${post}（前の用紙 ${old.number}）` })),
  ])
}

/** Reads one line of 受渡簿; what contradicts the state of the sheet is refused at its field. */
export function entrySchema(ledger: readonly PostState[], phase: Phase, today: string) {
  const choices = sheetChoices(ledger).map(({ value }) => value)
  return z
    .object({
      sheet: z
        .string({ error: '用紙を選んでください。' })
        .refine((value) => choices.includes(value), {
          error: '用紙を選んでください。',
          abort: true,
        }),
      act: z.enum(Object.keys(handActs) as [HandAct, ...HandAct[]], {
        error: '何をしたかを選んでください。',
      }),
      day: z
        .string({ error: '日を入力してください。' })
        .refine(isDay, { error: '日を 2026-11-20 の形で入力してください。', abort: true })
        .refine((day) => day <= today, {
          error: `今日（${formatJstDay(today)}）までの日を入力してください。`,
        }),
      note: optionalLine('備考', 100),
    })
    .superRefine(({ sheet, act }, context) => {
      const message = actFault(ledger, phase, sheet, act)
      if (message !== null) context.addIssue({ code: 'custom', path: ['act'], message })
    })
    .transform(({ sheet, ...entry }) => ({ ...entry, ...placeOf(ledger, sheet) }))
}

function actFault(
  ledger: readonly PostState[],
  phase: Phase,
  chosen: string,
  act: HandAct,
): string | null {
  const current = ledger.find(({ number }) => number === chosen)
  const over = phase === 'destroyed' || phase === 'cancelled'
  if (current === undefined) {
    return act === 'handed-over'
      ? 'この用紙は作り直されていて、使えません。「細断した」か「なくした」を記録してください。'
      : null
  }
  if (current.state === 'shredded') return 'この用紙は、細断したことを記録しています。'
  if (act === 'handed-over' && over) {
    return '廃棄や中止の後は、渡したことを記録できません。細断したことを記録してください。'
  }
  if (act === 'handed-over' && current.state === 'held') {
    return `この用紙は、${formatJstDay(current.since ?? '')}に渡したことを記録しています。後任に替わるときは、用紙を作り直してください。`
  }
  if (act === 'lost' && current.state === 'lost')
    return 'この用紙は、なくしたことを記録しています。'
  if (act === 'shredded' && !over) {
    return '今の用紙は、開封に要ります。回答箱と鍵の廃棄か、中止の後に細断してください。'
  }
  return null
}

function placeOf(ledger: readonly PostState[], chosen: string): { post: string; sheet: number } {
  for (const { post, position, sheet, older } of ledger) {
    if (sheetNumber(position, sheet) === chosen) return { post, sheet }
    const old = older.find(({ number }) => number === chosen)
    if (old !== undefined) return { post, sheet: old.sheet }
  }
  throw new Error('no such sheet')
}
