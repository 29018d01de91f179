import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import { searchedText } from './board-search.ts'
import type { Surroundings } from './desk.ts'
import type { Ledger } from './ledger.ts'
import type { Day, Proposal } from './proposal.ts'
import { type BoardEntry, boardEntry } from './readings.ts'
import { makeSimilarFile } from './similar-file.ts'
import { type Organisation, onBoard } from './visibility.ts'

/** One proposal that everybody may read, with what the board sorts, filters and counts it by. */
export interface BoardLine {
  readonly entry: BoardEntry
  /** Of the day it was received. */
  readonly fiscalYear: number
  /** The last day on which something happened that everybody may know of. */
  readonly movedOn: Day
  /** 部 of its units. */
  readonly bureaus: readonly string[]
  /** The first conclusion and the unit that signed it first. */
  readonly answered: { readonly on: Day; readonly unit: string } | null
  /** うちでもやる by code of the unit. */
  readonly adopted: readonly {
    readonly unit: string
    readonly on: Day
    readonly hours: number | null
  }[]
  /** In the form of `plainForm`. */
  readonly searched: string
}

/** The board of one moment; the same object as long as nothing that everybody may read has changed. */
export interface Board {
  /** Newest movement first. */
  readonly lines: readonly BoardLine[]
  /** Codes of the units that answer for something here. */
  readonly units: readonly string[]
  /** Fiscal years of receipt, newest first. */
  readonly years: readonly number[]
  find(number: string): BoardLine | undefined
  /** 「似た提案」: JSON of the index of the newest ones; the same buffer as long as the board is the same. */
  similar(): Promise<Buffer>
}

/** The board with the organisation and the rules of the day. */
export interface BoardPresent extends Surroundings {
  readonly board: Board
  /** Position of a unit in 建制順. */
  readonly positionOf: (unit: string) => number
}

export interface BoardReader {
  at(org: Organisation): Board
}

/**
 * The board, kept in memory: of 10,000 proposals only those are read anew that have changed. Nothing in it
 * tells of a proposal that not everybody may read, not even that one has changed.
 */
export function boardReader(proposals: Pick<Ledger, 'all' | 'revision'>): BoardReader {
  const made = new Map<string, Made>()
  let names = new Map<string, string>()
  let revision = -1
  let board = boardOf([])

  return {
    at(org) {
      const sameNames = [...names].every(([code, name]) => nameIn(org, code) === name)
      if (sameNames && proposals.revision() === revision) return board
      if (!sameNames) {
        made.clear()
        names = new Map()
      }
      revision = proposals.revision()
      const all = proposals.all()
      const joined = joinedTo(all)
      const recording = noting(org, names)
      const lines = all.flatMap((p) => lineOf(p, joined.get(p.number) ?? [], recording) ?? [])
      if (made.size > lines.length) forget(lines)
      lines.sort(newestFirst)
      if (lines.length !== board.lines.length || lines.some((line, i) => line !== board.lines[i]))
        board = boardOf(lines)
      return board
    },
  }

  function lineOf(p: Proposal, joined: readonly Proposal[], org: Organisation): BoardLine | null {
    if (!onBoard(p)) return null
    const before = made.get(p.number)
    if (before !== undefined && before.from === p && areSame(before.joined, joined))
      return before.line
    const entry = boardEntry(p, joined, org)
    if (entry === null) return null
    const unchanged = before !== undefined && isSameEntry(before.line.entry, entry)
    const line = unchanged ? before.line : newLine(p, entry, org)
    made.set(p.number, { from: p, joined, line })
    return line
  }

  function forget(lines: readonly BoardLine[]): void {
    const there = new Set(lines.map(({ entry }) => entry.number))
    for (const number of made.keys()) if (!there.has(number)) made.delete(number)
  }
}

interface Made {
  readonly from: Proposal
  readonly joined: readonly Proposal[]
  readonly line: BoardLine
}

function newLine(p: Proposal, entry: BoardEntry, org: Organisation): BoardLine {
  const first = p.answers[0]
  const bureaus = entry.units.flatMap((unit) => org.bureauOf(unit) ?? [])
  return {
    entry,
    fiscalYear: fiscalYearOf(entry.receivedOn),
    movedOn: entry.steps.reduce((last, { on }) => (on > last ? on : last), entry.stateOn),
    bureaus: [...new Set(bureaus)],
    answered: first === undefined ? null : { on: first.on, unit: first.units[0] ?? '' },
    adopted: p.adoptions.map(({ unit, on, hours }) => ({ unit, on, hours })),
    searched: searchedText(entry),
  }
}

/** How many the index of similar ones holds. */
const MOST_SIMILAR = 3000

function boardOf(lines: readonly BoardLine[]): Board {
  const byNumber = new Map(lines.map((line) => [line.entry.number, line]))
  let file: Promise<Buffer> | undefined
  const years = new Set(lines.map(({ fiscalYear }) => fiscalYear))
  return {
    lines,
    units: [...new Set(lines.flatMap(({ entry }) => entry.units))],
    years: [...years].toSorted((a, b) => b - a),
    find: (number) => byNumber.get(number),
    similar() {
      file ??= makeSimilarFile(
        lines
          .map(({ entry }) => entry)
          .toSorted((a, b) => compare(b.receivedOn, a.receivedOn) || compare(a.number, b.number))
          .slice(0, MOST_SIMILAR)
          .map(({ number, title, parts }) => {
            return { id: number, title, text: parts.map(({ text }) => text).join('\n') }
          }),
      ).catch((error: unknown) => {
        file = undefined
        throw error
      })
      return file
    },
  }
}

/** Numbers are random: those of one day stand in no order that tells anything. */
function newestFirst(a: BoardLine, b: BoardLine): number {
  return compare(b.movedOn, a.movedOn) || compare(a.entry.number, b.entry.number)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * What was joined to each proposal, by way of others too. Those that nobody but the unit may know of do not
 * count: a number that grows would tell of them.
 */
function joinedTo(all: readonly Proposal[]): Map<string, Proposal[]> {
  const into = new Map<string, string>()
  for (const p of all) {
    const joined = p.state === 'merged' || p.expiredFrom === 'merged'
    if (joined && p.merged !== null) into.set(p.number, p.merged.into)
  }
  const joined = new Map<string, Proposal[]>()
  for (const p of all) {
    let target = into.get(p.number)
    if (target === undefined || p.publicity === 'closed' || p.aboutHead) continue
    for (let far = 0; far < into.size && into.has(target); far += 1) {
      target = into.get(target) ?? target
    }
    const list = joined.get(target)
    if (list === undefined) joined.set(target, [p])
    else list.push(p)
  }
  return joined
}

/** An organisation that remembers which names were asked for. */
function noting(org: Organisation, names: Map<string, string>): Organisation {
  return {
    ...org,
    nameOf(code) {
      names.set(code, nameIn(org, code))
      return org.nameOf(code)
    },
  }
}

function nameIn(org: Organisation, code: string): string {
  return `${org.nameOf(code)}\n${org.bureauOf(code) ?? ''}`
}

/** Also when the proposal has changed in what nobody sees: a draft, an endorsement of this week. */
function isSameEntry(a: BoardEntry, b: BoardEntry): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function areSame(a: readonly Proposal[], b: readonly Proposal[]): boolean {
  return a.length === b.length && a.every((p, i) => p === b[i])
}
