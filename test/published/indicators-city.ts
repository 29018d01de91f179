import { offerIndicators } from '../../server/programme/indicators/offer.ts'
import { applyChanges } from '../../server/programme/indicators/write.ts'
import type { Stores } from '../../server/stores/open.ts'

const DAY = '2026-11-23'

/** What a city has whose 人事課 has taken the offer of the programme's figures. */
export async function offerProgramme({ commons }: Pick<Stores, 'commons'>): Promise<void> {
  await commons.transaction().execute((trx) => offerIndicators(trx, DAY))
}

/** The June revision: a new edition with another target, another name and another note. */
export async function reviseProgramme({ commons }: Pick<Stores, 'commons'>): Promise<void> {
  const source = '「働き方・仕事の進め方改革」実行プログラム'
  const edition = {
    id: 'R8.6',
    label: '令和8年6月改訂',
    day: '2026-06-01',
    currentYear: 2025,
    source,
  }
  const same = { source: '庶務事務システム', longTerm: '' }
  const label = '時間外勤務が年間360時間超の職員'
  const le = (value: string) => ({ op: 'le' as const, value, words: `${value}％以下` })
  await commons.transaction().execute((trx) =>
    applyChanges(
      trx,
      [
        { kind: 'edition', copyOf: 'R7.6', after: edition },
        {
          kind: 'target',
          edition: 'R8.6',
          indicator: 'I3-4',
          year: 2026,
          before: le('4.0'),
          after: le('3.5'),
        },
        {
          kind: 'wording',
          indicator: 'I3-4',
          before: { ...same, label, historyLabel: label },
          after: { ...same, label: `${label}の割合`, historyLabel: label },
        },
        {
          kind: 'note',
          ref: '※3',
          before: '目標は毎年度における達成を目指すものとする。',
          after: '目標は毎年度の達成を目指す。',
        },
        {
          kind: 'value',
          indicator: 'I3-4',
          year: 2025,
          before: null,
          after: { text: '5.0', source: '人事課調べ', asOfDay: null },
        },
      ],
      DAY,
    ),
  )
}

/** A value of a survey in this system, sample data. */
export async function putSurveyValue(
  { commons }: Pick<Stores, 'commons'>,
  indicator: string,
  year: number,
  value: string,
  respondents: number,
): Promise<void> {
  await commons
    .insertInto('indicator_value')
    .values({
      indicator,
      fiscal_year: year,
      value,
      source: '職員アンケート（令和8年度）',
      as_of_day: `${year}-10-01`,
      respondents,
      survey: 'r8',
      sample: 1,
      approved_on: DAY,
    })
    .execute()
}
