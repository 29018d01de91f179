import { z } from 'zod'
import { datesIn } from '../../calendar/dates-in.ts'
import type { Entry } from '../../programme/follow-up/entries.ts'
import {
  listReviews,
  type PublicEntries,
  publicEntries,
  reviewedYears,
} from '../../programme/follow-up/read-entries.ts'
import { grouped } from '../../programme/follow-up/grouped.ts'
import type { CommonsReader, UnitRow } from '../../stores/commons.ts'
import { listUnits } from '../../survey/units.ts'
import type { Said } from '../../../views/words/phrase.ts'
import type { KeptResults } from '../results/kept-results.ts'
import { type OriginShown, type OriginWords, showOrigin } from './entry-origins.ts'

export type Shown = Entry<'action'> | Entry<'stop-work'> | Entry<'case'>

export interface ShownEntry {
  readonly entry: Shown
  readonly unitName: string
  /** null: 優良事例 have none. */
  readonly origin: OriginShown | null
}

export interface ActionsPage {
  readonly base: string
  /** A fiscal year in the reader's language. */
  readonly yearName: (year: number) => string
  readonly years: readonly number[]
  /** Day (JST): what is not done by its last day is marked. */
  readonly today: string
  readonly asked: ActionsQuery
  readonly narrowed: boolean
  /** Units that have something of the year. */
  readonly units: readonly {
    readonly code: string
    readonly name: string
    readonly below: readonly { readonly code: string; readonly name: string }[]
  }[]
  readonly themes: readonly { readonly value: string; readonly label: Said }[]
  readonly total: number
  readonly found: number
  /** How many units have confirmed. */
  readonly confirmed: number
  /** 部 in 建制順, in each the units in their order. */
  readonly bureaus: readonly { readonly name: string; readonly entries: readonly ShownEntry[] }[]
}

const word = z.string().max(40).default('').catch('')
const schema = z.object({
  unit: word,
  theme: word,
  year: z.coerce.number().int().nullable().default(null).catch(null),
})
export type ActionsQuery = z.infer<typeof schema>

/** What units of a year have confirmed: everything public, nothing of those that have not. */
export async function actionsPage(
  commons: CommonsReader,
  kept: KeptResults,
  query: unknown,
  words: OriginWords,
  today: string,
): Promise<ActionsPage> {
  const read = schema.safeParse(query)
  const wanted = read.success ? read.data : schema.parse({})
  const years = await reviewedYears(commons)
  const year = years.find((one) => one === wanted.year) ?? years[0] ?? null
  const asked = { ...wanted, year }
  const places = placesOf(await listUnits(commons))
  const all =
    year === null ? [] : inOrder(await publicEntries(commons, year, words.onBoard), places)
  const shown = await Promise.all(
    all.map(async (entry): Promise<ShownEntry> => {
      const origin =
        entry.kind === 'case' ? null : await showOrigin(commons, kept, entry.body.origin, words)
      return { entry, unitName: places.nameOf(entry.unit), origin }
    }),
  )
  const found = shown.filter(
    ({ entry, origin }) =>
      (asked.unit === '' || entry.unit === asked.unit || places.topOf(entry.unit) === asked.unit) &&
      (asked.theme === '' || origin?.theme === asked.theme),
  )
  const bureaus = grouped(found, ({ entry }) => places.topOf(entry.unit))
  return {
    base: words.base,
    yearName: datesIn[words.language].fiscalYear,
    years,
    today,
    asked,
    narrowed: asked.unit !== '' || asked.theme !== '',
    units: unitChoices(all, places),
    themes: themeChoices(shown),
    total: all.length,
    found: found.length,
    confirmed: year === null ? 0 : (await listReviews(commons, year)).size,
    bureaus: [...bureaus].map(([code, entries]) => ({ name: places.nameOf(code), entries })),
  }
}

interface Places {
  readonly nameOf: (code: string) => string
  /** 部 of a unit, or itself. */
  readonly topOf: (code: string) => string
  readonly positionOf: (code: string) => number
}

/** Ended units keep their names and places; unknown ones come last. */
function placesOf(units: readonly UnitRow[]): Places {
  const byCode = new Map(units.map((unit, i) => [unit.code, { unit, i }]))
  return {
    nameOf: (code) => byCode.get(code)?.unit.name ?? code,
    topOf: (code) => byCode.get(code)?.unit.bureau ?? code,
    positionOf: (code) => byCode.get(code)?.i ?? units.length,
  }
}

function inOrder({ actions, stopWorks, cases }: PublicEntries, places: Places): Shown[] {
  return [...actions, ...stopWorks, ...cases].toSorted(
    (a, b) =>
      places.positionOf(places.topOf(a.unit)) - places.positionOf(places.topOf(b.unit)) ||
      places.positionOf(a.unit) - places.positionOf(b.unit),
  )
}

function unitChoices(all: readonly Shown[], places: Places): ActionsPage['units'] {
  const tops = grouped(new Set(all.map(({ unit }) => unit)), (unit) => places.topOf(unit))
  const named = (code: string) => ({ code, name: places.nameOf(code) })
  return [...tops].map(([top, codes]) => ({
    ...named(top),
    below: codes.filter((code) => code !== top).map(named),
  }))
}

function themeChoices(shown: readonly ShownEntry[]): ActionsPage['themes'] {
  const labels = new Map(
    shown.flatMap(({ origin }) =>
      origin === null ? [] : [[origin.theme, origin.themeLabel] as const],
    ),
  )
  return [...labels].map(([value, label]) => ({ value, label }))
}
