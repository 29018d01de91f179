import { fiscalYearName } from '../../../calendar/fiscal-year.ts'
import { formatJstDay } from '../../../calendar/jst.ts'
import type { Indicator, IndicatorBook } from '../../../programme/indicators/book.ts'
import type {
  Change,
  ChangeOf,
  StatedTarget,
  StatedValue,
  Wording,
} from '../../../programme/indicators/changes.ts'

/** One line of what waits for the second person: what it is about, old and new. */
export interface ChangeInWords {
  readonly what: string
  /** '' when there was nothing. */
  readonly before: string
  readonly after: string
}

export const breakNames = {
  possible: '断絶の可能性あり',
  break: '断絶とする',
  none: '断絶ではない',
} as const

export const opNames = {
  increase: '増加させる（前年度より）',
  decrease: '減少させる（前年度より）',
  ge: '以上',
  le: '以下',
  eq: '等しい（０人など）',
  converge: '近づける（男女の差を縮める）',
} as const

export function changeWords(
  change: Change,
  { indicators }: Pick<IndicatorBook, 'indicators'>,
): ChangeInWords {
  const named = (id: string) => {
    const found = indicators.find((one) => one.id === id)
    return found === undefined ? id : seriesName(found)
  }
  const unitOf = (id: string) => indicators.find((one) => one.id === id)?.unit ?? ''
  switch (change.kind) {
    case 'value':
      return {
        what: `${named(change.indicator)}　${fiscalYearName(change.year)}`,
        before: change.before === null ? '' : valueWords(change.before, unitOf(change.indicator)),
        after: valueWords(change.after, unitOf(change.indicator)),
      }
    case 'survey-value':
      return {
        what: `${named(change.indicator)}　${fiscalYearName(change.year)}（値が2つある年度）`,
        before: valueWords(change.before, unitOf(change.indicator)),
        after: change.take
          ? `${shown(change.measured, unitOf(change.indicator))}（アンケート ${change.survey} の値に替える）`
          : 'このままにする（アンケートの値は使わない）',
      }
    case 'break':
      return {
        what: `${named(change.indicator)}　${fiscalYearName(change.year)}の前での断絶`,
        before: change.before === null ? '' : rulingWords(change.before),
        after: rulingWords(change.after),
      }
    case 'target':
      return {
        what: `${named(change.indicator)}　${fiscalYearName(change.year)}の目標（${change.edition}）`,
        before: change.before === null ? '' : targetWords(change.before),
        after: targetWords(change.after),
      }
    case 'wording':
      return {
        what: `${named(change.indicator)}の名称など`,
        before: wordingWords(change.before),
        after: wordingWords(change.after),
      }
    case 'note':
      return { what: `注 ${change.ref}`, before: change.before, after: change.after }
    case 'edition':
      return {
        what: `プログラムの新しい版 ${change.after.id}`,
        before: '',
        after: editionWords(change),
      }
    default:
      return change satisfies never
  }
}

/** How a target is judged, in few words. */
const rules: Readonly<Record<StatedTarget['op'], string>> = {
  increase: '前年度より増',
  decrease: '前年度より減',
  ge: '以上',
  le: '以下',
  eq: '等しい',
  converge: '差が縮まる',
}

/** 「I3-7m 男性職員に占める係長職の割合（事務職）」 */
export function seriesName({ id, historyLabel }: Pick<Indicator, 'id' | 'historyLabel'>): string {
  return `${id} ${historyLabel}`
}

/** 「12.0時間」 or 「－」. */
export function shown(text: string | null, unit: string): string {
  return text === null ? '－' : `${text}${unit}`
}

function targetWords({ op, value, words }: StatedTarget): string {
  return `${words}（判定：${rules[op]}${value === null ? '' : ` ${value}`}）`
}

function editionWords({ after, copyOf }: ChangeOf<'edition'>): string {
  const { label, day, currentYear } = after
  return `${label}（${formatJstDay(day)}、現状は${fiscalYearName(currentYear)}）。目標は${copyOf}を引き継ぐ。`
}

function valueWords({ text, source, asOfDay }: StatedValue, unit: string): string {
  const at = asOfDay === null ? '年度' : formatJstDay(asOfDay)
  return `${shown(text, unit)}（出典：${source}、時点：${at}）`
}

function rulingWords(ruling: { state: keyof typeof breakNames; reason: string }): string {
  return `${breakNames[ruling.state]}（理由：${ruling.reason}）`
}

function wordingWords({ label, historyLabel, source, longTerm }: Wording): string {
  const goal = longTerm === '' ? 'なし' : longTerm
  return `現状及び目標：${label === '' ? 'なし' : label}／推移：${historyLabel}／所管のデータ：${source}／長期の目標：${goal}`
}
