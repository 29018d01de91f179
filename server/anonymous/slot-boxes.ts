import { boxPath, openBoxStore, reconcileBoxFiles } from '../stores/box.ts'
import { openSlotBox, type SlotBox, type SlotItem } from './slot-box.ts'

/** The boxes that take messages, opened at their first use. */
export interface SlotBoxes {
  get(id: string): SlotBox
  /** As `get(id).put`; while somebody has the files for himself it waits for its turn. */
  put(id: string, item: SlotItem): Promise<void>
  /** As `get(id).free`, in the same turn as a `put` would have. */
  free(id: string): Promise<number>
  /** As `get(id).isSpent`, in the same turn as a `put` would have. */
  isSpent(id: string, nonce: Uint8Array): Promise<boolean>
  /** Runs `act` while nothing is written to this box and no file of it is open here. */
  exclusively<T>(id: string, act: () => Promise<T>): Promise<T>
  /** Closes one box: nothing is written to it until it is asked for again. */
  seal(id: string): Promise<void>
  close(): Promise<void>
}

/** @param mirror folder of the mirror boxes on a second disk, or null. */
export function slotBoxes(folder: string, mirror: string | null): SlotBoxes {
  const open = new Map<string, SlotBox>()
  const taken = new Map<string, Promise<unknown>>()

  const get = (id: string) => {
    const known = open.get(id)
    if (known !== undefined) return known
    const box = openBox(folder, mirror, id)
    open.set(id, box)
    return box
  }
  const seal = async (id: string) => {
    const box = open.get(id)
    open.delete(id)
    await box?.close()
  }
  // Looking and taking are one step: nothing is awaited in between.
  const inTurn = async <T>(id: string, act: (box: SlotBox) => T | Promise<T>): Promise<T> => {
    const before = taken.get(id)
    if (before === undefined) return act(get(id))
    await before
    return inTurn(id, act)
  }
  const exclusively: SlotBoxes['exclusively'] = async (id, act) => {
    const before = taken.get(id)
    if (before !== undefined) {
      await before
      return exclusively(id, act)
    }
    const work = seal(id).then(act)
    const left = () => taken.delete(id)
    taken.set(id, work.then(left, left))
    return work
  }
  return {
    get,
    put: (id, item) => inTurn(id, (box) => box.put(item)),
    free: (id) => inTurn(id, (box) => box.free()),
    isSpent: (id, nonce) => inTurn(id, (box) => box.isSpent(nonce)),
    seal,
    exclusively,
    async close() {
      await Promise.all(taken.values())
      await Promise.all([...open.keys()].map(seal))
    },
  }
}

function openBox(folder: string, mirror: string | null, id: string): SlotBox {
  const file = boxPath(folder, id)
  if (mirror === null) return openSlotBox(openBoxStore(file), null)
  const copy = boxPath(mirror, id)
  reconcileBoxFiles(file, copy)
  return openSlotBox(openBoxStore(file), openBoxStore(copy))
}
