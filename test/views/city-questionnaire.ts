/** The real question bank and the sample city's units: what page sizes are measured with. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { projectFile } from '../../server/http/project-file.ts'
import { withReportingUnits } from '../../server/identified/roster/reporting-units.ts'
import type { UnitKind } from '../../server/stores/commons.ts'
import { composeQuestionnaire } from '../../server/survey/draft.ts'
import { usualTables } from '../../server/survey/plannable-tables.ts'
import { loadQuestionBank } from '../../server/survey/question-bank.ts'
import type { BureauChoice, Questionnaire } from '../../server/survey/questionnaire.ts'
import { bureauChoices } from '../../server/survey/units.ts'

export function cityQuestionnaire(scale: 4 | 5): Questionnaire {
  const bank = loadQuestionBank(projectFile('server', 'survey', 'bank', 'questions.json'))
  const attributeIds = bank.attributes.filter(({ usual }) => usual).map(({ id }) => id)
  return composeQuestionnaire(
    'r8',
    {
      title: '令和8年度 職員アンケート（働き方・仕事の進め方改革）',
      scale,
      itemIds: bank.items.filter((item) => item.core || item.type === 'text').map(({ id }) => id),
      attributeIds,
      k: 10,
      kDecision: '',
      tables: usualTables(attributeIds),
      opensAt: '2026-11-24T00:00:00Z',
      closesAt: '2026-12-18T08:00:00Z',
      referenceDay: '2026-10-01',
      contact: '人事課 人材育成係（内線2305）',
      contacts: [
        'ハラスメント相談窓口：人事課 内線2310',
        '内部公益通報窓口：コンプライアンス課 内線2401',
        '産業医・健康相談：人事課 健康管理室 内線2315',
      ],
      keepers: { need: 2, posts: ['人事課長', '安全衛生委員', '監査委員事務局長'] },
    },
    bank,
    cityBureaus(),
  )
}

function cityBureaus(): BureauChoice[] {
  const rows: Record<string, string>[] = parse(
    readFileSync(projectFile('scripts', 'sample-city', 'org.csv')),
    { bom: true, columns: true },
  )
  const units = rows.map((row, position) => ({
    code: row['所属コード'] ?? '',
    parent: row['上位所属コード'] || null,
    kind: (row['区分'] ?? '') as UnitKind,
    name: row['所属名'] ?? '',
    similar: row['類似所属'] ?? '',
    position,
    valid_from: '2025-04-01',
    valid_to: null,
  }))
  return bureauChoices(withReportingUnits(units), '2026-10-01')
}
