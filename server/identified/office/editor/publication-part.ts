import { z } from 'zod'
import { allAttributes } from '../../../survey/draft-attributes.ts'
import { PUBLISHED_K } from '../../../survey/draft-faults.ts'
import { planFault } from '../../../survey/plan-fault.ts'
import { estimated } from '../coverage-routes.ts'
import { optionalLine } from '../form-fields.ts'
import {
  kField,
  planGroups,
  rateField,
  tablesField,
  typedTables,
  USUAL_RATE,
} from '../plan-form.ts'
import type { Part, PartContext } from './part.ts'

interface PublicationForm {
  readonly tables: string[][]
  readonly k: number
  readonly kDecision: string
}

/** The publication plan, the smallest number shown, and what could be shown with it. */
export const publicationPart: Part<PublicationForm> = {
  id: 'publication',
  fields: ['tables', 'k', 'kDecision', 'rate'],
  schema: (context) =>
    z
      .object({
        tables: tablesField(offered(context)),
        k: kField,
        kDecision: optionalLine('決裁番号', 60),
      })
      .superRefine((form, issues) => {
        refusePlan(context, form.tables, issues)
        if (form.k < PUBLISHED_K && form.kDecision === '') {
          const message = `${PUBLISHED_K}人未満まで公表するときは、その決裁番号を入力してください。`
          issues.addIssue({ code: 'custom', path: ['kDecision'], message })
        }
      }),
  typed: ({ draft }) => ({
    tables: typedTables(draft.tables),
    k: String(draft.k),
    kDecision: draft.kDecision,
    rate: String(USUAL_RATE),
  }),
  change: (draft, form) => ({ ...draft, ...form }),
  shown: (context) => ({ plan: planGroups(offered(context)), coverage: null }),
  look: {
    do: 'estimate',
    schema: estimateSchema,
    async show(request, form, value, context) {
      const { tables, k, rate } = value as z.infer<ReturnType<typeof estimateSchema>>
      const plan = { ...context.draft, tables, k }
      const made = await estimated(request, form, () => context.options.coverage(plan, rate))
      return { status: made.status, form: made.form, shown: { coverage: made.coverage } }
    },
  },
}

/** Only the plan has to be right. */
function estimateSchema(context: PartContext) {
  return z
    .object({ tables: tablesField(offered(context)), k: kField, rate: rateField })
    .superRefine((form, issues) => refusePlan(context, form.tables, issues))
}

function refusePlan(
  { draft, options }: PartContext,
  tables: readonly (readonly string[])[],
  issues: z.RefinementCtx,
): void {
  const known = allAttributes(draft, options.bank)
  const message = planFault(known, { attributeIds: draft.attributeIds, tables })
  if (message !== null) issues.addIssue({ code: 'custom', path: ['tables'], message })
}

/** Attributes that are asked for, and those a table of the stored plan still names. */
function offered({ draft, options }: PartContext) {
  const used = new Set([...draft.attributeIds, ...draft.tables.flat()])
  return allAttributes(draft, options.bank).filter(({ id }) => used.has(id))
}
