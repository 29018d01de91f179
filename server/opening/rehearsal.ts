import { boxPath, openBoxFile } from '../stores/box.ts'
import { readTallyFile, tallyPath } from '../stores/tally-file.ts'
import { ballotBytes, decodeBallot, encodeBallot } from '../survey/ballot-form.ts'
import { type Questionnaire, scaleItems, textItems } from '../survey/questionnaire.ts'
import { importPrivateKey } from '../tokens/keys.ts'
import { sealOnServer } from '../tokens/seal.ts'
import { unsealBallot } from '../tokens/unseal.ts'
import { sealedLength } from '../tokens/wire.ts'
import { parseWrapped, proveTallyKey, type WrappedTallyKey } from './tally-key.ts'

/** What is wrong with what was typed; `keeper` is the position of the post, null for all together. */
export interface Mistyped {
  readonly keeper: number | null
  readonly reason: string
}

export type Rehearsal =
  | { readonly state: 'opened' }
  | { readonly state: 'mistyped'; readonly faults: readonly Mistyped[] }
  /** Key or box on the disk are not those that were made. */
  | { readonly state: 'broken' }

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
  const wrapped = wrappedKeyOf(folders, questionnaire.survey)
  if (wrapped === null) return { state: 'broken' }
  const proof = await proveTallyKey(wrapped, typed)
  if (proof.state !== 'open') return { state: 'mistyped', faults: faultsOf(wrapped, proof) }
  try {
    const opens = opensTestBallot(questionnaire, tallySpki, proof.pkcs8)
    return { state: opens && boxesFit(folders, questionnaire) ? 'opened' : 'broken' }
  } finally {
    proof.pkcs8.fill(0)
  }
}

/** The same text in every folder, or null. */
function wrappedKeyOf(folders: readonly string[], survey: string): WrappedTallyKey | null {
  const texts = new Set(folders.map((folder) => readTallyFile(tallyPath(folder, survey))))
  const [text] = texts
  if (texts.size !== 1 || text === null || text === undefined) return null
  try {
    return parseWrapped(text)
  } catch {
    return null
  }
}

function faultsOf(
  wrapped: WrappedTallyKey,
  proof: Exclude<Awaited<ReturnType<typeof proveTallyKey>>, { state: 'open' }>,
): Mistyped[] {
  const post = (i: number) => wrapped.posts[i] ?? ''
  if (proof.state === 'too-few') {
    return [{ keeper: 0, reason: `${wrapped.need}人分の合言葉を入力してください。` }]
  }
  if (proof.state === 'unreadable') {
    return proof.keepers.map((keeper) => ({
      keeper,
      reason: `${post(keeper)}の合言葉に写し間違いがあります。用紙の文字を1文字ずつ確かめてください。`,
    }))
  }
  const advice =
    'いちばん新しい用紙か、役職の欄を取り違えていないか確かめてください。用紙がないときは、鍵を作り直してください。'
  if (proof.keepers.length === 0) {
    return [{ keeper: null, reason: `合言葉が、このアンケートの鍵と合いません。${advice}` }]
  }
  return proof.keepers.map((keeper) => ({
    keeper,
    reason: `${post(keeper)}の合言葉が、このアンケートの鍵と合いません。${advice}`,
  }))
}

function opensTestBallot(q: Questionnaire, tallySpki: Buffer, pkcs8: Buffer): boolean {
  const plain = encodeBallot(q, {
    bureau: 0,
    section: null,
    attributes: q.attributes.map(() => 0),
    scale: scaleItems(q).map((_, i) => (i % q.scale) + 1),
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
