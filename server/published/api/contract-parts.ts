/** Pieces of the contract of `{base}/api/v1` (OpenAPI 3.1). */
export const notModified = { description: '手元の写しのまま（If-None-Match が ETag と一致）' }

export const surveyId = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'アンケートの ID',
  schema: { type: 'string' },
}

export const base64 = { type: 'string', contentEncoding: 'base64' }

export const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' }

export function json(description: string, schema: object) {
  return {
    description,
    headers: { ETag: { schema: { type: 'string' } } },
    content: { 'application/json': { schema } },
  }
}

export function refusal(description: string) {
  return {
    description,
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    },
  }
}
