import type { PasswordDesk } from './passwords.ts'
import type { Throttle } from './throttle.ts'

export interface PasswordGuess {
  readonly number: string
  readonly password: string
  /** Where it comes from. */
  readonly address: string
  /** Looked up only when the guess may be made; undefined when nobody has the number. */
  readonly stored: () => Promise<string | undefined>
}

/**
 * The one place where somebody's password is compared with the stored one: at the door, and when the
 * password is changed, since guessing through somebody's open session is guessing as well.
 *
 * @throws {Problem} `too-many-attempts`, `busy`
 */
export async function isRightPassword(
  { passwords, throttle }: { readonly passwords: PasswordDesk; readonly throttle: Throttle },
  guess: PasswordGuess,
): Promise<boolean> {
  const attempt = await throttle.begin(guess.number, guess.address)
  let right: boolean
  try {
    right = await passwords.verify(await guess.stored(), guess.password, attempt)
  } catch (error) {
    await attempt.withdrawn()
    throw error
  }
  await (right ? attempt.succeeded() : attempt.failed())
  return right
}
