import type { ProposalQuarterRow } from '../../stores/commons.ts'
import type { VoiceStore } from '../../stores/voice.ts'
import { boxPath, openBoxFile } from '../../stores/box.ts'
import { openWholeBox } from '../whole-box.ts'
import { destroyQuarter, type QuarterDeps, standingQuarters } from './quarters.ts'
import { digestOf, type WaitingMessage } from './read-batch.ts'

export interface ContentsDeps extends QuarterDeps {
  readonly voice: VoiceStore
}

/** Slots read from the file at a time. */
const STRIDE = 64

/**
 * Every message that waits in a box, box and mirror brought together first.
 *
 * @throws {OpeningRefused} when a copy is missing or the copies are not of one box.
 */
export function readWaiting(deps: ContentsDeps, quarter: string): Promise<WaitingMessage[]> {
  return deps.exclusively(quarter, async () => {
    const box = openWholeBox(deps.folders, quarter, '提案箱')
    try {
      const found: WaitingMessage[] = []
      for (let from = 0; from < box.slots; from += STRIDE) {
        for (const { slot, sealed } of box.takenSlots(from, from + STRIDE)) {
          found.push({ quarter, slot, bytes: sealed })
        }
      }
      return found
    } finally {
      box.close()
    }
  })
}

/** Puts zeros into these slots in every folder; whatever else came meanwhile stays. */
export async function clearSlots(
  deps: ContentsDeps,
  messages: readonly Pick<WaitingMessage, 'quarter' | 'slot'>[],
  cleared: (folder: number) => void = () => undefined,
): Promise<void> {
  for (const quarter of new Set(messages.map((message) => message.quarter))) {
    const slots = messages.filter((own) => own.quarter === quarter).map(({ slot }) => slot)
    await deps.exclusively(quarter, async () => {
      for (const [i, folder] of deps.folders.entries()) {
        const box = openBoxFile(boxPath(folder, quarter))
        box.clear(slots)
        box.close()
        cleared(i)
      }
    })
  }
}

/**
 * Ends what a crash has cut off between the release of a batch and the emptying of its slots: what was
 * released goes from the boxes, then from the list of digests.
 */
export async function finishLastOpening(deps: ContentsDeps): Promise<void> {
  const rows = await deps.voice.selectFrom('opened_message').select('digest').execute()
  if (rows.length === 0) return
  const released = new Set(rows.map(({ digest }) => digest.toString('base64')))
  await deps.commons.updateTable('proposal_quarter').set({ waiting_since: null }).execute()
  for (const { id } of await standingQuarters(deps.commons)) {
    const waiting = await readWaiting(deps, id)
    await clearSlots(
      deps,
      waiting.filter(({ bytes }) => released.has(digestOf(bytes).toString('base64'))),
    )
  }
  await forgetReleased(deps.voice)
}

/** The last step of an opening: its slots are empty in every folder. */
export async function forgetReleased(voice: VoiceStore): Promise<void> {
  await voice.deleteFrom('opened_message').execute()
}

/** Destroys the quarters that are over and whose box is empty. @param day JST */
export async function destroyEmptied(
  deps: ContentsDeps,
  rows: readonly ProposalQuarterRow[],
  day: string,
): Promise<void> {
  for (const { id, closes_on } of rows) {
    if (closes_on < day) await destroyQuarter(deps, id, () => isEmpty(deps.folders, id))
  }
}

function isEmpty(folders: readonly string[], quarter: string): boolean {
  return folders.every((folder) => takenIn(folder, quarter) === 0)
}

function takenIn(folder = '', quarter: string): number {
  const box = openBoxFile(boxPath(folder, quarter))
  try {
    return box.slots - box.countOf(0)
  } finally {
    box.close()
  }
}
