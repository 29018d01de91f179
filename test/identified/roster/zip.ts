import { crc32, deflateRawSync } from 'node:zlib'

interface ZipPart {
  readonly name: string
  readonly data: Buffer | string
  /** What the archive says of the size, where it lies. */
  readonly statedSize?: number
  readonly encrypted?: boolean
}

/** A ZIP as Excel writes it (deflate), with whatever lies the test wants in it. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, statedSize, encrypted = false } of parts) {
    const raw = Buffer.from(data)
    const packed = deflateRawSync(raw)
    const title = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(encrypted ? 1 : 0, 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(raw), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(statedSize ?? raw.length, 18)
    facts.writeUInt16LE(title.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    bodies.push(Buffer.from('PK\x03\x04'), facts, title, packed)
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), facts, place, title)
    offset += 30 + title.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06'), end])
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export interface WorkbookParts {
  /** Content of `<sheetData>`. */
  readonly rows: string
  /** Content of `<sst>`: as Japanese Excel, with the readings of the input method. */
  readonly strings?: string
  /** `<sheet>` elements; one visible sheet unless told. */
  readonly sheets?: readonly { readonly name: string; readonly hidden?: boolean }[]
  readonly more?: readonly ZipPart[]
}

/** A workbook from its raw XML; every sheet has the same rows but the first of several, which is empty. */
export function workbookOf({ rows, strings = '', sheets, more = [] }: WorkbookParts): Buffer {
  const named = sheets ?? [{ name: '職員' }]
  const tabs = named.map(
    ({ name, hidden }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
  )
  const relations = named.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  return zipOf([
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${tabs.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}<Relationship Id="rId90" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', data: `<sst xmlns="${MAIN}">${strings}</sst>` },
    ...named.map(({ hidden }, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      data: `<worksheet xmlns="${MAIN}"><sheetData>${hidden ? '' : rows}</sheetData></worksheet>`,
    })),
    ...more,
  ])
}

/** A row of inline strings, and of raw cells given as `<c …>` with `@` for the reference. */
export function rowOf(number: number, cells: readonly string[]): string {
  const shown = cells.map((cell, i) => {
    const at = `${String.fromCharCode(65 + i)}${number}`
    return cell.startsWith('<c')
      ? cell.replace('@', at)
      : `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`
  })
  return `<row r="${number}">${shown.join('')}</row>`
}
