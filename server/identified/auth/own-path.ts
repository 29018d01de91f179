/** Where everybody begins. */
export const HOME = '/staff/'

const LONGEST = 512
const notWorthReturningTo = ['/staff/sign-in', '/staff/sign-out', '/staff/sign-out-everywhere']

/**
 * A path of the staff side to go on to, or null. What comes back is rebuilt from the parsed address,
 * so neither another host (`//evil.example`, `/\evil.example`, `https:…`) nor a way out of `/staff`
 * (`/staff/../voice`, `/staff/%2e%2e/voice`) can pass.
 */
export function ownPath(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > LONGEST || !/^\/staff(?![^/?])/.test(text))
    return null
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\\\u0000-\u0020\u007f]/.test(text)) return null
  const base = 'http://kazetoshi.invalid'
  if (!URL.canParse(text, base)) return null
  const url = new URL(text, base)
  if (url.origin !== base || !/^\/staff(\/|$)/.test(url.pathname)) return null
  if (url.pathname.includes('//') || notWorthReturningTo.includes(url.pathname)) return null
  return `${url.pathname}${url.search}`
}
