import { type Attempt, type Attack, guesses, traces } from './attempt.ts'
import { boxesOf, marksOf, publishedCards } from './entries.ts'
import type { Evidence } from './evidence.ts'
import type { Store } from './store.ts'
import { readings, WindowSet } from './windows.ts'
import { count, firstOf } from './words.ts'

/** A value that only one entry has. */
interface Value {
  readonly what: string
  readonly bytes: Buffer
}

/**
 * Eight bytes that stand on both sides would join a person with a message. What is looked for are values of
 * chance on each side (marks, sessions, slips; sealed messages, used cards, receipts), at every offset, in
 * every byte of the other side, read as it is and as base64 and hex.
 */
export const sharedValues: Attack = {
  id: 'T5',
  slug: 'shared-values',
  title: '両側に共通する値',
  run(evidence) {
    const { staff, voice } = sidesOf(evidence)
    const [staffValues, voiceValues] = [ofStaff(staff), ofVoice(voice)]
    return [
      crossing(
        '封をした回答・使われた券・控えの値が、職員側のファイルとログに現れないか（8バイトごと）',
        voiceValues,
        [...bytesOf(staff), ...evidence.logs.map(({ text }) => Buffer.from(text))],
      ),
      crossing(
        '回答券の印・サインイン・紙の券の値が、声の側のファイルに現れないか（8バイトごと）',
        staffValues,
        [...bytesOf(voice), ...published(evidence)],
      ),
      staffNumbers(staff, voice),
    ]
  },
}

function sidesOf({ folders, nights }: Evidence): { staff: Store[]; voice: Store[] } {
  const stores = [...folders, ...nights.map(({ folder }) => folder)].flatMap((one) => one.stores)
  return {
    staff: stores.filter(({ kind }) => kind === 'identity' || kind === 'cards'),
    voice: stores.filter(({ kind }) => kind === 'box' || kind === 'voice' || kind === 'commons'),
  }
}

function crossing(tried: string, values: readonly Value[], others: readonly Buffer[]): Attempt {
  const windows = new WindowSet(values.map(({ bytes }) => bytes))
  const owners = new Set<number>()
  for (const bytes of others.flatMap(readings)) {
    for (const owner of windows.ownersIn(bytes)) owners.add(owner)
  }
  const kinds = new Map<string, number>()
  for (const owner of owners) {
    const what = values[owner]?.what ?? ''
    kinds.set(what, (kinds.get(what) ?? 0) + 1)
  }
  const found = [...kinds].map(([what, n]) => `${what}: ${count(n)}件`)
  const meaning = '値のうち、8バイト以上が反対側にもあった割合'
  return traces({ tried, meaning }, values.length, owners.size, firstOf(found))
}

function ofVoice(stores: readonly Store[]): Value[] {
  const values: Value[] = []
  for (const { store, ballots, cards } of boxesOf(stores)) {
    for (const bytes of ballots.values()) values.push({ what: `${store.name} の回答`, bytes })
    for (const bytes of cards.values()) values.push({ what: `${store.name} の使われた券`, bytes })
  }
  for (const store of stores.filter(({ tables }) => tables.includes('proposal'))) {
    for (const row of store.rows('SELECT receipt, author_key FROM proposal')) {
      for (const bytes of row)
        if (Buffer.isBuffer(bytes)) values.push({ what: `${store.name} の控え`, bytes })
    }
  }
  for (const [survey, list] of publishedCards(stores)) {
    for (const { nonce, signature } of list) {
      const what = `${survey} の公表された券`
      values.push({ what, bytes: nonce }, { what, bytes: signature })
    }
  }
  return once(values)
}

function ofStaff(stores: readonly Store[]): Value[] {
  return once(
    onlyIdentity(stores).flatMap((store) => [
      ...marksOf(store).map(({ digest: bytes }) => ({ what: '回答券の印', bytes })),
      ...store.rows('SELECT id_hash FROM session').map(([bytes]) => ({
        what: 'サインインの記録',
        bytes: bytes as Buffer,
      })),
      // PHC string: the hash and its salt are the last two parts.
      ...store.rows('SELECT password_hash FROM credential').flatMap(([phc]) =>
        String(phc)
          .split('$')
          .slice(-2)
          .map((part) => ({ what: 'パスワードの照合値', bytes: Buffer.from(part, 'base64') })),
      ),
    ]),
  )
}

function onlyIdentity(stores: readonly Store[]): Store[] {
  return stores.filter(({ kind }) => kind === 'identity')
}

/** Every night repeats what the last one held. */
function once(values: readonly Value[]): Value[] {
  const known = new Map<string, Value>()
  for (const value of values) known.set(value.bytes.toString('latin1'), value)
  return [...known.values()]
}

function bytesOf(stores: readonly Store[]): Buffer[] {
  return stores.flatMap(({ raw, wal, journal }) =>
    [raw.bytes, wal, journal].filter((bytes) => bytes !== null),
  )
}

/** Published values stand in base64 within JSON: decoded, so that the windows fit. */
function published({ stores }: Evidence): Buffer[] {
  return [...publishedCards(stores).values()]
    .flat()
    .flatMap(({ nonce, signature }) => [nonce, signature])
}

/** Numbers of staff in the texts of proposals and in free texts. */
function staffNumbers(staff: readonly Store[], voice: readonly Store[]): Attempt {
  const told = {
    tried: '声の側の文字の値に、職員番号が現れないか',
    meaning: '職員番号の長さの数字のうち、職員番号に当たった割合',
  }
  const people = new Set(
    onlyIdentity(staff).flatMap((store) =>
      store.rows('SELECT number FROM person').map(([n]) => String(n)),
    ),
  )
  const lengths = new Set([...people].map(({ length }) => length))
  const seen = voice
    .filter(({ kind }) => kind === 'voice')
    .flatMap((store) => textsOf(store))
    .flatMap((text) => text.match(/(?<!\d)\d{4,20}(?!\d)/g) ?? [])
    .filter((digits) => lengths.has(digits.length))
  const hits = seen.filter((digits) => people.has(digits))
  const chanceOf = (digits: string) =>
    Math.min(
      1,
      [...people].filter(({ length }) => length === digits.length).length / 10 ** digits.length,
    )
  const chances = new Map([...lengths].map((n) => [n, chanceOf('0'.repeat(n))]))
  return guesses(
    told,
    seen.map(({ length }) => chances.get(length) ?? 0),
    hits.length,
    firstOf(hits.length === 0 ? [] : [`${count(new Set(hits).size)}人の職員番号`]),
  )
}

function textsOf(store: Store): string[] {
  return store.tables.flatMap((table) =>
    store
      .rows(`SELECT * FROM "${table}"`)
      .flat()
      .filter((value) => typeof value === 'string'),
  )
}
