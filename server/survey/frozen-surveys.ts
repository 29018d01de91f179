import type { CommonsReader } from '../stores/commons.ts'
import { findSurvey, type Phase, phaseOf, type Survey } from './surveys.ts'
import type { Questionnaire } from './questionnaire.ts'

/** An announced survey: what was frozen, and where it stands this second. */
export interface FrozenSurvey {
  readonly id: string
  readonly questionnaire: Questionnaire
  readonly opensAt: Date
  readonly closesAt: Date
  readonly signingSpki: Buffer
  readonly tallySpki: Buffer
  readonly phase: Phase
}

export interface FrozenSurveys {
  /** undefined for an unknown survey and for a draft. */
  find(id: string): Promise<FrozenSurvey | undefined>
  /** To be called after an act that changed the state of a survey. */
  forget(id: string): void
}

/**
 * Announced surveys kept in memory: doors ask for them with every request, and nothing of them but the
 * phase can change. The phase is computed from the clock at each question.
 */
export function frozenSurveys(commons: CommonsReader, now: () => Date): FrozenSurveys {
  const known = new Map<string, Survey>()
  return {
    async find(id) {
      const survey = known.get(id) ?? (await findSurvey(commons, id))
      if (survey === undefined) return undefined
      const { questionnaire, signingSpki, tallySpki } = survey
      if (questionnaire === null || signingSpki === null || tallySpki === null) return undefined
      known.set(id, survey)
      return {
        id,
        questionnaire,
        signingSpki,
        tallySpki,
        opensAt: survey.opensAt,
        closesAt: survey.closesAt,
        phase: phaseOf(survey, now()),
      }
    },
    forget(id) {
      known.delete(id)
    },
  }
}
