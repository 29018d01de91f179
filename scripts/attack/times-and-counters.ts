import { type Attempt, type Attack, traces } from './attempt.ts'
import type { Evidence } from './evidence.ts'
import { type Allowed, BOX, CARDS, IDENTITY, VOICE } from './known-columns.ts'
import { type Find, schemaFinds } from './schema-finds.ts'
import type { Store } from './store.ts'
import { valueFinds } from './value-finds.ts'
import { firstOf } from './words.ts'

const KNOWN: Partial<Record<Store['kind'], Allowed>> = {
  identity: IDENTITY,
  cards: CARDS,
  voice: VOICE,
  box: BOX,
}

/**
 * Columns that count or stamp what people do, and values that read as times, addresses or browsers: with
 * 1 % of staff about on a day, a time to the minute leaves one candidate in the median. Acts of officials
 * are recorded with a time on purpose and are left out.
 */
export const timesAndCounters: Attack = {
  id: 'T4',
  slug: 'times-and-counters',
  title: '時刻・順番・アドレス',
  run: (evidence) => [columns(evidence), values(evidence)],
}

function columns({ stores }: Evidence): Attempt {
  const told = {
    tried: '表のつくりから、日時の列・通し番号・時計を読む仕掛け・知らない列を探す',
    meaning: '調べた列のうち、順番や時刻が読める割合',
  }
  return search(told, stores, (store, allowed) => schemaFinds(store, allowed))
}

function values({ stores, now }: Evidence): Attempt {
  const told = {
    tried: 'すべての値から、時刻・IPアドレス・ブラウザーの名前を探す（担当者の操作の記録は除く）',
    meaning: '調べた列のうち、時刻やアドレスが読める割合',
  }
  return search(told, stores, (store, allowed) => valueFinds(store, allowed, now))
}

function search(
  told: Pick<Attempt, 'tried' | 'meaning'>,
  stores: readonly Store[],
  look: (store: Store, allowed: Allowed) => Find[],
): Attempt {
  let entries = 0
  const found: string[] = []
  for (const store of stores) {
    const allowed = KNOWN[store.kind]
    if (allowed === undefined) continue
    entries += store.tables.reduce((sum, table) => sum + store.columns(table).length, 0)
    for (const find of look(store, allowed)) found.push(`${store.name} の ${inWords(find)}`)
  }
  return traces(told, entries, found.length, firstOf(found))
}

const WORDS: Readonly<Record<string, string>> = {
  'unknown-column': '知らない列',
  autoincrement: '通し番号（AUTOINCREMENT）',
  sequence: '行数の記録',
  clock: '時計を読む仕掛け',
  trigger: '自動で動く仕掛け',
  rowid: '隠れた行番号',
  'no-slots': '決まった欄でない行',
  'date-or-time': '日付か時刻',
  address: 'アドレス',
  'user-agent': 'ブラウザーの名前',
  seconds: '時刻（秒）',
  milliseconds: '時刻（ミリ秒）',
  microseconds: '時刻（マイクロ秒）',
  minutes: '時刻（分）',
  'julian-day': 'ユリウス日',
}

function inWords({ at, kind }: Find): string {
  const [name = '', , , byte] = kind.split(' ')
  const where = byte === undefined ? '' : `（${byte}バイト目）`
  return `${at}: ${WORDS[name] ?? name}${where}`
}
