import type { Language } from '../../../views/words/language.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import {
  listPublications,
  parsePublishedSet,
  type Publication,
  readStoredSet,
} from '../published-sets.ts'
import { type ResultsModel, resultsModel } from './model.ts'
import { readBreaks } from '../../survey/series-breaks.ts'
import { readUnitHistory } from './unit-history.ts'
import { speechOf } from './speech.ts'
import { type YearOnYear, yearOnYear } from './year-on-year.ts'

/**
 * What pages are made of, made once: reading a set of several hundred groups takes longer than all the
 * rest of a page. A model is good as long as the stored set is the same, the years as long as the two
 * models and what is known of the units are.
 */
export class KeptResults {
  readonly #models = new Map<string, Promise<ResultsModel>>()
  readonly #years = new WeakMap<
    ResultsModel,
    { readonly stamp: string; readonly made: Map<Language, YearOnYear> }
  >()
  readonly #commons: CommonsReader
  readonly #most: number

  /** @param most models kept; the longest unused one goes. */
  constructor(commons: CommonsReader, most: number) {
    this.#commons = commons
    this.#most = most
  }

  model({ survey, sha256 }: Publication): Promise<ResultsModel> {
    const key = `${survey} ${sha256}`
    const model = this.#models.get(key) ?? this.#read(survey)
    this.#models.delete(key)
    this.#models.set(key, model)
    const [oldest] = this.#models.keys()
    if (this.#models.size > this.#most && oldest !== undefined) this.#models.delete(oldest)
    model.catch(() => {
      if (this.#models.get(key) === model) this.#models.delete(key)
    })
    return model
  }

  /** The survey beside the one published before it; null for the first. */
  async years(publication: Publication, language: Language): Promise<YearOnYear | null> {
    const all = await listPublications(this.#commons)
    const earlier = all.find(({ closesAt }) => closesAt < publication.opensAt)
    return earlier === undefined ? null : this.between(publication, earlier, language)
  }

  /** Any two surveys, one closed before the other opened. */
  async between(
    publication: Publication,
    earlier: Publication,
    language: Language,
  ): Promise<YearOnYear> {
    const [after, before, history, breaks] = await Promise.all([
      this.model(publication),
      this.model(earlier),
      readUnitHistory(this.#commons, earlier.referenceDay, publication.referenceDay),
      readBreaks(this.#commons, publication.survey),
    ])
    const stamp = JSON.stringify([
      earlier,
      [...breaks],
      ...Object.values(history).map((known) => [...known]),
    ])
    const known = this.#years.get(after)
    const kept = known?.stamp === stamp ? known : { stamp, made: new Map<Language, YearOnYear>() }
    this.#years.set(after, kept)
    const found = kept.made.get(language)
    if (found !== undefined) return found
    const made = yearOnYear({
      after,
      before,
      afterYear: publication.fiscalYear,
      beforeYear: earlier.fiscalYear,
      history,
      breaks,
      speech: speechOf(after, language),
    })
    kept.made.set(language, made)
    return made
  }

  async #read(survey: string): Promise<ResultsModel> {
    const { body, questionnaire } = await readStoredSet(this.#commons, survey)
    return resultsModel(parsePublishedSet(body), questionnaire)
  }
}
