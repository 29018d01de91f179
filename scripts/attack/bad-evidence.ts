/** The request names something that is not there or is something else; the message says what to do. */
export class BadEvidence extends Error {
  override readonly name = 'BadEvidence'
}
