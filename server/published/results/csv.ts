import { SAMPLE_LINE } from '../../http/sample-line.ts'
import { type CsvEncoding, csvFile } from '../csv-file.ts'
import { type LongCell, longHead, longRows } from './long-rows.ts'
import type { ResultsModel } from './model.ts'

/**
 * All published values in long form, a line for each group and item, to be filtered and pivoted.
 * CRLF; UTF-8 with BOM or CP932.
 *
 * @throws {Problem} `not-encodable` naming the character and its place when CP932 lacks it.
 */
export function resultsCsv(model: ResultsModel, sample: boolean, encoding: CsvEncoding): Buffer {
  const lines: LongCell[][] = [
    ...(sample ? [[SAMPLE_LINE]] : []),
    longHead(model),
    ...longRows(model, '全庁', [model.whole]),
    ...model.tables.flatMap(({ name, groups }) => [...longRows(model, name, groups)]),
  ]
  return csvFile(lines, encoding, 'UTF-8 の CSV か Excel 形式')
}
