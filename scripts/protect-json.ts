/** JSON whose objects keep the order of the file: JavaScript's own would sort codes such as "1110". */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export type JsonObject = ReadonlyMap<string, Json>

/** Not JSON, or a key twice in one object. The message is Japanese and tells line and column. */
export class BadJson extends Error {
  override readonly name = 'BadJson'
}

/** @throws {BadJson} */
export function parseOrdered(text: string): Json {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new BadJson(
      `${placeOf(error, text)}JSONとして読めません。「,」「"」「}」の不足や余りを直してください。`,
    )
  }
  return inOrder(JSON.parse(numberKeys(text)))
}

/** Every key gets a number before it: none is sorted, none replaces another. */
function numberKeys(text: string): string {
  let count = 0
  return text.replaceAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g, (whole, body: string, colon?: string) => {
    if (colon === undefined) return whole
    count += 1
    return `"${count}=${body}"${colon}`
  })
}

function inOrder(value: unknown): Json {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value as Json
  const object = new Map<string, Json>()
  for (const [numbered, inner] of Object.entries(value)) {
    const key = numbered.slice(numbered.indexOf('=') + 1)
    if (object.has(key)) {
      throw new BadJson(`「${key}」が同じ「{ }」の中に2回あります。どちらか1つを消してください。`)
    }
    object.set(key, inOrder(inner))
  }
  return object
}

/** `12行目8文字目: `, or nothing when the engine does not say where. */
function placeOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : ''
  const found = /at position (\d+)/.exec(message)?.[1]
  const position = found === undefined && /end of JSON/.test(message) ? text.length : Number(found)
  if (Number.isNaN(position)) return ''
  const before = text.slice(0, position).split(/\r\n|\n|\r/)
  return `${before.length}行目${(before.at(-1)?.length ?? 0) + 1}文字目: `
}
