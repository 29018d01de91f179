import { crc32, inflateRawSync } from 'node:zlib'

/** Why a file that begins like a ZIP cannot be opened. */
export type ZipFault = 'broken' | 'encrypted' | 'too-large'

/** Most parts of an archive, and most bytes of all parts unpacked together. */
const MAX_PARTS = 2000

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: Uint8Array
}

/**
 * Unpacks the XML parts of a workbook (ZIP, APPNOTE 6.3.3). Sizes that the archive states are never
 * believed: inflating stops at the bound.
 *
 * @param most bytes of all parts together.
 */
export function unpackParts(archive: Uint8Array, most: number): Map<string, Buffer> | ZipFault {
  const entries = readDirectory(Buffer.from(archive.buffer, archive.byteOffset, archive.length))
  if (typeof entries === 'string') return entries
  const parts = new Map<string, Buffer>()
  let left = most
  for (const { name, method, packed } of entries) {
    if (!/\.(xml|rels)$/.test(name)) continue
    const part = unpack(packed, method, left)
    if (typeof part === 'string') return part
    left -= part.length
    parts.set(name, part)
  }
  return parts
}

/**
 * The same parts as an archive without compression: what a reader that trusts stated sizes, or local
 * headers that differ from the directory, can be given safely.
 */
export function packParts(parts: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, part] of parts) {
    const title = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800, 2)
    facts.writeUInt32LE(crc32(part), 10)
    facts.writeUInt32LE(part.length, 14)
    facts.writeUInt32LE(part.length, 18)
    facts.writeUInt16LE(title.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    bodies.push(signature(LOCAL), facts, title, part)
    directory.push(signature(CENTRAL), Buffer.from([20, 0]), facts, place, title)
    offset += 4 + facts.length + title.length + part.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.size, 4)
  end.writeUInt16LE(parts.size, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, signature(END), end])
}

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function readDirectory(bytes: Buffer): Entry[] | ZipFault {
  const end = bytes.lastIndexOf(signature(END))
  if (end < 0 || end + 22 > bytes.length) return 'broken'
  const count = bytes.readUInt16LE(end + 10)
  if (count > MAX_PARTS) return 'too-large'
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) return 'broken'
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) return 'encrypted'
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) =>
      bytes.readUInt16LE(at + o),
    ) as [number, number, number]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const packed = packedBytes(bytes, bytes.readUInt32LE(at + 42), bytes.readUInt32LE(at + 20))
    if (packed === null) return 'broken'
    entries.push({ name, method: bytes.readUInt16LE(at + 10), packed })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

function packedBytes(bytes: Buffer, header: number, length: number): Uint8Array | null {
  if (header + 30 > bytes.length || bytes.readUInt32LE(header) !== LOCAL) return null
  const from = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
  return from + length > bytes.length ? null : bytes.subarray(from, from + length)
}

function unpack(packed: Uint8Array, method: number, most: number): Buffer | ZipFault {
  if (method === 0) return packed.length > most ? 'too-large' : Buffer.from(packed)
  if (method !== 8 || most <= 0) return method === 8 ? 'too-large' : 'broken'
  try {
    return inflateRawSync(packed, { maxOutputLength: most })
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'broken'
  }
}
