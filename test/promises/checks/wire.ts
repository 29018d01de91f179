/** What somebody between a PC and the server counts. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface Traffic {
  readonly sent: number
  readonly received: number
}

/** The sizes that were seen, when there is more than one. */
export function different(sizes: readonly Traffic[]): string[] {
  const seen = new Set(sizes.map(({ sent, received }) => `${sent} bytes out, ${received} bytes in`))
  return seen.size === 1 ? [] : [...seen]
}

/** Bytes in both directions of what `act` sends to `origin`. */
export async function onTheWire(
  origin: string,
  act: (origin: string) => Promise<unknown>,
): Promise<Traffic> {
  const target = Number(new URL(origin).port)
  const traffic = { sent: 0, received: 0 }
  const sockets: Socket[] = []
  const between: Server = createServer((browser) => {
    const server = connect(target, '127.0.0.1')
    sockets.push(browser, server)
    browser.on('data', (bytes) => {
      traffic.sent += bytes.length
      server.write(bytes)
    })
    server.on('data', (bytes) => {
      traffic.received += bytes.length
      browser.write(bytes)
    })
    for (const socket of [browser, server]) socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve))
  const address = between.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  try {
    await act(`http://127.0.0.1:${address.port}`)
  } finally {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => between.close(resolve))
  }
  return traffic
}
