import { isIPv6 } from 'node:net'

/**
 * Whom the door takes for one PC: an IPv4 address, or a whole /64 of IPv6, since one PC can give itself
 * every one of its 2^64 addresses. So an IPv6 floor that shares a /64 counts as one, like people behind
 * one NAT address, one terminal server or one VDI host.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.replace(/%.*$/, '').split('::')
  const [left, right] = [groupsOf(head), groupsOf(tail)]
  const between = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return `${[...left, ...between, ...right].slice(0, 4).join(':')}::/64`
}

function groupsOf(text: string): string[] {
  return text
    .split(':')
    .filter((group) => group !== '')
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
}
