import type { FormState, Typed } from '../../../http/forms.ts'
import { type Article, type Bulletin, limits } from '../../../programme/bulletin/bulletin.ts'
import { articleOf } from '../../../programme/bulletin/compose.ts'
import { articleFaults, headFaults } from '../../../programme/bulletin/faults.ts'
import { filled } from '../../../programme/bulletin/figures.ts'
import type { Source } from '../../../programme/bulletin/source.ts'
import { cleanLine } from '../../../proposals/plain-text.ts'
import { publishedClues } from '../../review/published-clues.ts'

/** One article on the form. */
export interface ArticleRow extends Article {
  readonly index: number
  /** Place among the others, 1 for the first; '' left out. */
  readonly order: string
  /** null: nobody may read it any more. */
  readonly source: Source | null
  /** The source is not what it was when the words were saved. */
  readonly changed: boolean
}

export interface BulletinForm {
  readonly title: string
  readonly lead: string
  readonly rows: readonly ArticleRow[]
}

export interface WantedBulletin {
  readonly title: string
  readonly lead: string
  readonly articles: readonly Article[]
}

export type ReadBulletin =
  | { readonly ok: true; readonly wanted: WantedBulletin }
  | { readonly ok: false; readonly form: FormState; readonly clues: readonly string[] }

/** A draft as it stands. */
export function storedForm({ title, body }: Bulletin, sources: readonly Source[]): BulletinForm {
  const rows = body.articles.map((article, i) => rowOf(article, i, String(i + 1), sources))
  return { title, lead: body.lead, rows }
}

/** What was typed, to be read or shown again. */
export function typedBulletin(typed: Typed, sources: readonly Source[]): BulletinForm {
  const rows: ArticleRow[] = []
  for (let i = 0; i < limits.articles && typed[`key${i}`] !== undefined; i += 1) {
    const own = (name: string) => typed[`${name}${i}`] ?? ''
    const [headline, words] = [cleanLine(own('headline')), cleanLine(own('words'))]
    const article = { key: own('key'), headline, words, seen: own('seen') }
    rows.push(rowOf(article, i, own('order'), sources))
  }
  return { title: cleanLine(typed['title'] ?? ''), lead: cleanLine(typed['lead'] ?? ''), rows }
}

/** The articles in their order, and behind them what was ticked below, with its ready words. */
export function readBulletin(typed: Typed, sources: readonly Source[]): ReadBulletin {
  const { title, lead, rows } = typedBulletin(typed, sources)
  const kept = rows.filter(({ order }) => order !== '')
  const errors: Record<string, string> = {}
  for (const row of kept) {
    const faults = articleFaults(row, row.source ?? undefined)
    if (faults.headline !== undefined) errors[`headline${row.index}`] = faults.headline
    if (faults.words !== undefined) errors[`words${row.index}`] = faults.words
    else if (row.changed) errors[`words${row.index}`] = CHANGED
  }
  const ticked = (typed['add'] ?? '').split('\n').filter((key) => key !== '')
  const added = ticked.flatMap((key) => sources.find((source) => source.key === key) ?? [])
  if (added.length < ticked.length) errors['form'] = UNKNOWN
  const articles = [
    ...kept
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map(({ key, headline, words, seen }) => ({ key, headline, words, seen })),
    ...added.map(articleOf),
  ].filter(({ key }, i, all) => all.findIndex((other) => other.key === key) === i)
  if (articles.length > limits.articles) errors['form'] = tooMany(articles.length)
  const own = sources.filter(({ key }) => articles.some((article) => article.key === key))
  Object.assign(errors, headFaults(title, lead, own))
  const clues = typed['cluesSeen'] === 'yes' ? [] : cluesOf({ title, lead, articles }, own)
  if (clues.length > 0) errors['cluesSeen'] = clueSentence(clues)
  if (Object.keys(errors).length > 0) return { ok: false, form: { typed, errors }, clues }
  return { ok: true, wanted: { title, lead, articles } }
}

/** Sources that are not on the form. */
export function otherSources(
  { rows }: BulletinForm,
  sources: readonly Source[],
): readonly { readonly source: Source; readonly article: Article; readonly words: string }[] {
  const there = new Set(rows.map(({ key }) => key))
  return sources
    .filter(({ key }) => !there.has(key))
    .map((source) => {
      const article = articleOf(source)
      return { source, article, words: filled(article.words, source.figures) }
    })
}

/** Words that look like a person; of articles without what the source says itself. */
function cluesOf(wanted: WantedBulletin, sources: readonly Source[]): string[] {
  const said = new Set(
    sources.flatMap(({ title, unitName, facts }) =>
      [title, unitName, ...facts.map(({ text }) => text)].flatMap(publishedClues),
    ),
  )
  const { title, lead, articles } = wanted
  const texts = [title, lead, ...articles.flatMap(({ headline, words }) => [headline, words])]
  return [...new Set(texts.flatMap(publishedClues))].filter((clue) => !said.has(clue))
}

export function clueSentence(clues: readonly string[]): string {
  return `名前や電話番号、職員番号のように見える言葉があります（${clues.map((word) => `「${word}」`).join('')}）。職名などに直すか、個人のものでなければ下の欄に印を付けてください。`
}

const UNKNOWN =
  '候補にないものが選ばれています。元の内容が、公開されなくなったことがあります。画面を開き直してください。'
const CHANGED =
  '元の内容が、画面を開いた後に変わりました。「元の内容」を確かめて、もう一度保存してください。'

function tooMany(count: number): string {
  return `記事は${limits.articles}つまでです（今は${count}）。１枚に収めるため、「載せない」を選ぶか、加える候補を減らしてください。`
}

function rowOf(
  article: Article,
  index: number,
  order: string,
  sources: readonly Source[],
): ArticleRow {
  const source = sources.find(({ key }) => key === article.key) ?? null
  return {
    ...article,
    index,
    order,
    source,
    changed: source !== null && source.stamp !== article.seen,
  }
}

/** What has no place comes last. */
function placeOf({ order }: ArticleRow): number {
  return /^[1-8]$/.test(order) ? Number(order) : limits.articles + 1
}
