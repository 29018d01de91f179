import { keysOf, themes } from '../../proposals/catalogue.ts'
import { hiddenKinds } from '../../proposals/hidden-counts.ts'
import {
  type AnswerTime,
  type BoardNumbers,
  ENOUGH_ANSWERS,
  type GroupCounts,
  type Hours,
  type YearNumbers,
} from '../../proposals/statistics.ts'
import { type GroupKey, groupKeys } from '../board/list-query.ts'

/** What `GET {base}/api/v1/proposals/statistics` answers; described by `statisticsSchema`. */
export function statisticsBody({ today, hiddenAsOf, years }: BoardNumbers) {
  return { asOf: today, hiddenAsOf, years: years.map(yearBody) }
}

function yearBody(year: YearNumbers) {
  const { fiscalYear, received, hours, hoursByUnit, hidden } = year
  return {
    fiscalYear,
    received: countsBody(received),
    themes: year.themes.map(({ theme, ...counts }) => ({
      theme,
      label: themes[theme],
      ...countsBody(counts),
    })),
    answerTimes: year.answerTimes.map(timeBody),
    hours: hoursBody(hours),
    hoursByUnit: hoursByUnit.map(({ unit, name, ...own }) => ({ unit, name, ...hoursBody(own) })),
    hoursByTheme: year.hoursByTheme.map(({ theme, ...own }) => ({
      theme,
      label: themes[theme],
      ...hoursBody(own),
    })),
    hidden: keysOf(hiddenKinds).map((kind) => ({
      kind,
      label: hiddenKinds[kind],
      ...hidden[kind],
    })),
  }
}

function countsBody({ total, groups }: GroupCounts) {
  const byState = keysOf(groupKeys).map((key): [GroupKey, number] => [key, groups[groupKeys[key]]])
  return { total, byState: Object.fromEntries(byState) }
}

function timeBody({ unit, name, answers, medianDays }: AnswerTime) {
  const shown = medianDays === null ? null : answers
  return { unit, name, answers: shown, medianWorkingDays: medianDays }
}

function hoursBody({ cases, expected, measured, adopted }: Hours) {
  return { cases, expected, measured, adopted }
}

const count = { type: 'integer', minimum: 0 }
const amount = { type: 'number', minimum: 0 }
const day = { type: 'string', format: 'date' }
const text = { type: 'string' }

const counts = {
  total: count,
  byState: {
    type: 'object',
    description: keysOf(groupKeys)
      .map((key) => `${key} ${groupKeys[key]}`)
      .join('、'),
    required: keysOf(groupKeys),
    properties: Object.fromEntries(keysOf(groupKeys).map((key) => [key, count])),
  },
}
const hours = { cases: count, expected: amount, measured: amount, adopted: amount }
const theme = { theme: { enum: keysOf(themes) }, label: text }
const unit = { unit: { ...text, description: '所属コード' }, name: text }

/** JSON Schema for the OpenAPI contract. */
export const statisticsSchema = whole({
  asOf: { ...day, description: '一覧に載っているものの基準日' },
  hiddenAsOf: { ...day, description: '載っていないもの（hidden）の基準日：前の月の末日' },
  years: list({
    fiscalYear: { type: 'integer', description: '年度（西暦）' },
    received: whole(counts),
    themes: list({ ...theme, ...counts }),
    answerTimes: {
      ...list({
        ...unit,
        answers: { type: ['integer', 'null'] },
        medianWorkingDays: { type: ['number', 'null'] },
      }),
      description: `受付から最初の結論までの開庁日数の中央値。回答${ENOUGH_ANSWERS}件未満は null`,
    },
    hours: {
      ...whole(hours),
      description: '年間の時間。expected 見込み、measured 確認済み、adopted うちでもやる',
    },
    hoursByUnit: list({ ...unit, ...hours }),
    hoursByTheme: list({ ...theme, ...hours }),
    hidden: {
      ...list({
        kind: { enum: keysOf(hiddenKinds) },
        label: text,
        from: count,
        below: { type: ['integer', 'null'] },
      }),
      description: '一覧に載っていないものの件数の幅（from 以上、below 未満）。0件も5件未満',
    },
  }),
})

function whole(properties: Readonly<Record<string, object>>) {
  return { type: 'object', required: Object.keys(properties), properties }
}

function list(properties: Readonly<Record<string, object>>) {
  return { type: 'array', items: whole(properties) }
}
