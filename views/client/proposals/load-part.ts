/**
 * Loads a built script when it is needed. The page names it, for its name holds a hash:
 * `<script type="module" src="…" data-part="card-lot" data-address="/assets/card-lot-1A2B3C4D.js">`.
 *
 * @throws when the page names no such part, or it cannot be fetched
 */
export async function loadPart<Part>(name: string): Promise<Part> {
  const place = document.querySelector<HTMLElement>(`[data-part="${name}"]`)
  return (await import(place?.dataset['address'] ?? '')) as Part
}
