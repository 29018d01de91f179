import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A mail as the relay took it: envelope, and the message as it came over the wire. */
export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
}

export interface SmtpServer {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string
  readonly mails: readonly TakenMail[]
  /** What the relay does from now on. */
  behaviour: 'take' | 'refuse-address' | 'refuse-message' | 'break-off' | 'ask-password'
}

/** No test sends more. */
const MOST_BYTES = 256 * 1024

/** A real little relay on 127.0.0.1 that speaks as much SMTP as a mail needs; gone with the test. */
export async function smtpServer(): Promise<SmtpServer> {
  const mails: TakenMail[] = []
  const state: { behaviour: SmtpServer['behaviour'] } = { behaviour: 'take' }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    talk(socket, () => state.behaviour, mails)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    get behaviour() {
      return state.behaviour
    },
    set behaviour(behaviour) {
      state.behaviour = behaviour
    },
  }
}

function talk(socket: Socket, behaviour: () => SmtpServer['behaviour'], mails: TakenMail[]): void {
  let from = ''
  let to: string[] = []
  let body: string | null = null
  let buffer = ''
  const say = (line: string) => socket.write(`${line}\r\n`)

  const line = (text: string) => {
    const command = text.slice(0, 4).toUpperCase()
    if (command === 'EHLO' || command === 'HELO') return say('250 relay.test')
    if (command === 'MAIL') {
      if (behaviour() === 'ask-password') return say('530 authentication required')
      from = addressIn(text)
      to = []
      return say('250 ok')
    }
    if (command === 'RCPT') {
      if (behaviour() === 'refuse-address') return say('550 no such list')
      to.push(addressIn(text))
      return say('250 ok')
    }
    if (command === 'DATA') {
      body = ''
      return say('354 go on')
    }
    if (command === 'QUIT') return socket.end('221 bye\r\n')
    return say('250 ok')
  }

  const ended = (raw: string) => {
    body = null
    if (behaviour() === 'refuse-message') return say('554 refused')
    mails.push({ from, to, raw })
    // The mail is taken, and nobody learns of it: what a relay does that dies at the wrong moment.
    if (behaviour() === 'break-off') return socket.destroy()
    return say('250 taken')
  }

  say('220 relay.test')
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1')
    if (buffer.length > MOST_BYTES) return socket.destroy()
    for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
      const text = buffer.slice(0, end)
      buffer = buffer.slice(end + 2)
      if (body === null) line(text)
      else if (text === '.') ended(body)
      else body += `${text.replace(/^\.\./, '.')}\r\n`
    }
    return undefined
  })
}

function addressIn(text: string): string {
  return /<([^>]*)>/.exec(text)?.[1] ?? ''
}

/** Header, subject and text of a mail, decoded. */
export function readMail({ raw }: TakenMail) {
  const at = raw.indexOf('\r\n\r\n')
  const headers = new Map(
    raw
      .slice(0, at)
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((header): [string, string] => {
        const colon = header.indexOf(':')
        return [header.slice(0, colon).toLowerCase(), header.slice(colon + 1).trim()]
      }),
  )
  return {
    headers,
    subject: decodedWords(headers.get('subject') ?? ''),
    text: decodedBody(raw.slice(at + 4), headers.get('content-transfer-encoding') ?? ''),
  }
}

/** RFC 2047: encoded words of a header, in UTF-8. */
function decodedWords(text: string): string {
  const joined = text.replaceAll(/\?=\s+=\?/g, '?==?')
  const parts = [...joined.matchAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi)]
  if (parts.length === 0) return text
  const bytes = parts.map(([, kind = '', body = '']) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(body, 'base64')
      : quotedPrintable(body.replaceAll('_', ' ')),
  )
  return Buffer.concat(bytes).toString('utf8')
}

function decodedBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding === 'quoted-printable') return quotedPrintable(body).toString('utf8')
  return Buffer.from(body, 'latin1').toString('utf8')
}

function quotedPrintable(text: string): Buffer {
  const joined = text.replaceAll('=\r\n', '')
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/gi, (_match, hex: string) =>
    String.fromCodePoint(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1')
}
