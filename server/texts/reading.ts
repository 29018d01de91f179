import { createHash } from 'node:crypto'
import type { VoiceStore } from '../stores/voice.ts'

/** The two readers of a survey's free texts: seat 1 of 人事課, seat 2 of elsewhere. */
export type Seat = 1 | 2

export const verdicts = {
  show: '掲載する',
  mask: '伏せて掲載する',
  hold: '掲載しない',
  'pass-on': '窓口へ渡す',
} as const
export type VerdictKind = keyof typeof verdicts

/** Why a text is not shown. */
export const holdReasons = {
  person: 'だれのことか分かる',
  defamation: '個人の中傷',
  'not-about-work': '職場や仕事のことではない',
  unreadable: '意味が読み取れない',
} as const
export type HoldReason = keyof typeof holdReasons

/** 専用窓口: what is about a life, about harassment, about a breach of law or about a citizen goes there at once. */
export const counters = {
  health: '健康相談（命や心身の不調）',
  harassment: 'ハラスメント相談窓口',
  whistle: '内部公益通報窓口',
  privacy: '市民の個人情報の窓口',
} as const
export type Counter = keyof typeof counters

/** What one reader says of one text. */
export interface Reading {
  readonly verdict: VerdictKind
  /** Of `mask`: the text as it is shown, ■ for what is left out. '' otherwise. */
  readonly masked: string
  /** Of `hold` a `HoldReason`, of `pass-on` a `Counter`; '' otherwise. */
  readonly counter: string
}

export interface ReadText {
  readonly item: string
  /** Names the text in a form: a hash, so that the form does not repeat it. */
  readonly key: string
  readonly text: string
  readonly own: Reading | null
  /** Of the other seat, only once the own one is given: nobody follows the other. */
  readonly other: Reading | null
  readonly agreed: boolean
}

/** The texts of a survey as one reader works on them: sorted, without order of arrival. */
export async function readTexts(
  voice: VoiceStore,
  survey: string,
  seat: Seat,
): Promise<ReadText[]> {
  const texts = await voice
    .selectFrom('free_text')
    .select(['item', 'text'])
    .where('survey', '=', survey)
    .orderBy('item')
    .orderBy('text')
    .execute()
  const given = await readingsOf(voice, survey)
  return texts.map(({ item, text }) => {
    const own = given.get(placeOf(item, text, seat)) ?? null
    const theirs = given.get(placeOf(item, text, seat === 1 ? 2 : 1)) ?? null
    const other = own === null ? null : theirs
    return { item, key: keyOf(text), text, own, other, agreed: isAgreed(own, other) }
  })
}

/**
 * What one seat says of texts of one question, by `key`; all of it is written, or nothing.
 *
 * @returns how many of the texts were there.
 */
export async function decideTexts(
  voice: VoiceStore,
  survey: string,
  { item, seat }: { readonly item: string; readonly seat: Seat },
  readings: ReadonlyMap<string, Reading>,
): Promise<number> {
  return voice.transaction().execute(async (trx) => {
    const texts = await trx
      .selectFrom('free_text')
      .select('text')
      .where('survey', '=', survey)
      .where('item', '=', item)
      .execute()
    let written = 0
    for (const { text } of texts) {
      const reading = readings.get(keyOf(text))
      if (reading === undefined) continue
      written += 1
      await trx
        .insertInto('text_reading')
        .values({ survey, item, text, seat, ...reading })
        .onConflict((there) =>
          there.columns(['survey', 'item', 'text', 'seat']).doUpdateSet(reading),
        )
        .execute()
    }
    return written
  })
}

/** What either reader passes on, by counter: what is urgent does not wait for the other one. */
export async function passedOn(
  voice: VoiceStore,
  survey: string,
): Promise<Map<string, readonly string[]>> {
  const rows = await voice
    .selectFrom('text_reading')
    .select(['counter', 'text'])
    .distinct()
    .where('survey', '=', survey)
    .where('verdict', '=', 'pass-on')
    .orderBy('text')
    .execute()
  const found = new Map<string, string[]>()
  for (const { counter, text } of rows) found.set(counter, [...(found.get(counter) ?? []), text])
  return found
}

/** A new reader begins anew: what the one before said in this seat goes. */
export async function clearSeat(voice: VoiceStore, survey: string, seat: Seat): Promise<void> {
  await voice
    .deleteFrom('text_reading')
    .where('survey', '=', survey)
    .where('seat', '=', seat)
    .execute()
}

/**
 * Both readers say the same; of a mask, that the same words are left out. Why a text is held back, and which
 * counter has it, each may see in another way: it is not shown.
 */
export function isAgreed(a: Reading | null, b: Reading | null): boolean {
  if (a === null || b === null) return false
  return a.verdict === b.verdict && a.masked === b.masked
}

/** Names what somebody said, so that a form can follow exactly that. */
export function stampOf({ verdict, masked, counter }: Reading): string {
  return keyOf(JSON.stringify([verdict, masked, counter]))
}

/** How far one reader has come: texts, own choices, texts on which both agree, and on which they differ. */
export interface Progress {
  readonly all: number
  readonly read: number
  readonly agreed: number
  readonly differing: number
}

export function progressOf(texts: readonly ReadText[]): Progress {
  const agreed = texts.filter((one) => one.agreed).length
  return {
    all: texts.length,
    read: texts.filter(({ own }) => own !== null).length,
    agreed,
    differing: texts.filter(({ other }) => other !== null).length - agreed,
  }
}

/** Every reading of a survey, by place. */
async function readingsOf(voice: VoiceStore, survey: string): Promise<Map<string, Reading>> {
  const rows = await voice
    .selectFrom('text_reading')
    .select(['item', 'text', 'seat', 'verdict', 'masked', 'counter'])
    .where('survey', '=', survey)
    .execute()
  return new Map(
    rows.map(({ item, text, seat, ...reading }) => [placeOf(item, text, seat), reading]),
  )
}

function placeOf(item: string, text: string, seat: Seat): string {
  return JSON.stringify([item, text, seat])
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
