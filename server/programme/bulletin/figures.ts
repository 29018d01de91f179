import type { Figure, Source } from './source.ts'

const MARK = /\{([^{}]*)\}/gu
/** 「76.9％」「120時間」: what nobody types where a source has it. */
const TYPED = /[0-9][0-9,.]*(?:%|ポイント|時間|円|件)/gu

/** Words with their figures filled in; a mark that the source does not have stays as it is. */
export function filled(words: string, figures: readonly Figure[]): string {
  return words.replaceAll(
    MARK,
    (whole, mark: string) => figures.find((figure) => figure.mark === mark)?.text ?? whole,
  )
}

/** Marks that the source does not have. */
export function unknownMarks(words: string, figures: readonly Figure[]): string[] {
  const known = new Set(figures.map(({ mark }) => mark))
  return [...words.matchAll(MARK)].flatMap(([whole, mark = '']) => (known.has(mark) ? [] : [whole]))
}

/** Figures that were typed although none of the sources says them in its own words. */
export function typedFigures(
  words: string,
  sources: readonly Pick<Source, 'title' | 'facts'>[],
): string[] {
  const said = sources
    .flatMap(({ title, facts }) => [title, ...facts.map(({ text }) => text)])
    .map(plain)
    .join('\n')
  const typed = plain(words.replaceAll(MARK, '')).match(TYPED) ?? []
  return [...new Set(typed)].filter((figure) => !said.includes(figure))
}

function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/[^\S\n]/gu, '')
}
