/** OS2IP (RFC 8017 §4.2): big-endian bytes to a non-negative integer. */
export function bytesToInt(bytes: Uint8Array): bigint {
  let hex = '0x0'
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return BigInt(hex)
}

/**
 * I2OSP (RFC 8017 §4.1): exactly `length` big-endian bytes.
 *
 * @throws {RangeError} when the integer is negative or needs more.
 */
export function intToBytes(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(length * 2, '0')
  if (value < 0n || hex.length > length * 2) throw new RangeError('integer out of range')
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function randomBytes(length: number): Uint8Array {
  // Works on a plain-http origin too, where `crypto.subtle` does not.
  return globalThis.crypto.getRandomValues(new Uint8Array(length))
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** @throws when the text is not base64 (a `DOMException` of `atob`). */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
