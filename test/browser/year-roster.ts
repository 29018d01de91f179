import { encodeCp932 } from '../../server/http/cp932.ts'
import { CITY_UNITS } from '../support/small-city.ts'

/** A file as a form of the browser hands it in. */
interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** Two new 課 with the characters that only code page 932 has, besides those of the small city. */
const NEW_UNITS = ['2030,2000,課,㈱連携推進〜窓口－課', '3020,3000,課,髙見橋りょう課①'] as const

const WORKPLACES = ['1010', '1020', '1030', '2010', '2020', '2030', '3010', '3020'] as const

const SIXTY = 60

/** The units of the year, as Japanese Excel writes a CSV. */
export function unitFile(): Upload {
  return file('所属一覧.csv', '所属コード,上位所属コード,区分,所属名', [
    ...CITY_UNITS,
    ...NEW_UNITS,
  ])
}

/**
 * People, seven or eight in a unit of sixty; the first of each unit is its 推進責任者.
 *
 * @param spoilt with what happens to such files: a unit that does not exist, a number that has lost its zeros.
 */
export function peopleFile({ people = SIXTY, spoilt = false } = {}): Upload {
  const rows = Array.from({ length: people }, (_, i) => {
    const number = String(101 + i).padStart(6, '0')
    const unit = WORKPLACES[i % WORKPLACES.length]
    const age = ['20代', '30代', '40代', '50代'][i % 4]
    const sex = ['女性', '男性'][i % 2]
    const role = i < WORKPLACES.length ? '推進責任者' : ''
    return `${number},${unit},主事級,${age},${sex},正規,事務,あり,${role}`
  })
  if (spoilt) {
    rows[50] = rows[50]?.replace(/^000151,\d+/, '000151,9999') ?? ''
    rows[51] = rows[51]?.replace(/^000/, '') ?? ''
  }
  const header = '職員番号,所属コード,職位区分,年代,性別,任用形態,職種区分,個人PC,役割'
  return file('職員一覧.csv', header, rows)
}

function file(name: string, header: string, rows: readonly string[]): Upload {
  const buffer = encodeCp932(`${[header, ...rows].join('\r\n')}\r\n`)
  return { name, mimeType: 'text/csv', buffer }
}
