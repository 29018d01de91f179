import { z } from 'zod'
import { publishedSetSchema } from '../../survey/published-set.ts'
import { base64, json, notModified, refusal, surveyId } from './contract-parts.ts'
import { indicatorPaths, indicatorsSchema } from './indicators-contract.ts'
import { proofPaths, proofSchemas } from './proof-contract.ts'
import { setWords } from './set-words.ts'
import { statisticsSchema } from './statistics.ts'

/** The contract of `{base}/api/v1` (OpenAPI 3.1); the shape of a set is taken from its own schema. */
export function openApi(base: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: '風通し 公表データ API',
      version: '1',
      description:
        '公表済みのアンケート結果、実行プログラムの指標、業務改善提案の数字。割合は％。全庁より細かい区分の割合は step の幅に丸めてあり、最小の値（step）は「それ以下」、最大の値（100−step）は「それ以上」を表します。hidden の区分は少人数のため非表示で、値を持ちません。rest は「その他（合算）」：parent から minus の区分を除いた残りです。items の null は、その設問だけの非表示です。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: base === '' ? '/' : base }],
    paths: {
      '/api/v1/surveys': {
        get: {
          operationId: 'listSurveys',
          summary: '結果を公表したアンケートの一覧（新しい順）',
          responses: {
            200: json('一覧', { $ref: '#/components/schemas/SurveyList' }),
            304: notModified,
          },
        },
      },
      '/api/v1/surveys/{id}/results': {
        get: {
          operationId: 'getResults',
          summary: '１回のアンケートの公表値すべて',
          parameters: [surveyId],
          responses: {
            200: json('公表値', { $ref: '#/components/schemas/PublishedSet' }),
            304: notModified,
            404: refusal('ないか、まだ公表していない'),
          },
        },
      },
      '/api/v1/surveys/{id}/cards': {
        get: {
          operationId: 'getSpentCards',
          summary: '使われた回答券の一覧（番号順）。回答の件数を、だれでも確かめられる',
          parameters: [surveyId],
          responses: {
            200: json('使われた回答券', { $ref: '#/components/schemas/SpentList' }),
            304: notModified,
            404: refusal('ないか、まだ公表していない'),
          },
        },
      },
      ...proofPaths,
      ...indicatorPaths,
      '/api/v1/proposals/statistics': {
        get: {
          operationId: 'getProposalStatistics',
          summary: '業務改善提案の数字（年度別、新しい順）',
          responses: {
            200: json('数字', { $ref: '#/components/schemas/ProposalStatistics' }),
            304: notModified,
          },
        },
      },
      '/api/v1/openapi.json': {
        get: {
          operationId: 'getContract',
          summary: 'この文書',
          responses: { 200: json('OpenAPI 3.1', { type: 'object' }), 304: notModified },
        },
      },
    },
    components: {
      schemas: {
        SurveyList: surveyList,
        PublishedSet: publishedSetJsonSchema(),
        SpentList: spentList,
        ...proofSchemas,
        Indicators: indicatorsSchema,
        ProposalStatistics: {
          ...statisticsSchema,
          properties: { sample: surveyList.properties.sample, ...statisticsSchema.properties },
        },
        Problem: problem,
      },
    },
  }
}

const surveyList = {
  type: 'object',
  required: ['surveys'],
  properties: {
    sample: { const: true, description: '見本データ（架空の回答）のときだけ付く' },
    surveys: {
      type: 'array',
      items: {
        type: 'object',
        required: [
          'id',
          'title',
          'fiscalYear',
          'referenceDay',
          'opensAt',
          'closesAt',
          'publishedOn',
          'results',
          'cards',
          'record',
          'survey',
        ],
        properties: {
          id: { type: 'string' },
          title: { type: 'string' },
          fiscalYear: { type: 'integer', description: '年度（西暦）' },
          referenceDay: { type: 'string', format: 'date', description: '基準日（日本時間）' },
          opensAt: { type: 'string', format: 'date-time' },
          closesAt: { type: 'string', format: 'date-time' },
          publishedOn: { type: ['string', 'null'], format: 'date', description: '公表日' },
          results: { type: 'string', format: 'uri-reference' },
          cards: { type: 'string', format: 'uri-reference' },
          record: { type: 'string', format: 'uri-reference' },
          survey: { type: 'string', format: 'uri-reference' },
        },
      },
    },
  },
}

const spentList = {
  type: 'object',
  required: ['survey', 'keyId', 'signingKey', 'tallyKey', 'eligible', 'cardsIssued', 'cards'],
  properties: {
    survey: { type: 'string' },
    keyId: { type: 'string', description: 'お知らせの紙にある鍵の番号' },
    signingKey: { ...base64, description: '回答券に署名した公開鍵（SubjectPublicKeyInfo）' },
    tallyKey: { ...base64, description: '回答の封をした公開鍵（SubjectPublicKeyInfo）' },
    eligible: { type: 'integer' },
    cardsIssued: { type: 'integer', description: 'サインインで渡した回答券（再発行を含む）' },
    reissued: { type: 'integer', description: '再発行した回答券' },
    slipPeople: { type: 'integer', description: '紙の回答券を受け取る人' },
    slips: {
      type: ['object', 'null'],
      description: '紙の回答券。使わないアンケートでは null',
      properties: {
        printed: { type: 'integer' },
        exchanged: { type: 'integer', description: '使われた紙' },
        spoilt: { type: ['integer', 'null'] },
        unused: { type: ['integer', 'null'] },
      },
    },
    cards: {
      type: 'array',
      items: {
        type: 'object',
        required: ['nonce', 'signature'],
        properties: {
          nonce: { ...base64, description: '32バイト' },
          signature: { ...base64, description: 'RSA-PSS、SHA-384、salt 48バイト' },
        },
      },
    },
  },
}

/** RFC 9457. */
const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
  },
}

function publishedSetJsonSchema() {
  const { $schema: _, ...schema } = z.toJSONSchema(publishedSetSchema)
  return described(schema)
}

/** The same schema with the words of every property. */
function described(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(described)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'properties' ? describedProperties(value as object) : described(value),
    ]),
  )
}

function describedProperties(properties: object) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const description = setWords[name]
      const own = described(schema) as object
      return [name, description === undefined ? own : { ...own, description }]
    }),
  )
}
