/** An expected refusal in words 人事課 understands; the sealed box is as it was. */
export class OpeningRefused extends Error {
  override readonly name = 'OpeningRefused'
}
