import type { CommonsReader } from '../../stores/commons.ts'
import { addMonths } from '../../calendar/working-days.ts'
import { fiscalYearOf } from '../../calendar/fiscal-year.ts'
import { type Article, limits, type PublishedBulletin } from './bulletin.ts'
import { filled } from './figures.ts'
import type { AnsweredProposals } from './proposal-sources.ts'
import { newestFirst, oneBureauAtATime, type Source, type SourceKind } from './source.ts'
import { readSources } from './sources.ts'

/** How many of each kind a new number begins with, in this order. */
const begins: readonly (readonly [SourceKind, number])[] = [
  ['proposal', 3],
  ['indicator', 2],
  ['stop-work', 1],
  ['case', 1],
]

/**
 * Everything that a number can tell of, newest first: answered proposals of the board, indicators with their verdict,
 * decided やめる業務 and shared 優良事例. Nothing else can get in.
 *
 * @param today day (JST).
 */
export async function bulletinSources(
  commons: CommonsReader,
  answered: AnsweredProposals,
  today: string,
): Promise<Source[]> {
  const year = fiscalYearOf(today)
  const { proposals, followUp, indicators } = await readSources(commons, answered, [year, year - 1])
  const ofUnits = followUp.filter(({ kind }) => kind === 'stop-work' || kind === 'case')
  return [
    ...proposals.map(({ source }) => source).toSorted(newestFirst),
    ...indicators,
    ...ofUnits.toSorted(newestFirst),
  ]
}

/**
 * What a new number begins with: answers since the last one (or of a year), carried out before promised, a 部 at a
 * time; indicators, やめる業務 and 優良事例 that no number has told of.
 */
export function usualArticles(
  sources: readonly Source[],
  earlier: readonly PublishedBulletin[],
  today: string,
): Article[] {
  const since = earlier[0]?.publishedOn ?? addMonths(today, -12)
  const told = new Set(earlier.flatMap(({ shown }) => shown.articles.map(({ key }) => key)))
  const isNews = ({ kind, key, on }: Source) =>
    kind === 'proposal' ? on > since || (on === since && !told.has(key)) : !told.has(key)
  return begins.flatMap(([kind, most]) => {
    const news = sources.filter((source) => source.kind === kind && isNews(source))
    const done = news.toSorted((a, b) => Number(b.isDone) - Number(a.isDone))
    return oneBureauAtATime(done, ({ bureau }) => bureau)
      .slice(0, most)
      .map(articleOf)
  })
}

/** Ready words about a source. */
export function articleOf(source: Source): Article {
  const { key, title, stamp } = source
  return { key, headline: shortened(title, limits.headline), words: wordsOf(source), seen: stamp }
}

function wordsOf(source: Source): string {
  const { kind, facts, figures, isDone } = source
  const has = (mark: string) => figures.some((figure) => figure.mark === mark)
  const factOf = (label: string) => facts.find((fact) => fact.label === label)?.text ?? ''
  switch (kind) {
    case 'indicator': {
      const before = has('前年度') ? `（前年度{前年度}${has('増減') ? '、{増減}' : ''}）` : ''
      const target = has('判定') && has('目標') ? '目標「{目標}」は{判定}です。' : ''
      return fitted([`${factOf('年度')}は{値}でした${before}。`, target], source)
    }
    case 'proposal': {
      const reason = facts.at(-1)
      const saved = has('時間') ? '効果は{時間}です。' : ''
      return isDone
        ? fitted(['実施しました。', saved, sentence(reason?.text)], source)
        : fitted([sentence(reason?.label), saved, sentence(reason?.text)], source)
    }
    case 'stop-work': {
      const saved = has('時間') ? '{時間}の作業が減ります。' : ''
      return fitted([`${factOf('決定')}しました。`, saved, sentence(factOf('決めたこと'))], source)
    }
    default:
      return fitted([sentence(factOf('取組')), sentence(factOf('効果'))], source)
  }
}

/** Closed with a full stop, where there is anything. */
function sentence(text = ''): string {
  return text === '' || /[。！？!?]$/.test(text) ? text : `${text}。`
}

/** As many of the sentences as there is room for. */
function fitted(sentences: readonly string[], { figures }: Pick<Source, 'figures'>): string {
  let words = ''
  for (const sentence of sentences.map((one) => one.replaceAll(/\s+/gu, ' '))) {
    const room = limits.words - filled(words, figures).length
    if (filled(sentence, figures).length <= room) words += sentence
    else if (!sentence.includes('{')) words += room > SHORT ? shortened(sentence, room) : ''
  }
  return words
}

/** A beginning of fewer characters says nothing. */
const SHORT = 12

export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
