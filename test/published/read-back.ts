/** Every number of a published set, read back from each form in which it is given out. */
import { parse } from 'csv-parse/sync'
import { Window } from 'happy-dom'
import readExcelFile from 'read-excel-file/node'
import type { ItemValue, PublishedGroup, PublishedSet } from '../../server/survey/published-set.ts'
import { publishedIds, type Questionnaire } from '../../server/survey/questionnaire.ts'
import { get, type PublishedApp } from './published-app.ts'

/** 「bu=1100 Q_EFF_KPI distribution 2」 → number; null where it is withheld. Only what the form gives out. */
export type Numbers = Map<string, number | null>

/** What a form leaves out by its nature is not asked of it. */
export interface Asked {
  readonly steps: boolean
  readonly shares: boolean
}

/** From the set itself, as JSON. */
export function numbersOf(set: PublishedSet, items: readonly string[], asked: Asked): Numbers {
  const numbers: Numbers = new Map()
  for (const group of set.groups) {
    const shown = group.state === 'hidden' ? null : group
    numbers.set(`${group.id} n`, shown?.n ?? null)
    const values = shown?.items ?? {}
    if (shown?.state === 'rest' && Object.keys(values).length === 0) continue
    for (const item of items) put(numbers, `${group.id} ${item}`, values[item] ?? null, asked)
  }
  return numbers
}

function put(numbers: Numbers, key: string, value: ItemValue | null, asked: Asked): void {
  numbers.set(`${key} favourable`, value?.favourable ?? null)
  if (asked.steps) numbers.set(`${key} step`, value?.step ?? null)
  if (value === null) return
  if (value.n !== undefined) numbers.set(`${key} n`, value.n)
  if (!asked.shares) return
  value.distribution?.forEach((share, i) => numbers.set(`${key} distribution ${i}`, share))
  value.bands?.forEach((share, i) => numbers.set(`${key} bands ${i}`, share))
}

type Line = Readonly<Record<string, string | number | null>>

/** Lines of the long form: of the CSV in both encodings, and of every sheet of the workbook. */
function numbersOfLines(lines: readonly Line[], q: Questionnaire): Numbers {
  const numbers: Numbers = new Map()
  const figure = (cell: Line[string] = null) => (cell === '' || cell === null ? null : Number(cell))
  const heads = Object.keys(lines[0] ?? {})
  const favourable = heads.find((head) => head.startsWith('肯定的な回答')) ?? ''
  const bands = heads.filter((head) => head.includes('まとめた割合'))
  for (const line of lines) {
    const id = String(line['区分ID'])
    numbers.set(`${id} n`, figure(line['回答者数']))
    if (!line['設問ID']) continue
    const key = `${id} ${String(line['設問ID'])}`
    numbers.set(`${key} favourable`, figure(line[favourable]))
    numbers.set(`${key} step`, figure(line['表示の幅(ポイント)']))
    const optional = (name: string, cell: Line[string] | undefined) => {
      if (figure(cell) !== null) numbers.set(`${key} ${name}`, figure(cell))
    }
    optional('n', line['有効回答数'])
    q.options.forEach((option, i) => optional(`distribution ${i}`, line[`${option}(％)`]))
    bands.forEach((head, i) => optional(`bands ${i}`, line[head]))
  }
  return numbers
}

export async function numbersOfCsv(
  house: PublishedApp,
  q: Questionnaire,
  encoding: 'utf8' | 'cp932',
): Promise<Numbers> {
  const response = await get(house.app, `/results/${q.survey}/results.csv?encoding=${encoding}`)
  const label = encoding === 'utf8' ? 'utf-8' : 'shift_jis'
  const text = new TextDecoder(label, { fatal: true }).decode(response.rawPayload)
  return numbersOfLines(parse(text, { columns: true, bom: true }), q)
}

export async function numbersOfWorkbook(house: PublishedApp, q: Questionnaire): Promise<Numbers> {
  const { rawPayload } = await get(house.app, `/results/${q.survey}/results.xlsx`)
  const lines = (await readExcelFile(rawPayload)).flatMap(({ data }) => {
    const at = data.findIndex((row) => row[0] === '表')
    if (at < 0) return []
    const head = data[at]?.map(String) ?? []
    return data
      .slice(at + 1)
      .map((row): Line => Object.fromEntries(head.map((name, i) => [name, plain(row[i])])))
  })
  return numbersOfLines(lines, q)
}

function plain(cell: unknown): string | number | null {
  return typeof cell === 'string' || typeof cell === 'number' ? cell : null
}

/** From the page of each group: heading, bar tables, and what the words say of a withheld one. */
export async function numbersOfPages(
  house: PublishedApp,
  q: Questionnaire,
  ids: readonly string[],
): Promise<Numbers> {
  const numbers: Numbers = new Map()
  for (const id of ids) {
    const query = id === '*' ? '' : `?group=${encodeURIComponent(id)}`
    const response = await get(house.app, `/results/${q.survey}${query}`)
    const window = new Window()
    window.document.write(response.body)
    readGroupPage(numbers, id, window.document.body as unknown as HTMLElement, q)
    await window.happyDOM.close()
  }
  return numbers
}

function readGroupPage(numbers: Numbers, id: string, body: HTMLElement, q: Questionnaire): void {
  const items = themesOf(q).flatMap((theme) => theme.tables.flat())
  const people = body.querySelector('.lead .number')?.textContent
  numbers.set(`${id} n`, figureIn(people))
  const isHidden = [...body.querySelectorAll('.notice-title')].some(
    (title) => title.textContent === '非表示（少人数のため）',
  )
  const rows = [...body.querySelectorAll('.bar-table tbody tr')]
  rows.forEach((row, i) => {
    const key = `${id} ${items[i]}`
    const table = row.closest('table')
    const heads = [...(table?.querySelectorAll('thead th') ?? [])].map((h) => h.textContent ?? '')
    const shares = heads.filter((_, at) =>
      table?.querySelectorAll('thead th')[at]?.querySelector('.swatch'),
    )
    const cells = [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')
    numbers.set(`${key} favourable`, isHidden ? null : figureIn(cells[0]))
    if (isHidden || figureIn(cells[0]) === null) return
    const said = `${row.textContent ?? ''}${table?.querySelector('caption small')?.textContent ?? ''}`
    const n = /有効回答 ([\d,]+)人/.exec(said)?.[1]
    if (n !== undefined) numbers.set(`${key} n`, figureIn(n))
    if (shares.length === 0) return
    const name = shares.length === q.options.length ? 'distribution' : 'bands'
    cells.slice(cells.length - shares.length).forEach((text, share) => {
      numbers.set(`${key} ${name} ${share}`, figureIn(text))
    })
  })
}

/** What is published of each theme: its items on the scale together, then each いくつでも by itself. */
function themesOf(q: Questionnaire): { id: string; tables: string[][] }[] {
  return q.sections.flatMap(({ id }) => {
    const own = q.items.filter(({ section, type }) => section === id && type !== 'text')
    const scale = own.filter(({ type }) => type === 'scale').flatMap(publishedIds)
    const tables = [scale, ...own.flatMap((i) => (i.type === 'multi' ? [publishedIds(i)] : []))]
    const filled = tables.filter(({ length }) => length > 0)
    return filled.length === 0 ? [] : [{ id, tables: filled }]
  })
}

/** The page of each table of the plan that is cut `times`, and of each theme. */
async function* themePages(house: PublishedApp, q: Questionnaire, times: number) {
  for (const table of q.tables.filter(({ length }) => length === times)) {
    for (const { id, tables } of themesOf(q)) {
      const query = `table=${table.join(',')}&theme=${id}`
      const response = await get(house.app, `/results/${q.survey}?${query}`)
      const window = new Window()
      window.document.write(response.body)
      const heats = [...window.document.querySelectorAll('.heat-table')]
      yield { table, tables, heats: heats as unknown as HTMLElement[] }
      await window.happyDOM.close()
    }
  }
}

/** From the tables of the plan, a page for each and each theme. */
export async function numbersOfTables(house: PublishedApp, q: Questionnaire, set: PublishedSet) {
  const numbers: Numbers = new Map()
  const ids = new Map(set.groups.flatMap((g) => (g.state === 'rest' ? [] : [[hrefOf(g), g.id]])))
  for (const group of set.groups) if (group.state === 'rest') ids.set(restHref(group.id), group.id)
  for await (const { tables, heats } of themePages(house, q, 1)) {
    for (const [at, heat] of heats.entries()) {
      for (const row of heat.querySelectorAll('tbody tr:not(.heat-heading)')) {
        const id = ids.get(row.querySelector('a')?.getAttribute('href') ?? '') ?? '?'
        const cells = [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')
        numbers.set(`${id} n`, figureIn(cells[0]))
        tables[at]?.forEach((item, i) =>
          numbers.set(`${id} ${item} favourable`, figureIn(cells[i + 1])),
        )
      }
    }
  }
  return numbers
}

/** From the tables that are cut twice: a table of people, and one for each item. */
export async function numbersOfCrosses(house: PublishedApp, q: Questionnaire, set: PublishedSet) {
  const numbers: Numbers = new Map()
  for await (const { table, tables, heats } of themePages(house, q, 2)) {
    const groups = set.groups.filter((g) => g.table.join() === table.join())
    for (const [at, heat] of heats.entries()) {
      const name = at === 0 ? 'n' : `${tables.flat()[at - 1]} favourable`
      for (const [id, text] of cellsOf(heat, groups)) numbers.set(`${id} ${name}`, figureIn(text))
    }
  }
  return numbers
}

/** A cell stands for the group of its row and column; in the last column for the rest of its row. */
function cellsOf(matrix: HTMLElement, groups: readonly PublishedGroup[]): [string, string][] {
  const textOf = (cell: Element) => (cell.textContent ?? '').trim()
  const heads = [...matrix.querySelectorAll('thead th')].slice(1).map(textOf)
  return [...matrix.querySelectorAll('tbody tr')].flatMap((row) => {
    const label = textOf(row.querySelector('th') ?? row)
    const own = groups.filter((g) => g.state !== 'rest' && g.label.startsWith(`${label}・`))
    const parent = own[0]?.id.split('&')[0]
    const cells = [...row.querySelectorAll('td')].map(textOf)
    return heads.flatMap((head, i): [string, string][] => {
      const group =
        own.find((g) => g.state !== 'rest' && g.label === `${label}・${head}`) ??
        groups.find((g) => g.state === 'rest' && g.parent === parent)
      return group === undefined ? [] : [[group.id, cells[i] ?? '']]
    })
  })
}

function hrefOf({ id, table, keys }: { id: string; table: readonly string[]; keys: object }) {
  const [only] = table
  const isUnit = table.length === 1 && (only === 'bu' || only === 'ka')
  return isUnit ? `?unit=${Object.values(keys)[0] ?? ''}` : restHref(id)
}

function restHref(id: string): string {
  return `?group=${encodeURIComponent(id)}`
}

/** The number in 「約60％以下」「2,173人」; a change below it stands apart. null: withheld. */
function figureIn(text: string | null | undefined): number | null {
  const digits = /^\s*約?([\d,]+(?:\.\d)?)/.exec(text ?? '')?.[1]
  return digits === undefined ? null : Number(digits.replaceAll(',', ''))
}

/** Lines that differ: 「key: one | other」. */
export function differences(one: Numbers, other: Numbers): string[] {
  const keys = new Set([...one.keys(), ...other.keys()])
  return [...keys].flatMap((key) =>
    one.get(key) === other.get(key) && one.has(key) === other.has(key)
      ? []
      : [`${key}: ${String(one.get(key))} | ${String(other.get(key))}`],
  )
}
