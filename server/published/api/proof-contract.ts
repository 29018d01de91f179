import { base64, hash, json, notModified, refusal, surveyId } from './contract-parts.ts'

/** What of the contract is about files for checking (OpenAPI 3.1). */
export const proofPaths = {
  '/api/v1/surveys/{id}/record': {
    get: {
      operationId: 'getOpeningRecord',
      summary: '開封・集計記録',
      parameters: [surveyId],
      responses: {
        200: json('開封・集計記録', { $ref: '#/components/schemas/OpeningRecord' }),
        304: notModified,
        404: refusal('ないか、まだ公表していない'),
      },
    },
  },
  '/api/v1/surveys/{id}/slips': {
    get: {
      operationId: 'getSlips',
      summary: '紙の回答券の照合値（実施の決定から）',
      parameters: [surveyId],
      responses: {
        200: json('照合値', { $ref: '#/components/schemas/SlipList' }),
        304: notModified,
        404: refusal('ないか、まだ実施を決定していないか、紙の回答券を使わない'),
      },
    },
  },
  '/api/v1/surveys/{id}/survey': {
    get: {
      operationId: 'getFrozenSurvey',
      summary: '実施の決定で固定した設問、公表の計画、日時、鍵',
      parameters: [surveyId],
      responses: {
        200: json('固定した内容', { $ref: '#/components/schemas/FrozenSurvey' }),
        304: notModified,
        404: refusal('ないか、まだ実施を決定していない'),
      },
    },
  },
  '/api/v1/keys': {
    get: {
      operationId: 'listKeys',
      summary: '鍵と配信内容の一覧（古い順。書き足すだけの一覧）',
      responses: {
        200: json('一覧', { $ref: '#/components/schemas/KeyLog' }),
        304: notModified,
      },
    },
  },
}

const day = { type: ['string', 'null'], format: 'date', description: '日本時間の日付' }
const count = { type: 'integer' }

export const proofSchemas = {
  SlipList: {
    type: 'object',
    required: ['survey', 'printed', 'listHash', 'hashes'],
    properties: {
      survey: { type: 'string' },
      printed: count,
      listHash: { ...hash, description: 'hashes のバイト列を順につないだものの SHA-256' },
      hashes: {
        type: 'array',
        items: { ...hash, description: '紙の番号から作る32バイトの値の SHA-256。小さい順' },
      },
    },
  },
  OpeningRecord: {
    type: 'object',
    properties: {
      survey: { type: 'string' },
      title: { type: 'string' },
      openedOn: day,
      postsPresent: { type: 'array', items: { type: 'string' } },
      eligible: count,
      cardsIssued: { ...count, description: 'サインインで渡した回答券（再発行を含む）' },
      reissued: { ...count, description: '再発行した回答券' },
      slipPeople: { ...count, description: '紙の回答券を受け取る人' },
      slips: { type: ['object', 'null'], description: '紙の回答券の枚数' },
      cardsSpent: { ...count, description: '使われた回答券' },
      ballots: { ...count, description: '回答箱にあった回答' },
      malformed: { ...count, description: '読めなかった回答' },
      respondents: { type: ['integer', 'null'], description: '公表の基準に満たないときは null' },
      freeTexts: count,
      keyId: { type: 'string', description: 'お知らせの紙にある鍵の番号' },
      questionnaireHash: hash,
      publishedHash: { ...hash, description: 'results の応答のバイト列の SHA-256' },
      publishedOn: day,
      destroyedOn: day,
      inspection: { type: ['object', 'null'], description: '公表前の点検記録' },
    },
  },
  FrozenSurvey: {
    type: 'object',
    required: [
      'survey',
      'eligible',
      'signingKey',
      'tallyKey',
      'questionnaireHash',
      'questionnaire',
    ],
    properties: {
      survey: { type: 'string' },
      title: { type: 'string' },
      fiscalYear: { type: 'integer', description: '年度（西暦）' },
      opensAt: { type: 'string', format: 'date-time' },
      closesAt: { type: 'string', format: 'date-time', description: '変更があれば、変更後' },
      changes: {
        type: 'array',
        description: '実施の決定の後に、全員に知らせた変更',
        items: {
          type: 'object',
          properties: {
            kind: { enum: ['correction', 'extension', 'stop', 'resumption', 'cancellation'] },
            day,
            closedBefore: { type: ['string', 'null'], format: 'date-time' },
            closesNow: { type: ['string', 'null'], format: 'date-time' },
          },
        },
      },
      eligible: count,
      signingKey: { ...base64, description: '回答券に署名した公開鍵（SubjectPublicKeyInfo）' },
      tallyKey: { ...base64, description: '回答の封をした公開鍵（SubjectPublicKeyInfo）' },
      slips: {
        type: ['object', 'null'],
        description: '紙の回答券。使わないアンケートでは null',
        properties: { printed: count, listHash: hash },
      },
      questionnaireHash: { type: 'string', description: 'questionnaire の SHA-256' },
      questionnaire: {
        type: 'string',
        description: '設問と公表の計画の JSON。この文字列の UTF-8 のバイト列からハッシュを計算する',
      },
    },
  },
  KeyLog: {
    type: 'object',
    required: ['entries'],
    properties: {
      sample: { const: true, description: '見本データのときだけ付く' },
      entries: {
        type: 'array',
        items: {
          type: 'object',
          required: ['entry', 'hash'],
          properties: {
            entry: {
              type: 'string',
              description:
                '1件分の JSON（number, day, survey, event, keyId, signingKey, tallyKey, endorseKey, questionnaireHash, slipsListHash, bundle, previous）。previous は1つ前の hash（最初は 0 が64個）',
            },
            hash: { ...hash, description: 'entry の UTF-8 のバイト列の SHA-256' },
          },
        },
      },
    },
  },
}
