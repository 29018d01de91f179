import type { Group } from '../groups.ts'

/** Address of a group below the page of its survey; the whole body is that page itself. */
export function groupHref({ id, table, keys, state }: Group): string {
  const [attribute] = table
  const isUnit = table.length === 1 && (attribute === 'bu' || attribute === 'ka')
  if (isUnit && state !== 'rest') return `?unit=${encodeURIComponent(keys[attribute] ?? '')}`
  return `?group=${encodeURIComponent(id)}`
}

/** @param theme left out: the indicators. */
export function tableHref(key: string, theme?: string): string {
  const address = `?table=${encodeURIComponent(key)}`
  return theme === undefined ? address : `${address}&theme=${encodeURIComponent(theme)}`
}
