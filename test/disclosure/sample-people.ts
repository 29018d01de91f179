import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Microdata, Tables } from '../../server/disclosure/microdata.ts'
import { projectFile } from '../../server/http/project-file.ts'
import { withReportingUnits } from '../../server/identified/roster/reporting-units.ts'
import type { UnitRow } from '../../server/stores/commons.ts'
import { codesOf, groupingsOf } from '../../server/survey/publication-plan.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import { bureauChoices, choiceOf } from '../../server/survey/units.ts'
import { seededRandom } from '../../scripts/demo-answers.ts'

/** 全庁, 部, 課, each attribute, 部×性別, 部×年代: the lean plan of the design. */
export const LEAN_IDS = ['position', 'age', 'sex', 'employment', 'job']
export const LEAN: Tables = [
  [],
  ['bu'],
  ['ka'],
  ...LEAN_IDS.map((id) => [id]),
  ['bu', 'sex'],
  ['bu', 'age'],
]

type Row = Readonly<Record<string, string>>

/** The sample city's 2,300 people as the roster describes them; 81 % of them answered. */
export function sampleCity(items: readonly string[], seed: number): Microdata {
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const attributes = bank.attributes.filter((a) => LEAN_IDS.includes(a.id))
  const units = unitsOf(rowsOf('org.csv'))
  const bureaus = bureauChoices(units, '2025-10-01')
  const unitOf = new Map(units.map((unit) => [unit.code, unit]))
  const planned = { bureaus, attributes, tables: LEAN }
  const encode = codesOf(planned)
  const random = seededRandom(seed)
  const keys: number[] = []
  const answers: number[] = []
  let rows = 0
  for (const person of rowsOf('roster_sample.csv')) {
    if (random() >= 0.81) continue
    const unit = unitOf.get(person['所属コード'] ?? '')
    const choice = unit === undefined ? null : choiceOf(bureaus, unit)
    if (choice === null) continue
    const codes = attributes.map(({ id, options, roster }) => {
      const said = person[COLUMNS[id] ?? ''] ?? ''
      return options.indexOf(roster?.[said] ?? said) + 1
    })
    keys.push(...encode({ ...choice, attributes: codes }))
    const mood = random()
    for (const _ of items) {
      answers.push(random() < 0.03 ? 0 : 1 + Math.floor(4 * random() * (0.4 + 0.6 * mood)))
    }
    rows += 1
  }
  return {
    attributes: groupingsOf(planned),
    rows,
    keys: Uint16Array.from(keys),
    items,
    answers: Uint8Array.from(answers),
  }
}

const COLUMNS: Readonly<Record<string, string>> = {
  position: '職位区分',
  age: '年代',
  sex: '性別',
  employment: '任用形態',
  job: '職種区分',
}

function rowsOf(name: string): Row[] {
  const text = readFileSync(projectFile('scripts', 'sample-city', name), 'utf8')
  return parse(text, { bom: true, columns: true })
}

function unitsOf(rows: readonly Row[]): UnitRow[] {
  return withReportingUnits(
    rows.map((row, position) => ({
      code: row['所属コード'] ?? '',
      parent: row['上位所属コード'] || null,
      kind: row['区分'] as UnitRow['kind'],
      name: row['所属名'] ?? '',
      similar: row['類似所属'] ?? '',
      position,
      valid_from: row['有効開始日'] ?? '',
      valid_to: row['有効終了日'] || null,
    })),
  )
}
