/** What the page with `<div id="slips" data-…>` says of its slips. */
export interface PrintingFacts {
  readonly kind: 'survey' | 'proposal'
  readonly count: number
  /** Where the hashes go. */
  readonly post: string
  /** Where the official goes when all is printed. */
  readonly back: string
  /** Of the survey, or what the slip is for. */
  readonly title: string
  /** As it is read, e.g. 11月30日（月）17時; '' for proposals. */
  readonly closes: string
  /** Whom to ask. */
  readonly contact: string
  /** What the QR leads to: where this page itself came from. */
  readonly origin: string
  readonly isSample: boolean
}

/** @throws when the page and this program do not belong together. */
export function readFacts(place: HTMLElement, origin: string): PrintingFacts {
  const { kind, count, post, back, title, closes, contact } = place.dataset
  if ((kind !== 'survey' && kind !== 'proposal') || post === undefined || !(Number(count) > 0))
    throw new Error('no slips to print')
  return {
    kind,
    count: Number(count),
    post,
    back: back ?? '/staff/',
    title: title ?? (kind === 'survey' ? '' : '業務改善の提案'),
    closes: closes ?? '',
    contact: contact ?? (kind === 'survey' ? '人事課' : '行政管理課'),
    origin,
    isSample: document.querySelector('.sample-band') !== null,
  }
}
