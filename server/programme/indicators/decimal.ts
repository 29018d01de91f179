/**
 * A decimal as somebody wrote it, reckoned in whole numbers: 15.9 − 8.9 is 7.0, not 7.000000000000001.
 * `units` counts the last place, `scale` places stand behind the point.
 */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

/** @throws {RangeError} for anything but 「12」, 「12.0」, 「-3.5」. */
export function decimalOf(text: string): Decimal {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (found === null) throw new RangeError(`${text} is no decimal`)
  const [, sign = '', whole = '', rest = ''] = found
  return { units: BigInt(`${sign}${whole}${rest}`), scale: rest.length }
}

/** With as many places as the finer of the two. */
export function minus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { units: unitsAt(a, scale) - unitsAt(b, scale), scale }
}

/** Negative, zero or positive, as a is less than, equal to or more than b. */
export function compare(a: Decimal, b: Decimal): number {
  const { units } = minus(a, b)
  return units < 0n ? -1 : units > 0n ? 1 : 0
}

export function absolute({ units, scale }: Decimal): Decimal {
  return { units: units < 0n ? -units : units, scale }
}

/** With all its places, and at least so many: 「12.0」. */
export function decimalText(decimal: Decimal, places = 0): string {
  const scale = Math.max(decimal.scale, places)
  const units = unitsAt(decimal, scale)
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const sign = units < 0n ? '-' : ''
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`
}

function unitsAt({ units, scale }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale)
}
