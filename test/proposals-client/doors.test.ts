/** What the author's browser accepts from the doors, and what it refuses. */
import { createServer } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { THREAD_ANSWER_BYTES, THREAD_REQUEST_BYTES } from '../../server/proposals/envelope.ts'
import { formatJstDay } from '../../server/calendar/jst.ts'
import { addDays } from '../../server/calendar/working-days.ts'
import { proposalKeyId } from '../../server/tokens/keys.ts'
import { dayIn } from '../../views/words/days.ts'
import { troubleOf } from '../../views/client/proposals/trouble.ts'
import { DoorRefusal } from '../../views/client/protocol/doors.ts'
import {
  fetchProposalKey,
  fetchSimilar,
  fetchThread,
  sendEnvelope,
} from '../../views/client/protocol/proposal-doors.ts'
import { ProtocolViolation } from '../../views/client/protocol/violation.ts'
import { type Issuer, newIssuer } from '../tokens/support.ts'

let issuers: [Issuer, Issuer, Issuer]
beforeAll(async () => {
  issuers = await Promise.all([newIssuer(), newIssuer(), newIssuer()])
})

interface Said {
  readonly status?: number
  readonly body?: string | Buffer
  readonly headers?: Record<string, string>
}

/** A server that says what it is told, and remembers what it was asked. */
async function serverSaying(...answers: readonly Said[]) {
  const asked: { url: string; headers: Record<string, unknown>; body: Buffer }[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { url = '', headers } = request
      const {
        status = 200,
        body = '',
        headers: own = {},
      } = answers[asked.length] ?? answers.at(-1) ?? {}
      asked.push({ url, headers, body: Buffer.concat(parts) })
      response.writeHead(status, own).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { origin: `http://127.0.0.1:${port}`, asked }
}

function honestKey() {
  const [post, endorse, tally] = issuers.map(({ spki }) => spki) as [Buffer, Buffer, Buffer]
  return {
    quarter: 'p2026q3',
    keyId: proposalKeyId(post, endorse, tally),
    postKey: post.toString('base64'),
    endorseKey: endorse.toString('base64'),
    tallyKey: tally.toString('base64'),
    closesOn: '2026-12-31',
  }
}

describe('The key of a quarter', () => {
  it('is accepted with its own fingerprint', async () => {
    const { origin, asked } = await serverSaying({ body: JSON.stringify(honestKey()) })
    const key = await fetchProposalKey(origin)
    expect([key.quarter, key.keyId]).toEqual(['p2026q3', honestKey().keyId])
    expect(asked[0]?.url).toBe('/voice/proposals/key')
    expect(asked[0]?.headers).not.toHaveProperty('referer')
  })

  it('is refused when anything about it is not right', async () => {
    const good = honestKey()
    const short = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const bent: Record<string, unknown>[] = [
      { ...good, keyId: 'AAAA-AAAA-AAAA-AAAA' },
      { ...good, postKey: good.endorseKey },
      { ...good, tallyKey: good.postKey },
      { ...good, postKey: good.endorseKey, endorseKey: good.postKey },
      { ...good, tallyKey: short.export({ format: 'der', type: 'spki' }).toString('base64') },
      { ...good, tallyKey: '%%%' },
      { ...good, quarter: '' },
      { ...good, closesOn: 7 },
      {},
    ]
    for (const body of [...bent.map((one) => JSON.stringify(one)), 'null', '<html>', '']) {
      const { origin } = await serverSaying({ body })
      await expect(fetchProposalKey(origin), body.slice(0, 80)).rejects.toThrow(ProtocolViolation)
    }
  })

  it('says in words of the page why there is none', async () => {
    const problem = {
      type: '/problems/not-open',
      title: '今は受け付けていません。',
      detail: 'お待ちください。',
    }
    const { origin } = await serverSaying({ status: 409, body: JSON.stringify(problem) })
    const error: unknown = await fetchProposalKey(origin).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(DoorRefusal)
    const { kind, title, text } = troubleOf(error)
    expect([kind, String(title), String(text)]).toEqual(['not-open', problem.title, problem.detail])
  })
})

describe('The thread door', () => {
  const answer = (text: string, length?: number) => {
    const bytes = Buffer.alloc(THREAD_ANSWER_BYTES)
    bytes.writeUInt32BE(length ?? Buffer.byteLength(text))
    bytes.write(text, 4)
    return bytes
  }

  it('is asked with 64 bytes and read whether found or not', async () => {
    const { origin, asked } = await serverSaying(
      { body: answer(JSON.stringify({ found: true, number: 'ABCD-EF' })) },
      { body: answer(JSON.stringify({ found: false })) },
      { body: answer(JSON.stringify({ found: true, tooLong: true })) },
    )
    const lookup = new Uint8Array(16).fill(7)
    expect(await fetchThread(origin, lookup)).toMatchObject({ number: 'ABCD-EF' })
    expect(await fetchThread(origin, lookup)).toBeNull()
    const long: unknown = await fetchThread(origin, lookup).catch((error: unknown) => error)
    expect(String(troubleOf(long).title)).toContain('収まりません')
    for (const { body, url } of asked) {
      expect([url, body.length]).toEqual(['/voice/proposals/thread', THREAD_REQUEST_BYTES])
      expect(body.subarray(16).every((byte) => byte === 0)).toBe(true)
    }
  })

  it('is not believed when the answer has another size, no end, or cannot be read', async () => {
    for (const body of [
      Buffer.alloc(10),
      answer('{}').subarray(1),
      answer('{}', THREAD_ANSWER_BYTES),
      answer('{"found":'),
      answer('', 0),
    ]) {
      const { origin } = await serverSaying({ body })
      await expect(fetchThread(origin, new Uint8Array(16))).rejects.toThrow(ProtocolViolation)
    }
  })
})

describe('A message on its way', () => {
  it('is sent again, the very same bytes, when the door is busy, and ends with 204', async () => {
    const { origin, asked } = await serverSaying(
      { status: 503, headers: { 'retry-after': '0' } },
      { status: 503, headers: { 'retry-after': '0' } },
      { status: 204 },
    )
    const bytes = crypto.getRandomValues(new Uint8Array(500))
    await sendEnvelope(origin, bytes)
    expect(asked).toHaveLength(3)
    for (const { body } of asked) expect(body.equals(Buffer.from(bytes))).toBe(true)
  })

  it('is never taken for delivered by anything else than 204', async () => {
    for (const status of [200, 201, 302, 400, 409, 422]) {
      const { origin, asked } = await serverSaying({ status, headers: { location: '/x' } })
      await expect(sendEnvelope(origin, new Uint8Array(8))).rejects.toBeDefined()
      expect(asked).toHaveLength(1)
    }
  })

  it('similar proposals are only a help: without them the page goes on', async () => {
    const { origin } = await serverSaying({ status: 500 })
    expect(await fetchSimilar(origin)).toBeNull()
    expect(await fetchSimilar('http://127.0.0.1:9')).toBeNull()
  })

  it('a gateway on the way, an odd error and a lost connection are said as not reached', () => {
    for (const error of [
      new DoorRefusal(0, {}),
      new DoorRefusal(502, {}),
      new Error('secret words'),
    ]) {
      const trouble = troubleOf(error)
      expect(trouble.kind).toBe('offline')
      expect(JSON.stringify(trouble)).not.toContain('secret')
    }
    expect(troubleOf(new ProtocolViolation('x')).kind).toBe('unsafe')
  })
})

describe('Days on the author’s page', () => {
  it('are written as the server writes them', () => {
    for (let day = '2019-01-05'; day < '2040-01-01'; day = addDays(day, 17)) {
      expect(dayIn('ja', day)).toBe(formatJstDay(day))
    }
  })
})
