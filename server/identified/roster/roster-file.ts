import writeExcelFile from 'write-excel-file/node'
import { encodeCp932, NotInCp932 } from '../../http/cp932.ts'
import { bold, text } from '../../http/workbook-cells.ts'
import { csvLine, csvPieces } from './csv-lines.ts'
import type { RosterPart } from './roster-tables.ts'

/** CSV in UTF-8 (with BOM), CSV in Shift_JIS (CP932), Excel. */
export type FileForm = 'utf8' | 'cp932' | 'xlsx'

/** The file, or why there is none. */
export type RosterFileMade = { readonly file: Uint8Array } | { readonly refused: string }

const SHEETS: Readonly<Record<RosterPart, string>> = { units: '所属', people: '職員' }

/** Excel's number format 「文字列」. */
const TEXT = '@'

/** How many rows beyond the filled ones are text too: what is typed there keeps its zeros. */
const ROWS_TO_TYPE = 500

/**
 * Rows of a roster as a file. In a workbook every cell is of the format text, so that Excel leaves 職員番号
 * alone when it is typed over.
 */
export async function makeRosterFile(
  part: RosterPart,
  form: FileForm,
  rows: readonly (readonly string[])[],
  template: boolean,
): Promise<RosterFileMade> {
  if (form === 'utf8') return { file: Buffer.from([...csvPieces(rows)].join('')) }
  if (form === 'cp932') return cp932File(rows)
  const empty = template ? Array.from({ length: ROWS_TO_TYPE }, () => rows[0]?.map(() => '')) : []
  const data = [...rows, ...empty].map((cells = [], i) =>
    cells.map((cell) => ({ ...(i === 0 ? bold(cell) : text(cell)), format: TEXT })),
  )
  const sheet = {
    sheet: SHEETS[part],
    data,
    columns: (rows[0] ?? []).map(() => ({ width: 16 })),
    stickyRowsCount: 1,
  }
  return { file: await writeExcelFile([sheet], { fontFamily: 'BIZ UDPGothic' }).toBuffer() }
}

function cp932File(rows: readonly (readonly string[])[]): RosterFileMade {
  const pieces: Buffer[] = []
  for (const [i, cells] of rows.entries()) {
    try {
      pieces.push(encodeCp932(csvLine(cells)))
    } catch (error) {
      if (!(error instanceof NotInCp932)) throw error
      const { character } = error
      const cell = cells.find((value) => value.includes(character)) ?? ''
      return {
        refused: `Shift_JIS（CP932）にない文字「${character}」が、${i + 1}行目の「${cell}」にあります。UTF-8 の CSV か Excel の形式をお使いください。`,
      }
    }
  }
  return { file: Buffer.concat(pieces) }
}
