import type { Language } from '../../../views/words/language.ts'
import type { Said } from '../../../views/words/phrase.ts'
import { unitPageWords } from '../../../views/words/results-unit.ts'
import { WHOLE_BODY } from '../auth/roles.ts'
import type { StaffPerson } from '../auth/signed-in.ts'

/** What is public of some units, by their codes: null while there is nothing. */
export type FindOwnResults = (
  codes: readonly string[],
  language: Language,
) => Promise<{
  readonly survey: string
  readonly units: readonly { readonly code: string; readonly href: string; readonly words: Said }[]
} | null>

/** 「自所属の結果」 of the page after signing in. */
export interface OwnResults {
  readonly title: string
  readonly survey: string
  readonly units: readonly {
    readonly name: string
    /** 「（事務取扱）」 or nothing. */
    readonly mark: string
    readonly href: string
    readonly words: Said
  }[]
}

/** The own unit first, then those whose head (or acting head) the person is. */
export async function ownResults(
  person: StaffPerson,
  nameOf: (code: string) => string,
  find: FindOwnResults,
  language: Language,
): Promise<OwnResults | null> {
  const w = unitPageWords[language].home
  const held = person.roles.filter(({ role }) => role === 'head' || role === 'director')
  const codes = [person.unit, ...held.map(({ unit }) => unit)].filter((code) => code !== WHOLE_BODY)
  const found = await find([...new Set(codes)], language)
  if (found === null) return null
  const isActing = (code: string) =>
    held.some(({ unit, manner }) => unit === code && manner === 'acting')
  return {
    title: held.length === 0 ? w.everybody : w.title,
    survey: found.survey,
    units: found.units.map(({ code, href, words }) => ({
      name: nameOf(code),
      mark: isActing(code) ? w.acting : '',
      href,
      words,
    })),
  }
}
