import pLimit from 'p-limit'
import { jstDay } from './calendar/jst.ts'
import { recordAct } from './identified/auth/audit.ts'
import {
  areSeated,
  changesOf,
  isReadable,
  readersOf,
  seatFault,
} from './identified/texts/readers.ts'
import type { Stores } from './stores/open.ts'
import { findSurvey } from './survey/surveys.ts'
import { disposeTexts } from './texts/disposal.ts'
import { isHelpShown, showHelp } from './texts/help-notice.ts'
import {
  clearSeat,
  decideTexts,
  passedOn,
  readTexts,
  type Reading,
  type Seat,
} from './texts/reading.ts'
import { planRelease, releaseTexts, withdrawText } from './texts/release.ts'

/** What the pages of the two readers are handed: never the store, only texts of a survey they read. */
export type TextActs = ReturnType<typeof textActs>

export function textActs({ identity, voice, commons, commonsReader }: Stores, now: () => Date) {
  /** A choice, a new reader and the release never cross. */
  const oneAtATime = pLimit(1)
  const today = () => jstDay(now())
  return {
    texts: (survey: string, seat: Seat) => readTexts(voice, survey, seat),
    passedOn: (survey: string) => passedOn(voice, survey),
    isHelpShown: () => isHelpShown(commonsReader),

    /** @returns how many texts; null when the seat has gone to somebody else. */
    decide: (
      survey: string,
      {
        item,
        seat,
        person,
      }: { readonly item: string; readonly seat: Seat; readonly person: string },
      readings: ReadonlyMap<string, Reading>,
    ) =>
      oneAtATime(async () => {
        const readers = await readersOf(identity, survey)
        return readers[seat] === person
          ? decideTexts(voice, survey, { item, seat }, readings)
          : null
      }),

    /** What a release would let out now. */
    plan: async (survey: string) =>
      planRelease(
        { voice, commons: commonsReader },
        survey,
        await areSeated(identity, survey, today()),
      ),

    /**
     * Who reads in a seat; somebody else has said nothing any more, and begins anew.
     *
     * @returns why this person cannot, in a sentence; null: done.
     */
    seat: (survey: string, seat: Seat, person: string, actor: string): Promise<string | null> =>
      oneAtATime(async () => {
        const fault = await seatFault(identity, { survey, seat, person }, today())
        if (fault !== null) return fault
        const held = (await readersOf(identity, survey))[seat]
        if (held === person) return null
        await clearSeat(voice, survey, seat)
        const found = await findSurvey(commonsReader, survey)
        const isChange = held !== null && found !== undefined && isReadable(found)
        await identity.transaction().execute(async (trx) => {
          await trx
            .insertInto('text_reader')
            .values({ survey, seat, person })
            .onConflict((there) =>
              there.columns(['survey', 'seat']).doUpdateSet((eb) => ({
                person,
                changes: eb('text_reader.changes', '+', isChange ? 1 : 0),
              })),
            )
            .execute()
          const detail = `${survey}：${seat}人目は職員番号 ${person}`
          await recordAct(trx, now(), actor, '自由記述を読む人を決定', detail)
        })
        return null
      }),

    release: (survey: string, actor: string) =>
      oneAtATime(async () => {
        const done = await releaseTexts({ voice, commons }, survey, {
          day: today(),
          areSeated: await areSeated(identity, survey, today()),
          changes: await changesOf(identity, survey),
        })
        if (done.ok) await recordAct(identity, now(), actor, '自由記述を公表', survey)
        return done
      }),

    /** The record says that one was taken away, not which. */
    async withdraw(survey: string, place: { item: string; text: string }, actor: string) {
      const done = await withdrawText(commons, survey, place)
      if (done) await recordAct(identity, now(), actor, '公表した自由記述を取下げ', survey)
      return done
    },

    /** The record names no survey: the notice is for everybody. */
    async showHelp(shown: boolean, actor: string): Promise<void> {
      await showHelp(commons, shown)
      await recordAct(identity, now(), actor, shown ? '相談の案内を掲載' : '相談の案内を取下げ', '')
    },

    /** Originals whose time is over: at the start, and every day. */
    dispose: () => disposeTexts({ voice, commons: commonsReader }, today()),
  }
}
