/** The list of holidays that the Cabinet Office publishes, as it is and as it may arrive. */
import { describe, expect, it } from 'vitest'
import { readHolidayFile } from '../../../server/identified/desk/holiday-file.ts'
import { readSettings } from '../../../server/proposals/settings.ts'
import { encodeCp932 } from '../../../server/http/cp932.ts'
import { textOf } from '../office/hand.ts'
import { auditOf, BASE, deskCity, type DeskCity, people, type Person } from './desk-city.ts'

const HEADER = '国民の祝日・休日月日,国民の祝日・休日名称'
/** 15 October 2027 is no holiday that the library knows; the other days are. */
const ROWS = ['1955/1/1,元日', '2026/11/23,勤労感謝の日', '2027/1/1,元日', '2027/10/15,臨時の祝日']
const FILE = `${[HEADER, ...ROWS].join('\r\n')}\r\n`
const utf8 = (text: string) => new TextEncoder().encode(text)

async function upload(city: DeskCity, bytes: Uint8Array, who: Person = 'desk', type?: string) {
  const boundary = '----windows'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="holidays"; filename="syukujitsu.csv"\r\nContent-Type: text/csv\r\n\r\n`
  return city.app.inject({
    method: 'POST',
    url: `${BASE}/settings/holidays`,
    headers: {
      cookie: await city.session(people[who]),
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': type ?? `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
}

describe('The list of holidays', () => {
  it.each([
    ['CP932, as it is published', () => encodeCp932(FILE)],
    ['UTF-8', () => utf8(FILE)],
    [
      'UTF-8 with a byte order mark and ISO dates',
      () => utf8(`\ufeff${FILE.replaceAll(/(\d{4})\/(\d+)\/(\d+)/g, '$1-$2-$3')}`),
    ],
  ])('in %s: what the calendar does not know becomes a closed day', (_, bytes) => {
    expect(readHolidayFile(bytes(), 'syukujitsu.csv', '2026-01-01')).toEqual({
      unknown: [{ day: '2027-10-15', name: '臨時の祝日' }],
      read: 3,
      problems: [],
    })
  })

  it.each([
    ['2027/2/30,元日', /3行目.*「2027\/2\/30」: 日付ではありません。/],
    ['令和9年1月1日,元日', /3行目.*日付ではありません。/],
    ['2027/1/1,', /3行目.*名称を60字までで書いてください。/],
    ['2027/1/1', /3行目.*列が足りません/],
    ['2027/1/1,"元日', /この行から先を表として読めません/],
  ])(
    'with a bad line (%s) is refused with the line, and nothing is taken over',
    (line, message) => {
      const text = [HEADER, '2027/10/15,臨時の祝日', line].join('\r\n')
      const { problems, unknown } = readHolidayFile(utf8(text), 'syukujitsu.csv', '2026-01-01')
      expect(problems.join('\n')).toMatch(message)
      expect(unknown).toEqual([])
    },
  )

  it.each([
    ['nothing', utf8('')],
    ['another table', utf8('職員番号,所属\r\n1,2\r\n')],
    ['an Excel book', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
    ['broken bytes', Uint8Array.of(...utf8(`${HEADER}\r\n2027/1/1,`), 0xff, 0xfe, 0xff)],
  ])('that is %s is refused with advice', (_, bytes) => {
    const { problems } = readHolidayFile(bytes, 'syukujitsu.csv', '2026-01-01')
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join('')).toMatch(/ください。/)
  })

  it('is taken over on the page, twice without doubling, and goes on record', async () => {
    const city = await deskCity()
    const first = await upload(city, encodeCp932(FILE))
    expect(first.headers.location).toBe(`${BASE}/settings/calendar?read=3&added=1`)
    const second = await upload(city, utf8(FILE))
    expect(second.headers.location).toBe(`${BASE}/settings/calendar?read=3&added=0`)
    const { closedDays } = await readSettings(city.stores.commonsReader)
    expect(closedDays).toEqual([{ day: '2027-10-15', name: '臨時の祝日' }])
    expect(await auditOf(city)).toEqual([
      { actor: people.desk, act: '祝日のCSVから閉庁日を登録', detail: '2027-10-15 臨時の祝日' },
    ])
  })

  it('is refused on the page with the lines, when empty, too large, malformed or not a file', async () => {
    const city = await deskCity()
    const bad = await upload(city, utf8(`${HEADER}\r\n13月,何か\r\n`))
    expect([bad.statusCode, textOf(bad)]).toEqual([
      422,
      expect.stringContaining('syukujitsu.csv 2行目'),
    ])
    const none = await upload(city, new Uint8Array())
    expect([none.statusCode, textOf(none)]).toEqual([
      422,
      expect.stringContaining('CSVファイルを選んでください。'),
    ])
    expect((await upload(city, utf8('あ'.repeat(300_000)))).statusCode).toBe(413)
    expect((await upload(city, utf8(FILE), 'desk', 'multipart/form-data')).statusCode).toBe(400)
    expect((await upload(city, utf8(FILE), 'head')).statusCode).toBe(403)
    expect(
      (await city.by('desk').post(`${BASE}/settings/holidays`, { holidays: FILE })).statusCode,
    ).toBe(422)
    expect((await readSettings(city.stores.commonsReader)).closedDays).toEqual([])
  })
})
