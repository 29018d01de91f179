import type { Origin } from '../../programme/follow-up/entries.ts'
import type { CommonsReader } from '../../stores/commons.ts'
import { listShownTexts } from '../../texts/released.ts'
import type { ReviewOptions } from './options.ts'

/** Where an entry can come from, for one unit. */
export interface Origins {
  readonly hints: Awaited<ReturnType<ReviewOptions['followUp']['hints']>>
  readonly proposals: readonly { readonly number: string; readonly title: string }[]
  /** Texts that everybody may read, by survey; newest survey only. */
  readonly shown: { readonly survey: string; readonly texts: readonly string[] } | null
  /** What the unit chose before, in words, by `originKey`: it may not be offered any more. */
  readonly chosen: ReadonlyMap<string, string>
}

interface Option {
  readonly value: string
  readonly label: string
}

export async function originsOf(
  { commons, followUp }: Pick<ReviewOptions, 'commons' | 'followUp'>,
  unit: string,
  stored: readonly Origin[],
): Promise<Origins> {
  const answered = await followUp.answered()
  const asked = stored.filter((origin) => origin.kind === 'item')
  const questions = await followUp.grounds(asked.map((origin) => ({ ...origin, group: '*' })))
  const chosen = new Map([
    ...questions.map(({ survey, item, itemLabel }) => {
      return [originKey({ kind: 'item', survey, item }), itemLabel] as const
    }),
    ...answered.map(({ number, title }) => {
      return [originKey({ kind: 'proposal', number }), `${number} ${title}`] as const
    }),
  ])
  return {
    chosen,
    hints: await followUp.hints(unit),
    proposals: answered
      .filter(({ units }) => units.includes(unit))
      .map(({ number, title }) => ({ number, title })),
    shown: await shownTexts(commons),
  }
}

/** How the form names an origin. */
export function originKey(origin: Origin): string {
  switch (origin.kind) {
    case 'item':
      return `item ${origin.survey} ${origin.item}`
    case 'proposal':
      return `proposal ${origin.number}`
    default:
      return origin.kind
  }
}

/** Choices in groups. @param stored of the entry, when it comes from something that is not offered any more */
export function originChoices(
  { hints, proposals, shown, chosen }: Origins,
  stored: Origin | null,
): readonly { readonly label: string; readonly options: readonly Option[] }[] {
  const items = (hints?.items ?? []).map(({ item, number, text, figure, why }) => ({
    value: originKey({ kind: 'item', survey: hints?.survey ?? '', item }),
    label: `${number} ${text}（${[figure, why].filter((part) => part !== '').join('、')}）`,
  }))
  const answers = proposals.map(({ number, title }) => ({
    value: originKey({ kind: 'proposal', number }),
    label: `${number} ${title}`,
  }))
  const offered = new Set([...items, ...answers].map(({ value }) => value))
  const key = stored === null ? 'own' : originKey(stored)
  const before = key === 'own' || key === 'comment' || offered.has(key) ? [] : [stored]
  return [
    { label: 'アンケートの設問', options: items },
    { label: '回答した提案', options: answers },
    {
      label: 'そのほか',
      options: [
        ...(shown === null && key !== 'comment'
          ? []
          : [{ value: 'comment', label: '公表された自由記述（下の欄に写します）' }]),
        ...before.map(() => ({ value: key, label: `前に選んだもの：${chosen.get(key) ?? key}` })),
        { value: 'own', label: '所属の発案' },
      ],
    },
  ].filter(({ options }) => options.length > 0)
}

/** The origin that was chosen, or what is wrong with it. */
export function readOrigin(
  { hints, proposals, shown }: Origins,
  stored: Origin | null,
  chosen: { readonly origin: string; readonly quote: string },
): Origin | { readonly field: 'origin' | 'quote'; readonly message: string } {
  if (stored !== null && stored.kind !== 'comment' && originKey(stored) === chosen.origin)
    return stored
  if (chosen.origin === 'own') return { kind: 'own' }
  if (chosen.origin === 'comment') return readQuote(shown, stored, chosen.quote)
  const hint = hints?.items.find(
    ({ item }) => originKey({ kind: 'item', survey: hints.survey, item }) === chosen.origin,
  )
  if (hints !== null && hint !== undefined)
    return { kind: 'item', survey: hints.survey, item: hint.item }
  const proposal = proposals.find(
    ({ number }) => originKey({ kind: 'proposal', number }) === chosen.origin,
  )
  if (proposal !== undefined) return { kind: 'proposal', number: proposal.number }
  return { field: 'origin', message: 'きっかけを、一覧から選び直してください。' }
}

const LEAST_WORDS = 8

/** Nothing but what everybody may read is quoted: not what somebody remembers of the original. */
function readQuote(shown: Origins['shown'], stored: Origin | null, quote: string) {
  const wrong = (message: string) => ({ field: 'quote' as const, message })
  if (stored?.kind === 'comment' && stored.words === quote) return stored
  const plain = (text: string) => text.replaceAll(/\s+/g, '')
  if (Array.from(plain(quote)).length < LEAST_WORDS)
    return wrong(`公表された自由記述から、もとになった文を${LEAST_WORDS}字以上写してください。`)
  if (shown === null || !shown.texts.some((text) => plain(text).includes(plain(quote))))
    return wrong(
      '公表されている自由記述の中に、この文がありません。結果のページの自由記述から、そのまま写してください。',
    )
  return { kind: 'comment' as const, survey: shown.survey, words: quote }
}

async function shownTexts(commons: CommonsReader): Promise<Origins['shown']> {
  const latest = await commons
    .selectFrom('text_release')
    .innerJoin('survey', 'survey.id', 'text_release.survey')
    .select('survey.id')
    .orderBy('survey.closes_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest === undefined) return null
  const shown = await listShownTexts(commons, latest.id)
  return { survey: latest.id, texts: shown.map(({ text }) => text) }
}
