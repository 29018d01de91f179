/**
 * The other side did not keep the protocol: a key or signature that must not be trusted. Whoever
 * catches it shows that the answer was not sent, and sends nothing more.
 */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation'
}
