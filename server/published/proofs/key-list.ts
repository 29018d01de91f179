import type { Language } from '../../../views/words/language.ts'
import type { Said } from '../../../views/words/phrase.ts'
import { proofsWords } from '../../../views/words/results-proofs.ts'
import { datesIn } from '../../calendar/dates-in.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { bundleHash, bundleLines, type KeyLogRow, readKeyLog } from '../../survey/key-log.ts'

/** An entry of the public list as the page shows it; days in words. */
export interface KeyShown {
  readonly number: number
  readonly day: string
  /** Of the survey, or of the quarter of the proposal box. */
  readonly title: Said
  readonly event: string
  readonly keyId: string
  readonly hash: string
  /** null: nothing was said about pages and scripts. */
  readonly bundle: { readonly hash: string; readonly lines: readonly string[] } | null
  /** Its pages are being shown now. */
  readonly isShown: boolean
}

/** Newest first. */
export async function keyList(commons: CommonsReader, language: Language): Promise<KeyShown[]> {
  const titles = await titlesOf(commons, language)
  const announced = await commons
    .selectFrom('survey')
    .select('id')
    .where('state', '=', 'announced')
    .execute()
  const now = new Set(announced.map(({ id }) => id))
  const rows = await readKeyLog(commons)
  return rows.toReversed().map((row) => {
    const { survey } = row.entry
    return shown(row, titles.get(survey) ?? survey, now.has(survey), language)
  })
}

function shown(
  { entry, hash }: KeyLogRow,
  title: Said,
  isShown: boolean,
  language: Language,
): KeyShown {
  const { number, day, survey, event, keyId, bundle } = entry
  return {
    number,
    day: datesIn[language].day(day),
    title,
    isShown,
    event: proofsWords[language].keys.events[event],
    keyId,
    hash,
    bundle:
      bundle === null
        ? null
        : { hash: bundleHash(survey, bundle), lines: bundleLines(survey, bundle) },
  }
}

async function titlesOf(commons: CommonsReader, language: Language): Promise<Map<string, Said>> {
  const { day } = datesIn[language]
  const { quarter } = proofsWords[language].keys
  const surveys = await commons.selectFrom('survey').select(['id', 'title']).execute()
  const quarters = await commons
    .selectFrom('proposal_quarter')
    .select(['id', 'opens_on', 'closes_on'])
    .execute()
  return new Map([
    ...surveys.map(({ id, title }): [string, Said] => [id, { ja: title }]),
    ...quarters.map((q): [string, Said] => [q.id, quarter(day(q.opens_on), day(q.closes_on))]),
  ])
}
