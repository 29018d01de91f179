/**
 * The bytes of a message before it is sealed: one fixed size for every kind, so that nothing but "somebody
 * sent something" can be seen outside. Pure and without dependencies: the browser imports this file too.
 *
 * `length 2 (big-endian) ‖ UTF-8 JSON ‖ zeros` up to `MESSAGE_BYTES`.
 */
import type { AuthorAct, Message } from './message.ts'

/** The longest post takes 3 bytes a UTF-16 unit (2,360 of them) and the frame around it. */
export const MESSAGE_BYTES = 8192

/** What the author's key signs: the receipt's lookup id binds the act to one proposal. */
export function signedBytes(receipt: string, act: string): Uint8Array {
  return new TextEncoder().encode(`kazetoshi author v1:${receipt}:${act}`)
}

/**
 * The text of an act that is signed and sent.
 *
 * @param id 16 random bytes in base64url, fresh for every act
 */
export function actText(id: string, act: AuthorAct): string {
  return JSON.stringify({ id, ...act })
}

/** @throws {RangeError} when the JSON is longer than the size; the form's limits keep it below. */
export function encodeMessage(message: Message): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(message))
  if (json.length > MESSAGE_BYTES - 2) throw new RangeError('message is too long')
  const bytes = new Uint8Array(MESSAGE_BYTES)
  bytes.set([json.length >> 8, json.length & 0xff])
  bytes.set(json, 2)
  return bytes
}
