/** The attack kit: on a clean installation every attack is at chance; each succeeds where something leaks. */
import { createHash, createHmac } from 'node:crypto'
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { attacks } from '../../scripts/attack/attacks.ts'
import type { Line } from '../../scripts/attack/report.ts'
import { type Deed, sealedId } from '../../scripts/attack/truth.ts'
import { cleanCity, type CleanCity } from './clean-city.ts'
import { broken, foundBy, type LeakyCopy, linesOf } from './leaky.ts'

let city: CleanCity
let box: string

beforeAll(async () => {
  city = await cleanCity()
  box = `box-${city.survey}.db`
})
afterAll(() => city.remove())

/** @param only names of attacks; null: all. */
const leaky = (
  only: readonly string[] | null,
  plant: (copy: LeakyCopy) => void,
  other?: Parameters<typeof linesOf>[3],
): Promise<Line[]> => linesOf(city, only, plant, other)

/** Answers of the open survey, in order of arrival. */
const answers = (): Deed[] => city.deeds.filter((deed) => deed.kind === 'ballot')

describe('a clean installation', () => {
  test('gives every attack something to attack, and none succeeds', async () => {
    const lines = await leaky(null, () => {})
    expect(broken(lines)).toEqual([])
    const idle = attacks
      .map(({ slug }) => slug)
      // Nothing but the stores holds marks.
      .filter((slug) => slug !== 'marks-elsewhere')
      .filter((slug) => lines.every((l) => l.attack !== slug || l.verdict === 'nothing'))
    expect(idle).toEqual([])
  })

  test('is not changed by the attack', async () => {
    const before = digests(city.home)
    await leaky(
      null,
      () => {},
      () => city.request,
    )
    expect(digests(city.home)).toEqual(before)
  })
})

describe('what the disk still knows', () => {
  test('a write-ahead log gives the order of every card', async () => {
    const lines = await leaky(['journals'], (copy) => {
      const db = new Database(copy.file('identity.db'))
      onTestFinished(() => void db.close())
      db.pragma('journal_mode = WAL')
      rewriteMarks(db)
    })
    expect(broken(lines)).toContain('journals')
    expect(foundBy(lines, 'journals')).toContain('identity.db: ')
    const line = lines.find(({ attack }) => attack === 'journals')
    expect((line?.success ?? 0) * (line?.entries ?? 0)).toBeGreaterThanOrEqual(answers().length)
  })

  test('a journal that is kept after the commit names the last answer', async () => {
    const lines = await leaky(['journals'], (copy) =>
      copy.change(box, (db) => {
        const [last] = db
          .prepare(`SELECT slot, sealed FROM ballot WHERE substr(sealed, 1, 1) <> x'00'`)
          .raw()
          .all() as [number, Buffer][]
        const put = db.prepare('UPDATE ballot SET sealed = ? WHERE slot = ?')
        put.run(Buffer.alloc(last?.[1].length ?? 0), last?.[0])
        db.pragma('journal_mode = PERSIST')
        put.run(last?.[1], last?.[0])
      }),
    )
    expect(broken(lines)).toContain('journals')
    expect(foundBy(lines, 'journals')).toContain('最後に書かれた1件が分かる')
  })

  test('without secure_delete, rows that were deleted can be read', async () => {
    const lines = await leaky(['deleted-content'], (copy) =>
      copy.change('identity.db', (db) => {
        db.pragma('secure_delete = OFF')
        db.prepare('DELETE FROM card WHERE survey <> ?').run(city.survey)
      }),
    )
    expect(broken(lines)).toContain('deleted-content')
  })

  test('whole pages that were given back are read too', async () => {
    const lines = await leaky(['deleted-content'], (copy) =>
      copy.change('identity.db', (db) => {
        db.pragma('secure_delete = OFF')
        db.exec('CREATE TABLE note AS SELECT number, hex(randomblob(400)) AS text FROM person')
        db.exec('DROP TABLE note')
      }),
    )
    expect(broken(lines)).toContain('deleted-content')
  })
})

describe('order', () => {
  test('rows that are added when a card is taken lie in order of arrival', async () => {
    const lines = await leaky(['row-places', 'arrival'], (copy) =>
      copy.change('identity.db', addedMarks),
    )
    expect(broken(lines)).toEqual(expect.arrayContaining(['row-places', 'arrival']))
    expect(foundBy(lines, 'row-places')).toContain('回答券の印（card）')
  })

  test('slots that fill up in order', async () => {
    const lines = await leaky(['slot-order', 'arrival'], (copy) =>
      copy.change(box, (db) => inOrder(db, (i) => i)),
    )
    expect(broken(lines)).toEqual(expect.arrayContaining(['slot-order', 'arrival']))
    expect(foundBy(lines, 'slot-order')).toContain('回答の入っている欄')
  })

  test('a ballot and its card in slots of one number', async () => {
    const lines = await leaky(['slot-order'], (copy) =>
      copy.change(box, (db) => {
        const slots = takenSlots(db, 'ballot', 'sealed')
        moveTo(db, 'spent', 'card', slots)
      }),
    )
    expect(foundBy(lines, 'slot-order')).toContain('同じ番号の欄')
  })

  test('a box that adds a row with each answer', async () => {
    const lines = await leaky(['slot-order'], (copy) =>
      copy.change(box, (db) => {
        inOrder(db, (i) => i)
        db.exec(`DELETE FROM ballot WHERE substr(sealed, 1, 1) = x'00'`)
      }),
    )
    expect(foundBy(lines, 'slot-order')).toContain('空いた欄がなく')
  })

  test('a list of marks beside the stores, in order of arrival; one in order of numbers is none', async () => {
    const list = (deeds: readonly Deed[]) =>
      leaky(['marks-elsewhere'], (copy) =>
        writeFileSync(
          join(copy.home, 'mirror', 'marks.bin'),
          Buffer.concat(deeds.map(({ mark }) => Buffer.from(`01${mark}`, 'hex'))),
        ),
      )
    const arrived = await list(answers())
    expect(foundBy(arrived, 'marks-elsewhere')).toContain('marks.bin: 45件が番号順でない')
    const sorted = await list(answers().toSorted((a, b) => (a.who < b.who ? -1 : 1)))
    expect(broken(sorted)).toEqual([])
    expect(sorted).toMatchObject([{ verdict: 'chance', entries: 45 }])
  })

  test('places of marks and of answers that both follow the arrivals join all of them', async () => {
    const lines = await leaky(['linkage'], (copy) => {
      copy.change('identity.db', addedMarks)
      copy.change(box, (db) => inOrder(db, (i) => i))
    })
    expect(broken(lines)).toContain('linkage')
    const best = lines.filter(({ attack }) => attack === 'linkage').map(({ success }) => success)
    expect(Math.max(...best)).toBeGreaterThan(0.9)
  })
})

describe('times, counters, addresses', () => {
  const columns: readonly (readonly [string, string, string])[] = [
    ['box', 'ALTER TABLE ballot ADD COLUMN created_at TEXT', 'ballot.created_at: 知らない列'],
    [
      'identity.db',
      'CREATE TABLE visit (id INTEGER PRIMARY KEY AUTOINCREMENT, person TEXT)',
      'visit: 通し番号（AUTOINCREMENT）',
    ],
    [
      'identity.db',
      'CREATE TRIGGER t AFTER UPDATE ON card BEGIN SELECT unixepoch(); END',
      't: 時計を読む仕掛け',
    ],
    ['voice.db', 'CREATE TABLE note (text TEXT)', 'note: 隠れた行番号'],
    ['box', 'DELETE FROM spent WHERE slot = 3', 'spent: 決まった欄でない行'],
  ]
  test.each(columns)('in the schema of %s: %s', async (file, statement, find) => {
    const lines = await leaky(['times-and-counters'], (copy) =>
      copy.change(file === 'box' ? box : file, (db) => db.exec(statement)),
    )
    expect(foundBy(lines, 'times-and-counters')).toContain(find)
  })

  test('a time of day, an address and a browser in values', async () => {
    for (const [value, find] of [
      ['"on":"2026-11-21T08:31"', '日付か時刻'],
      ['"from":"10.20.30.40"', 'アドレス'],
      ['"by":"Mozilla/5.0 (Windows NT 10.0)"', 'ブラウザーの名前'],
      ['"at":1795000000123', '時刻（ミリ秒）'],
    ] as const) {
      const lines = await leaky(['times-and-counters'], (copy) =>
        copy.change('voice.db', (db) =>
          db.prepare('UPDATE proposal SET body = body || ?').run(`{${value}}`),
        ),
      )
      expect(foundBy(lines, 'times-and-counters')).toContain(`proposal.body: ${find}`)
    }
  })

  test('a file for each person has the time of each', async () => {
    const lines = await leaky(['file-times'], (copy) => {
      mkdirSync(copy.file('cards'))
      for (const { who } of answers()) writeFileSync(copy.file(`cards/${who}.json`), '{}')
    })
    expect(broken(lines)).toContain('file-times')
    expect(foundBy(lines, 'file-times')).toContain('cards')
  })
})

describe('something common to both sides', () => {
  test('a log line with the number of a used card, in base64 and in hex', async () => {
    for (const encoding of ['base64', 'hex'] as const) {
      const nonce = Buffer.from(answers()[0]?.nonce ?? '', 'hex')
      const lines = await leaky(['shared-values'], (copy) =>
        appendFileSync(
          join(copy.home, 'server.log'),
          `{"msg":"card","value":"${nonce.toString(encoding)}"}\n`,
        ),
      )
      expect(foundBy(lines, 'shared-values')).toContain(`${box} の使われた券: 1件`)
    }
  })

  test('eight bytes of a mark in the store of proposals', async () => {
    const mark = Buffer.from(answers()[1]?.mark ?? '', 'hex')
    const lines = await leaky(['shared-values'], (copy) =>
      copy.change('voice.db', (db) =>
        db
          .prepare(
            'UPDATE proposal SET author_key = ? WHERE rowid_of = 0'.replace(
              ' WHERE rowid_of = 0',
              '',
            ),
          )
          .run(Buffer.concat([Buffer.alloc(8, 7), mark.subarray(5, 13), Buffer.alloc(16, 9)])),
      ),
    )
    expect(foundBy(lines, 'shared-values')).toContain('回答券の印: 1件')
  })

  test('staff numbers in texts', async () => {
    const lines = await leaky(['shared-values'], (copy) =>
      copy.change('voice.db', (db) =>
        db.prepare(`UPDATE proposal SET body = body || ?`).run(`担当 ${answers()[2]?.who}`),
      ),
    )
    expect(foundBy(lines, 'shared-values')).toContain('1人の職員番号')
  })

  test('a usual request log joins sign-ins and answers by address', async () => {
    const lines = await leaky(['log-lines'], (copy) =>
      answers().forEach(({ who }, i) => {
        const address = `10.1.${i}.7`
        appendFileSync(
          join(copy.home, 'server.log'),
          [
            `{"msg":"incoming request","req":{"method":"POST","url":"/staff/sign-in","remoteAddress":"${address}","remotePort":50${100 + i}},"who":"${who}"}`,
            `${address} - - [20/Nov/2026:10:15:00 +0900] "POST /voice/surveys/${city.survey}/ballots HTTP/1.1" 204 0`,
            '',
          ].join('\n'),
        )
      }),
    )
    expect(broken(lines)).toContain('log-lines')
    const joined = lines.find(
      ({ attack, tried }) => attack === 'log-lines' && tried.includes('つなぐ'),
    )
    expect(joined).toMatchObject({ success: 1, entries: answers().length })
  })
})

describe('copies', () => {
  test('a box in each backup leaves small groups of candidates', async () => {
    const lines = await leaky(['between-backups'], boxesInBackups)
    expect(broken(lines)).toEqual(['between-backups'])
    expect(foundBy(lines, 'between-backups')).toContain('候補は最少9人、中央値9人')
    expect(foundBy(lines, 'between-backups')).toContain('受付中の箱がある')
  })

  test('the wrapped key in a backup', async () => {
    const lines = await leaky(['between-backups'], (copy) =>
      copyFileSync(
        copy.file(`tally-${city.survey}.json`),
        join(copy.home, 'backups', '2026-12-03', `tally-${city.survey}.json`),
      ),
    )
    expect(foundBy(lines, 'between-backups')).toContain('2026-12-03 に鍵がある')
  })

  test('a mirror that lags behind names the last answer', async () => {
    const lines = await leaky(['between-backups'], (copy) => {
      const db = new Database(join(copy.home, 'mirror', box))
      const [slot] = takenSlots(db, 'ballot', 'sealed')
      db.prepare('UPDATE ballot SET sealed = zeroblob(length(sealed)) WHERE slot = ?').run(slot)
      db.close()
    })
    expect(foundBy(lines, 'between-backups')).toContain('1件が遅れている')
  })

  test('proposals of a night when one person only held cards', async () => {
    const lines = await leaky(['proposal-holders'], (copy) => {
      const db = new Database(join(copy.home, 'backups', '2026-12-02', 'identity.db'))
      db.exec(`UPDATE proposal_cards SET posts = zeroblob(length(posts)),
        endorsements = zeroblob(length(endorsements))
        WHERE person NOT IN (SELECT person FROM proposal_cards
          WHERE substr(posts, 1, 1) <> x'00' LIMIT 1);
        UPDATE slip SET exchanged = zeroblob(33)`)
      db.close()
    })
    expect(broken(lines)).toContain('proposal-holders')
  })
})

describe('what stands open', () => {
  test('answers of different sizes', async () => {
    const lines = await leaky(['sizes'], (copy) =>
      copy.change(box, (db) => {
        const [slot] = takenSlots(db, 'ballot', 'sealed')
        db.prepare(
          'UPDATE ballot SET sealed = CAST(substr(sealed, 1, 900) || zeroblob(length(sealed) - 900) AS BLOB) WHERE slot = ?',
        ).run(slot)
      }),
    )
    expect(foundBy(lines, 'sizes')).toContain('2通りの大きさ')
  })

  test('answers that are not sealed', async () => {
    const lines = await leaky(['sealed-content'], (copy) =>
      copy.change(box, (db) => {
        for (const slot of takenSlots(db, 'ballot', 'sealed')) {
          const text = Buffer.from(JSON.stringify({ bureau: slot, scale: [1, 2, 3, 4, 1, 2, 3] }))
          db.prepare(
            `UPDATE ballot SET sealed = CAST(x'01' || ? || substr(sealed, ?) AS BLOB) WHERE slot = ?`,
          ).run(text, text.length + 2, slot)
        }
      }),
    )
    expect(broken(lines)).toContain('sealed-content')
  })

  test('a turnout to the point, and one twice a day', async () => {
    const exact = await leaky(['published-counts'], (copy) =>
      copy.change('identity.db', (db) => db.exec('UPDATE turnout SET percent = 37')),
    )
    expect(foundBy(exact, 'published-counts')).toContain('37%（5ポイントより細かい）')
    const often = await leaky(['published-counts'], (copy) =>
      copy.change('identity.db', (db) => db.exec(`UPDATE turnout SET day = day || 'T10:15'`)),
    )
    expect(foundBy(often, 'published-counts')).toContain('日より細かい')
  })

  test('a list of used cards in order of arrival, or of proposals', async () => {
    const list = (change: (cards: unknown[]) => unknown[], survey = 'survey') =>
      leaky(['published-counts'], (copy) =>
        copy.change('commons.db', (db) => {
          const row = db.prepare('SELECT body FROM spent_list').pluck().get() as string
          const body = JSON.parse(row) as { cards: unknown[] }
          db.prepare(`UPDATE spent_list SET body = ?, survey = ${survey}`).run(
            JSON.stringify({ ...body, cards: change(body.cards) }),
          )
        }),
      )
    const shuffledList = await list((cards) => cards.toReversed())
    expect(foundBy(shuffledList, 'published-counts')).toContain('値の順に並んでいない')
    const proposals = await list((cards) => cards, `'p2026q3'`)
    expect(foundBy(proposals, 'published-counts')).toContain('p2026q3')
  })

  test('a box that should have been destroyed', async () => {
    const lines = await leaky(['published-counts'], (copy) =>
      copy.change('commons.db', (db) => db.exec(`UPDATE survey SET state = 'destroyed'`)),
    )
    expect(foundBy(lines, 'published-counts')).toContain(box)
  })

  test('paper slips in the order of printing, in a pool of a workplace, with guessable values', async () => {
    const lines = await leaky(['slip-pools'], (copy) =>
      copy.change('identity.db', (db) => {
        const hashes = Array.from({ length: 30 }, (_, i) =>
          createHash('sha256').update(String(i)).digest(),
        )
        db.exec(`ALTER TABLE slip RENAME TO slip_before;
          CREATE TABLE slip (pool TEXT, hash BLOB, exchanged BLOB)`)
        const put = db.prepare('INSERT INTO slip VALUES (?, ?, zeroblob(33))')
        for (const hash of hashes) put.run('課1010', hash)
      }),
    )
    const found = foundBy(lines, 'slip-pools')
    expect(found).toContain('紙の券の並び')
    expect(found).toContain('課1010')
    expect(found).toContain('職員番号と通し番号から当てる')
  })

  test('receipts that can be guessed, or stand there as they are', async () => {
    const guessed = await leaky(['receipts'], (copy) =>
      copy.change('voice.db', (db) => {
        const key = readFileSync(copy.file('receipt.key'))
        const receipt = createHmac('sha256', key)
          .update(city.deeds[0]?.who ?? '')
          .digest()
        db.prepare(
          'UPDATE proposal SET receipt = ? WHERE number = (SELECT min(number) FROM proposal)',
        ).run(receipt)
      }),
    )
    expect(foundBy(guessed, 'receipts')).toContain('職員番号と通し番号から当てる')
    const plain = await leaky(['receipts'], (copy) =>
      copy.change('voice.db', (db) =>
        db.exec(`UPDATE proposal SET receipt = CAST('控え' || number AS BLOB)`),
      ),
    )
    expect(foundBy(plain, 'receipts')).toContain('もとの番号のまま')
  })
})

/** Marks are taken away and written again, one commit each, in the order of the arrivals. */
function rewriteMarks(db: Database.Database): void {
  db.pragma('wal_autocheckpoint = 0')
  const clear = db.prepare('UPDATE card SET issued = zeroblob(33) WHERE person = ? AND survey = ?')
  const mark = db.prepare('UPDATE card SET issued = ? WHERE person = ? AND survey = ?')
  for (const { who } of answers()) clear.run(who, city.survey)
  for (const deed of answers())
    mark.run(Buffer.from(`01${deed.mark}`, 'hex'), deed.who, city.survey)
}

/** A table without prepared rows: each card adds one. */
function addedMarks(db: Database.Database): void {
  const of = db.prepare('SELECT bureau FROM card WHERE person = ? AND survey = ?').pluck()
  const rows = answers().map(({ who, mark }) => ({ who, mark, bureau: of.get(who, city.survey) }))
  db.exec('DELETE FROM card')
  const add = db.prepare('INSERT INTO card (survey, person, bureau, issued) VALUES (?, ?, ?, ?)')
  for (const { who, mark, bureau } of rows)
    add.run(city.survey, who, bureau, Buffer.from(`01${mark}`, 'hex'))
}

/** Answers and cards in the order of their arrival. */
function inOrder(db: Database.Database, slotOf: (i: number) => number): void {
  const arrivals = answers()
  const place = (id: (content: Buffer) => string, deedId: (deed: Deed) => string) => {
    const order = new Map(arrivals.map((deed, i) => [deedId(deed), slotOf(i)]))
    return (content: Buffer) => order.get(id(content)) ?? 0
  }
  refill(
    db,
    'ballot',
    'sealed',
    place(sealedId, ({ sealed }) => sealed),
  )
  refill(
    db,
    'spent',
    'card',
    place(
      (card) => card.subarray(1, 33).toString('hex'),
      (d) => d.nonce,
    ),
  )
}

function refill(
  db: Database.Database,
  table: string,
  column: string,
  slotOf: (content: Buffer) => number,
): void {
  const rows = db
    .prepare(`SELECT ${column} FROM ${table} WHERE substr(${column}, 1, 1) <> x'00'`)
    .pluck()
    .all() as Buffer[]
  db.exec(`UPDATE ${table} SET ${column} = zeroblob(length(${column}))`)
  const put = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE slot = ?`)
  for (const row of rows) put.run(row, slotOf(row))
}

function takenSlots(db: Database.Database, table: string, column: string): number[] {
  return db
    .prepare(`SELECT slot FROM ${table} WHERE substr(${column}, 1, 1) <> x'00' ORDER BY slot`)
    .pluck()
    .all() as number[]
}

function moveTo(
  db: Database.Database,
  table: string,
  column: string,
  slots: readonly number[],
): void {
  let next = 0
  refill(db, table, column, () => slots[next++] ?? 0)
}

/** Each night's copy has the box as it was then. */
function boxesInBackups(copy: LeakyCopy): void {
  const perNight = answers().length / 5
  for (let night = 0; night < 5; night += 1) {
    const target = join(copy.home, 'backups', `2026-12-0${night + 1}`, box)
    copyFileSync(copy.file(box), target)
    const later = new Set(
      answers()
        .slice((night + 1) * perNight)
        .map(({ sealed }) => sealed),
    )
    const db = new Database(target)
    const rows = db.prepare('SELECT slot, sealed FROM ballot').raw().all() as [number, Buffer][]
    for (const [slot, sealed] of rows) {
      if (!later.has(sealedId(sealed))) continue
      db.prepare('UPDATE ballot SET sealed = zeroblob(length(sealed)) WHERE slot = ?').run(slot)
    }
    db.close()
  }
}

function digests(folder: string): string[] {
  const files = [
    join(folder, 'data', 'identity.db'),
    join(folder, 'data', 'voice.db'),
    join(folder, 'data', 'commons.db'),
    join(folder, 'data', box),
    join(folder, 'mirror', box),
    join(folder, 'backups', '2026-12-01', 'identity.db'),
  ]
  return files.map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'))
}
