/** An expected refusal in words 人事課 understands; the sealed box is as it was. */
export class OpeningRefused extends Error {
  override readonly name: string = 'OpeningRefused'
}

/** The protection let nothing out. Why, and what can be done, is kept with the survey. */
export class ProtectionRefused extends OpeningRefused {
  override readonly name = 'ProtectionRefused'
}
