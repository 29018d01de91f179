import { connect, type Socket } from 'node:net'

export interface Answered {
  readonly status: number
  readonly headers: string
  readonly body: Buffer
}

/**
 * A keep-alive HTTP/1.1 connection that sends prepared bytes, one request at a time. Leaner than
 * `node:http`, so that the client is not what is measured on a machine of two cores.
 */
export interface Connection {
  send(request: Buffer): Promise<Answered>
  close(): void
}

const HEAD_END = Buffer.from('\r\n\r\n')

export function openConnection(port: number): Promise<Connection> {
  const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true })
  let waiting: { resolve: (answer: Answered) => void; reject: (error: Error) => void } | null = null
  let got = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    got = got.length === 0 ? chunk : Buffer.concat([got, chunk])
    const answer = readAnswer(got)
    if (answer === null || waiting === null) return
    got = Buffer.alloc(0)
    const { resolve } = waiting
    waiting = null
    resolve(answer)
  })
  const fail = (error?: Error) => {
    waiting?.reject(error ?? new Error('the server closed the connection'))
    waiting = null
  }
  socket.on('error', fail)
  socket.on('close', () => fail())
  const connection: Connection = {
    send: (request) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) {
          reject(new Error('the connection is closed'))
          return
        }
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(connection))
    socket.once('error', reject)
  })
}

/** The bytes of a request; HTTP/1.1 keeps the connection. */
export function requestOf(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body: Uint8Array = new Uint8Array(0),
): Buffer {
  const fields = {
    host: '127.0.0.1',
    ...headers,
    ...(body.length > 0 ? { 'content-length': body.length } : {}),
  }
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}`)
  return Buffer.concat([Buffer.from(`${[`${line} HTTP/1.1`, ...head].join('\r\n')}\r\n\r\n`), body])
}

/** null until the whole answer is there. Our servers always say its length. */
function readAnswer(got: Buffer): Answered | null {
  const end = got.indexOf(HEAD_END)
  if (end < 0) return null
  const headers = got.toString('latin1', 0, end)
  const status = Number(headers.slice(9, 12))
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(headers)?.[1] ?? 0)
  const from = end + HEAD_END.length
  if (got.length < from + length) return null
  return { status, headers, body: got.subarray(from, from + length) }
}
