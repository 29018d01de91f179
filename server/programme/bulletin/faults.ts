import { type Article, type BulletinBody, limits } from './bulletin.ts'
import { filled, typedFigures, unknownMarks } from './figures.ts'
import type { Source } from './source.ts'

/** What is wrong with one article, by its field; {} when it can stand. */
export interface ArticleFaults {
  readonly headline?: string
  readonly words?: string
}

export const GONE = '元の内容が、今は公開されていません。順番の欄で「載せない」を選んでください。'

/** @param source as it stands now; undefined: nobody may read it (any more). */
export function articleFaults(article: Article, source: Source | undefined): ArticleFaults {
  if (source === undefined) return { words: GONE }
  const { headline, words } = article
  const { figures } = source
  const title =
    unknownMarks(headline, figures).length > 0
      ? `見出しに使えない印があります。${usable(figures)}`
      : textFault('見出し', filled(headline, figures), limits.headline, [source], headline)
  const text = textFault('文', filled(words, figures), limits.words, [source], words)
  const [unknown] = unknownMarks(words, figures)
  const stray =
    unknown === undefined
      ? undefined
      : `「${unknown}」という印は、この記事では使えません。${usable(figures)}`
  const fault = stray ?? text
  return {
    ...(title === undefined ? {} : { headline: title }),
    ...(fault === undefined ? {} : { words: fault }),
  }
}

/** What is wrong with the title and the lead; figures may be those that an article's source says. */
export function headFaults(
  title: string,
  lead: string,
  sources: readonly Source[],
): { readonly title?: string; readonly lead?: string } {
  const marked = (what: string, text: string) =>
    unknownMarks(text, []).length > 0 ? `${what}では、{ }の印は使えません。` : undefined
  const faults = {
    title: marked('題', title) ?? textFault('題', title, limits.title, sources),
    lead:
      lead === ''
        ? undefined
        : (marked('はじめの文', lead) ?? textFault('はじめの文', lead, limits.lead, sources)),
  }
  return {
    ...(faults.title === undefined ? {} : { title: faults.title }),
    ...(faults.lead === undefined ? {} : { lead: faults.lead }),
  }
}

/** An article that cannot be published as it is, and why. */
export interface Obstacle {
  readonly article: Article
  readonly source: Source | null
  /** `gone`: not public; `changed`: since its words were last saved. */
  readonly why: 'gone' | 'changed' | 'fault'
  readonly words: string
}

/** Compared with the sources of this moment. */
export function obstacles(
  { articles }: Pick<BulletinBody, 'articles'>,
  sources: readonly Source[],
): Obstacle[] {
  return articles.flatMap((article): Obstacle[] => {
    const source = sources.find(({ key }) => key === article.key)
    if (source === undefined) return [{ article, source: null, why: 'gone', words: GONE }]
    if (source.stamp !== article.seen) return [{ article, source, why: 'changed', words: CHANGED }]
    const { headline, words } = articleFaults(article, source)
    const fault = headline ?? words
    return fault === undefined ? [] : [{ article, source, why: 'fault', words: fault }]
  })
}

const CHANGED =
  '元の内容が、保存した後に変わりました。今の内容を確かめて、もう一度保存してください。'

function usable(figures: Source['figures']): string {
  const marks = figures.map(({ mark }) => `{${mark}}`).join('、')
  return marks === '' ? 'この記事に使える印はありません。' : `使えるのは、${marks}です。`
}

function textFault(
  what: string,
  text: string,
  most: number,
  sources: readonly Source[],
  written = text,
): string | undefined {
  if (text === '') return `${what}を書いてください。`
  if (text.length > most)
    return `${what}は、数字を入れて${most}字までです（今は${text.length}字）。１枚に収めるため、短くしてください。`
  const [typed] = typedFigures(written, sources)
  if (typed === undefined) return undefined
  return `${what}の数字「${typed}」は、元の内容にありません。数字は打ち込まず、{ }の印で入れてください。`
}
