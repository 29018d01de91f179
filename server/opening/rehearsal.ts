import { boxPath, openBoxFile } from '../stores/box.ts'
import { ballotBytes, decodeBallot, encodeBallot, managersAnswer } from '../survey/ballot-form.ts'
import { multiItems, type Questionnaire, scaleItems, textItems } from '../survey/questionnaire.ts'
import { importPrivateKey } from '../tokens/keys.ts'
import { sealOnServer } from '../tokens/seal.ts'
import { unsealBallot } from '../tokens/unseal.ts'
import { sealedLength } from '../tokens/wire.ts'
import { readKeyCopies } from './key-copies.ts'
import { type Mistyped, mistypedOf, strangeTo } from './mistyped.ts'
import { unwrapTallyKey } from './tally-key.ts'

export type Rehearsal =
  | {
      readonly state: 'opened'
      /** Positions of the posts whose sheet was proved, and the sets that opened. */
      readonly proved: readonly number[]
      readonly sets: readonly (readonly number[])[]
    }
  | { readonly state: 'mistyped'; readonly faults: readonly Mistyped[] }
  /** Key or box on the disk are not those that were made. */
  | { readonly state: 'broken' }

const ADVICE = '用紙がないときは、鍵を作り直してください。'

/**
 * The opening before the announcement: the passphrases typed back from the sheets unwrap the tally key
 * on the disk (and on the mirror's), which opens a test ballot sealed here to the public half. Every
 * passphrase typed is proved, also one more than needed. The box is looked at and stays empty.
 */
export async function rehearseOpening(
  folders: readonly string[],
  questionnaire: Questionnaire,
  tallySpki: Buffer,
  typed: readonly string[],
): Promise<Rehearsal> {
  const { readable, copies } = readKeyCopies(folders, questionnaire.survey)
  const [wrapped] = readable
  const whole = readable.length === 1 && copies.every(({ state }) => state === 'good')
  if (wrapped === undefined || !whole) return { state: 'broken' }
  const unwrapping = await unwrapTallyKey(wrapped, typed)
  if (unwrapping.state === 'damaged') return { state: 'broken' }
  if (unwrapping.state !== 'open') {
    return { state: 'mistyped', faults: mistypedOf(wrapped, unwrapping, ADVICE) }
  }
  const { pkcs8, present, strange, sets } = unwrapping
  try {
    if (strange.length > 0) {
      return { state: 'mistyped', faults: strangeTo(wrapped, strange, ADVICE) }
    }
    const opens =
      opensTestBallot(questionnaire, tallySpki, pkcs8) && boxesFit(folders, questionnaire)
    return opens ? { state: 'opened', proved: present, sets } : { state: 'broken' }
  } finally {
    pkcs8.fill(0)
  }
}

/** A test ballot sealed to the public half is opened with this private half, and read. */
export function opensTestBallot(q: Questionnaire, tallySpki: Buffer, pkcs8: Buffer): boolean {
  const managers = managersAnswer(q)
  const plain = encodeBallot(q, {
    bureau: 0,
    section: null,
    attributes: q.attributes.map((_, i) => (i === managers?.attribute ? managers.code : 0)),
    scale: scaleItems(q).map((_, i) => (i % q.scale) + 1),
    multi: multiItems(q).map(({ options }) => [...options.keys()].slice(0, -1)),
    texts: textItems(q).map((item) => '試しの回答'.slice(0, item.maxChars)),
  })
  const sealed = sealOnServer(tallySpki, plain, q.survey)
  const opened = unsealBallot(importPrivateKey(pkcs8), sealed, q.survey)
  return opened !== null && opened.equals(plain) && decodeBallot(q, opened) !== null
}

/** Box and mirror are there, empty, and made for the ballots of this questionnaire. */
function boxesFit(folders: readonly string[], questionnaire: Questionnaire): boolean {
  return folders.every((folder) => {
    try {
      const box = openBoxFile(boxPath(folder, questionnaire.survey))
      try {
        const fits = box.sealedBytes === sealedLength(ballotBytes(questionnaire))
        return fits && box.spentCards().length === 0
      } finally {
        box.close()
      }
    } catch {
      return false
    }
  })
}
