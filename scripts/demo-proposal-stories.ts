/** The sample city's sixty proposals. */
import { accountingStories } from './demo-proposal-accounting.ts'
import { contractStories } from './demo-proposal-contract.ts'
import { delicateStories } from './demo-proposal-delicate.ts'
import { documentsStories } from './demo-proposal-documents.ts'
import { executionStories } from './demo-proposal-execution.ts'
import { fieldStories } from './demo-proposal-field.ts'
import { financeStories } from './demo-proposal-finance.ts'
import { generalStories } from './demo-proposal-general.ts'
import { officeStories } from './demo-proposal-office.ts'
import { otherStories } from './demo-proposal-other.ts'
import type { Story } from './demo-proposal-story.ts'
import { workplaceStories } from './demo-proposal-workplace.ts'

export const sampleStories: readonly Story[] = [
  ...contractStories,
  ...financeStories,
  ...accountingStories,
  ...documentsStories,
  ...generalStories,
  ...executionStories,
  ...fieldStories,
  ...workplaceStories,
  ...delicateStories,
  ...officeStories,
  ...otherStories,
]
