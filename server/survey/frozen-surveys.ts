import type { CommonsReader } from '../stores/commons.ts'
import { listChanges, type SurveyChange } from './survey-changes.ts'
import { findSurvey, type Phase, phaseOf, type Survey } from './surveys.ts'
import type { Questionnaire } from './questionnaire.ts'
import { listVoiceChanges, type VoiceChange } from './voice-changes.ts'

/** An announced survey: what was frozen, what was said about it since, and where it stands this second. */
export interface FrozenSurvey {
  readonly id: string
  readonly questionnaire: Questionnaire
  readonly opensAt: Date
  readonly closesAt: Date
  /** Since this day (JST) the closing is suspended; null: it is not. */
  readonly stoppedOn: string | null
  /** The same list until another change is made. */
  readonly changes: readonly SurveyChange[]
  /** 「あなたの声で変わったこと」; the same list until it is written anew. */
  readonly voices: readonly VoiceChange[]
  readonly signingSpki: Buffer
  readonly tallySpki: Buffer
  readonly phase: Phase
}

export interface FrozenSurveys {
  /** undefined for an unknown survey and for a draft. */
  find(id: string): Promise<FrozenSurvey | undefined>
  /** To be called after every act that changed a survey. */
  forget(id: string): void
}

/**
 * Announced surveys kept in memory: doors ask for them with every request, and acts that change anything
 * of them say so. The phase is computed from the clock at each question.
 */
export function frozenSurveys(commons: CommonsReader, now: () => Date): FrozenSurveys {
  const known = new Map<string, Known>()
  let forgotten = 0

  const read = async (id: string): Promise<Known | undefined> => {
    const before = forgotten
    const survey = await findSurvey(commons, id)
    if (survey === undefined || survey.questionnaire === null) return undefined
    const voices = await listVoiceChanges(commons, id)
    const found = { survey, changes: await listChanges(commons, id), voices }
    // What was read while it was being changed may be the older state.
    if (before === forgotten) known.set(id, found)
    return found
  }

  return {
    async find(id) {
      const found = known.get(id) ?? (await read(id))
      if (found === undefined) return undefined
      const { survey, changes, voices } = found
      const { questionnaire, signingSpki, tallySpki, opensAt, closesAt, stoppedOn } = survey
      if (questionnaire === null || signingSpki === null || tallySpki === null) return undefined
      const phase = phaseOf(survey, now())
      return {
        id,
        questionnaire,
        opensAt,
        closesAt,
        stoppedOn,
        changes,
        voices,
        signingSpki,
        tallySpki,
        phase,
      }
    },
    forget(id) {
      forgotten += 1
      known.delete(id)
    },
  }
}

interface Known {
  readonly survey: Survey
  readonly changes: readonly SurveyChange[]
  readonly voices: readonly VoiceChange[]
}
