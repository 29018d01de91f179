import { deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const COLOURS = 256
/** Squared distance within which two colours share a place, so that rare ones keep theirs. */
const ALIKE = 48

/**
 * A screenshot with at most 256 colours, a third of the bytes.
 *
 * @param png as Chromium writes it: 8 bits, RGB or RGBA, not interlaced, opaque
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png)
  const counts = new Map<number, number>()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const palette: number[] = []
  for (const [colour] of [...counts].toSorted((a, b) => b[1] - a[1])) {
    if (palette.length === COLOURS) break
    if (palette.every((one) => distance(one, colour) > ALIKE)) palette.push(colour)
  }
  const places = new Map(palette.map((colour, i) => [colour, i]))
  const placeOf = (colour: number): number => {
    const known = places.get(colour)
    if (known !== undefined) return known
    const near = nearest(palette, colour)
    places.set(colour, near)
    return near
  }
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + x + 1] = placeOf(pixels[y * width + x] ?? 0)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))
  const parts = [chunk('IHDR', header), chunk('PLTE', colours)]
  parts.push(chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)))
  return Buffer.concat([SIGNATURE, ...parts])
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (const [i, one] of palette.entries()) {
    const far = distance(one, colour)
    if (far < least) [best, least] = [i, far]
  }
  return best
}

function distance(one: number, other: number): number {
  const red = (one >> 16) - (other >> 16)
  const green = ((one >> 8) & 255) - ((other >> 8) & 255)
  const blue = (one & 255) - (other & 255)
  return red * red + green * green + blue * blue
}

/** `pixels`: 0xRRGGBB, row by row. */
function decode(png: Buffer): { width: number; height: number; pixels: Uint32Array } {
  const chunks = new Map<string, Buffer[]>()
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const name = png.toString('latin1', at + 4, at + 8)
    chunks.set(name, [...(chunks.get(name) ?? []), png.subarray(at + 8, at + 8 + length)])
    at += length + 12
  }
  const header = chunks.get('IHDR')?.[0]
  const step = { 2: 3, 6: 4 }[header?.[9] ?? 0]
  if (header === undefined || step === undefined || header[8] !== 8 || header[12] !== 0) {
    throw new Error('not a screenshot of Chromium')
  }
  const width = header.readUInt32BE(0)
  const height = header.readUInt32BE(4)
  const bytes = unfilter(inflateSync(Buffer.concat(chunks.get('IDAT') ?? [])), width * step, step)
  const pixels = Uint32Array.from({ length: width * height }, (_, i) =>
    bytes.readUIntBE(i * step, 3),
  )
  return { width, height, pixels }
}

/** Undoes the five filters of PNG (W3C PNG, chapter 9). */
function unfilter(data: Buffer, stride: number, step: number): Buffer {
  const rows = data.length / (stride + 1)
  const out = Buffer.alloc(rows * stride)
  for (let y = 0; y < rows; y += 1) {
    const filter = data[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x
      const left = x >= step ? (out[at - step] ?? 0) : 0
      const up = y > 0 ? (out[at - stride] ?? 0) : 0
      const corner = x >= step && y > 0 ? (out[at - stride - step] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      out[at] = ((data[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [a, b, c] = [left, up, corner].map((one) => Math.abs(estimate - one))
  if (a === undefined || b === undefined || c === undefined) return 0
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

function chunk(name: string, body: Buffer): Buffer {
  const out = Buffer.alloc(body.length + 12)
  out.writeUInt32BE(body.length, 0)
  out.write(name, 4, 'latin1')
  body.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, body.length + 8)), body.length + 8)
  return out
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
