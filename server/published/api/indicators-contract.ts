import { json, notModified } from './contract-parts.ts'

/** What of the contract is about the programme's indicators (OpenAPI 3.1). */
export const indicatorPaths = {
  '/api/v1/indicators': {
    get: {
      operationId: 'getIndicators',
      summary: '実行プログラムの指標：数値、目標、断絶、判定、注',
      responses: {
        200: json('指標', { $ref: '#/components/schemas/Indicators' }),
        304: notModified,
      },
    },
  },
}

const text = { type: 'string' }
const year = { type: 'integer', description: '年度（西暦）' }
const orNull = (type: string, description: string) => ({ type: [type, 'null'], description })
const day = orNull('string', '日本時間の日付')
const figure = {
  text: orNull('string', '書かれたままの数値。null は「－」（調査未実施。0ではない）'),
  number: orNull('number', '同じ数値'),
}
const whole = (properties: Readonly<Record<string, object>>, optional: readonly string[] = []) => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
  properties,
})
const list = (items: object, description?: string) => ({
  type: 'array',
  items,
  ...(description === undefined ? {} : { description }),
})
const sample = { const: true, description: '見本データ（架空の回答）のときだけ付く' }

const values = list(
  whole(
    {
      fiscalYear: year,
      ...figure,
      source: { ...text, description: '出典' },
      asOfDay: day,
      respondents: orNull('integer', 'アンケートの値の有効回答数'),
      margin: orNull('number', '割合の誤差（95％、±ポイント）'),
      survey: orNull('string', 'アンケートの ID'),
      sample,
    },
    ['sample'],
  ),
  '古い年度から。ない年度は、数値がまだない',
)

const targets = list(
  whole({
    edition: text,
    fiscalYear: year,
    op: {
      enum: ['increase', 'decrease', 'ge', 'le', 'eq', 'converge'],
      description:
        'increase・decrease は前年度と、converge は gapWith との差を前年度の差と比べる。ge・le・eq は value と比べる',
    },
    value: orNull('string', '比べる値'),
    words: { ...text, description: 'プログラムの表の言葉' },
  }),
)

const breaks = list(
  whole({
    fiscalYear: year,
    state: {
      enum: ['possible', 'break', 'none'],
      description: 'possible は確認中で、break と同じに扱う。none は断絶でない',
    },
    reason: text,
  }),
  'この年度から、前の年度と比べられない',
)

const verdicts = list(
  whole({
    edition: text,
    fiscalYear: year,
    state: { enum: ['met', 'missed', 'none'] },
    words: { enum: ['達成', '未達成', '判定なし'] },
    reason: orNull('string', '判定がない理由'),
    isReference: {
      type: 'boolean',
      description: '（参考）現行目標との比較：版にこの年度の目標がなく、後の年度の目標と比べたもの',
    },
    targetYear: orNull('integer', '比べた目標の年度'),
    measured: orNull('string', '数値。converge では２つの系列の差'),
    before: orNull('string', '前年度の同じもの。断絶のときは null'),
    change: orNull('string', 'measured − before'),
    flat: orNull('boolean', '横ばい：増減が誤差（95％）の範囲。null は分からない'),
  }),
)

/** JSON Schema of the answer; it has nothing but this. */
export const indicatorsSchema = whole(
  {
    sample,
    editions: list(
      whole({
        id: text,
        label: text,
        day: { type: 'string', format: 'date', description: '改訂の日' },
        currentYear: { ...year, description: '「現状」として示す年度（西暦）' },
        source: text,
      }),
      'プログラムの版。古い順',
    ),
    years: list(year),
    indicators: list(
      whole({
        id: text,
        pillarNumber: { type: 'integer' },
        pillar: text,
        heading: text,
        label: { ...text, description: '表「現状及び目標」の名称' },
        historyLabel: { ...text, description: '表「指標の推移」の名称' },
        series: { ...text, description: '男性、女性。対でないものは空' },
        unit: text,
        decimals: { type: 'integer', description: '小数点以下の桁数' },
        source: { ...text, description: '把握の方法' },
        asOf: { enum: ['year', 'next-april'], description: '年度、または翌年度の4月1日' },
        item: orNull('string', 'アンケートの設問 ID'),
        gapWith: orNull('string', '差をとる相手の指標'),
        notes: { ...text, description: '注の番号' },
        longTerm: { ...text, description: '※4 の目標' },
        isReference: { type: 'boolean', description: '（参考）の系列。目標を持たない' },
        values,
        targets,
        breaks,
        verdicts,
      }),
      'プログラムの順',
    ),
    gaps: list(
      whole({
        of: { type: 'array', items: text, minItems: 2, maxItems: 2 },
        values: list(whole({ fiscalYear: year, ...figure })),
      }),
      '１つ目から２つ目を引いた差',
    ),
    notes: list(whole({ ref: text, text })),
  },
  ['sample'],
)
