/** 紙の回答券: whatever order they are used in, identity.db is the same file, byte for byte. */
import { randomBytes } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exchangeSlip, writePool } from '../../server/identified/issuance/slips.ts'
import { type IdentityStore } from '../../server/stores/identity.ts'
import { openStores } from '../../server/stores/open.ts'
import { generateSigningKey, importPrivateKey } from '../../server/tokens/keys.ts'
import { blindedMessage } from '../../views/client/protocol/card.ts'
import { newSlipCode, slipHash, slipSecrets } from '../../views/client/protocol/slip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { differences } from './checks/bytes.ts'
import { seeded, shuffled } from './checks/order.ts'

const SLIPS = 60
const key = await generateSigningKey()
const codes = Array.from({ length: SLIPS }, () => newSlipCode('survey'))
const random = seeded(6)

test('sixty slips used in another order leave the very same file', async () => {
  const before = await printed()
  const first = await usedIn(codes, before)
  for (const order of [shuffled(codes, random), codes.toReversed()]) {
    expect(differences(first, await usedIn(order, before))).toEqual([])
  }
})

test('the same comparison catches a mark that counts, and a row that is written anew', async () => {
  const before = await printed()
  let count = 0
  const counting = async (identity: IdentityStore, code: string) => {
    await exchange(identity, code)
    const mark = Buffer.alloc(33, 1)
    mark.writeUInt16BE((count += 1), 1)
    await identity
      .updateTable('slip')
      .set({ exchanged: mark })
      .where('hash', '=', Buffer.from(slipHash(code)))
      .execute()
  }
  const anew = async (identity: IdentityStore, code: string) => {
    await exchange(identity, code)
    await identity
      .insertInto('slip')
      .values({ pool: 'used', hash: randomBytes(32) })
      .execute()
  }
  for (const leak of [counting, anew]) {
    const first = await usedIn(codes, before, leak)
    const other = await usedIn(codes.toReversed(), before, leak)
    expect(differences(first, other).length).toBeGreaterThan(30)
  }
})

/** identity.db with the slips of one printing, unused. */
async function printed(): Promise<string> {
  const folder = newFolder()
  const stores = await openStores(folder)
  const hashes = codes.map((code) => Buffer.from(slipHash(code)))
  const sorted = hashes.toSorted((a, b) => Buffer.compare(a, b))
  await writePool(stores.identity, 'r8', sorted)
  await stores.close()
  return join(folder, 'identity.db')
}

async function usedIn(
  order: readonly string[],
  before: string,
  use: (identity: IdentityStore, code: string) => Promise<unknown> = exchange,
): Promise<Buffer> {
  const folder = newFolder()
  copyFileSync(before, join(folder, 'identity.db'))
  const stores = await openStores(folder)
  for (const code of order) await use(stores.identity, code)
  await stores.close()
  return readFileSync(join(folder, 'identity.db'))
}

async function exchange(identity: IdentityStore, code: string): Promise<void> {
  const { id, seed } = slipSecrets(code)
  const blinded = Buffer.from(blindedMessage(seed, key.spki, 'r8'))
  const done = await exchangeSlip(
    identity,
    importPrivateKey(key.pkcs8),
    'r8',
    Buffer.from(id),
    blinded,
  )
  expect(done.state).toBe('signed')
}

function newFolder(): string {
  const folder = temporaryFolder('slips')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
