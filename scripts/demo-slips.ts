import { composeDraft } from '../server/identified/office/announcement-plan.ts'
import { keepPrinting } from '../server/identified/office/slips/printing.ts'
import type { Stores } from '../server/stores/open.ts'
import type { QuestionBank } from '../server/survey/question-bank.ts'
import { findSurvey } from '../server/survey/surveys.ts'
import { newSlipCode, slipHash } from '../views/client/protocol/slip.ts'

/**
 * 紙の回答券 of a draft, as the page of printing makes them: the codes stay here, the hashes are kept.
 *
 * @returns the codes; none when the draft wants no slips.
 */
export async function printSampleSlips(
  stores: Stores,
  bank: QuestionBank,
  now: () => Date,
  survey: string,
): Promise<string[]> {
  const { identity, commons, commonsReader } = stores
  const draft = (await findSurvey(commonsReader, survey))?.draft
  if (draft === undefined) throw new Error('draft is missing')
  const { questionnaire } = await composeDraft(
    { identity, commons: commonsReader, bank },
    survey,
    draft,
  )
  const codes = Array.from({ length: questionnaire.slips?.printed ?? 0 }, () =>
    newSlipCode('survey'),
  )
  if (codes.length === 0) return codes
  const hashes = codes.map((code) => Buffer.from(slipHash(code)))
  const sorted = hashes.toSorted((a, b) => Buffer.compare(a, b))
  await keepPrinting({ identity, commons, now }, '見本', survey, sorted)
  return codes
}
