import type { Wired } from './acts.ts'
import { answerPageBytes } from './anonymous/ballot/answer-page.ts'
import { renderSlipPage } from './anonymous/slips/routes.ts'
import { jstDay } from './calendar/jst.ts'
import { builtAsset } from './http/assets.ts'
import { quarterEntry } from './opening/proposals/quarter-entry.ts'
import type { CommonsReader } from './stores/commons.ts'
import {
  appendKeyLog,
  type Bundle,
  bundleOf,
  type KeyLogEntry,
  type KeyLogEvent,
  type KeyLogWriter,
  noteInKeyLog,
} from './survey/key-log.ts'
import { listChanges } from './survey/survey-changes.ts'
import { listVoiceChanges } from './survey/voice-changes.ts'
import { findSurvey, listSurveys, phaseOf, type Survey } from './survey/surveys.ts'
import { keyId } from './tokens/keys.ts'

type Content = Omit<KeyLogEntry, 'number' | 'previous'>

/** What the public list of keys is told, and when: keys, page and scripts of every survey (`survey/key-log.ts`). */
export function keyLogActs({ stores, now, site }: Pick<Wired, 'stores' | 'now' | 'site'>) {
  const { commons, commonsReader } = stores

  /** @returns null for what was never announced. */
  const contentOf = async (
    reader: CommonsReader,
    survey: Survey,
    event: KeyLogEvent,
    bundle: Bundle | null,
  ): Promise<Content | null> => {
    const { id, signingSpki, tallySpki } = survey
    if (signingSpki === null || tallySpki === null) return null
    const pool = await reader
      .selectFrom('slip_pool')
      .select('list_hash')
      .where('pool', '=', id)
      .executeTakeFirst()
    const frozen = await reader
      .selectFrom('survey')
      .select('frozen_hash')
      .where('id', '=', id)
      .executeTakeFirst()
    return {
      day: jstDay(now()),
      survey: id,
      event,
      keyId: keyId(signingSpki, tallySpki),
      signingKey: signingSpki.toString('base64'),
      tallyKey: tallySpki.toString('base64'),
      endorseKey: null,
      questionnaireHash: frozen?.frozen_hash ?? null,
      slipsListHash: pool?.list_hash ?? null,
      bundle,
    }
  }

  const bundleNow = async (reader: CommonsReader, survey: Survey): Promise<Bundle | null> => {
    if (survey.questionnaire === null || survey.state !== 'announced') return null
    const changes = await listChanges(reader, survey.id)
    const voices = await listVoiceChanges(reader, survey.id)
    const page = answerPageBytes(site(), survey.questionnaire, { ...survey, changes, voices })
    const slipPage = survey.questionnaire.slips === undefined ? null : renderSlipPage(site()).plain
    return bundleOf({ page, slipPage }, builtAsset)
  }

  /** Said once: what people get, when it is not what the list says. */
  const noteBundle = (survey: Survey, event: KeyLogEvent) =>
    noteInKeyLog(commons, survey.id, async (earlier, trx) => {
      const bundle = await bundleNow(trx, survey)
      const said = earlier.findLast((entry) => entry.bundle !== null)?.bundle ?? null
      const known = earlier.length > 0
      if (known && (bundle === null || JSON.stringify(bundle) === JSON.stringify(said))) return null
      return contentOf(trx, survey, known ? event : 'earlier', bundle)
    })

  const noteEnd = async (id: string, event: 'closed' | 'cancelled') => {
    const survey = await findSurvey(commonsReader, id)
    if (survey === undefined) return
    await noteInKeyLog(commons, id, async (earlier, trx) => {
      const isSaid = earlier.some((entry) => entry.event === event)
      return isSaid ? null : contentOf(trx, survey, event, null)
    })
  }

  const noteQuarters = async () => {
    const quarters = await commonsReader.selectFrom('proposal_quarter').selectAll().execute()
    for (const quarter of quarters.toSorted((a, b) => (a.opens_on < b.opens_on ? -1 : 1))) {
      await noteInKeyLog(commons, quarter.id, async (earlier) =>
        earlier.length > 0 ? null : quarterEntry(quarter, jstDay(now())),
      )
    }
  }

  return {
    /** In the transaction that freezes the survey, after it is frozen. */
    async announced(trx: KeyLogWriter, id: string): Promise<void> {
      const survey = await findSurvey(trx, id)
      if (survey === undefined) return
      const content = await contentOf(trx, survey, 'announced', await bundleNow(trx, survey))
      if (content !== null) await appendKeyLog(trx, content)
    },

    /** After a change that everybody is told of. */
    async changed(id: string): Promise<void> {
      const survey = await findSurvey(commonsReader, id)
      if (survey !== undefined) await noteBundle(survey, 'changed')
    },

    closed: (id: string) => noteEnd(id, 'closed'),
    cancelled: (id: string) => noteEnd(id, 'cancelled'),

    /** At the start: another program may send other bytes, and quarters or surveys may be older than the list. */
    async keepUp(): Promise<void> {
      const surveys = await listSurveys(commonsReader)
      for (const survey of surveys.toReversed()) {
        if (survey.questionnaire !== null) await noteBundle(survey, 'program')
        if (phaseOf(survey, now()) === 'closed') await noteEnd(survey.id, 'closed')
      }
      await noteQuarters()
    },
  }
}
